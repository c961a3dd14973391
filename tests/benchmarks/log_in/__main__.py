"""Log-ins (`make bench-log-in`): whether the time of a refusal shows its reason, and what a log-in costs."""

import argparse
import sys

from tests.benchmarks.quiet import quiet
from tools.rehearsal.stage import empty_table


def main() -> None:
    """Measure and print; fail where refusals can be distinguished."""
    parser = argparse.ArgumentParser(prog="bench-log-in", description=__doc__)
    parser.add_argument("--tries", type=int, default=200, help="log-ins of each kind")
    parser.add_argument("--floor", type=float, default=0.5, help="least seconds of a refusal")
    parser.add_argument("--threads", type=int, default=8, help="log-ins at the same time, with the floor")
    parser.add_argument("--log-ins", type=int, default=200, help="successful ones, to measure their cost")
    given = parser.parse_args()
    with empty_table(), quiet():
        # Entry points read the environment when they are imported.
        from tests.benchmarks.log_in.costs import costs
        from tests.benchmarks.log_in.report import costs_table, distinguishable, times_table
        from tests.benchmarks.log_in.times import refusal_times

        bare = refusal_times(given.tries, floor=0, threads=1)
        held_back = refusal_times(given.tries, floor=given.floor, threads=given.threads)
        measured = costs(given.log_ins)
    floor = f"{given.floor * 1000:.0f} ms"
    sys.stdout.write(
        f"### Refusals without a floor\n\n{times_table(bare)}\n\n"
        f"### Refusals with a floor of {floor}\n\n{times_table(held_back)}\n\n"
        f"### What a log-in costs\n\n{costs_table(measured)}\n"
    )
    if kinds := distinguishable(held_back):
        sys.exit(f"The time tells: {', '.join(kinds)}")


if __name__ == "__main__":
    main()
