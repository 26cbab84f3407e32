"""Benchmark output (--benchmark_format=json, with repetitions) on standard input → the tables
of README.md, out of the medians of CPU time: every stage of every policy; whole compiles
beside libseccomp's, where that was measured; and growth beside n log n."""

import json
import math
import re
import sys

STAGES = ["parse", "check", "resolve", "plan", "order+link", "prove", "whole", "unproven"]
PEERS = ["libseccomp-1", "libseccomp-2"]
BASE = 64  # the size that growth is told from


def read(stream):
    """The medians by policy and stage, in the order of registration: interleaved runs come in any."""
    policies = {}
    for row in sorted(json.load(stream)["benchmarks"], key=lambda row: row["family_index"]):
        if row.get("aggregate_name") == "median":
            policy, stage = row["run_name"].split("/")
            policies.setdefault(policy, {})[stage] = row
    return policies


def microseconds(row):
    time = row["cpu_time"] / 1000  # nanoseconds are the unit of what is registered
    return f"{time:.1f}" if time < 10 else f"{time:,.0f}"


def print_table(head, rows):
    for cells in [head, ["---"] * len(head), *rows]:
        print("| " + " | ".join(cells) + " |")
    print()


def stage_rows(policies):
    for policy, stages in policies.items():
        yield [policy, f"{stages['whole']['instructions']:.0f}",
               *(microseconds(stages[stage]) for stage in STAGES)]


def peer_rows(policies):
    for policy, stages in policies.items():
        if not all(peer in stages for peer in PEERS):
            continue
        own = stages["whole"]
        peers = [stages[peer] for peer in PEERS]
        least = min(peer["cpu_time"] for peer in peers)
        yield [policy, f"{own['instructions']:.0f}",
               *(f"{peer['instructions']:.0f}" for peer in peers),
               *(microseconds(row) for row in [own, stages["unproven"], *peers]),
               f"{own['cpu_time'] / least:.2f}", f"{stages['unproven']['cpu_time'] / least:.2f}",
               *(f"{peer['differences']:.0f}" for peer in peers)]


def growth_rows(policies):
    sized = {}
    for policy, stages in policies.items():
        if match := re.fullmatch(r"(\d+)-(.*)", policy):
            sized.setdefault(match[2], {})[int(match[1])] = stages
    for kind, sizes in sized.items():
        for size, stages in sizes.items():
            predicted = size * math.log(size) / (BASE * math.log(BASE))
            ratios = [f"{stages[stage]['cpu_time'] / sizes[BASE][stage]['cpu_time'] / predicted:.2f}"
                      if size > BASE else "" for stage in ["whole", "prove"]]
            yield [kind, f"{size:,}", f"{stages['whole']['instructions']:.0f}",
                   microseconds(stages["prove"]), microseconds(stages["whole"]), *ratios]


def main():
    policies = read(sys.stdin)
    print_table(["policy", "instructions", *STAGES], stage_rows(policies))
    if rows := list(peer_rows(policies)):
        print_table(["policy", "instructions", *(f"of {peer}" for peer in PEERS), "whole", "unproven",
                     *PEERS, "whole to the faster", "unproven to the faster",
                     *(f"{peer} differs on" for peer in PEERS)], rows)
    print_table(["growing", "size", "instructions", "prove", "whole",
                 f"whole from {BASE} to n log n", f"prove from {BASE} to n log n"], growth_rows(policies))


if __name__ == "__main__":
    main()
