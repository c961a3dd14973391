"""Sessions of customers, and the refresh tokens that extend them (api.md §5)."""

import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any

from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.tokens import TENANT_WORD
from shared.domain.customers.customer import Customer
from shared.domain.errors import BadParameter, Forbidden

IDLE = timedelta(days=30)
"""How long a session lives without being refreshed."""
GRACE = timedelta(seconds=60)
"""How long a used refresh token still works: its answer may be lost, or two calls may race."""
ASSISTED = timedelta(hours=1)
"""How long somebody can act for a customer after one log-in for it."""
MAX_SESSIONS = 50
"""Of a customer's own, and as many in which somebody acts for it: neither end the others."""
_MOST_ENDED = 50
"""How many sessions end for a new one, if simultaneous log-ins have left too many: what one write can do."""
NEVER_REFRESHED = 0
_REMEMBERED = 20  # rotations: more than a storefront makes within `GRACE`


_SCOPE = (
    "customer.customerprofile_view customer.customerprofile_edit "
    "customer.customer_read_own customer.customer_manage_own customermanagement.legalentity_read_own"
)


class InvalidRefreshToken(BadParameter):
    """The refresh token is unknown, expired or used up; the answer is always the same."""

    def __init__(self) -> None:
        super().__init__("The refresh token is not valid; log in again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One log-in of a customer, extended by refreshing. Instants are seconds since the epoch.

    `visit_id`: the anonymous session that goes on in it, which others may share. `id`: its own; those of
    earlier releases may have that of the visit. `incarnation` and `epoch` are the customer's when the
    session began: it lives while they are unchanged. `family` tells it from an earlier log-in under the same
    id. `bound`: only the client that began it can refresh it. `generation` counts its refreshes; `rotations`
    has the times of those that are still within their grace. `actor`: who acts for the customer in it, if
    somebody does (assisted buying); it is never refreshed. `restrictions`: those that whoever acts is
    limited to. `visit`: the storefront's description of the visit. `rest`: what another release has stored
    with it, and is kept.
    """

    tenant: str
    customer_number: str
    id: str
    visit_id: str
    client_id: str
    incarnation: str
    epoch: int
    family: str
    created_at: int
    expires_at: int
    bound: bool = False
    generation: int = NEVER_REFRESHED
    rotations: tuple[int, ...] = ()
    legal_entity_id: str | None = None
    actor: str | None = None
    restrictions: frozenset[str] | None = None
    visit: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def last_refreshed_at(self) -> int | None:
        """When its last refresh token was used, if one was."""
        return self.rotations[-1] if self.rotations else None

    @property
    def refresh_seconds(self) -> int:
        """For how many seconds its last refresh token was made."""
        return self.expires_at - (self.last_refreshed_at or self.created_at)

    def may_be_refreshed_by(self, client_id: str) -> bool:
        """Return whether this client can use the session's refresh tokens."""
        return self.actor is None and (not self.bound or self.client_id == client_id)

    def lives(self, customer: Customer, now: float) -> bool:
        """Return whether tokens of this session are still valid."""
        return (
            customer.active
            and not customer.on_hold
            and (self.incarnation, self.epoch) == (customer.incarnation, customer.session_epoch)
            and self.expires_at > now
            and (self.restrictions is None or customer.restriction in self.restrictions)
        )


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """The tokens of a session; lifetimes are in seconds. `session_id`: of the visit that goes on in it.

    There is no refresh token where somebody acts for the customer.
    """

    session_id: str
    scope: str
    access_token: str = field(repr=False)
    expires_in: int
    saas_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    refresh_token_expires_in: int = 0
    initial_password: bool = False


def customer_scope(tenant: str, by_role: Iterable[str] = ()) -> str:
    """Return the scope of a customer's access token: that of every customer, and what its role adds."""
    return " ".join((f"{TENANT_WORD}{tenant}", _SCOPE, *by_role))


def new_session(
    customer: Customer,
    visit_id: str,
    client_id: str,
    now: int,
    *,
    longest: int,
    bound: bool = True,
    visit: Mapping[str, str] = MappingProxyType({}),
) -> Session:
    """Return a session that begins now. A customer of one legal entity begins in its name.

    `longest`: how many seconds it can live, however often it is refreshed. `bound`, `visit`: see `Session`.
    """
    entities = customer.legal_entities
    return Session(
        tenant=customer.tenant,
        customer_number=customer.number,
        id=_new_id(),
        visit_id=visit_id,
        client_id=client_id,
        incarnation=customer.incarnation,
        epoch=customer.session_epoch,
        family=secrets.token_hex(8),
        created_at=now,
        expires_at=_end(now, now, longest),
        bound=bound,
        legal_entity_id=entities[0].id if len(entities) == 1 else None,
        visit=visit,
    )


def assisted_session(
    customer: Customer,
    client_id: str,
    actor: str,
    now: int,
    *,
    restrictions: frozenset[str] | None,
    legal_entity_id: str | None,
) -> Session:
    """Return a session that begins now, in which somebody acts for the customer.

    `restrictions`: see `Session`. Raises `Forbidden` for a legal entity that the customer does not belong to.
    """
    longest = int(ASSISTED.total_seconds())
    session = new_session(customer, _new_id(), client_id, now, longest=longest)
    entity = chosen_legal_entity(session, customer, legal_entity_id)
    return replace(session, actor=actor, restrictions=restrictions, legal_entity_id=entity)


def _new_id() -> str:
    return uuid.uuid4().hex


class Use(Enum):
    """The outcome of a refresh token's use."""

    ROTATE = "the session's current token: the next generation replaces it"
    REPEAT = "an earlier token, just after it was used: the current one is returned"
    REVOKE = "an old token: it may be stolen, so the session ends for everybody"


def use_of(session: Session, generation: int, now: float) -> Use:
    """Return the outcome when the session's token of this generation is used."""
    if generation == session.generation:
        return Use.ROTATE
    back = session.generation - generation
    was_used_just_now = (
        0 < back <= len(session.rotations) and now <= session.rotations[-back] + GRACE.total_seconds()
    )
    return Use.REPEAT if was_used_just_now else Use.REVOKE


def refreshed(session: Session, use: Use, legal_entity_id: str | None, now: int, *, longest: int) -> Session:
    """Return the session after its refresh token was used, in the name of this legal entity.

    `longest`: how many seconds it can live. Raises `InvalidRefreshToken` when they are over.
    """
    expires_at = _end(session.created_at, now, longest)
    if expires_at <= now:
        raise InvalidRefreshToken
    after = replace(session, legal_entity_id=legal_entity_id)
    if use is Use.REPEAT:
        return after
    recent = (used_at for used_at in session.rotations if now <= used_at + GRACE.total_seconds())
    return replace(
        after,
        generation=session.generation + 1,
        rotations=(*recent, now)[-_REMEMBERED:],
        expires_at=expires_at,
    )


def _end(created_at: int, now: int, longest: int) -> int:
    return min(now + int(IDLE.total_seconds()), created_at + longest)


def chosen_legal_entity(session: Session, customer: Customer, wanted: str | None) -> str | None:
    """Return the legal entity in whose name the session continues: the wanted one, or else its own.

    Raises `Forbidden` for a wanted one that the customer does not belong to. If the customer no longer
    belongs to the session's own, the session continues without one.
    """
    if wanted is not None and not _belongs(customer.legal_entities, wanted):
        raise Forbidden(f"The customer does not belong to legal entity '{wanted}'.")
    if wanted is not None:
        return wanted
    present = session.legal_entity_id
    return present if present is not None and _belongs(customer.legal_entities, present) else None


def _belongs(entities: Sequence[LegalEntityReference], entity_id: str) -> bool:
    return any(entity.id == entity_id for entity in entities)


def live_sessions(customer: Customer, sessions: Sequence[Session], now: float) -> list[Session]:
    """Return the sessions whose tokens are still valid, the latest log-in first."""
    live = [session for session in sessions if session.lives(customer, now)]
    return sorted(live, key=lambda session: (-session.created_at, session.id))


def surplus(
    customer: Customer, sessions: Sequence[Session], now: float, *, assisted: bool = False
) -> Sequence[Session]:
    """Return the sessions to end to make room for another one: dead ones first, then the oldest.

    `assisted`: somebody acts for the customer in the new one.
    """
    alike = [session for session in sessions if (session.actor is not None) is assisted]
    others = sorted(alike, key=lambda session: (session.lives(customer, now), session.created_at))
    return others[: max(len(others) - (MAX_SESSIONS - 1), 0)][:_MOST_ENDED]
