"""The command `explain`."""

import click

from cli.terminal.command import Command
from cli.terminal.output import json_option, report
from cli.terminal.parameters import restriction_option, tenant_option
from cli.terminal.place import Place, with_place
from shared.domain.callers.access import Access, Grant


@click.command("explain", cls=Command)
@tenant_option
@click.option("--search", "words", metavar="WORDS", help="A search by words, as in the API.")
@click.option("--q", "query", metavar="FILTER", help="A filter, as in the API.")
@click.option("--sort", metavar="ORDER", help="An order, as in the API.")
@click.option("--page-number", type=click.IntRange(min=1), default=1, metavar="N", help="The page to show.")
@click.option(
    "--page-size",
    type=click.IntRange(min=1),
    metavar="N",
    help="Customers per page; 60, or of a search 25.",
)
@restriction_option
@click.option("--analyze", is_flag=True, help="Also run the list, and show its actual cost.")
@json_option
@with_place
def explain(
    place: Place,
    *,
    tenant: str,
    words: str | None,
    query: str | None,
    sort: str | None,
    page_number: int,
    page_size: int | None,
    restrictions: tuple[str, ...],
    analyze: bool,
    as_json: bool,
) -> None:
    """Show how a list of customers, or a search, is read, and what it costs.

    With --restriction, it is the list for a caller who is limited to that restriction.
    """
    from shared.domain.query.order import parse_order
    from shared.domain.query.parser import parse_query
    from shared.domain.search.search import search_of
    from shared.ports.lists import PageRequest, SearchRequest
    from shared.use_cases.customers.explain_search import explain_search

    if words is not None and sort is not None:
        raise click.UsageError("A search is in order of rank: give --search or --sort.")
    condition, order = parse_query(query), parse_order(sort)
    access = Access(wide=Grant(frozenset(restrictions) if restrictions else None))
    with place.environment():
        from cli.explanation import as_text
        from shared.runtime.wiring import wiring

        ports = wiring().explanation_ports
        if words is not None:
            search, wanted = search_of(words, query), SearchRequest(page_size or SearchRequest().size)
            explained = explain_search(ports, tenant, access, search, wanted, analyze=analyze)
        else:
            page = PageRequest(page_number, page_size or PageRequest().size, may_end_early=page_number == 1)
            explained = ports.lists.explanation(tenant, access, condition, order, page, analyze=analyze)
    report(explained.as_document(), as_text(explained), as_json=as_json)
