"""Run histories of customers whose changes are indexed by workers that overtake each other, or end anywhere.

A test runs the first of them; this, as many as there is time for: `make fuzz-search HISTORIES=10000`.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from random import Random

from local.stack.table import create_table
from shared.adapters.aws import aws_session
from tests.component.engine import engine_in_process, forget_old_changes, forget_tenants
from tests.component.events.search_histories import History, items_under, no_pauses

_TABLE = "histories"
_TOLD_EVERY = 1000
_FORGOTTEN_EVERY = 20


def main() -> None:
    """Say how many were right; the exit code is 1 if one was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    asked = parser.parse_args()
    os.environ["TABLE_NAME"] = _TABLE
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        os.environ.setdefault(name, "local")
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
    os.environ.setdefault("AWS_REGION", "eu-central-1")
    begun = time.process_time()
    wrong = []
    with engine_in_process() as url, no_pauses():
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = url
        create_table(aws_session().create_client("dynamodb", endpoint_url=url), _TABLE)
        for done, seed in enumerate(range(asked.first, asked.first + asked.histories), 1):
            if not _is_right(seed):
                wrong.append(seed)
            if done % _FORGOTTEN_EVERY == 0:
                forget_tenants(_TABLE)
                forget_old_changes()
            if done % _TOLD_EVERY == 0:
                used = time.process_time() - begun
                sys.stdout.write(f"{done} histories, {len(wrong)} wrong, {used:.0f} s of CPU\n")
                sys.stdout.flush()
    if wrong:
        sys.exit(f"wrong: {wrong}")


def _is_right(seed: int) -> bool:
    tenant = f"t{secrets.token_hex(6)}"
    history = History(tenant, Random(seed))
    history.run()
    return history.is_settled(items_under(f"{tenant}#"))


if __name__ == "__main__":
    main()
