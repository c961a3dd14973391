"""The command `costs`."""

import argparse
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

from local.costs.costing import Cost, costs
from local.costs.prices import Prices, prices
from local.costs.report import as_json, as_markdown, as_table
from local.rehearsal.rehearsing import RehearsalFailed, rehearse
from local.rehearsal.samples import samples
from local.rehearsal.stage import empty_table
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
        named = ", ".join(sorted(missing))
        raise CostsFailed(f"there is no operation {named}; docs/costs.md has all of them")
    with empty_table():
        try:
            found = costs(rehearse(api, metered=True, only=wanted), api, charged)
        except RehearsalFailed as error:
            raise CostsFailed(str(error)) from None
    print(_FORMATS[options.format](found, charged))
