"""Calls of a tenant's feed of changes."""

from collections.abc import Callable
from typing import Any

from shared.adapters.dynamodb.writes import Item
from tenant_managed.customers import list_changes
from tests.component.api import Answer, Api
from tests.component.customer_data.stored import items_of
from tests.component.events.heard import Heard
from tests.component.events.stream import Document

ROUTE = "GET /customer/{tenant}/changes"

Configure = Callable[[str, object], None]


def page(api: Api, since: str | None = None, **query: Any) -> Answer:
    if since is not None:
        query["since"] = since
    return api.request(list_changes.lambda_handler, ROUTE, query=query)


def cursor(api: Api) -> str:
    """A cursor from which all that comes is told."""
    answer = page(api)
    assert (answer.status, answer.json) == (200, [])
    return answer.headers["X-Next-Cursor"]


def profiles(heard: Heard) -> list[Document]:
    """The records of customers alone."""
    return [record for record in heard.records() if record["dynamodb"]["Keys"]["sk"]["S"] == "PROFILE"]


def told(api: Api, since: str, size: int = 60) -> list[tuple[str, int, str]]:
    """All that is told from a cursor on."""
    found: list[tuple[str, int, str]] = []
    while True:
        answer = page(api, since, pageSize=size)
        assert answer.status == 200, answer.text
        since = answer.headers["X-Next-Cursor"]
        if not answer.json:
            return found
        assert len(answer.json) <= size
        found += [(each["customerNumber"], each["version"], each["event"]) for each in answer.json]


def feed_items(api: Api) -> list[Item]:
    return [raw for raw in items_of(api.tenant) if raw["pk"]["S"].split("#")[1:2] in (["G"], ["T"])]
