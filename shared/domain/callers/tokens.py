"""The claims of a verified access token: who calls, and how far the grant reaches (api.md §2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from shared.domain.callers.access import OWN_SESSION, Caller, CallerCustomer, grants_from, session_id_of
from shared.domain.errors import InvalidToken
from shared.domain.fields import TENANT_PATTERN

ACCESS_TOKEN_USE = "access"  # noqa: S105 - a claim's value, no secret
TENANT_WORD = "tenant="
_TENANT = re.compile(TENANT_PATTERN)
MAX_SUBJECT = 255
MAX_GROUPS, MAX_GROUP_LENGTH, MAX_GROUPS_BYTES = 100, 128, 4096
"""Of somebody of the staff: how many, the length of a name, and the size of all.

The gateway takes 8 KB of a caller.
"""
LEEWAY_SECONDS = 5
"""How far the clocks of issuers may differ from ours."""
VISIT_LIFETIME = timedelta(hours=24)
"""How long a visitor's tokens can be exchanged for new ones, at most."""
VISIT_CLAIM = "visitContext"
VISIT_MEMBERS = ("language", "currency", "siteCode", "targetLocation")
VISIT_END_CLAIM = "visitEndsAt"
_LAST_SECOND = 253_402_300_799  # of the year 9999
_KEY = re.compile(r"[!-~]{1,255}")
_SEPARATORS = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Tenancy:
    """The tenants that an issuer may issue tokens for: the named ones, or every tenant (`None`).

    `implied`: the tenant of its tokens that name no tenant.
    """

    tenants: frozenset[str] | None
    implied: str | None = None

    def includes(self, tenant: str) -> bool:
        """Return whether the issuer may issue tokens for this tenant."""
        return self.tenants is None or tenant in self.tenants


EVERY_TENANT = Tenancy(None)


def is_tenant(name: str) -> bool:
    """Return whether a tenant may have this name."""
    return _TENANT.fullmatch(name) is not None


def is_meant_for(claims: Mapping[str, Any], audience: tuple[str, ...] | None) -> bool:
    """Return whether a token is for this audience; for none (`None`) where it names none."""
    named = claims.get("aud", [])
    if audience is None:
        return not named
    named = named or claims.get("client_id")
    return any(one in audience for one in (named if isinstance(named, list) else [named]))


def caller_from_claims(claims: Mapping[str, Any], tenancy: Tenancy, *, is_ours: bool = False) -> Caller:
    """Return the caller that an access token was issued for.

    `claims` are verified, including `exp`; `tenancy` is the issuer's. `is_ours`: this service has issued the
    token, so it says when the visit ends. Raises `InvalidToken` when a claim is missing, has a wrong type or
    contradicts another, and when the issuer may not issue tokens for the tenant.
    """
    words = _scope_words(claims)
    customer = _customer(claims)
    is_visit = customer is None and "sessionId" in claims
    return Caller(
        tenant=_tenant(claims, words, tenancy),
        subject=customer.number if customer else _subject(claims),
        grants=grants_from(words, _restrictions(claims)),
        expires_at=_instant(claims["exp"]),
        customer=customer,
        client_id=_key(claims["client_id"]) if "client_id" in claims else None,
        visit_id=_key(claims["sessionId"]) if is_visit else None,
        issued_at=_second(claims, "iat"),
        visit=_visit(claims) if is_visit else {},
        visit_ends_at=_second(claims, VISIT_END_CLAIM) if is_visit and is_ours else None,
    )


def staff_from_claims(claims: Mapping[str, Any], tenancy: Tenancy) -> Caller:
    """Return somebody of a tenant's staff, whom an access token of an issuer of staff was issued for.

    It grants nothing of itself, whatever scopes it has: the groups decide, by what the tenant has set. Raises
    `InvalidToken` as `caller_from_claims` does, and for a token that speaks for a customer or a visitor.
    """
    if "customerNumber" in claims or "sessionId" in claims:
        raise InvalidToken
    return Caller(
        tenant=_tenant(claims, _scope_words(claims), tenancy),
        subject=_staff_name(claims),
        grants={},
        expires_at=_instant(claims["exp"]),
        client_id=_key(claims["client_id"]) if "client_id" in claims else None,
        issued_at=_second(claims, "iat"),
        groups=_groups(claims),
        limits=_restrictions(claims),
    )


