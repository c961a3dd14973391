"""The command `costs`."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from local.costs.costing import Cost, costs
from local.costs.prices import Prices, prices
from local.costs.report import as_json, as_markdown, as_table
from local.engine import start_engine
from local.environment import TABLE_NAME, adopt, function_environment
from local.paths import FUNCTIONS
from local.rehearsal.rehearsing import RehearsalFailed, rehearse
from local.rehearsal.samples import samples
from local.table import create_table
from local.template import http_api, load_template

_FORMATS: MappingProxyType[str, Callable[[Sequence[Cost], Prices], str]] = MappingProxyType(
    {"table": as_table, "json": as_json, "markdown": as_markdown}
)


class CostsFailed(Exception):
    """What went wrong, in one line."""


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own
    """Add it."""
    shown = commands.add_parser(
        "costs", help="what each operation asks of DynamoDB, and what a million calls cost"
    )
    shown.add_argument("operation", nargs="*", help="only these operations, for example get_customer")
    shown.add_argument("--format", choices=_FORMATS, default="table", help="(%(default)s)")
    shown.set_defaults(command=_print_costs)


def _print_costs(options: argparse.Namespace) -> None:
    if options.table is not None:
        raise CostsFailed("costs are found on an engine of its own, so it does not go with --table")
    api, charged = http_api(load_template()), prices()
    wanted = set(options.operation)
    if missing := wanted - {sample.operation for sample in samples(api)}:
        raise CostsFailed(f"there is no operation {', '.join(sorted(missing))}")
    with _engine():
        try:
            found = costs(rehearse(api, metered=True, only=wanted), api, charged)
        except RehearsalFailed as error:
            raise CostsFailed(str(error)) from None
    print(_FORMATS[options.format](found, charged))


@contextmanager
def _engine() -> Iterator[None]:
    """An engine with an empty table, for this process alone."""
    with tempfile.TemporaryDirectory() as folder, start_engine() as engine:
        adopt(function_environment(Path(folder), engine.url, "http://localhost"))
        sys.path.insert(0, str(FUNCTIONS))
        from shared.runtime import wiring

        create_table(wiring.table()._client, TABLE_NAME)
        yield
