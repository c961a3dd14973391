"""The command `changes`."""

from __future__ import annotations

from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import click

from cli.terminal.command import Command
from cli.terminal.failures import CommandFailed
from cli.terminal.files import write_whole
from cli.terminal.output import json_option, print_text, say
from cli.terminal.parameters import restriction_option, tenant_option
from cli.terminal.place import Place, with_place
from shared.domain import json_text
from shared.domain.callers.access import Access, Grant

if TYPE_CHECKING:
    from shared.domain.feed.log import Cursor

_EVERY_SECONDS = 1.0
_PAGE = 500


@click.command("changes", cls=Command)
@tenant_option
@click.option("--follow", is_flag=True, help="Go on with each new change, until Ctrl-C.")
@click.option(
    "--cursor-file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Go on where FILE says, and keep there how far it came. It is made if it is not there.",
)
@restriction_option
@json_option
@with_place
def changes(
    place: Place,
    *,
    tenant: str,
    follow: bool,
    cursor_file: Path | None,
    restrictions: tuple[str, ...],
    as_json: bool,  # noqa: ARG001 - it prints nothing else
) -> None:
    """Print the changes of a tenant's customers, one JSON document per line, as the API tells them.

    Without a --cursor-file, it prints those from now on; with one, those since it ran last. FILE is written
    after each page is printed, so that after any end a page may be printed again, and none is left out.
    """
    if not follow and cursor_file is None:
        raise click.UsageError("--follow or --cursor-file is needed: without both there is nothing to print.")
    access = Access(wide=Grant(frozenset(restrictions) if restrictions else None))
    with place.environment():
        from shared.http.feed_pages import change_document, cursor_text
        from shared.runtime.wiring import wiring
        from shared.use_cases.feed.read_feed import read_feed

        since = _kept(cursor_file, tenant)
        while True:
            page = read_feed(wiring().feed_ports, tenant, access, since, _PAGE)
            for row, event in page.rows:
                print_text(json_text.dumps(change_document(row, event)))
            if cursor_file is not None:
                if since is None:
                    say(f"changes from now on are printed, and {cursor_file} keeps how far")
                write_whole(cursor_file, f"{cursor_text(page.cursor, tenant)}\n")
            since = page.cursor
            if page.rows or not page.is_end:
                continue
            if not follow:
                return
            sleep(_EVERY_SECONDS)


def _kept(file: Path | None, tenant: str) -> Cursor | None:
    """Return the cursor in a file, if it is there. Raises `CommandFailed` for anything else in it."""
    from shared.domain.errors import InvalidQuery
    from shared.http.feed_pages import cursor_of_text

    if file is None or not file.exists():
        return None
    try:
        return cursor_of_text(file.read_text().strip(), tenant)
    except (InvalidQuery, UnicodeDecodeError):
        raise CommandFailed(
            f"{file} is not a cursor of {tenant}'s changes; remove it to begin with those from now on"
        ) from None
