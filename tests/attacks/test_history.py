"""What histories tell of other times, and what large entries cost."""

import sys
from base64 import b85encode
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zlib import compress

import pytest

from shared.adapters.dynamodb.items.delivery import DeliveryItem
from shared.adapters.dynamodb.items.history import entry_of_item, history_item
from shared.adapters.dynamodb.items.packed import TooLargeToUnpack
from shared.domain.customers.customer import Customer
from shared.domain.history.entries import CustomerEntry, Entry, changes_between, entry_of
from shared.domain.history.members import members_in
from shared.domain.history.restoring import HistoryEnded, members_at
from shared.domain.instants import now
from shared.http.pages import cursor_of
from shared.use_cases.projections.kept_history import kept_history
from tenant_managed.customers import export_customer
from tests.component.api import Api
from tests.component.events.conftest import bus, bus_url, heard, shared_bus, stream
from tests.component.stored_customers import customer_of
from tests.component.tenant_managed.histories import Histories, histories
from tests.unit.generated_customers import create
from tests.unit.history.lives import written

__all__ = ["bus", "bus_url", "heard", "histories", "shared_bus", "stream"]

AT = datetime(2026, 11, 30, tzinfo=UTC)
BAD = "CANARY-2e7a"
MANY = 24_000


def large(last_name: str, shift: int = 0, version: int = 1) -> Customer:
    """A customer with as many members as have room in an item."""
    members = {f"k{place:x}": str((place + shift) % 10) for place in range(MANY)}
    return replace(create({"lastName": last_name}), version=version, mixins={"m": members})


def told(before: Customer | None, after: Customer) -> Entry:
    entry = entry_of(written(before, after))
    assert entry is not None
    return entry


