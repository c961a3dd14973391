"""Who may issue tokens for this service, besides itself: the setting `TRUSTED_ISSUERS`, and what tenants add.

A JSON list of objects:

- `issuer`: the `iss` claim, character by character.
- `tenant`: the one tenant it speaks for, also where a token names none; or `tenants`: the tenants that its
  tokens may name, `["*"]` for every one. One of the two is required: that we can verify an issuer's signature
  is no reason to let it into a tenant, and nobody gets into all of them by an omission.
- `audience`: `aud` values, or `client_id` values where tokens have no `aud` (Cognito). Without it every
  client of the issuer is accepted, but a token that names an audience is refused: that is not us.
- `jwksUrl`: where its keys are. Without it, where its OpenID discovery document says.
- `staff`: `true` if its users are the tenant's staff, whose groups decide what they may do (`staff.roles`),
  and its scopes nothing. It needs an `audience`: an issuer may have customers as users of another client.

The stack's own user pool needs no entry: a trigger of ours writes the tenant into its tokens, so it speaks
for every one. With an entry it is trusted as that says.

What a tenant adds (`customers issuer add`) has the same members, and speaks for that tenant alone.
"""

import json
import logging
from dataclasses import dataclass
from typing import Any

from shared.adapters.web.client import checked_url
from shared.domain.callers.tokens import EVERY_TENANT, Tenancy, is_tenant

JWKS_PATH = "/.well-known/jwks.json"
_ANY = "*"
_logger = logging.getLogger(__name__)
_MEMBERS = frozenset({"issuer", "tenant", "tenants", "audience", "jwksUrl", "staff"})


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """An issuer whose tokens are accepted, and for what. `audience` `None`: tokens that name none."""

    issuer: str
    tenancy: Tenancy
    audience: tuple[str, ...] | None = None
    jwks_url: str | None = None
    always_states_use: bool = False
    is_ours: bool = False
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Issuers in a setting, what is wrong with it, and whose entries cannot be used (`None`: all)."""

    issuers: tuple[TrustedIssuer, ...]
    problems: tuple[str, ...] = ()
    unusable: frozenset[object] | None = frozenset()


def trusted_issuers(setting: str, user_pool: str | None = None) -> tuple[TrustedIssuer, ...]:
    """Return the issuers that the setting names, and the user pool if there is one, by its issuer URL.

    What cannot be used of the setting is logged as an error and trusted with nothing: it must not stop the
    tokens of others. That holds for the user pool, too, where its entry may be what cannot be used.
    """
    reading = reading_of(setting)
    for problem in reading.problems:
        _logger.error("TRUSTED_ISSUERS %s", problem)
    if user_pool is None or reading.unusable is None or user_pool in reading.unusable:
        return reading.issuers
    if any(trusted.issuer == user_pool for trusted in reading.issuers):
        return reading.issuers
    return *reading.issuers, _of_our_stack(user_pool)


def reading_of(setting: str) -> Reading:
    """Return the content of the setting `TRUSTED_ISSUERS`."""
    try:
        entries = json.loads(setting)
    except ValueError as error:
        return Reading((), (f"is not JSON: {error}",), None)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return Reading((), ("must be a list of objects",), None)
    issuers: list[TrustedIssuer] = []
    problems: list[str] = []
    unusable: set[object] = set()
    for entry in entries:
        try:
            issuers.append(trusted_issuer(entry))
        except ValueError as error:
            problems.append(f"has an entry that cannot be used: {error}")
            unusable.add(str(entry.get("issuer")))
    named = [trusted.issuer for trusted in issuers]
    twice = {issuer for issuer in named if named.count(issuer) > 1}
    problems += [f"names an issuer twice: {issuer}" for issuer in sorted(twice)]
    usable = tuple(trusted for trusted in issuers if trusted.issuer not in unusable | twice)
    return Reading(usable, tuple(problems), frozenset(unusable | twice))


def ourselves(issuer: str) -> TrustedIssuer:
    """Return this service as an issuer, which speaks for every tenant. Only access tokens are for the API."""
    return TrustedIssuer(issuer, EVERY_TENANT, always_states_use=True, is_ours=True)


def _of_our_stack(issuer: str) -> TrustedIssuer:
    return TrustedIssuer(
        checked_url(issuer), EVERY_TENANT, jwks_url=issuer + JWKS_PATH, always_states_use=True
    )


def trusted_issuer(entry: dict[str, Any]) -> TrustedIssuer:
    """Return the issuer of an entry. Raises `ValueError` saying what to change."""
    try:
        _check_members(entry)
        return TrustedIssuer(
            checked_url(entry["issuer"]),
            _tenancy(entry),
            _texts(entry, "audience") if "audience" in entry else None,
            checked_url(entry["jwksUrl"]) if "jwksUrl" in entry else None,
            is_staff=entry.get("staff", False),
        )
    except ValueError as error:
        raise ValueError(f"{entry.get('issuer')}: {error}") from None


def _check_members(entry: dict[str, Any]) -> None:
    # A misspelt member would otherwise switch off the check that it was meant to add.
    if unknown := entry.keys() - _MEMBERS:
        raise ValueError(f"{', '.join(sorted(unknown))} is unknown")
    for name in entry.keys() & {"jwksUrl", "tenant"} | {"issuer"}:
        if not isinstance(entry.get(name), str):
            raise ValueError(f"{name} must be a string")  # noqa: TRY004 - a setting's value, not a caller's type
    if not isinstance(entry.get("staff", False), bool):
        raise ValueError("staff must be true or false")  # noqa: TRY004 - as above
    if entry.get("staff") and "audience" not in entry:
        raise ValueError("staff needs an audience")


def _tenancy(entry: dict[str, Any]) -> Tenancy:
    if ("tenant" in entry) == ("tenants" in entry):
        raise ValueError("needs either tenant or tenants")
    if entry.get("tenants") == [_ANY]:
        return EVERY_TENANT
    tenants = _texts(entry, "tenants") if "tenants" in entry else (entry["tenant"],)
    for tenant in tenants:
        if not is_tenant(tenant):
            raise ValueError(f"{tenant!r} is not a tenant's name")
    return Tenancy(frozenset(tenants), entry.get("tenant"))


def _texts(entry: dict[str, Any], name: str) -> tuple[str, ...]:
    values = entry[name]
    if not isinstance(values, list) or not values or not all(isinstance(v, str) and v for v in values):
        raise ValueError(f"{name} must be a list of strings, and not empty")
    return tuple(values)
