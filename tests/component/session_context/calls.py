"""The operations on contexts of sessions as their callers see them."""

from dataclasses import dataclass
from typing import Any

from session_context import (
    add_context_attribute,
    add_own_context_attribute,
    get_context,
    get_own_context,
    remove_context_attribute,
    remove_own_context_attribute,
    update_own_context,
    upsert_context,
)
from tests.component.api import Answer, Api
from tests.component.customer_managed.storefront import Storefront

TENANT = "/session-context/{tenant}"
OWN, ONE = f"{TENANT}/me/context", f"{TENANT}/context/{{sessionId}}"
MANAGE, READ = "session-context.context_manage", "session-context.context_read"


@dataclass(frozen=True)
class OwnContext:
    """Calls of whoever holds a session, by its token."""

    storefront: Storefront
    token: str

    def get(self) -> Answer:
        """GET /me/context."""
        return self._call(get_own_context, f"GET {OWN}")

    def shown(self) -> Any:
        """The context, without fail."""
        answer = self.get()
        assert answer.status == 200, answer.text
        return answer.json

    def patch(self, **members: Any) -> Answer:
        """PATCH /me/context."""
        return self._call(update_own_context, f"PATCH {OWN}", members)

    def add(self, key: Any, value: Any) -> Answer:
        """POST /me/context/attributes."""
        body = {"key": key, "value": value}
        return self._call(add_own_context_attribute, f"POST {OWN}/attributes", body)

    def remove(self, name: str) -> Answer:
        """DELETE /me/context/attributes/{attributeName}."""
        route = f"DELETE {OWN}/attributes/{{attributeName}}"
        return self._call(remove_own_context_attribute, route, attributeName=name)

    def _call(self, operation: Any, route: str, body: Any = None, **options: Any) -> Answer:
        return self.storefront.call(operation.lambda_handler, route, body, token=self.token, **options)


@dataclass(frozen=True)
class AnyContext:
    """Calls of a service on the context of one session."""

    api: Api
    session_id: str

    def get(self) -> Answer:
        """GET /context/{sessionId}."""
        return self._call(get_context, f"GET {ONE}")

    def put(self, *, query: str = "", **members: Any) -> Answer:
        """PUT /context/{sessionId}."""
        return self._call(upsert_context, f"PUT {ONE}", members, query=query)

    def add(self, key: Any, value: Any) -> Answer:
        """POST /context/{sessionId}/attributes."""
        body = {"key": key, "value": value}
        return self._call(add_context_attribute, f"POST {ONE}/attributes", body)

    def remove(self, name: str) -> Answer:
        """DELETE /context/{sessionId}/attributes/{attributeName}."""
        route = f"DELETE {ONE}/attributes/{{attributeName}}"
        return self._call(remove_context_attribute, route, attributeName=name)

    def _call(self, operation: Any, route: str, body: Any = None, **options: Any) -> Answer:
        return self.api.request(operation.lambda_handler, route, body, **options, sessionId=self.session_id)


def context_of(storefront: Storefront, token: str) -> OwnContext:
    """The context of the session that this token is of."""
    return OwnContext(storefront, token)
