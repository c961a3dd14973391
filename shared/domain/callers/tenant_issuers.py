"""Issuers whose tokens one tenant trusts, besides those that several tenants trust."""

from __future__ import annotations

from dataclasses import dataclass

from shared.domain.errors import NotFound


class IssuerNotFound(NotFound):
    """The tenant trusts no such issuer."""

    def __init__(self, tenant: str, issuer: str) -> None:
        super().__init__(f"Tenant '{tenant}' has no issuer '{issuer}'.")


@dataclass(frozen=True, slots=True)
class TenantIssuer:
    """An issuer whose tokens are accepted for one tenant.

    `audience`: accepted values of `aud`, or of `client_id` in tokens without `aud`; `None`: only tokens
    without `aud` are accepted. `jwks_url`: where its keys are, if its discovery document does not say so.
    `staff`: its users are the tenant's staff, whose groups decide what they may do.
    """

    tenant: str
    issuer: str
    audience: tuple[str, ...] | None = None
    jwks_url: str | None = None
    staff: bool = False
