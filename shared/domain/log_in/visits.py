"""Sessions of anonymous visitors, which are not stored but contained in their tokens (api.md §5)."""

import base64
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from shared.domain import fields, json_text
from shared.domain.callers.tokens import VISIT_LIFETIME
from shared.domain.errors import BadParameter

ACCESS = timedelta(hours=1)
_TOKEN = re.compile(r"(?P<visit>[A-Za-z0-9_-]{1,4096})\.(?P<seal>[0-9a-f]{64})")


class InvalidVisit(BadParameter):
    """The refresh token of a visit is forged, expired or another client's."""

    def __init__(self) -> None:
        super().__init__("The refresh token is not valid; get a new anonymous token.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visitor's session. `context`: as the storefront gave it (currency, site, language, location)."""

    tenant: str
    client_id: str
    session_id: str
    begun_at: int
    context: Mapping[str, str] = field(default_factory=dict)

    @property
    def ends_at(self) -> int:
        """When its refresh token stops working, in seconds since the epoch."""
        return self.begun_at + int(VISIT_LIFETIME.total_seconds())

    def encoded(self) -> str:
        """Return the visit as the first part of its refresh token, which its seal follows."""
        members = [self.tenant, self.client_id, self.session_id, self.begun_at, dict(self.context)]
        return base64.urlsafe_b64encode(json_text.dumps(members).encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Storefront:
    """A program of a tenant that requests a visitor's token. `issuer`: our name as an issuer, for it."""

    tenant: str
    client_id: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor who is about to log in: the session that becomes the customer's, and its program.

    `issuer`: our name as an issuer, for the program. `is_service`: a service calls for the visitor.
    `defaults`: members of a customer who begins to be one here and does not say otherwise. `visit`: the
    storefront's description of the visit.
    """

    session_id: str
    client_id: str
    issuer: str
    is_service: bool = False
    defaults: Mapping[str, str] = field(default_factory=dict)
    visit: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VisitTokens:
    """The tokens of a visit; lifetimes are in seconds."""

    session_id: str
    scope: str
    access_token: str = field(repr=False)
    expires_in: int
    refresh_token: str = field(repr=False)
    refresh_token_expires_in: int


def defaults_of(visit: Mapping[str, str]) -> dict[str, str]:
    """Return the members that a new customer takes from a visit; what they cannot have is left out."""
    members = {}
    for name, member, check in (
        ("language", "preferredLanguage", fields.language),
        ("currency", "preferredCurrency", fields.currency),
        ("siteCode", "preferredSite", fields.site),
    ):
        with suppress(ValueError):
            members[member] = check(visit.get(name, ""))
    return {member: value for member, value in members.items() if value}


def decoded(token: str) -> tuple[str, bytes]:
    """Return the encoded visit in a refresh token, not yet verified, and its seal. Raises `InvalidVisit`."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise InvalidVisit
    return match["visit"], bytes.fromhex(match["seal"])


def visit_from(encoded: str) -> Visit:
    """Return the visit that `Visit.encoded` wrote. Its seal must have been verified."""
    padded = encoded + "=" * (-len(encoded) % 4)
    tenant, client_id, session_id, begun_at, context = json_text.loads(
        base64.urlsafe_b64decode(padded).decode()
    )
    return Visit(
        tenant=tenant, client_id=client_id, session_id=session_id, begun_at=begun_at, context=context
    )
