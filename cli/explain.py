"""The command `explain`."""

import click

from cli.terminal.command import Command
from cli.terminal.output import json_option, report
from cli.terminal.parameters import restriction_option, tenant_option
from cli.terminal.place import Place, with_place
from shared.domain.callers.access import Access, Grant


@click.command("explain", cls=Command)
@tenant_option
@click.option("--q", "query", metavar="FILTER", help="A filter, as in the API.")
@click.option("--sort", metavar="ORDER", help="An order, as in the API.")
@click.option("--page-number", type=click.IntRange(min=1), default=1, metavar="N", help="The page to show.")
@click.option("--page-size", type=click.IntRange(min=1), default=60, metavar="N", help="Customers per page.")
@restriction_option
@click.option("--analyze", is_flag=True, help="Also run the list, and show its actual cost.")
@json_option
@with_place
def explain(
    place: Place,
    *,
    tenant: str,
    query: str | None,
    sort: str | None,
    page_number: int,
    page_size: int,
    restrictions: tuple[str, ...],
    analyze: bool,
    as_json: bool,
) -> None:
    """Show how a list of customers is read, and what it costs.

    With --restriction, it is the list for a caller who is limited to that restriction.
    """
    from shared.domain.query.order import parse_order
    from shared.domain.query.parser import parse_query
    from shared.ports.lists import PageRequest

    condition, order = parse_query(query), parse_order(sort)
    access = Access(wide=Grant(frozenset(restrictions) if restrictions else None))
    with place.environment():
        from cli.explanation import as_text
        from shared.runtime.wiring import wiring

        page, explainer = PageRequest(page_number, page_size), wiring().explainer
        explained = explainer.explanation(tenant, access, condition, order, page, analyze=analyze)
    report(explained.as_document(), as_text(explained), as_json=as_json)
