"""The commands `issuer`."""

from typing import Any

import click

from cli.terminal.command import Group
from cli.terminal.output import done, json_option, report
from cli.terminal.parameters import tenant_option
from cli.terminal.place import Place, place_options, with_place
from shared.domain.callers.tenant_issuers import TenantIssuer

_EFFECTIVE = "within two minutes"


@click.group("issuer", cls=Group)
@place_options
def issuers() -> None:
    """Manage the token issuers that a tenant trusts besides the service itself."""


@issuers.command("add")
@tenant_option
@click.option("--issuer", required=True, metavar="URL", help="The `iss` claim of its tokens, exactly.")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    metavar="NAME",
    help="An accepted value of `aud`; may be repeated. Without it, tokens must not have an `aud`.",
)
@click.option(
    "--client",
    "clients",
    multiple=True,
    metavar="ID",
    help="A client whose tokens are accepted without an `aud` (Cognito); may be repeated.",
)
@click.option(
    "--jwks-url", metavar="URL", help="The URL of its keys, if its discovery document does not name it."
)
@click.option(
    "--staff",
    is_flag=True,
    help="Its users are the tenant's staff, and `staff.roles` says what their groups may do. "
    "Needs --audience or --client.",
)
@json_option
@with_place
def add_issuer(
    place: Place,
    *,
    tenant: str,
    issuer: str,
    audiences: tuple[str, ...],
    clients: tuple[str, ...],
    jwks_url: str | None,
    staff: bool,
    as_json: bool,
) -> None:
    """Accept the tokens of an issuer for a tenant, and for no other tenant."""
    added = TenantIssuer(tenant, issuer, (*audiences, *clients) or None, jwks_url, staff)
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.trust_issuer import trust_issuer

        trust_issuer(wiring().tenant_issuers, wiring().tenants, added)
    done(f"the tenant {tenant} trusts {issuer} {_EFFECTIVE}", _document(added), as_json=as_json)


@issuers.command("list")
@tenant_option
@json_option
@with_place
def list_issuers(place: Place, *, tenant: str, as_json: bool) -> None:
    """List the issuers that a tenant trusts."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        found = list(wiring().tenant_issuers.of_tenant(tenant))
    lines = [
        f"{each.issuer}  {', '.join(each.audience or ())}{'  staff' if each.staff else ''}".rstrip()
        for each in found
    ]
    report([_document(each) for each in found], "\n".join(lines) or "no issuers", as_json=as_json)


@issuers.command("remove")
@tenant_option
@click.option("--issuer", required=True, metavar="URL", help="The `iss` claim, as it was added.")
@json_option
@with_place
def remove_issuer(place: Place, *, tenant: str, issuer: str, as_json: bool) -> None:
    """Stop accepting the tokens of an issuer for a tenant."""
    with place.environment():
        from shared.runtime.wiring import wiring

        wiring().tenant_issuers.remove(tenant, issuer)
    removed = {"tenant": tenant, "issuer": issuer}
    done(f"the tenant {tenant} no longer trusts {issuer} {_EFFECTIVE}", removed, as_json=as_json)


def _document(issuer: TenantIssuer) -> dict[str, Any]:
    return {
        "tenant": issuer.tenant,
        "issuer": issuer.issuer,
        "audience": list(issuer.audience) if issuer.audience is not None else None,
        "jwksUrl": issuer.jwks_url,
        "staff": issuer.staff,
    }
