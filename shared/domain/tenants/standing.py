"""Whether a tenant is served, and which of its clients are not (api.md §6)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from shared.domain import fields
from shared.domain.errors import Conflict, Forbidden, InvalidToken, Problem, ValidationFailed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.tenants.search_index import SearchIndex

EFFECTIVE_SECONDS = 60
"""How long functions cache the standing of a tenant: after this, a suspension is effective everywhere."""
LONGEST_CALL_SECONDS = 30
"""How long a call that was admitted before may run."""
_CLOCK_SECONDS = 5  # by which the clocks of issuers may differ from ours


class UnknownTenant(Forbidden):
    """No tenant has this name."""

    def __init__(self, tenant: str) -> None:
        super().__init__(f"Tenant '{tenant}' does not exist.")


class TenantSuspended(Forbidden):
    """The tenant is not served at present."""

    def __init__(self, tenant: str) -> None:
        super().__init__(f"Tenant '{tenant}' is suspended.")


class SenderNotAllowed(ValidationFailed):
    """The operator has not given the tenant this e-mail address to send from."""

    def __init__(self) -> None:
        remedy = "have the operator add it with `customers tenant allow-sender`"
        super().__init__(Problem(f"must be a sender that the tenant may use; {remedy}", "value"))


class TenantIsBeingDeleted(Conflict):
    """The tenant's deletion has begun and must be finished first."""

    def __init__(self, tenant: str) -> None:
        super().__init__(f"Tenant '{tenant}' is being deleted; finish that with `customers tenant delete`.")


class TextEntries(StrEnum):
    """The form of a tenant's entries in the indexes by a text, see `sort_text`.

    `FORMER`: as before accents were left out. `MOVING`: written in the present form, and read in both.
    """

    FORMER = "former"
    MOVING = "moving"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Standing:
    """A tenant's standing: whether its callers are served, and what the operator allows it.

    `created_at`: None for a tenant of an earlier version, which did not store this time. `refused_clients`:
    the ids of disabled clients (`None`), and of deleted ones with the time when their last token expires, in
    seconds since the epoch. `senders`: the e-mail addresses that its messages may come from. `text_entries`:
    of its customers, and `moving_since`: since when they are moved. `search`: the index of words, if the
    tenant has one.
    """

    created_at: datetime | None = None
    suspended_at: datetime | None = None
    deleted_since: datetime | None = None
    refused_clients: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))
    senders: tuple[str, ...] = ()
    text_entries: TextEntries = TextEntries.PRESENT
    moving_since: datetime | None = None
    search: SearchIndex | None = None

    @property
    def state(self) -> str:
        """The standing in a word."""
        if self.deleted_since is not None:
            return "being deleted"
        return "suspended" if self.suspended_at is not None else "active"

    def admit(self, client_id: str | None, issued_at: float | None) -> None:
        """Raise `InvalidToken` for a token of a refused client, or of an earlier tenant of this name."""
        if not self.admits(client_id, issued_at):
            raise InvalidToken

    def admits(self, client_id: str | None, begun_at: float | None) -> bool:
        """Return whether a token or session that this client began then is still valid for the tenant."""
        if client_id is not None and client_id in self.refused_clients:
            return False
        if self.created_at is None or begun_at is None:
            return True
        return begun_at >= int(self.created_at.timestamp() - _CLOCK_SECONDS)

    def allows_sender(self, email: str) -> bool:
        """Return whether messages to the tenant's customers may come from this address."""
        return fields.folded_email(email) in self.senders

    def serve(self, tenant: str) -> None:
        """Raise `TenantSuspended` unless the tenant is served at present."""
        if self.suspended_at is not None:
            raise TenantSuspended(tenant)


def served(standing: Standing | None, tenant: str) -> Standing:
    """Return the standing of a tenant that exists. Raises `UnknownTenant`, `TenantSuspended`."""
    if standing is None:
        raise UnknownTenant(tenant)
    standing.serve(tenant)
    return standing


def suspended(standing: Standing, at: datetime) -> Standing:
    """Return the standing of a tenant that is suspended, since then or since earlier."""
    return standing if standing.suspended_at is not None else replace(standing, suspended_at=at)


def resumed(standing: Standing, tenant: str) -> Standing:
    """Return the standing of a tenant that is served again. Raises `TenantIsBeingDeleted`."""
    if standing.deleted_since is not None:
        raise TenantIsBeingDeleted(tenant)
    return replace(standing, suspended_at=None)


def being_deleted(standing: Standing, at: datetime) -> Standing:
    """Return the standing of a tenant whose deletion has begun, now or earlier."""
    if standing.deleted_since is not None:
        return standing
    return replace(suspended(standing, at), deleted_since=at)


def unserved_from(standing: Standing) -> datetime:
    """Return the time after which no call of a suspended tenant can still be running."""
    assert standing.suspended_at is not None  # noqa: S101 - its callers have suspended it
    return standing.suspended_at + timedelta(seconds=EFFECTIVE_SECONDS + LONGEST_CALL_SECONDS)


def refusing(standing: Standing, client_id: str, until: int | None, now: float) -> Standing:
    """Return the standing in which the client's tokens are rejected `until` then, or until it is enabled."""
    return replace(standing, refused_clients={**still_refused(standing, now), client_id: until})


def admitting(standing: Standing, client_id: str, now: float) -> Standing:
    """Return the standing in which the client's tokens are accepted again."""
    clients = {known: until for known, until in still_refused(standing, now).items() if known != client_id}
    return replace(standing, refused_clients=clients)


def allowing_sender(standing: Standing, email: str) -> Standing:
    """Return the standing in which the tenant may send from the address. Raises `ValidationFailed`."""
    try:
        sender = fields.folded_email(fields.email(email))
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), "sender")) from None
    return replace(standing, senders=tuple(sorted({*standing.senders, sender})))


def revoking_sender(standing: Standing, email: str) -> Standing:
    """Return the standing in which the tenant may not send from the address. Raises `ValidationFailed`."""
    if not standing.allows_sender(email):
        raise ValidationFailed(Problem("is not among the tenant's senders", "sender"))
    left = tuple(each for each in standing.senders if each != fields.folded_email(email))
    return replace(standing, senders=left)


def moving_text_entries(standing: Standing, at: datetime, *, again: bool = False) -> Standing:
    """Return the standing in which text entries are written in the present form, unless they are already.

    `again`: also where all should have been in the present form, and some are not.
    """
    is_due = standing.text_entries is TextEntries.FORMER or (
        again and standing.text_entries is TextEntries.PRESENT
    )
    if not is_due:
        return standing
    return replace(standing, text_entries=TextEntries.MOVING, moving_since=at)


def written_from(moving_since: datetime) -> datetime:
    """Return the time after which no call writes text entries in the former form any more."""
    return moving_since + timedelta(seconds=EFFECTIVE_SECONDS + LONGEST_CALL_SECONDS)


def with_present_text_entries(standing: Standing) -> Standing:
    """Return the standing in which all text entries are in the present form."""
    return replace(standing, text_entries=TextEntries.PRESENT, moving_since=None)


def still_refused(standing: Standing, now: float) -> dict[str, int | None]:
    """Return the clients whose tokens are rejected at this time, with the end of that, if there is one."""
    return {
        client_id: until
        for client_id, until in standing.refused_clients.items()
        if until is None or until > now
    }
