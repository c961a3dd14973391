"""Who may issue tokens for this service, beside itself: the setting `TRUSTED_ISSUERS`.

A JSON list of objects:

- `issuer`: the `iss` claim, character by character.
- `tenant`: the one tenant it speaks for, also where a token names none; or `tenants`: the tenants that its
  tokens may name, `["*"]` for every one. One of the two is required: that we can verify an issuer's signature
  is no reason to let it into a tenant, and nobody gets into all of them by an omission.
- `audience`: `aud` values, or `client_id` values where tokens have no `aud` (Cognito). Without it every
  client of the issuer is accepted, but a token that names an audience is refused: that is not us.
- `jwksUrl`: where its keys are. Without it, where its OpenID discovery document says.

The stack's own user pool needs no entry: a trigger of ours writes the tenant into its tokens, so it speaks
for every one. With an entry it is trusted as that says.
"""

import json
from dataclasses import dataclass
from typing import Any

from shared.adapters.tokens.web import checked_url
from shared.domain.tokens import EVERY_TENANT, Tenancy, is_tenant

JWKS_PATH = "/.well-known/jwks.json"
_ANY = "*"
_MEMBERS = frozenset({"issuer", "tenant", "tenants", "audience", "jwksUrl"})


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """An issuer whose tokens are accepted, and for what. `audience` `None`: tokens that name none."""

    issuer: str
    tenancy: Tenancy
    audience: tuple[str, ...] | None = None
    jwks_url: str | None = None
    always_states_use: bool = False


def ourselves(issuer: str) -> TrustedIssuer:
    """This service as an issuer: it speaks for every tenant, and only its access tokens are for the API."""
    return _of_our_stack(issuer)


def trusted_issuers(setting: str, user_pool: str | None = None) -> tuple[TrustedIssuer, ...]:
    """The issuers that the setting names, and the user pool if there is one, by its issuer URL.

    Raises `ValueError` saying what to change.
    """
    try:
        entries = json.loads(setting)
    except ValueError as error:
        raise ValueError(f"TRUSTED_ISSUERS is not JSON: {error}") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("TRUSTED_ISSUERS must be a list of objects")
    issuers = tuple(_trusted_issuer(entry) for entry in entries)
    if len({trusted.issuer for trusted in issuers}) != len(issuers):
        raise ValueError("TRUSTED_ISSUERS names an issuer twice")
    if user_pool is None or any(trusted.issuer == user_pool for trusted in issuers):
        return issuers
    return *issuers, _of_our_stack(user_pool)


def _of_our_stack(issuer: str) -> TrustedIssuer:
    return TrustedIssuer(
        checked_url(issuer), EVERY_TENANT, jwks_url=issuer + JWKS_PATH, always_states_use=True
    )


def _trusted_issuer(entry: dict[str, Any]) -> TrustedIssuer:
    try:
        _check_members(entry)
        return TrustedIssuer(
            checked_url(entry["issuer"]),
            _tenancy(entry),
            _texts(entry, "audience") if "audience" in entry else None,
            checked_url(entry["jwksUrl"]) if "jwksUrl" in entry else None,
        )
    except ValueError as error:
        raise ValueError(f"TRUSTED_ISSUERS: {entry.get('issuer')}: {error}") from None


def _check_members(entry: dict[str, Any]) -> None:
    # A misspelt member would otherwise switch off the check that it was meant to add.
    if unknown := entry.keys() - _MEMBERS:
        raise ValueError(f"{', '.join(sorted(unknown))} is unknown")
    for name in entry.keys() & {"jwksUrl", "tenant"} | {"issuer"}:
        if not isinstance(entry.get(name), str):
            raise ValueError(f"{name} must be a text")  # noqa: TRY004 - a setting's value, not a caller's type


def _tenancy(entry: dict[str, Any]) -> Tenancy:
    if ("tenant" in entry) == ("tenants" in entry):
        raise ValueError("needs either tenant or tenants")
    if entry.get("tenants") == [_ANY]:
        return EVERY_TENANT
    tenants = _texts(entry, "tenants") if "tenants" in entry else (entry["tenant"],)
    for tenant in tenants:
        if not is_tenant(tenant):
            raise ValueError(f"{tenant!r} is no tenant's name")
    return Tenancy(frozenset(tenants), entry.get("tenant"))


def _texts(entry: dict[str, Any], name: str) -> tuple[str, ...]:
    values = entry[name]
    if not isinstance(values, list) or not values or not all(isinstance(v, str) and v for v in values):
        raise ValueError(f"{name} must be a list of texts, and not empty")
    return tuple(values)
