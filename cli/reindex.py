"""The command `reindex`."""

import click

from cli.terminal.command import Command
from cli.terminal.output import counted, done, json_option, say
from cli.terminal.parameters import Tenant
from cli.terminal.place import Place, with_place


@click.command("reindex", cls=Command)
@click.option("--tenant", type=Tenant(), metavar="NAME", help="This tenant alone, and not all of them.")
@json_option
@with_place
def reindex(place: Place, *, tenant: str | None, as_json: bool) -> None:
    """Put customers into today's order of texts in their indexes, after an update that has changed it.

    Until then, lists in the order of a text read all customers for each page, and companies that events
    described before there were lists of companies are in none. Run it once every function has
    the new release. If it was interrupted, run it again to resume.
    """
    with place.environment():
        from shared.domain.tenants.standing import UnknownTenant
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.reindex import list_companies
        from shared.use_cases.tenants.reindex import reindex as use_case

        standings = wiring().standings
        if tenant is not None and standings.find(tenant) is None:
            raise UnknownTenant(tenant)
        every = [tenant] if tenant is not None else [name for name, _ in standings.tenants()]
        moved = use_case(standings, wiring().text_indexes, every, progress=say)
        listed = list_companies(wiring().legal_entities, [*moved], progress=say)
    sentence = f"the indexes of {counted(len(moved), 'tenant')} are in today's order"
    counts = {"customersMoved": sum(moved.values()), "companiesListed": listed}
    done(sentence, {"tenants": [*moved], **counts}, as_json=as_json)
