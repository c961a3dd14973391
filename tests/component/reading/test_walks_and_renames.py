"""Following `next` past customers who were renamed, and what a cursor tells a limited caller of them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from threading import Event
from typing import Any

import pytest

from shared.adapters.dynamodb.items.former_place import FormerPlaceItem
from shared.adapters.dynamodb.keys import FORMER_PLACE_PREFIX, customer_key, former_places, realm
from shared.adapters.dynamodb.table import Table
from shared.runtime.wiring import wiring
from tests.component.api import Api

IN_INDEX, IN_DIRECTORY = {"sort": "lastName"}, {"sort": "lastName", "q": "active:true"}
WHOLE = [IN_INDEX, {**IN_DIRECTORY, "expand": "addresses"}]
"""Lists whose customers are read once more, after the rows that led to them."""
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


def encoded(cursor: list[Any]) -> str:
    return urlsafe_b64encode(json.dumps(cursor).encode()).decode().rstrip("=")


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


@pytest.mark.usefixtures("restrictions")
@pytest.mark.parametrize("query", [IN_INDEX, {"sort": "lastName:desc"}, IN_DIRECTORY], ids=str)
def test_a_cursor_names_nobody_whom_the_caller_may_not_see(
    api: Api, query: dict[str, Any], configure: Callable[[str, object], None]
) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    created(api, "abcdefgh", restriction="DE")
    for place, restriction in enumerate([*["FR"] * 6, *["DE"] * 6, None]):
        name = f"{'cdef'[place % 4]}-secret-{place}"
        api.created({"id": f"hidden{place}", "lastName": name, "restriction": restriction})
    walker = Walker(api.as_("customer.customer_read--DE"), query)
    first = walker.page()
    for place in range(13):
        change(api, f"hidden{place}", lastName="renamed")
    for place in range(6, 12):
        assert api.delete(f"hidden{place}").status == 202
    again = {"id": "hidden6", "lastName": "another", "restriction": "DE"}
    assert api.create(again).status == 201

    walked = list(first)
    while not walker.over:
        assert b"secret" not in walker.told, walker.told
        walked += walker.page()

    assert [number for number in walked if number in "abcdefgh"] == sorted(
        "abcdefgh", reverse=query["sort"].endswith("desc")
    )
    assert not {f"hidden{place}" for place in range(13) if place != 6} & {*walked}


@pytest.mark.usefixtures("restrictions")
def test_an_invented_beginning_shows_nobody_else(api: Api) -> None:
    created(api, "abcdef", restriction="DE")
    for number, restriction in (("theirs", "FR"), ("deleted", "DE")):
        api.created({"id": number, "lastName": f"c-secret-{number}", "restriction": restriction})
        change(api, number, lastName=f"d-secret-{number}")
    assert api.delete("deleted").status == 202
    caller = api.as_("customer.customer_read--DE")
    first = caller.listed(query={**IN_INDEX, "pageSize": 2})
    order, position, walk = json.loads(decoded(first.headers["X-Next-Cursor"]))
    walk[0] -= 3_600_000
    query: dict[str, Any] = {**IN_INDEX, "pageSize": 1, "next": encoded([order, position, walk])}

    walked = []
    while True:
        answer = caller.listed(query=query)
        assert answer.status == 200, answer.text
        walked += [customer["id"] for customer in answer.json]
        if "X-Next-Cursor" not in answer.headers:
            break
        query["next"] = answer.headers["X-Next-Cursor"]
        assert b"secret" not in decoded(query["next"])
    assert walked == ["c", "d", "e", "f"]


def test_who_has_few_customers_does_not_read_the_renames_of_others(
    api: Api, restrictions: list[str], table: Table
) -> None:
    mine, theirs = restrictions
    created(api, "abcd", restriction=mine)
    number = api.created({"lastName": "b5", "restriction": theirs})
    walker = Walker(api.as_(f"customer.customer_read--{mine}"), IN_INDEX)
    walker.page()
    change(api, number, lastName="zz")

    assert walker.rest() == ["c", "d"]
    (item,) = table.query(
        (FormerPlaceItem.pk == customer_key(api.tenant, number).pk)
        & FormerPlaceItem.sk.startswith(FORMER_PLACE_PREFIX)
    )
    assert item["realm"]["S"] == former_places(realm(api.tenant, theirs, 0))


@pytest.mark.parametrize("q", ["id:(a,b,c,d,e,f)", "company:~^Acme"])
def test_a_walk_through_named_customers_meets_once_who_is_renamed(api: Api, q: str) -> None:
    created(api, "abcdef", company="Acme")
    walker = Walker(api, {"sort": "lastName", "q": q})
    assert walker.page() == ["a", "b"]

    change(api, "d", lastName="a1")
    change(api, "c", lastName="z")
    change(api, "b", lastName="e1")

    assert walker.rest() == ["c", "d", "e", "f"]


class Overtaken:
    """A rename that has its time, and is written only when a page has sent a request, or later."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        client: Any = wiring().table._client
        self._exchange = client.exchange
        self._is_written, self._may_be_written, self._waits = Event(), Event(), Event()
        self._before = ""
        monkeypatch.setattr(client, "exchange", self._exchange_in_turn)

    @contextmanager
    def by(self, rename: Callable[[], None], *, before: str = "") -> Iterator[None]:
        """Write the rename before the block's first such request, or at the end of the block."""
        self._before = before
        with ThreadPoolExecutor(1) as pool:
            renamed = pool.submit(rename)
            renamed.add_done_callback(lambda _: self._is_written.set())
            assert self._waits.wait(20)
            try:
                yield
            finally:
                self._may_be_written.set()
            renamed.result()

    def _exchange_in_turn(self, operation: str, body: bytes) -> tuple[int, bytes]:
        if operation in {"PutItem", "UpdateItem", "TransactWriteItems"}:
            self._waits.set()
            assert self._may_be_written.wait(20)
        elif operation == self._before and self._waits.is_set():
            self._may_be_written.set()
            assert self._is_written.wait(20)
        answered: tuple[int, bytes] = self._exchange(operation, body)
        return answered


@pytest.mark.parametrize("query", WHOLE, ids=["index", "directory"])
@pytest.mark.parametrize("name", ["a1", "aa", "b1", "z", None])
def test_who_is_renamed_between_the_rows_of_the_first_page_and_its_customers_comes_once(
    api: Api, monkeypatch: pytest.MonkeyPatch, query: dict[str, Any], name: str | None
) -> None:
    created(api, "abcdef")
    walker = Walker(api, query)

    with Overtaken(monkeypatch).by(lambda: change(api, "a", lastName=name), before="BatchGetItem"):
        first = walker.page()

    assert sorted([*first, *walker.rest()]) == [*"abcdef"]


@PLANS
@pytest.mark.parametrize(
    "names", [("h", "a"), ("h", "a", "b1"), ("h", "a", "c1"), ("aa", "h", "c1", "a")], ids=str
)
def test_who_is_renamed_back_and_forth_while_the_first_page_is_read_comes_once(
    api: Api, monkeypatch: pytest.MonkeyPatch, query: dict[str, Any], names: tuple[str, ...]
) -> None:
    created(api, "abcdef")
    before = names[: names.index("a")]
    for name in before:
        change(api, "a", lastName=name)
    walker = Walker(api, query)

    with Overtaken(monkeypatch).by(lambda: change(api, "a", lastName="a")):
        first = walker.page()
    for name in names[len(before) + 1 :]:
        change(api, "a", lastName=name)

    assert sorted([*first, *walker.rest()]) == [*"abcdef"]