def _staff_name(claims: Mapping[str, Any]) -> str:
    """Return the name under which changes are recorded: a Cognito pool's user name, else the person's id.

    They stay the same and are nobody else's; other names can be chosen by their bearer. The id is the subject
    unless that is an e-mail address, which it is with some providers that have the id in another claim.
    """
    named = ("username", "sub") if "token_use" in claims else ("sub", "uid", "oid")
    found = (claims[name] for name in named if name in claims)
    try:
        return next(
            name for name in found if isinstance(name, str) and "@" not in name and _KEY.fullmatch(name)
        )
    except StopIteration:
        raise InvalidToken from None


def _groups(claims: Mapping[str, Any]) -> frozenset[str]:
    """Return the groups that a tenant may have roles for; none where they are too many.

    Where a Cognito pool writes its groups, other claims do not count.
    """
    sources = ("cognito:groups",) if "cognito:groups" in claims else ("groups", "roles")
    named = [claims[source] for source in sources if source in claims]
    groups = frozenset(
        group
        for claim in named
        for group in ([_text(claim)] if isinstance(claim, str) else _texts(claim))
        if len(group) <= MAX_GROUP_LENGTH and group.isprintable()
    )
    room = sum(len(group.encode()) for group in groups)
    return groups if len(groups) <= MAX_GROUPS and room <= MAX_GROUPS_BYTES else frozenset()


def _visit(claims: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what the storefront has said of the visit, from where it is spelled out for this."""
    context = claims.get(VISIT_CLAIM)
    if not isinstance(context, dict):
        return {}
    return {name: _text(context[name]) for name in VISIT_MEMBERS if name in context}


def _second(claims: Mapping[str, Any], name: str) -> int | None:
    at = claims.get(name)
    return _instant(at) if isinstance(at, int | float) and not isinstance(at, bool) else None


def _instant(claim: str | float) -> int:
    """Return the seconds since the epoch: JSON has numbers, infinity among them, that are not instants."""
    try:
        second = int(claim)
    except (ValueError, TypeError, OverflowError):
        raise InvalidToken from None
    if not 0 <= second <= _LAST_SECOND:
        raise InvalidToken
    return second


def _scope_words(claims: Mapping[str, Any]) -> list[str]:
    scope = claims.get("scope", "")
    return (scope if isinstance(scope, str) else " ".join(_texts(scope))).split()


def _tenant(claims: Mapping[str, Any], words: list[str], tenancy: Tenancy) -> str:
    named = {_text(claims[name]) for name in ("tenant", "custom:tenant") if name in claims}
    named |= {word.removeprefix(TENANT_WORD) for word in words if word.startswith(TENANT_WORD)}
    if not named and tenancy.implied is not None:
        return tenancy.implied
    if len(named) != 1:
        raise InvalidToken
    (tenant,) = named
    if not is_tenant(tenant) or not tenancy.includes(tenant):
        raise InvalidToken
    return tenant


def _restrictions(claims: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the restrictions in the claim; an empty claim limits the caller to nothing."""
    limits = {
        frozenset(_restriction_values(claims[name]))
        for name in ("restriction", "custom:restriction")
        if name in claims
    }
    if len(limits) > 1:
        raise InvalidToken
    return limits.pop() if limits else None


def _restriction_values(claim: object) -> list[str]:
    # A Cognito attribute is always one string, in which several values are separated; a list is taken as is.
    values = _SEPARATORS.split(claim) if isinstance(claim, str) else _texts(claim)
    return [value for value in values if value]


def _customer(claims: Mapping[str, Any]) -> CallerCustomer | None:
    if "customerNumber" not in claims:
        return None
    if "sessionId" not in claims:
        raise InvalidToken
    entity = _text(claims["legalEntityId"]) if "legalEntityId" in claims else None
    family = _key(claims["family"]) if "family" in claims else None
    return CallerCustomer(
        _key(claims["customerNumber"]),
        _key(session_id_of(claims)),
        entity,
        family=family,
        visit_id=_key(claims["sessionId"]) if OWN_SESSION in claims else None,
    )


def _subject(claims: Mapping[str, Any]) -> str:
    """Return the user or client that the token names, but never an e-mail address."""
    for name in ("sub", "client_id", "azp"):
        if name in claims and "@" not in (subject := _text(claims[name])) and len(subject) <= MAX_SUBJECT:
            return subject
    raise InvalidToken


def _text(claim: object) -> str:
    if not isinstance(claim, str) or not claim:
        raise InvalidToken
    return claim


def _key(claim: object) -> str:
    """Return a text that items are looked up by: short enough for the table's keys."""
    text = _text(claim)
    if not _KEY.fullmatch(text):
        raise InvalidToken
    return text


def _texts(claim: object) -> list[str]:
    if not isinstance(claim, list):
        raise InvalidToken
    return [_text(value) for value in claim]
