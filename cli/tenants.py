"""The commands `tenant`."""

from typing import Any

import click

from cli.config import ON_STANDARD_INPUT, checked_setting, warn_of_unknown_key
from cli.terminal.command import Group
from cli.terminal.confirmation import check_confirmed
from cli.terminal.failures import CommandFailed
from cli.terminal.output import done, instant_or_none, json_option, report, say
from cli.terminal.parameters import Setting, Tenant, restriction_option
from cli.terminal.place import Place, place_options, with_place
from shared.domain.tenants.configuration import MAIL_SENDER, SHARD_COUNTS
from shared.domain.tenants.standing import EFFECTIVE_SECONDS, Standing


@click.group("tenant", cls=Group)
@place_options
def tenants() -> None:
    """Create, suspend, resume and delete tenants, and choose their senders."""


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
    help="Index partitions per restriction, for 1,000 writes a second each; cannot be changed later.",
)
@json_option
@with_place
def make_tenant(
    place: Place,
    *,
    tenant: str,
    restrictions: tuple[str, ...],
    settings: tuple[tuple[str, Any], ...],
    shards: int,
    as_json: bool,
) -> None:
    """Create a tenant. TENANT has 3 to 16 lower-case letters and digits."""
    wanted = dict(settings)
    for key, value in wanted.items():
        if checked_setting(key, value).secured:
            raise CommandFailed(ON_STANDARD_INPUT.format(key=key, tenant=tenant))
        warn_of_unknown_key(key)
    with place.environment():
        from shared.domain.tenants.setting_rules import SettingChange
        from shared.runtime.wiring import wiring
        from shared.use_cases.configuration.update_configuration import update_configuration
        from shared.use_cases.tenants.create_tenant import create_tenant

        create_tenant(wiring().tenants, tenant, restrictions=restrictions, shards=shards)
        for key, value in wanted.items():
            update_configuration(wiring().tenants, SettingChange(tenant, key, value, creates=True))
    created = {"tenant": tenant, "restrictions": list(restrictions), "shards": shards}
    done(f"created the tenant {tenant}", created, as_json=as_json)


@tenants.command("list")
@click.option(
    "--scan",
    is_flag=True,
    help="First scan the whole table for tenants and clients that were created before there were lists.",
)
@json_option
@with_place
def list_tenants(place: Place, *, scan: bool, as_json: bool) -> None:
    """List the tenants and their states."""
    with place.environment():
        from shared.runtime.wiring import wiring

        if scan:
            say(f"{wiring().tenant_items.list_all()} tenants and clients were added to the lists")
        found = [_document(tenant, standing) for tenant, standing in wiring().standings.tenants()]
    lines = [f"{each['tenant']:<16} {each['state']:<13} {each['createdAt'] or ''}".rstrip() for each in found]
    report(found, "\n".join(lines) or "no tenants", as_json=as_json)


@tenants.command("show")
@click.argument("tenant", type=Tenant())
@json_option
@with_place
def show_tenant(place: Place, *, tenant: str, as_json: bool) -> None:
    """Show the state of TENANT, and its restrictions, clients and issuers."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        configuration, standing = wiring().tenants.of(tenant), wiring().standings.find(tenant)
        document = {
            **_document(tenant, standing or Standing()),
            "restrictions": list(configuration.restrictions),
            "shards": configuration.shards,
            "clients": [client.id for client in wiring().service_clients.of_tenant(tenant)],
            "issuers": [issuer.issuer for issuer in wiring().tenant_issuers.of_tenant(tenant)],
        }
    lines = [
        f"{name:<13} {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in document.items()
        if value not in (None, [])
    ]
    report(document, "\n".join(lines), as_json=as_json)


@tenants.command("suspend")
@click.argument("tenant", type=Tenant())
@json_option
@with_place
def suspend_tenant(place: Place, *, tenant: str, as_json: bool) -> None:
    """Suspend TENANT. Every call of it, by any caller, is rejected, and no tokens are issued."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants import suspend_tenant as use_case

        standing = use_case.suspend_tenant(wiring().standings, tenant)
    sentence = f"suspended the tenant {tenant}; all its calls are rejected within {EFFECTIVE_SECONDS} s"
    done(sentence, _document(tenant, standing), as_json=as_json)


@tenants.command("resume")
@click.argument("tenant", type=Tenant())
@json_option
@with_place
def resume_tenant(place: Place, *, tenant: str, as_json: bool) -> None:
    """Resume TENANT after it was suspended."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants import suspend_tenant as use_case

        standing = use_case.resume_tenant(wiring().standings, tenant)
    sentence = f"resumed the tenant {tenant}; it is served again within {EFFECTIVE_SECONDS} s"
    done(sentence, _document(tenant, standing), as_json=as_json)


@tenants.command("allow-sender")
@click.argument("tenant", type=Tenant())
@click.argument("sender")
@json_option
@with_place
def allow_sender(place: Place, *, tenant: str, sender: str, as_json: bool) -> None:
    """Let TENANT send messages from the e-mail address SENDER, which must be verified in SES."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants import allow_sender as use_case

        standing = use_case.allow_sender(wiring().standings, tenant, sender)
    sentence = f"the tenant {tenant} may send from {sender}: set {MAIL_SENDER} to it"
    done(sentence, _document(tenant, standing), as_json=as_json)


@tenants.command("revoke-sender")
@click.argument("tenant", type=Tenant())
@click.argument("sender")
@json_option
@with_place
def revoke_sender(place: Place, *, tenant: str, sender: str, as_json: bool) -> None:
    """Let TENANT no longer send messages from SENDER; the deployment's sender is used instead."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants import allow_sender as use_case

        standing = use_case.revoke_sender(wiring().standings, tenant, sender)
    sentence = f"the tenant {tenant} may not send from {sender}, within {EFFECTIVE_SECONDS} s"
    done(sentence, _document(tenant, standing), as_json=as_json)


@tenants.command("claim-emails")
@click.argument("tenant", type=Tenant())
@json_option
@with_place
def claim_emails(place: Place, *, tenant: str, as_json: bool) -> None:
    """Claim the contact e-mail addresses of TENANT's customers from before addresses were claimed.

    It lists the customers whose address is another customer's already: change one of the two. It may be
    repeated.
    """
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.customers.claim_emails import claim_emails as use_case
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        taken = [each.number for each in use_case(wiring().directory, wiring().customers, tenant)]
    document = {"tenant": tenant, "addressOfAnother": taken}
    lines = [f"{number}: its contactEmail is another customer's" for number in taken]
    report(document, "\n".join(lines) or "every contactEmail is its customer's alone", as_json=as_json)


@tenants.command("delete")
@click.argument("tenant", type=Tenant())
@click.option("--yes", "confirmed", metavar="NAME", help="The tenant's name again, to skip the question.")
@json_option
@with_place
def delete_tenant(place: Place, *, tenant: str, confirmed: str | None, as_json: bool) -> None:
    """Delete TENANT and all its data. If it was interrupted, run it again to resume."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants import delete_tenant as use_case
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        warning = f"All data of the tenant {tenant} will be deleted for good."
        check_confirmed(tenant, confirmed, warning=warning, question="Type its name to continue")
        removed = use_case.delete_tenant(wiring().standings, wiring().tenant_items, tenant, progress=say)
    deleted = {"tenant": tenant, "items": removed}
    done(f"deleted the tenant {tenant}: {removed} items", deleted, as_json=as_json)


def _document(tenant: str, standing: Standing) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "state": standing.state,
        "createdAt": instant_or_none(standing.created_at),
        "suspendedAt": instant_or_none(standing.suspended_at),
        "senders": list(standing.senders),
    }
