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
    own = [session for session in live if session.id == session_id]
    meant = own or [session for session in live if session.visit_id == session_id]
    if not meant:
        raise SessionNotFound(session_id)
    if len(meant) > 1:
        sessions.end_all(meant)
    else:
        sessions.end(tenant, number, meant[0].id, family=meant[0].family)
