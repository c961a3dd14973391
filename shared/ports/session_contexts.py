"""Port for the contexts of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.domain.log_in.session_contexts import SessionContext


class SessionContextStore(Protocol):
    """The contexts of sessions, of visitors and of customers."""

    def of_visit(self, tenant: str, visit_id: str) -> SessionContext | None:
        """Return what is stored of a visitor's session, as it is now."""
        ...

    def of_customer(
        self, session: SessionContext, visit_id: str
    ) -> tuple[SessionContext | None, SessionContext | None]:
        """Return what is stored of a customer's session, and what it goes on with, as they are now.

        That is what a service has stored under the session's own id, or else the visit's. What an earlier
        log-in under the same id has left is not returned.
        """
        ...

    def of_session(self, tenant: str, session_id: str) -> Sequence[SessionContext]:
        """Return all that is stored under this id, as it is now: a visitor's, and those of customers."""
        ...

    def write(self, context: SessionContext, after: SessionContext) -> bool:
        """Store what follows the context; return False if a rival has written it, or the customer is gone."""
        ...
