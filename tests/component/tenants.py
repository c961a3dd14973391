"""Tenants for tests."""

import secrets

from shared.adapters.dynamodb.standings import founding
from shared.domain.instants import now
from shared.runtime import wiring


def new_tenant(name: str | None = None) -> str:
    """The name of a tenant that exists, without any setting."""
    name = name or f"t{secrets.token_hex(6)}"
    wiring.table().write(*founding(name, now()))
    return name
