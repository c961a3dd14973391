"""End the sessions of a customer."""

from shared.domain.callers.access import Access
from shared.domain.errors import InvalidToken
from shared.ports.log_in import SessionStore
from shared.use_cases.sessions.list_sessions import list_sessions


def end_sessions(sessions: SessionStore, access: Access, tenant: str, number: str) -> None:
    """End every session of the customer; one that begins meanwhile may stay.

    Raises `CustomerNotFound`, `Forbidden`.
    """
    _, live = list_sessions(sessions, access, tenant, number)
    sessions.end_all(live)


def end_other_sessions(
    sessions: SessionStore, access: Access, tenant: str, number: str, *, keeps: str
) -> None:
    """End every session of the customer except this one.

    Raises `InvalidToken` when that is over, as another session may have ended it at the same moment, and
    `CustomerNotFound`.
    """
    _, live = list_sessions(sessions, access, tenant, number)
    kept = next((session for session in live if session.id == keeps), None)
    others = [session for session in live if session.id != keeps]
    if kept is None or not sessions.end_all(others, keeps=kept):
        raise InvalidToken
