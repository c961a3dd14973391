"""Calls of histories, through the function of changes."""

from typing import Any

import pytest

from tenant_managed.customers import list_history, restore_customer
from tests.component.api import Answer, Api
from tests.component.events.heard import Heard
from tests.component.events.stream import publish

HISTORY = "/customer/{tenant}/customers/{customerNumber}/history"


class Histories:
    """Calls of the operations, after the changes so far have come to the history."""

    def __init__(self, api: Api, heard: Heard) -> None:
        self.api = api
        self.heard = heard

    def read(self, number: str, api: Api | None = None, **query: Any) -> Answer:
        publish(self.heard.records())
        handler = list_history.lambda_handler
        return (api or self.api).request(handler, f"GET {HISTORY}", customerNumber=number, query=query)

    def entries(self, number: str, **query: Any) -> list[dict[str, Any]]:
        answer = self.read(number, **query)
        assert answer.status == 200, answer.text
        found: list[dict[str, Any]] = answer.json
        return found

    def restore(
        self, number: str, version: int | str, body: Any = None, api: Api | None = None, **options: Any
    ) -> Answer:
        publish(self.heard.records())
        route = f"POST {HISTORY}/{{version}}/restore"
        return (api or self.api).request(
            restore_customer.lambda_handler,
            route,
            body,
            customerNumber=number,
            version=str(version),
            **options,
        )


@pytest.fixture
def histories(api: Api, heard: Heard) -> Histories:
    return Histories(api, heard)
