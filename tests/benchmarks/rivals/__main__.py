"""Writers of one customer, and lost answers (`make bench-rivals`): whether every change applies, and once."""

import argparse
import sys
from random import Random

from tests.benchmarks.quiet import quiet
from tools.rehearsal.stage import empty_table


def main() -> None:
    """Measure and print; fail where a change is refused, lost, or made twice."""
    parser = argparse.ArgumentParser(prog="bench-rivals", description=__doc__)
    parser.add_argument("--writes", type=int, default=10_000, help="changes by writers that go on and on")
    parser.add_argument("--writers", type=int, default=16, help="the number of those writers")
    parser.add_argument("--rivals", type=int, default=50, help="writers with one change each, together")
    parser.add_argument("--acknowledged", type=int, default=2000, help="acknowledged writes of those")
    parser.add_argument("--chance", type=float, default=0.1, help="of an answer to be lost")
    parser.add_argument("--seed", type=int, default=1, help="of the calls with lost answers")
    given = parser.parse_args()
    with empty_table(), quiet():
        # Entry points read the environment when they are imported.
        from tests.benchmarks.rivals.contention import at_once, going_on, recreating_tenant
        from tests.component.lost_answers import run

        rush = at_once(given.rivals)
        endurance = going_on(given.writers, given.writes)
        tenants = recreating_tenant(), recreating_tenant()
        outcome = run(*tenants, Random(given.seed), acknowledged=given.acknowledged, chance=given.chance)
    for name, measured in ((f"{given.rivals} at once", rush), (f"{given.writers} going on", endurance)):
        sys.stdout.write(f"{name}: {measured.summary()}\n")
    sys.stdout.write(
        f"lost answers: {outcome.acknowledged} acknowledged, {outcome.lost} of them repeated after rivals, "
        f"{len(outcome.wrong)} wrong {outcome.wrong or ''}\n"
    )
    if not (rush.is_right and endurance.is_right) or outcome.wrong:
        sys.exit("Not every change applied once.")


if __name__ == "__main__":
    main()
