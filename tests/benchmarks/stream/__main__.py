"""Times from a write to what follows on the laptop (`make bench-stream`): with events alone, and with all."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.document import write_section
from tests.benchmarks.load.service import NotReady, running_service
from tests.benchmarks.stream.following import Follower
from tests.benchmarks.stream.report import problems, section_of
from tests.benchmarks.stream.tenants import prepared


def main() -> None:
    """Write by turns for a tenant with events alone and one with all; fail where an event is late."""
    parser = argparse.ArgumentParser(prog="bench-stream", description=__doc__)
    parser.add_argument("--writes", type=int, default=200, help="of each tenant (%(default)s)")
    given = parser.parse_args()
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            running_service(Path(folder)) as service,
            prepared(service.url, Path(folder) / "state") as tenants,
        ):
            spans = Follower(service.url, Path(folder) / "state", tenants).write_by_turns(given.writes)
    except NotReady as error:
        sys.exit(str(error))
    write_section("bench-stream", section_of(spans))
    if found := problems(spans):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
