"""The command `history`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from cli.found import plain
from cli.terminal.command import Command
from cli.terminal.failures import CommandFailed
from cli.terminal.output import json_option, print_json, print_text
from cli.terminal.parameters import tenant_option
from cli.terminal.place import Place, with_place
from shared.domain import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST = 10_000


@click.command("history", cls=Command)
@click.argument("number")
@tenant_option
@click.option(
    "--limit", type=click.IntRange(1, _MOST), default=25, metavar="N", help=f"Entries at most, up to {_MOST}."
)
@json_option
@with_place
def history(place: Place, *, number: str, tenant: str, limit: int, as_json: bool) -> None:
    """Print what has changed of the customer NUMBER, and who changed it, the newest first."""
    with place.environment():
        from shared.domain.callers.access import EVERYWHERE
        from shared.domain.errors import CustomerNotFound
        from shared.domain.history.entries import entry_document
        from shared.runtime.wiring import wiring
        from shared.use_cases.customers.read_history import read_history

        try:
            _, entries = read_history(
                wiring().history_ports, EVERYWHERE, tenant, number, after=lambda _: None, at_once=limit
            )
        except CustomerNotFound:
            raise CommandFailed(f"tenant {tenant} has no customer {number}") from None
        documents = [entry_document(entry) for entry in islice(entries, limit)]
    if as_json:
        print_json(documents)
    elif documents:
        print_text("\n".join(line for each in documents for line in _lines(each)))


def _lines(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of an entry: its head, and one for each change."""
    client = f" ({entry['client']})" if entry.get("client", entry.get("by")) != entry.get("by") else ""
    acting = f" for {entry['actingFor']}" if "actingFor" in entry else ""
    head = f"{entry['at']}  {entry['version']}  {entry['event']}  {entry.get('by', '-')}{client}{acting}"
    yield plain(head)
    for change in entry["changes"]:
        before, after = (
            json_text.dumps(change[name]) if name in change else "-" for name in ("before", "after")
        )
        yield plain(f"  {change['field']}: {before} -> {after}")
    if "omitted" in entry:
        yield "  (values too large to be kept)"
