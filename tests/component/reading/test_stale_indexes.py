"""Lists while indexes lag show nobody that the caller no longer reaches, and nobody twice.

Rows of the directory index may be shown as they were moments ago, when the caller could see them: in the list
without a filter in order of creation, and to callers who see every customer. Everything else is shown as the
customer as it is now.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import realm
from shared.adapters.dynamodb.order_keys import order_key
from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.customers.colleagues import visible_document
from shared.domain.customers.customer import Customer, customer_document
from shared.domain.instants import now as the_time
from shared.domain.log_in.account import new_account
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.ports.lists import Page, PageRequest
from shared.runtime.wiring import wiring
from tests.component.reading.populations import START
from tests.component.reading.stale_indexes import (
    Lag,
    StaleIndexes,
    always,
    never,
    now_and_then,
    of_restriction,
)
from tests.component.tenants import new_tenant, set_value

COMPANY = LegalEntityReference("L1")
UNLIMITED = Access(Grant())
DE, FR = Grant(frozenset({"DE"})), Grant(frozenset({"FR"}))
CALLERS = {
    "unlimited": UNLIMITED,
    "DE": Access(DE),
    "DE and FR": Access(DE | FR),
    "own": Access(None, Grant(), "renamed", (COMPANY,), frozenset({COMPANY.id})),
    "DE, own in FR": Access(DE, FR, "renamed", (COMPANY,), frozenset({COMPANY.id})),
}
LISTS = [
    ("", ""),
    ("", "metadataCreatedAt:desc"),
    ("", "lastName"),
    ("", "lastName:desc"),
    ("", "company"),
    ("", "contactEmail:desc"),
    ("", "firstName,lastName"),
    ("", "mixins.a.x"),
    ("lastName:Koch", ""),
    ("lastName:~^Ko", "lastName"),
    ("lastName:Zimmer", ""),
    ("company:(Bakery,Zoo)", "company"),
    ("contactEmail:old@x.de", ""),
    ("contactEmail:new@x.de", "lastName"),
    ("active:true", ""),
    ("active:false", ""),
    ("active:true", "lastName"),
    ("restriction:DE", ""),
    ("restriction:FR active:true", "lastName"),
    ("mixins.a.x:1", ""),
    ("addresses:missing lastName:~o", "company:desc"),
    ("b2b.legalEntities.id:L1", ""),
    ('metadataCreatedAt:>"2026-01-31T09:30:05Z"', "lastName"),
    ("id:(left,came,gone,reborn,new,renamed)", "lastName"),
]


def lags() -> list[Lag]:
    return [always, of_restriction("DE"), of_restriction("FR"), now_and_then(1), now_and_then(2)]


@dataclass(frozen=True)
class Changed:
    """A tenant before and after changes of which the indexes need not know yet."""

    tenant: str
    indexes: StaleIndexes
    before: dict[str, Customer]
    now: dict[str, Customer]

    @cached_property
    def unchanged(self) -> set[str]:
        """The numbers of those who are as they were."""
        return {number for number, customer in self.now.items() if self.before.get(number) == customer}

    def states(self, number: str, *, moments_ago: bool) -> list[Customer]:
        """The customer as it is now, if it is still there; and as it was before."""
        found = [self.before, self.now] if moments_ago else [self.now]
        return [customers[number] for customers in found if number in customers]


@pytest.fixture(scope="module")
def changed(engine_url: str) -> Iterator[Changed]:
    """Customers that were moved, renamed, deleted, recreated and created while the indexes stood still."""
    tenant = new_tenant()
    store = wiring().customers
    set_value(tenant, "restrictions", ["DE", "FR"])
    numbers = [
        *("a", "left", "b", "came", "c", "gone", "d", "renamed", "e", "reborn", "f", "freed", "g", "caught"),
        *("h", "retired", "i", "j", "k", "l"),
    ]
    origins = {"left": "DE", "came": "FR", "gone": "DE", "reborn": "DE", "freed": "DE", "caught": None}

    def create(number: str, index: int, **attributes: Any) -> Customer:
        created_at = START + timedelta(seconds=index)
        common: dict[str, Any] = {
            "last_name": ["Koch", "Abel", "koch", "Weber"][index % 4],
            "company": ["Bakery", None, "Anker"][index % 3],
            "first_name": "Anna",
            "contact_email": "old@x.de",
            "type": "CONTACT",
            "restriction": origins.get(number, ["DE", "FR", None][index % 3]),
            "legal_entities": (COMPANY,) if index % 2 else (),
            "mixins": {"a": {"x": 1}},
        }
        customer = Customer(
            tenant=tenant, number=number, created_at=created_at, modified_at=created_at, incarnation="first"
        )
        customer = replace(customer, **{**common, **attributes})
        store.create(customer, new_account(customer), recreates=True, created_by="test")
        return customer

    def revise(number: str, **attributes: Any) -> None:
        def rule(customer: Customer) -> Customer:
            return replace(customer, version=customer.version + 1, **attributes)

        now[number] = store.revise(now[number], rule, updated_by="test")

    def delete(number: str) -> None:
        store.delete(now.pop(number), lambda _: None, deleted_by="test")

    before = {number: create(number, index) for index, number in enumerate(numbers)}
    now = dict(before)
    with pytest.MonkeyPatch.context() as monkeypatch:
        indexes = StaleIndexes(monkeypatch)
        indexes.remember(tenant, numbers)
        revise("left", restriction="FR")
        revise("came", restriction="DE")
        revise("freed", restriction=None)
        revise("caught", restriction="DE", last_name="Zimmer")
        revise("renamed", last_name="Zimmer", company="Zoo", contact_email="new@x.de", first_name="Zoe")
        revise("retired", active=False, mixins={"a": {"x": 2}})
        delete("gone")
        delete("reborn")
        create("reborn", 50, restriction="FR", incarnation="second", last_name="Zimmer")
        reborn = store.find(tenant, "reborn")
        assert isinstance(reborn, Customer)
        now["reborn"] = reborn
        now["new"] = create("new", 51, restriction="DE")
        yield Changed(tenant, indexes, before, now)


def lags_of_former_places(texts: frozenset[str]) -> bool:
    """Only what tells of former places lags."""
    return any(text.endswith("#moved") for text in texts)


def page(changed: Changed, access: Access, q: str, sort: str, request: PageRequest) -> Page:
    return wiring().directory.page(changed.tenant, access, parse_query(q), parse_order(sort), request)


def expected_of_the_unchanged(changed: Changed, access: Access, q: str, sort: str) -> list[str]:
    query, order = parse_query(q), parse_order(sort)
    documents = [
        visible_document(customer, access)
        for number, customer in changed.now.items()
        if number in changed.unchanged and access.sees(customer)
    ]
    return [d["id"] for d in sorted(filter(query.matches, documents), key=order.key)]


def may_be_old(access: Access, q: str, sort: str, complete: bool) -> bool:
    """Whether customers may be shown as an index had them moments ago, when the caller could see them."""
    is_default = not q and sort.partition(":")[0] in {"", "metadataCreatedAt"} and access.own is None
    return not complete and (access == UNLIMITED or is_default)


def shown(customer: Customer, complete: bool) -> dict[str, Any]:
    """Return the members that a list has to show: addresses and mixins only on request."""
    hidden = set() if complete else {"addresses", "mixins"}
    return {name: value for name, value in customer_document(customer).items() if name not in hidden}


def test_index_reads_lag(changed: Changed) -> None:
    changed.indexes.lag = always
    by_name = (CustomerItem.realm == realm(changed.tenant, "DE", 0)) & (
        CustomerItem.name_key == order_key("Zimmer", "caught")
    )

    assert list(wiring().table.query(by_name, index="by_name")) == []
    changed.indexes.lag = never
    assert len(list(wiring().table.query(by_name, index="by_name"))) == 1


@pytest.mark.parametrize(("q", "sort"), LISTS, ids=str)
@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("complete", [False, True], ids=["listed", "complete"])
def test_a_customer_who_is_shown_is_within_reach_matches_and_comes_once(
    changed: Changed, caller: str, q: str, sort: str, complete: bool
) -> None:
    access, query = CALLERS[caller], parse_query(q)

    for lag in lags():
        changed.indexes.lag = lag
        customers = [*page(changed, access, q, sort, PageRequest(size=1000, complete=complete)).customers]

        numbers = [customer.number for customer in customers]
        assert len(numbers) == len(set(numbers)), lag
        for customer in customers:
            states = changed.states(customer.number, moments_ago=may_be_old(access, q, sort, complete))
            assert any(
                access.sees(state)
                and query.matches(visible_document(state, access))
                and shown(state, complete) == shown(customer, complete)
                for state in states
            ), (customer.number, lag)
        unchanged = [number for number in numbers if number in changed.unchanged]
        assert unchanged == expected_of_the_unchanged(changed, access, q, sort), lag


@pytest.mark.parametrize(("q", "sort"), LISTS, ids=str)
@pytest.mark.parametrize("caller", ["unlimited", "DE and FR"])
@pytest.mark.parametrize("complete", [False, True], ids=["listed", "complete"])
def test_a_walk_loses_nobody_who_did_not_change_and_repeats_nobody(
    changed: Changed, caller: str, q: str, sort: str, complete: bool
) -> None:
    access = CALLERS[caller]

    for lag in lags():
        changed.indexes.lag = lag
        walked: list[str] = []
        request = PageRequest(size=5, complete=complete)
        while True:
            found = page(changed, access, q, sort, request)
            walked += [customer.number for customer in found.customers]
            if found.next_position is None:
                break
            request = replace(request, after=found.next_position, walk=found.walk)

        unchanged = [number for number in walked if number in changed.unchanged]
        assert unchanged == expected_of_the_unchanged(changed, access, q, sort), lag
        if not may_be_old(access, q, sort, complete):
            assert len(walked) == len(set(walked)), lag


@pytest.mark.parametrize("sort", ["lastName", "lastName:desc", "company:desc", "contactEmail"])
@pytest.mark.parametrize("q", ['metadataCreatedAt:>"2026-01-31T09:30:05Z"', "active:true"])
@pytest.mark.parametrize("complete", [False, True], ids=["listed", "complete"])
def test_a_walk_that_begins_amid_changes_repeats_nobody_where_the_directory_lags_for_a_page(
    changed: Changed, q: str, sort: str, complete: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a walk that cannot tell whether the changes were before it, and former places that come late
    monkeypatch.setattr("shared.domain.query.walk._DOUBTFUL", 600_000)
    monkeypatch.setattr("shared.adapters.dynamodb.lists.moves.LONGEST_CALL_SECONDS", 600)

    for late in range(5):
        walked: list[str] = []
        request = PageRequest(size=5, complete=complete)
        for number in itertools.count():
            changed.indexes.lag = always if number == late else lags_of_former_places
            found = page(changed, CALLERS["DE and FR"], q, sort, request)
            walked += [customer.number for customer in found.customers]
            if found.next_position is None:
                break
            request = replace(request, after=found.next_position, walk=found.walk)

        assert len(walked) == len(set(walked)), (late, walked)


def test_who_moves_was_changed_then_whatever_the_rule_says(changed: Changed) -> None:
    # given rules that say nothing of the time of a change, and a number that is given again
    moved = {number for number, customer in changed.now.items() if customer.moved_at is not None}

    assert {"caught", "renamed", "reborn"} <= moved
    for number in moved:
        assert changed.now[number].modified_at >= the_time() - timedelta(minutes=10), number


def test_once_they_have_caught_up_a_list_is_as_before(changed: Changed) -> None:
    changed.indexes.lag = never

    customers = page(changed, UNLIMITED, "", "lastName", PageRequest(complete=True)).customers

    documents = [customer_document(customer) for customer in changed.now.values()]
    assert [customer.number for customer in customers] == [
        document["id"] for document in sorted(documents, key=parse_order("lastName").key)
    ]
