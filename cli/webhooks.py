"""The commands `webhooks`."""

import base64
import contextlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import click

from cli.terminal.command import Group
from cli.terminal.output import done, json_option, print_text, report, say
from cli.terminal.parameters import tenant_option
from cli.terminal.place import Place, place_options, with_place
from cli.terminal.secrets import Secret
from shared.domain import fields, json_text
from shared.domain.instants import now
from shared.domain.preconditions import Precondition
from shared.domain.tenants.standing import EFFECTIVE_SECONDS
from shared.domain.webhooks import values
from shared.domain.webhooks.changes import GivenConfiguration, Step
from shared.domain.webhooks.event_types import EVENT_TYPES
from shared.domain.webhooks.signature import SECRET_PREFIX

_SECRET_BYTES = 32
_EFFECTIVE = f"within {EFFECTIVE_SECONDS} seconds"


def _by(rule: Callable[[str], str]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a callback that takes what the rule for a value does."""

    def checked(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        try:
            return rule(value) if value is not None else None
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from None

    return checked


code_argument = click.argument("code", callback=_by(fields.webhook_code))
_secret_option = click.option(
    "--secret",
    type=Secret(),
    metavar="-",
    help="Read the secret that signs from standard input. Without it, one is made and printed once.",
)


@click.group("webhooks", cls=Group)
@place_options
def webhooks() -> None:
    """Manage where a tenant's events are sent to."""


@webhooks.command("list")
@tenant_option
@json_option
@with_place
def list_webhooks(place: Place, *, tenant: str, as_json: bool) -> None:
    """List the webhooks of a tenant."""
    with place.environment():
        from shared.http.webhook_answers import webhook_document
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        at = now()
        found = [webhook_document(each, at) for each in wiring().webhooks.of_tenant(tenant)]
    report(found, "\n".join(map(_line, found)) or "no webhooks", as_json=as_json)


@webhooks.command("show")
@code_argument
@tenant_option
@json_option
@with_place
def show_webhook(
    place: Place,
    *,
    code: str,
    tenant: str,
    as_json: bool,  # noqa: ARG001 - it prints nothing else
) -> None:
    """Print a webhook as JSON, without its secrets."""
    with place.environment():
        from shared.http.webhook_answers import webhook_document
        from shared.runtime.wiring import wiring
        from shared.use_cases.webhooks.reading import get_webhook

        document = webhook_document(get_webhook(wiring().webhooks, tenant, code), now())
    print_text(json_text.dumps(document))


_contact_option = click.option(
    "--contact",
    metavar="EMAIL",
    callback=_by(fields.email),
    help="Who is told when the service disables the webhook.",
)


@webhooks.command("create")
@code_argument
@tenant_option
@click.option(
    "--url",
    required=True,
    callback=_by(fields.destination_url),
    help="Where events are sent to: an https URL of a public host, or of `make run`, http://127.0.0.1:PORT.",
)
@_contact_option
@click.option(
    "--event",
    "events",
    multiple=True,
    type=click.Choice(EVENT_TYPES),
    help="Subscribe the tenant to this event type; may be repeated. A tenant's webhooks all get it.",
)
@_secret_option
@json_option
@with_place
def create_webhook(
    place: Place,
    *,
    code: str,
    tenant: str,
    url: str,
    contact: str | None,
    events: tuple[str, ...],
    secret: str | None,
    as_json: bool,  # noqa: ARG001 - it prints nothing else
) -> None:
    """Create a webhook. A secret that is made is printed once, and never shown again."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.known_tenant import check_known
        from shared.use_cases.webhooks import writing

        check_known(wiring().tenants, tenant)
        given = writing.GivenWebhook(GivenConfiguration(destination_url=url), contact_email=contact)
        writing.check_new_webhook(wiring().webhook_ports, tenant, code, given)
        with _signing(secret) as chosen:
            given = replace(given, configuration=replace(given.configuration, secret=chosen))
            writing.create_webhook(wiring().webhook_ports, tenant, code, given)
        _change_subscriptions(tenant, events, subscribes=True)
    say(f"created the webhook {code} of the tenant {tenant}; effective {_EFFECTIVE}")


@webhooks.command("rotate-secret")
@code_argument
@tenant_option
@_secret_option
@json_option
@with_place
def rotate_secret(
    place: Place,
    *,
    code: str,
    tenant: str,
    secret: str | None,
    as_json: bool,  # noqa: ARG001 - it prints nothing else
) -> None:
    """Sign with a new secret, and for 24 hours with the present one, too."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.webhooks.reading import get_webhook

        get_webhook(wiring().webhooks, tenant, code)
        with _signing(secret) as chosen:
            _change(tenant, code, Step(("secrets",), chosen))
    say(f"the webhook {code} signs with the new secret {_EFFECTIVE}, and with the former one for 24 hours")


@webhooks.command("disable")
@code_argument
@tenant_option
@json_option
@with_place
def disable_webhook(place: Place, *, code: str, tenant: str, as_json: bool) -> None:
    """Send nothing more to a webhook."""
    with place.environment():
        _change(tenant, code, Step(("active",), value=False))
    done(f"disabled the webhook {code} {_EFFECTIVE}", {"code": code, "active": False}, as_json=as_json)


@webhooks.command("enable")
@code_argument
@tenant_option
@json_option
@with_place
def enable_webhook(place: Place, *, code: str, tenant: str, as_json: bool) -> None:
    """Send to a webhook again, also to one that the service has disabled."""
    with place.environment():
        _change(tenant, code, Step(("active",), value=True))
    done(f"enabled the webhook {code} {_EFFECTIVE}", {"code": code, "active": True}, as_json=as_json)


@webhooks.command("set")
@code_argument
@tenant_option
@click.option(
    "--url",
    callback=_by(fields.destination_url),
    help="Where events are sent to that have no URL of their own.",
)
@_contact_option
@json_option
@with_place
def set_webhook(
    place: Place, *, code: str, tenant: str, url: str | None, contact: str | None, as_json: bool
) -> None:
    """Change the URL of a webhook, or its contact."""
    given = (("destination_url", url), ("contact_email", contact))
    steps = [Step((name,), value) for name, value in given if value is not None]
    if not steps:
        raise click.UsageError("Give --url or --contact.")
    with place.environment():
        _change(tenant, code, *steps)
    done(f"changed the webhook {code} {_EFFECTIVE}", {"code": code}, as_json=as_json)


@webhooks.command("delete")
@code_argument
@tenant_option
@click.option("--force", is_flag=True, help="Delete it even if it is active.")
@json_option
@with_place
def remove_webhook(place: Place, *, code: str, tenant: str, force: bool, as_json: bool) -> None:
    """Delete a webhook; what waits for it is not sent any more."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.webhooks.writing import delete_webhook

        delete_webhook(wiring().webhooks, tenant, code, Precondition(), force=force)
    done(f"deleted the webhook {code}", {"code": code}, as_json=as_json)


_event_types = click.argument("events", nargs=-1, required=True, type=click.Choice(EVENT_TYPES))


@webhooks.command("subscribe")
@_event_types
@tenant_option
@json_option
@with_place
def subscribe(place: Place, *, events: tuple[str, ...], tenant: str, as_json: bool) -> None:
    """Have events of these types sent to the tenant's webhooks."""
    _subscribe(place, tenant, events, subscribes=True)
    done(f"subscribed {', '.join(events)} {_EFFECTIVE}", {"subscribed": [*events]}, as_json=as_json)


@webhooks.command("unsubscribe")
@_event_types
@tenant_option
@json_option
@with_place
def unsubscribe(place: Place, *, events: tuple[str, ...], tenant: str, as_json: bool) -> None:
    """Send events of these types to none of the tenant's webhooks."""
    _subscribe(place, tenant, events, subscribes=False)
    done(f"unsubscribed {', '.join(events)} {_EFFECTIVE}", {"unsubscribed": [*events]}, as_json=as_json)


def _subscribe(place: Place, tenant: str, events: tuple[str, ...], *, subscribes: bool) -> None:
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        _change_subscriptions(tenant, events, subscribes=subscribes)


def _change_subscriptions(tenant: str, events: tuple[str, ...], *, subscribes: bool) -> None:
    from shared.runtime.wiring import wiring
    from shared.use_cases.webhooks.event_subscriptions import SubscriptionChange, change_subscription

    for event_type in events:
        change_subscription(wiring().webhooks, tenant, SubscriptionChange(event_type, subscribes=subscribes))


def _change(tenant: str, code: str, *steps: Step) -> None:
    from shared.runtime.wiring import wiring
    from shared.use_cases.webhooks.writing import update_webhook

    update_webhook(wiring().webhook_ports, tenant, code, steps, Precondition())


@contextlib.contextmanager
def _signing(given: str | None) -> Iterator[str]:
    """Yield the secret: the given one, or one that is printed before it is stored; say so if that fails."""
    if given is not None:
        try:
            values.secret(given)
        except ValueError as error:
            raise click.UsageError(f"The secret {error}.") from None
        yield given
        return
    made = SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    print_text(json_text.dumps({"secret": made}))
    try:
        yield made
    except BaseException:
        say("storing the webhook failed; the printed secret is void")
        raise


def _line(document: dict[str, Any]) -> str:
    state = "active" if document["active"] else "inactive"
    if reason := document.get("disabled", {}).get("reason"):
        state = f"disabled: {reason}"
    return f"{document['code']}  {document['configuration'].get('destinationUrl', '')}  {state}"
