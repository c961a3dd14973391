"""The command `find`."""

import click

from cli.found import MOST, as_table, find, summary
from cli.terminal.command import Command
from cli.terminal.output import json_option, print_json, print_text, say
from cli.terminal.parameters import restriction_option, tenant_option
from cli.terminal.place import Place, with_place
from shared.domain.callers.access import Access, Grant


@click.command("find", cls=Command)
@click.argument("words", nargs=-1, required=True)
@tenant_option
@click.option("--q", "query", metavar="FILTER", help="A filter that must hold besides, as in the API.")
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=25, metavar="N", help=f"Customers at most, up to {MOST}."
)
@restriction_option
@json_option
@with_place
def find_customers(
    place: Place,
    *,
    words: tuple[str, ...],
    tenant: str,
    query: str | None,
    limit: int,
    restrictions: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find customers by WORDS, as staff do: beginnings of names, e-mail addresses, numbers, cities, ...

    The tenant needs the setting `search`, and an index (`customers search build`). With --restriction, it is
    the search of a caller who is limited to that restriction.
    """
    from shared.domain.search.search import search_of

    search = search_of(" ".join(words), query)
    access = Access(wide=Grant(frozenset(restrictions) if restrictions else None))
    with place.environment():
        from shared.runtime.wiring import wiring

        found = find(wiring().list_ports, tenant, access, search, limit)
    say(summary(found))
    if as_json:
        print_json(found.as_document())
    elif found.documents:
        print_text(as_table(found.documents))
