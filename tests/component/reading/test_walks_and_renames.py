"""Following `next` past customers who were renamed, and what a cursor tells a limited caller of them."""

from base64 import urlsafe_b64decode
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from tests.component.api import Api

IN_INDEX, IN_DIRECTORY = {"sort": "lastName"}, {"sort": "lastName", "q": "active:true"}
PLANS = pytest.mark.parametrize("query", [IN_INDEX, IN_DIRECTORY], ids=["index", "directory"])


def created(api: Api, names: str, **more: Any) -> None:
    """Create customers whose number is their name."""
    for name in names:
        api.created({"id": name, "lastName": name, **more})


def change(api: Api, number: str, **members: Any) -> None:
    assert api.patch(number, members).status == 200


class Walker:
    """Follows `next`, page by page."""

    def __init__(self, api: Api, query: dict[str, Any], size: int = 2) -> None:
        self._api, self._query = api, {**query, "pageSize": size}
        self._cursor: dict[str, str] = {}
        self.over = False

    def page(self) -> list[str]:
        """Return the numbers on the next page."""
        answer = self._api.listed(query={**self._query, **self._cursor})
        assert answer.status == 200, answer.text
        self.over = "X-Next-Cursor" not in answer.headers
        self._cursor = {} if self.over else {"next": answer.headers["X-Next-Cursor"]}
        return [customer["id"] for customer in answer.json]

    @property
    def told(self) -> bytes:
        """What the cursor says, to somebody who decodes it."""
        return decoded(self._cursor.get("next", ""))

    def rest(self) -> list[str]:
        """Return the numbers on all further pages."""
        return list(chain.from_iterable(self._pages()))

    def _pages(self) -> Iterator[list[str]]:
        while not self.over:
            yield self.page()


def decoded(cursor: str) -> bytes:
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


@PLANS
def test_a_change_after_a_rename_leaves_the_customer_where_the_walk_shows_it(
    api: Api, query: dict[str, Any]
) -> None:
    created(api, "abcdefgh")
    walker = Walker(api, query)
    assert walker.page() == ["a", "b"]

    change(api, "c", lastName="z")
    change(api, "c", title="Dr")
    change(api, "h", lastName="aa")
    assert api.put("h", {"lastName": "aa", "title": "Dr"}).status in {200, 204}

    assert walker.rest() == ["c", "d", "e", "f", "g", "h"]


@PLANS
def test_a_change_between_two_renames_leaves_the_places_apart(api: Api, query: dict[str, Any]) -> None:
    created(api, "abcdefgh")
    walker = Walker(api, query)
    assert walker.page() == ["a", "b"]

    change(api, "c", lastName="f1")
    change(api, "c", title="Dr")
    change(api, "c", lastName="z")

    assert walker.rest() == ["c", "d", "e", "f", "g", "h"]
