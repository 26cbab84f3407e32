#!/usr/bin/env python3
"""What it costs to watch a program: ratios, of commands that take turns.

    bench/watching.py CALLGATE [ROUNDS]

Each round runs every command of a comparison once; the medians are compared, of the time that
passed and of the time that processors worked (which other programs on the machine disturb less).
Pinned means: all on one CPU. The counters need root.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

CALLS = 300_000
READS = 1_000_000
SHELL = "i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i + 1)); done"


def run(command, pinned, folder):
    """Seconds that passed, and seconds of work."""
    pin = (lambda: os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})) if pinned else None
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, preexec_fn=pin, cwd=folder, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=300)
    passed = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{command}: status {done.returncode}: {done.stderr.decode()}")
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name, rounds, pinned, folder, watched, measure, against):
    times = {measure: [], against: []}
    for _ in range(rounds):
        for how, command in ((measure, watched[measure]), (against, watched[against])):
            times[how].append(run(command, pinned, folder))
    middle = {how: [statistics.median(column) for column in zip(*all_of)]
              for how, all_of in times.items()}
    passed, worked = (middle[measure][i] / middle[against][i] for i in (0, 1))
    print(f"{name}, {'pinned' if pinned else 'not pinned'}: {measure} / {against}: "
          f"{passed:.2f} passed, {worked:.2f} worked "
          f"({middle[measure][0]:.2f} s / {middle[against][0]:.2f} s)", flush=True)


def main():
    callgate = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "watching.c")
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} CPUs, {rounds} rounds")
    with tempfile.TemporaryDirectory(prefix="callgate-watching.") as folder:
        program = os.path.join(folder, "watching")
        subprocess.run(["cc", "-O1", "-o", program, source], check=True)
        policy = os.path.join(folder, "policy.toml")
        calls = [program, "getppid", str(CALLS)]
        reads = [program, "pread", str(READS)]
        shell = ["sh", "-c", SHELL]
        observe = [callgate, "observe", "-o", "seen.toml", "--method"]
        for command in calls, reads, shell:
            run([callgate, "observe", "-o", policy, "--", *command], False, folder)

        ways = {"observe": [*observe, "notification", "--", *calls],
                "strace": ["strace", "-f", "-c", "-o", "/dev/null", *calls],
                "counters": [*observe, "counters", "--", *reads],
                "unobserved": reads}
        for pinned in True, False:
            compare("300,000 getppid", rounds, pinned, folder, ways, "observe", "strace")
        if os.geteuid() == 0:
            compare("1,000,000 pread", rounds, True, folder, ways, "counters", "unobserved")
        for name, command in (("300,000 getppid", calls), ("1,000,000 pread", reads),
                              ("300 forks", shell)):
            ways = {"run --explain": [callgate, "run", "--explain", policy, "--", *command],
                    "run": [callgate, "run", policy, "--", *command]}
            compare(name, rounds, True, folder, ways, "run --explain", "run")
        print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
