"""End one session of a customer."""

from shared.domain.callers.access import Access
from shared.domain.errors import SessionNotFound
from shared.ports.log_in import SessionStore
from shared.use_cases.sessions.list_sessions import list_sessions


def end_session(sessions: SessionStore, access: Access, tenant: str, number: str, session_id: str) -> None:
    """End the session: its tokens are dead at once. The id of a visit ends all that the customer has in it.

    Raises `CustomerNotFound`, `Forbidden`, `SessionNotFound`.
    """
    _, live = list_sessions(sessions, access, tenant, number)
    for session in live:
        if session.id == session_id:
            sessions.end(tenant, number, session_id, family=session.family)
            return
    of_visit = [session for session in live if session.visit_id == session_id]
    if not of_visit:
        raise SessionNotFound(session_id)
    sessions.end_all(of_visit)
