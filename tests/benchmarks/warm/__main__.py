"""Warm requests (`make bench-warm`): CPU of every operation, ours and botocore's, and of two peers."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from local.stack.template import HttpApi, http_api, load_templates
from tests.benchmarks.document import write_section
from tests.benchmarks.loopback import Handler, serving
from tests.benchmarks.quiet import quiet
from tests.benchmarks.warm.stub import running_stub
from tools.rehearsal.rehearsing import Rehearsal, rehearse
from tools.rehearsal.stage import empty_table

_NO_FLOOR = "0.001"  # seconds that a refusal is held back
_FLOOR_ROUNDS = 100


def main() -> None:
    """Measure, and write the document's section."""
    parser = argparse.ArgumentParser(prog="bench-warm", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="of every measurement (%(default)s)")
    parser.add_argument(
        "--only", default="", help="print the operations with this in their name, write nothing"
    )
    given = parser.parse_args()
    api = http_api(*load_templates())
    with _service() as keys, running_stub() as stub, quiet():
        # Entry points read the environment when they are imported.
        from tests.benchmarks.warm.floor import floor
        from tests.benchmarks.warm.measuring import cpu_seconds
        from tests.benchmarks.warm.operations import measure
        from tests.benchmarks.warm.peers import measure_peers
        from tests.benchmarks.warm.report import operations_table, section_of

        measurements, of_peers = [], {}
        for rehearsal in _rehearsals(api, keys):
            if rehearsal.case.name in {"get_customer", "create_customer"}:
                of_peers[rehearsal.case.name] = rehearsal
            if given.only in rehearsal.case.name:
                sys.stderr.write(f"{rehearsal.case.name}\n")
                measurements.append(measure(rehearsal, stub, given.rounds))
        document = json.loads(of_peers["get_customer"].answer["body"])
        lowest = cpu_seconds({"floor": floor(document)}, _FLOOR_ROUNDS)["floor"]
        peers = {} if given.only else measure_peers(of_peers, stub, given.rounds)
    if given.only:
        sys.stdout.write(operations_table(measurements, lowest) + "\n")
    else:
        write_section("bench-warm", section_of(measurements, lowest, peers, given.rounds))


class _Keys(Handler):
    """Serves what verifies our own tokens."""

    def do_GET(self) -> None:  # noqa: N802 - the base class calls it so
        self.answer(200, self.served["key set"])


@contextmanager
def _service() -> Iterator[dict[str, bytes]]:
    """An engine and a table of their own for this process, which has its key set served."""
    keys: dict[str, bytes] = {}
    os.environ["REFUSAL_FLOOR_SECONDS"] = _NO_FLOOR
    with serving(_Keys, keys) as issuer, empty_table(f"http://{issuer}"):
        yield keys


def _rehearsals(api: HttpApi, keys: dict[str, bytes]) -> Iterator[Rehearsal]:
    """Every call, that of the authorizer with a token of ours."""
    tokens = {}
    for rehearsal in rehearse(api, metered=False, only={"begin_visit", "get_jwks"}):
        tokens[rehearsal.case.name] = rehearsal.answer["body"]
    keys["key set"] = tokens["get_jwks"].encode()
    bearer = f"Bearer {json.loads(tokens['begin_visit'])['access_token']}"
    for rehearsal in rehearse(api, metered=False):
        if api.authorizer is None or rehearsal.case.sample.function != api.authorizer.function:
            yield rehearsal
        else:
            headers = {**rehearsal.event["headers"], "authorization": bearer}
            yield replace(rehearsal, event={**rehearsal.event, "headers": headers})


if __name__ == "__main__":
    main()
