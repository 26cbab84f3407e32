"""Benchmark output (--benchmark_format=json, with repetitions) on standard input → the table
of README.md: the median of every stage, as a share of the whole compile of its policy, the
proof as a multiple of all the rest and in milliseconds, and the whole compiles as multiples
of the first."""

import json
import sys

medians = {}
instructions = {}
# Interleaved runs come in any order; the index is that of registration.
for row in sorted(json.load(sys.stdin)["benchmarks"], key=lambda row: row["family_index"]):
    if row.get("aggregate_name") != "median":
        continue
    subject, stage = row["run_name"].split("/")
    medians.setdefault(subject, {})[stage] = row["cpu_time"]
    if "instructions" in row:
        instructions[subject] = round(row["instructions"])

stages = [stage for stage in next(iter(medians.values())) if stage != "whole"]
first = next(iter(medians.values()))["whole"]
print("| policy | instructions | " + " | ".join(stages) + " | prove to the rest | prove, ms | whole, as a multiple |")
print("|---" * (len(stages) + 5) + "|")
for subject, times in medians.items():
    shares = [f"{times[stage] / times['whole']:.0%}" for stage in stages]
    print(f"| {subject} | {instructions[subject]} | " + " | ".join(shares)
          + f" | {times['prove'] / (times['whole'] - times['prove']):.2f}"
          + f" | {times['prove'] / 1e6:.2f} | {times['whole'] / first:.2f} |")
