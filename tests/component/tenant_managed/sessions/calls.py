"""The operations on the sessions of one customer."""

from dataclasses import dataclass
from typing import Any

from tenant_managed.sessions import end_session, end_sessions, list_sessions
from tests.component.api import Answer, Api

EMAIL = "anna@example.com"
"""The e-mail address that the customer logs in with."""
ROUTE = "/customer/{tenant}/customers/{customerNumber}/sessions"


@dataclass(frozen=True)
class Sessions:
    """Calls operations on the sessions of a customer."""

    api: Api
    number: str

    def listed(self, **options: Any) -> Answer:
        """GET /customers/{number}/sessions."""
        return self._call(list_sessions, f"GET {ROUTE}", **options)

    def end_all(self, **options: Any) -> Answer:
        """DELETE /customers/{number}/sessions."""
        return self._call(end_sessions, f"DELETE {ROUTE}", **options)

    def end(self, session_id: str, **options: Any) -> Answer:
        """DELETE /customers/{number}/sessions/{id}."""
        return self._call(end_session, f"DELETE {ROUTE}/{{sessionId}}", sessionId=session_id, **options)

    def ids(self) -> set[str]:
        """The ids of the sessions that are listed."""
        answer = self.listed()
        assert answer.status == 200, answer.text
        return {session["id"] for session in answer.json}

    def _call(self, operation: Any, route: str, **options: Any) -> Answer:
        options = {"customerNumber": self.number, **options}
        return self.api.request(operation.lambda_handler, route, **options)
