"""The commands `tenant`."""

from typing import Any

import click

from cli.command import Group
from cli.config import checked_setting, warn_of_unknown_key
from cli.output import done, json_option
from cli.parameters import Setting, Tenant, restriction_option
from cli.place import Place, place_options, with_place
from shared.domain.configuration import SHARD_COUNTS


@click.group("tenant", cls=Group)
@place_options
def tenants() -> None:
    """Make tenants."""


@tenants.command("create")
@click.argument("tenant", type=Tenant())
@restriction_option
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=JSON",
    type=Setting(),
    help="A setting; may be repeated.",
)
@click.option(
    "--shards",
    type=click.Choice(SHARD_COUNTS),
    default=1,
    help="Index partitions per restriction, of 1,000 writes a second each; fixed for good.",
)
@json_option
@with_place
def create_tenant(
    place: Place,
    *,
    tenant: str,
    restrictions: tuple[str, ...],
    settings: tuple[tuple[str, Any], ...],
    shards: int,
    as_json: bool,
) -> None:
    """Make a tenant ready for use. TENANT has 3 to 16 lower-case letters and digits."""
    wanted = dict(settings)
    if any(checked_setting(key, value).secured for key, value in wanted.items()):
        place.demand_signing_key()
    for key in wanted:
        warn_of_unknown_key(key)
    with place.environment():
        from shared.runtime import wiring

        wiring.tenants().create(tenant, restrictions=restrictions, shards=shards)
        for key, value in wanted.items():
            wiring.tenants().put(tenant, key, value)
    created = {"tenant": tenant, "restrictions": list(restrictions), "shards": shards}
    done(f"created the tenant {tenant}", created, as_json=as_json)
