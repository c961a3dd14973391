"""The local gateway under load (`make bench-load`): throughput, latencies, errors, memory."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.document import write_section
from tests.benchmarks.load.driving import drive
from tests.benchmarks.load.report import NAMES, problems, section_of
from tests.benchmarks.load.service import NotReady, running_service

_SHORT_SECONDS = 10


def main() -> None:
    """Drive the service and write the document's section; fail on errors, and where memory grows."""
    parser = argparse.ArgumentParser(prog="bench-load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="of mixed traffic (%(default)s)")
    parser.add_argument("--minutes", type=int, default=0, help="of mixed traffic, instead of seconds")
    parser.add_argument("--connections", type=int, default=64)
    given = parser.parse_args()
    mixed_seconds = given.minutes * 60 or given.seconds
    loads = {}
    try:
        with tempfile.TemporaryDirectory() as folder, running_service(Path(folder)) as service:
            for name in NAMES:
                sys.stderr.write(f"{NAMES[name]}\n")
                seconds = mixed_seconds if name == "mixed" else min(_SHORT_SECONDS, mixed_seconds)
                loads[name] = drive(service, name, connections=given.connections, seconds=seconds)
    except NotReady as error:
        sys.exit(str(error))
    write_section("bench-load", section_of(loads, given.connections))
    if found := problems(loads.values()):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
