"""The claims of a token that the stack's user pool is about to issue to one of its clients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.domain.errors import UnknownClient

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.ports.callers import ServiceClientStore


@dataclass(frozen=True, slots=True)
class PoolToken:
    """Claims that the token has besides the pool's own, and those of its scopes that it must not have."""

    claims: Mapping[str, Any]
    withheld: tuple[str, ...]


def describe_pool_token(clients: ServiceClientStore, client_id: str, scopes: Sequence[str]) -> PoolToken:
    """Return the client's token, to which the pool would grant these scopes; no more than was adopted.

    Raises `UnknownClient` for one that nobody has adopted, or that is disabled.
    """
    client = clients.find(client_id)
    if client is None or not client.adopted or client.disabled:
        raise UnknownClient
    granted = client.granted(" ".join(scopes))
    return PoolToken(client.claims, tuple(scope for scope in scopes if scope not in granted))
