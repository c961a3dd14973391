"""The commands `client`."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

from cli.command import Group
from cli.output import done, json_option, print_text, say
from cli.parameters import restriction_option, tenant_option
from cli.place import Place, place_options, with_place
from shared.domain import json_text
from shared.domain.service_clients import ServiceClient

_C = TypeVar("_C", bound=Callable[..., Any])


@click.group("client", cls=Group)
@place_options
def clients() -> None:
    """Make service clients."""


def _rights_options(command: _C) -> _C:
    for option in (
        restriction_option,
        click.option(
            "--scope", required=True, help="Scopes separated by spaces, each perhaps with --RESTRICTION."
        ),
        click.option("--name", required=True, help="What the client is for."),
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
    """Make a client, and print its id and secret as JSON. The secret is never shown again."""
    with place.environment():
        from shared.runtime import wiring
        from shared.use_cases.identity.create_service_client import create_service_client

        with _void_unless_stored() as show:
            client, _ = create_service_client(
                wiring.service_clients(),
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
    """Yield what prints a client before it is stored; say so if it then is not."""
    printed: list[str] = []

    def show(client: ServiceClient, secret: str | None) -> None:
        print_text(json_text.dumps({"client_id": client.id, "client_secret": secret}))
        printed.append(client.id)

    try:
        yield show
    except BaseException:
        for client_id in printed:
            say(f"storing the client {client_id} failed: take what was printed for void")
        raise


@clients.command("adopt")
@click.option("--client-id", required=True, help="The id that it has in the pool.")
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
    """Make a client of the stack's user pool known to the service."""
    with place.environment():
        from shared.runtime import wiring
        from shared.use_cases.identity import adopt_client as use_case

        use_case.adopt_client(
            wiring.service_clients(),
            client_id=client_id,
            tenant=tenant,
            name=name,
            scope=scope,
            restrictions=restrictions,
        )
    adopted = {"client_id": client_id, "tenant": tenant}
    done(f"adopted the client {client_id} for the tenant {tenant}", adopted, as_json=as_json)