def calls_of(do: Callable[[], object]) -> int:
    """How many calls of functions in Python something makes."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event == "call"

    sys.setprofile(count)
    try:
        do()
    finally:
        sys.setprofile(None)
    return made


class TestReach:
    @pytest.fixture
    def moved(self, api: Api, histories: Histories, restrictions: list[str]) -> str:
        """A customer who came from Germany to France, and whose phone and mixin did not."""
        number = api.created(
            {
                "lastName": "Weber",
                "restriction": "DE",
                "contactPhone": BAD,
                "mixins": {"m": {BAD: 1}, "n": {}},
            }
        )
        api.patch(number, {"title": "Dr"})
        mixins = {"m": None, "n": {"new": 1}}
        moved = api.patch(number, {"restriction": "FR", "contactPhone": "1", "mixins": mixins})
        assert moved.status == 200
        api.patch(number, {"title": "Prof"})
        return number

    @pytest.fixture
    def french(self, api: Api) -> Api:
        return api.as_("customer.customer_manage", "customer.customer_read", restrictions={"FR"})

    def test_a_limited_caller_reads_nothing_from_before_the_customer_came(
        self, histories: Histories, moved: str, french: Api
    ) -> None:
        shown = histories.read(moved, french)

        assert [entry["version"] for entry in shown.json] == [4, 3]
        assert BAD not in shown.text
        assert "before" not in [name for change in shown.json[1]["changes"] for name in change]
        assert BAD in histories.read(moved).text

    @pytest.mark.parametrize("size", [1, 2])
    def test_nor_page_by_page_nor_with_a_cursor_of_its_own_making(
        self, api: Api, histories: Histories, moved: str, french: Api, size: int
    ) -> None:
        pages = [histories.read(moved, french, pageSize=size)]
        while "X-Next-Cursor" in pages[-1].headers:
            pages.append(
                histories.read(moved, french, pageSize=size, next=pages[-1].headers["X-Next-Cursor"])
            )
        incarnation = customer_of(api.tenant, moved).incarnation
        forged = [histories.read(moved, french, next=cursor_of([incarnation, n, 0])) for n in (3, 2)]

        assert [entry["version"] for page in pages for entry in page.json] == [4, 3]
        assert [page.json for page in forged] == [[], []]

    def test_nor_restores_a_version_of_then(self, histories: Histories, moved: str, french: Api) -> None:
        assert histories.restore(moved, 2, api=french).status == 410
        assert histories.restore(moved, 1, api=french).status == 410
        assert histories.restore(moved, 3, api=french).status == 204

    def test_nor_in_an_export(
        self, api: Api, histories: Histories, moved: str, french: Api, restrictions: list[str]
    ) -> None:
        api.patch(moved, {"lastName": "Meyer"})
        histories.read(moved)
        german = french.as_("customer.customer_manage", restrictions={"DE"})

        shown, others = (
            api.request(
                export_customer.lambda_handler,
                "GET /customer/{tenant}/customers/{customerNumber}/export",
                customerNumber=moved,
            )
            for api in (french, german)
        )

        assert [each["entry"]["version"] for each in shown.json["history"]] == [5, 4, 3]
        assert shown.json["formerPlaces"] == []
        assert BAD not in shown.text
        assert any("before the customer came within reach" in each["what"] for each in shown.json["omitted"])
        assert others.status == 404

    def test_nor_a_version_from_before_the_customer_was_elsewhere(
        self, api: Api, histories: Histories, moved: str, french: Api
    ) -> None:
        api.patch(moved, {"restriction": "DE"})
        api.patch(moved, {"restriction": "FR"})

        assert [entry["version"] for entry in histories.read(moved, french).json] == [6]
        assert histories.restore(moved, 4, api=french).status == 410
        assert histories.restore(moved, 4).status == 204

    def test_nor_while_the_entry_of_the_move_has_not_come(
        self, api: Api, histories: Histories, restrictions: list[str], french: Api
    ) -> None:
        number = api.created({"restriction": "DE", "contactPhone": BAD})
        histories.read(number)
        api.patch(number, {"restriction": "FR", "contactPhone": "1"})
        histories.heard.records()

        assert histories.read(number, french).json == []
        assert histories.restore(number, 1, api=french).status == 409


class TestCosts:
    def test_one_letter_does_not_flatten_all_members(self) -> None:
        before, after = large("Weber"), large("Meyer", version=2)

        assert calls_of(lambda: told(before, after)) < 1_000
        assert [each.path for each in told(before, after).changes] == [("lastName",)]

    def test_one_member_of_many_does_not_flatten_the_others(self) -> None:
        before = large("Weber")
        mixins = {"m": {**before.mixins["m"], "k1": "other"}, "n": {"deep": {"new": 1}}}

        assert calls_of(lambda: told(before, replace(before, version=2, mixins=mixins))) < 1_000

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ({"a": {"b": 1, "c": {}}, "d": 1}, {"d": True, "a": {"c": {"e": None}, "f": [1]}}),
            ({"a": {"b": {"c": 1}}}, {"a": {"b": 1}, "c": {}}),
            ({"a": 1, "b": {}, "c": {"d": []}}, {"a": {"b": {"c": 1}}, "c": {"d": {}}}),
            ({"a": {"b": 1}}, {"a": {}}),
            ({}, {"a": {"b": {}}}),
            ({"a": {"b": {}}}, {}),
        ],
    )
    def test_what_differs_is_told_as_if_both_were_flattened(
        self, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        one, other = members_in(before), members_in(after)

        changes = changes_between(before, after)

        gone = [path for path in one if path not in other]
        differ = [path for path in other if path not in one or one[path] is not other[path]]
        assert [change.path for change in changes] == [*gone, *differ]

    def test_a_tenant_that_keeps_no_history_pays_for_none(self) -> None:
        """The settings are asked before an entry is made."""
        writes = {0: written(None, large("Weber"))}

        class Tenants:
            history_kept = timedelta(0)

            def of(self, _tenant: str) -> Any:
                return self

        nothing: Any = None
        kept = kept_history(nothing, Tenants(), lambda _: nullcontext())  # type: ignore[arg-type]

        assert calls_of(lambda: kept.project(writes)) < 100
        assert kept.project(writes) == {}

    def test_undoing_ends_where_entries_have_a_budget_of_text(self) -> None:
        states = [large("Weber", shift, version) for version, shift in enumerate(range(9), 1)]
        entries = [read(told(*pair)) for pair in pairwise(states)][::-1]
        asked: list[int] = []

        def newest_first() -> Iterator[Entry]:
            for entry in entries:
                asked.append(entry.version)
                yield entry

        assert all(entry.is_whole for entry in entries)
        assert members_at(7, states[-1], newest_first(), now())["mixins"] == states[6].mixins
        asked.clear()
        with pytest.raises(HistoryEnded):
            members_at(1, states[-1], newest_first(), now())
        assert asked == [9, 8]

    @pytest.mark.parametrize("unpacked", [b'"%b"', b'{"changes": [%b]}'])
    def test_a_text_that_unpacks_to_all_memory_is_refused(self, unpacked: bytes) -> None:
        raw: Any = history_item(row(told(None, create({}))), AT)
        bomb = "z" + b85encode(compress(unpacked % (b" " * 40_000_000), 9)).decode()

        with pytest.raises(TooLargeToUnpack):
            entry_of_item(raw | {"entry": {"S": bomb}})
        with pytest.raises(TooLargeToUnpack):
            dict(DeliveryItem.payload.deserialize(bomb))


def row(entry: Entry) -> CustomerEntry:
    return CustomerEntry("acme", "1001", "first", entry)


def read(entry: Entry) -> Entry:
    return entry_of_item(history_item(row(entry), AT))
