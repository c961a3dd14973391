"""Lists of customers, and ways to go through them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from tests.component.api import Answer, Api

Store = Callable[..., str]


START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


ORDERS = [
    "",
    "metadataCreatedAt:desc",
    "lastName",
    "lastName:desc,company",
    "mixins.n.value:desc",
    "active",
]


def pages(api: Api, **query: Any) -> Iterator[Answer]:
    """The pages of a list, from cursor to cursor."""
    answer = api.listed(query=query)
    yield answer
    while "X-Next-Cursor" in answer.headers:
        answer = api.listed(query=query | {"next": answer.headers["X-Next-Cursor"]})
        assert answer.status == 200, answer.text
        yield answer


def ids(answer: Answer) -> list[str]:
    return [customer["id"] for customer in answer.json]
