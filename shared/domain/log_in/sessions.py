"""Sessions of customers, and the refresh tokens that carry them on (api.md §5)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum

from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.tokens import TENANT_WORD
from shared.domain.customers.customer import Customer
from shared.domain.errors import BadParameter, Forbidden

IDLE = timedelta(days=30)
"""How long a session lives without being refreshed."""
GRACE = timedelta(seconds=60)
"""How long a used refresh token still works: its answer may have been lost, or two calls have raced."""
MAX_SESSIONS = 50
_MOST_ENDED = 50
"""Sessions that end for a new one, where log-ins at the same moment have left too many: one write's worth."""
NEVER_REFRESHED = 0
_REMEMBERED = 20  # rotations: more than a storefront makes within the time of grace


_SCOPE = (
    "customer.customerprofile_view customer.customerprofile_edit "
    "customer.customer_read_own customer.customer_manage_own"
)


class InvalidRefreshToken(BadParameter):
    """The refresh token is unknown, expired or used up; all of them look alike."""

    def __init__(self) -> None:
        super().__init__("The refresh token is not valid; log in again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One log-in of a customer, kept up by refreshing. Instants are seconds since the epoch.

    `incarnation` and `epoch` are the customer's when it began: it lives while they still are. `family` tells
    it from an earlier log-in under the same id; `generation` counts its refreshes. `rotations`: when the last
    of them were, as far as their grace lasts.
    """

    tenant: str
    customer_number: str
    id: str
    client_id: str
    incarnation: str
    epoch: int
    family: str
    created_at: int
    expires_at: int
    generation: int = NEVER_REFRESHED
    rotations: tuple[int, ...] = ()
    legal_entity_id: str | None = None

    @property
    def last_refreshed_at(self) -> int | None:
        """When its last refresh token was used, if one was."""
        return self.rotations[-1] if self.rotations else None

    def lives(self, customer: Customer, now: float) -> bool:
        """Whether tokens of this session are still valid."""
        return (
            customer.active
            and not customer.on_hold
            and (self.incarnation, self.epoch) == (customer.incarnation, customer.session_epoch)
            and self.expires_at > now
        )


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """The tokens of a session; lifetimes are in seconds."""

    session_id: str
    scope: str
    access_token: str = field(repr=False)
    expires_in: int
    refresh_token: str = field(repr=False)
    refresh_token_expires_in: int
    saas_token: str = field(repr=False)
    initial_password: bool = False


def customer_scope(tenant: str) -> str:
    """The scope of every customer's access token."""
    return f"{TENANT_WORD}{tenant} {_SCOPE}"


def new_session(customer: Customer, session_id: str, client_id: str, now: int) -> Session:
    """A session that begins now. A customer of one company begins in its name."""
    companies = customer.legal_entities
    return Session(
        tenant=customer.tenant,
        customer_number=customer.number,
        id=session_id,
        client_id=client_id,
        incarnation=customer.incarnation,
        epoch=customer.session_epoch,
        family=secrets.token_hex(8),
        created_at=now,
        expires_at=now + int(IDLE.total_seconds()),
        legal_entity_id=companies[0].id if len(companies) == 1 else None,
    )


class Use(Enum):
    """The outcome of a refresh token's use."""

    ROTATE = "the session's current token: the next generation takes its place"
    REPEAT = "one before, just after it was used: it gets the current one"
    REVOKE = "an old token: whoever has it may have stolen it, so that nobody keeps the session"


def use_of(session: Session, generation: int, now: float) -> Use:
    """Return the outcome when the session's token of this generation is used."""
    if generation == session.generation:
        return Use.ROTATE
    back = session.generation - generation
    was_used_just_now = (
        0 < back <= len(session.rotations) and now <= session.rotations[-back] + GRACE.total_seconds()
    )
    return Use.REPEAT if was_used_just_now else Use.REVOKE


def refreshed(session: Session, use: Use, legal_entity_id: str | None, now: int) -> Session:
    """The session after its refresh token was used, in the name of this company."""
    after = replace(session, legal_entity_id=legal_entity_id)
    if use is Use.REPEAT:
        return after
    recent = (used_at for used_at in session.rotations if now <= used_at + GRACE.total_seconds())
    return replace(
        after,
        generation=session.generation + 1,
        rotations=(*recent, now)[-_REMEMBERED:],
        expires_at=now + int(IDLE.total_seconds()),
    )


def chosen_legal_entity(session: Session, customer: Customer, wanted: str | None) -> str | None:
    """The company in whose name the session goes on: the one wanted, else its own as long as that is one.

    Raises `Forbidden` for a company that the customer does not belong to.
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
    """Those whose tokens are good for anything, the latest log-in first."""
    live = [session for session in sessions if session.lives(customer, now)]
    return sorted(live, key=lambda session: (-session.created_at, session.id))


def surplus(
    customer: Customer, sessions: Sequence[Session], session_id: str, now: float
) -> Sequence[Session]:
    """Those that have to go so that there is room for one under this id: the dead first, then the oldest."""
    others = [session for session in sessions if session.id != session_id]
    others.sort(key=lambda session: (session.lives(customer, now), session.created_at))
    return others[: max(len(others) - (MAX_SESSIONS - 1), 0)][:_MOST_ENDED]
