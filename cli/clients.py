"""The commands `client`."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from cli.terminal.command import Group
from cli.terminal.output import done, json_option, print_text, report, say
from cli.terminal.parameters import restriction_option, tenant_option
from cli.terminal.place import Place, place_options, with_place
from shared.domain import json_text
from shared.domain.callers.client_management import by_operator
from shared.domain.callers.service_clients import ServiceClient, client_document
from shared.domain.tenants.standing import EFFECTIVE_SECONDS

_C = TypeVar("_C", bound=Callable[..., Any])


@click.group("client", cls=Group)
@place_options
def clients() -> None:
    """Create, disable and delete service clients, and rotate their secrets."""


def _rights_options(command: _C) -> _C:
    for option in (
        restriction_option,
        click.option(
            "--scope",
            required=True,
            help="Scopes, separated by spaces. SCOPE--RESTRICTION limits one scope to a restriction.",
        ),
        click.option("--name", required=True, help="A name that says what the client is for."),
        tenant_option,
    ):
        command = option(command)
    return command


@clients.command("create")
@_rights_options
@click.option("--public", is_flag=True, help="A client without a secret, for storefronts.")
@json_option
@with_place
def create_client(
    place: Place,
    *,
    tenant: str,
    name: str,
    scope: str,
    restrictions: tuple[str, ...],
    public: bool,
    as_json: bool,  # noqa: ARG001 - it prints nothing else
) -> None:
    """Create a client, and print its id and secret as JSON. The secret is never shown again."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity.create_service_client import create_service_client

        with _void_unless_stored() as show:
            client, _ = create_service_client(
                wiring().service_clients,
                wiring().tenants,
                tenant=tenant,
                name=name,
                scope=scope,
                restrictions=restrictions,
                public=public,
                show=show,
            )
    say(f"created the client {client.id} of the tenant {tenant}")


@contextlib.contextmanager
def _void_unless_stored() -> Iterator[Callable[[ServiceClient, str | None], None]]:
    """Yield a function that prints a client before it is stored; if storing then fails, say so."""
    printed: list[str] = []

    def show(client: ServiceClient, secret: str | None) -> None:
        print_text(json_text.dumps({"client_id": client.id, "client_secret": secret}))
        printed.append(client.id)

    try:
        yield show
    except BaseException:
        for client_id in printed:
            say(f"storing the client {client_id} failed; the printed secret is void")
        raise


@clients.command("adopt")
@click.option("--client-id", required=True, help="The client's id in the user pool.")
@_rights_options
@json_option
@with_place
def adopt_client(
    place: Place,
    *,
    client_id: str,
    tenant: str,
    name: str,
    scope: str,
    restrictions: tuple[str, ...],
    as_json: bool,
) -> None:
    """Register a client of the stack's Cognito user pool with the service."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity import adopt_client as use_case

        use_case.adopt_client(
            wiring().service_clients,
            wiring().tenants,
            client_id=client_id,
            tenant=tenant,
            name=name,
            scope=scope,
            restrictions=restrictions,
        )
    adopted = {"client_id": client_id, "tenant": tenant}
    done(f"adopted the client {client_id} for the tenant {tenant}", adopted, as_json=as_json)


@clients.command("list")
@tenant_option
@json_option
@with_place
def list_clients(place: Place, *, tenant: str, as_json: bool) -> None:
    """List the clients of a tenant."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.tenants.known_tenant import check_known

        check_known(wiring().tenants, tenant)
        found = list(wiring().service_clients.of_tenant(tenant))
    lines = [f"{each.id:<32} {each.kind:<9} {each.state:<9} {each.name}" for each in found]
    report([client_document(each) for each in found], "\n".join(lines) or "no clients", as_json=as_json)


@clients.command("show")
@click.argument("client_id")
@json_option
@with_place
def show_client(place: Place, *, client_id: str, as_json: bool) -> None:
    """Show the client CLIENT_ID. Its secrets are shown as the beginning of their hashes."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity.manage_service_client import find_client

        document = client_document(find_client(wiring().service_clients, client_id, by_operator))
    lines = [
        f"{name:<13} {', '.join(map(_word, value)) if isinstance(value, list) else value}"
        for name, value in document.items()
        if value not in (None, [])
    ]
    report(document, "\n".join(lines), as_json=as_json)


@clients.command("disable")
@click.argument("client_id")
@json_option
@with_place
def disable_client(place: Place, *, client_id: str, as_json: bool) -> None:
    """Disable CLIENT_ID. It gets no tokens, and those issued to it or through it are rejected."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity import manage_service_client as use_case

        client = use_case.disable_client(wiring().service_clients, client_id, by_operator)
    sentence = f"disabled the client {client_id}; its tokens are rejected within {EFFECTIVE_SECONDS} s"
    done(sentence, client_document(client), as_json=as_json)


@clients.command("enable")
@click.argument("client_id")
@json_option
@with_place
def enable_client(place: Place, *, client_id: str, as_json: bool) -> None:
    """Enable CLIENT_ID again. Tokens that have not expired are accepted again within a minute."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity import manage_service_client as use_case

        client = use_case.enable_client(wiring().service_clients, client_id, by_operator)
    done(f"enabled the client {client_id}", client_document(client), as_json=as_json)


@clients.command("add-secret")
@click.argument("client_id")
@json_option
@with_place
def add_secret(place: Place, *, client_id: str, as_json: bool) -> None:  # noqa: ARG001 - it prints nothing else
    """Add a second secret to CLIENT_ID, and print it as JSON. It is never shown again."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity.manage_service_client import add_client_secret

        with _void_unless_stored() as show:
            client, _ = add_client_secret(wiring().service_clients, client_id, by_operator, show=show)
    older = client.secrets[0].id
    say(
        f"added a secret to the client {client_id}; once the older one is no longer used, remove it with "
        f"`customers client drop-secret {client_id} {older}`"
    )


@clients.command("drop-secret")
@click.argument("client_id")
@click.argument("secret_id")
@json_option
@with_place
def drop_secret(place: Place, *, client_id: str, secret_id: str, as_json: bool) -> None:
    """Remove a secret from CLIENT_ID. `client show` lists the ids of its secrets."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity.manage_service_client import drop_client_secret

        client = drop_client_secret(wiring().service_clients, client_id, secret_id, by_operator)
    done(
        f"dropped the secret {secret_id} of the client {client_id}", client_document(client), as_json=as_json
    )


@clients.command("delete")
@click.argument("client_id")
@json_option
@with_place
def delete_client(place: Place, *, client_id: str, as_json: bool) -> None:
    """Delete CLIENT_ID and its configurations. Tokens that were issued to it or through it are rejected."""
    with place.environment():
        from shared.runtime.wiring import wiring
        from shared.use_cases.identity import manage_service_client as use_case

        use_case.delete_client(wiring().service_clients, wiring().tenants, client_id, by_operator)
    sentence = f"deleted the client {client_id}; its tokens are rejected within {EFFECTIVE_SECONDS} s"
    done(sentence, {"client_id": client_id}, as_json=as_json)


def _word(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['id']} ({value['createdAt'] or 'created by an earlier version'})"
    return str(value)
