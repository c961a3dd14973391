"""Cold starts (`make bench-coldstart`): every built function next to two floors and two peers, into docs/."""

import argparse
import sys
from pathlib import Path

from tests.benchmarks.coldstart.instructions import COUNTED, VALGRIND, instructions
from tests.benchmarks.coldstart.measuring import Measured, Stage, measured
from tests.benchmarks.coldstart.plot import draw
from tests.benchmarks.coldstart.report import over_budget, section_of, table_of
from tests.benchmarks.coldstart.scenes import events, staged
from tests.benchmarks.coldstart.subjects import others, our_functions
from tests.benchmarks.document import DOCUMENT, write_section

_PLOT = "coldstart.svg"


def main() -> None:
    """Measure and write the document's section; fail where a function costs more than it may."""
    parser = argparse.ArgumentParser(prog="bench-coldstart", description=__doc__)
    parser.add_argument("--build", type=Path, required=True, help="the folder that `make build` made")
    parser.add_argument("--python", type=Path, required=True, help="a Python with Lambda's runtime client")
    parser.add_argument("--peers", type=Path, required=True, help="the folder of the peers' packages")
    parser.add_argument("--rounds", type=int, default=15, help="starts of each (%(default)s)")
    parser.add_argument("--only", default="", help="print those with this in their name, write nothing")
    given = parser.parse_args()
    if VALGRIND is None:
        sys.stderr.write(
            "Instructions are not counted: there is no valgrind. On Debian: apt-get install valgrind.\n"
        )
    measurements = _measured(given)
    if given.only:
        sys.stdout.write(table_of(measurements) + "\n")
        return
    draw(measurements, DOCUMENT.with_name(_PLOT))
    write_section("bench-coldstart", section_of(measurements, _PLOT))
    if over := over_budget(measurements):
        sys.exit(f"Over their budgets: {', '.join(over)}")


def _measured(given: argparse.Namespace) -> list[Measured]:
    ours = our_functions(given.build.resolve())
    subjects = others(given.peers.resolve()) + [each for each in ours if given.only in each.name]
    with staged() as (aws, environment):
        # The interpreter of an environment is a link that leads out of it when it is resolved.
        stage = Stage(given.python.absolute(), aws, environment, events(subjects))
        measurements = measured(stage, subjects, given.rounds)
        for each in measurements:
            if VALGRIND is not None and not given.only and each.subject.name in COUNTED:
                each.instructions = instructions(stage, each.subject)
    return measurements


if __name__ == "__main__":
    main()
