"""Changes to a customer's addresses, of any kind and in any order (api.md §1 and §4)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import json_text
from shared.domain.customers.address import (
    MAX_TAGS,
    Address,
    address_document,
    address_from,
    distinct_tags,
    stored_address,
)
from shared.domain.customers.address_rules import (
    MAX_ADDRESSES,
    address_added,
    address_of,
    address_patched,
    address_removed,
    address_replaced,
    address_tag,
    new_address,
    tags_added,
    tags_removed,
)
from shared.domain.customers.customer import Customer
from shared.domain.errors import (
    AddressNotFound,
    DomainError,
    DuplicateAddress,
    PreconditionFailed,
    StaleVersion,
    ValidationFailed,
)
from shared.domain.preconditions import Precondition

START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LATER = START + timedelta(days=1)
ANY = Precondition()
NOBODY = Customer(tenant="acme", number="1001", created_at=START, modified_at=START, incarnation="first")
STALE = Precondition(version=7)
STALE_TAG = Precondition(if_match=frozenset({'"7"'}))

Rule = Callable[[Customer], Customer]

ids = st.sampled_from(["a", "b", "c"])
texts = st.none() | st.sampled_from(["", "x", "y"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2),
    lambda inner: st.dictionaries(st.sampled_from("xy"), inner, max_size=2),
    max_leaves=4,
)
mixins = st.dictionaries(st.sampled_from("mn"), json_values, max_size=2)
schemas = st.dictionaries(st.sampled_from("mn"), st.none() | st.just("https://example.com/s"), max_size=2)
tags = st.lists(st.sampled_from("STU"), max_size=4)
members = st.fixed_dictionaries(
    {},
    optional={
        "contactName": st.none() | st.sampled_from(["", "Anna", "Bo"]),
        "city": texts,
        "country": st.none() | st.sampled_from(["DE", "FR"]),
        "tags": st.none() | tags,
        "isDefault": st.none() | st.booleans(),
        "mixins": st.none() | mixins,
        "metadata": st.none() | st.fixed_dictionaries({}, optional={"mixins": st.none() | schemas}),
    },
)


def added(id_: str, sent: dict[str, Any]) -> Rule:
    return lambda customer: address_added(customer, id_, sent, now=LATER)


def replaced(id_: str, sent: dict[str, Any], precondition: Precondition = ANY) -> Rule:
    return lambda customer: address_replaced(customer, id_, sent, precondition=precondition, now=LATER)


def patched(id_: str, sent: dict[str, Any], precondition: Precondition = ANY) -> Rule:
    return lambda customer: address_patched(customer, id_, sent, precondition=precondition, now=LATER)


def removed(id_: str, precondition: Precondition = ANY) -> Rule:
    return lambda customer: address_removed(customer, id_, precondition=precondition, now=LATER)


def tagged(id_: str, words: list[str], precondition: Precondition = ANY) -> Rule:
    return lambda customer: tags_added(customer, id_, words, precondition=precondition, now=LATER)


def untagged(id_: str, words: list[str], precondition: Precondition = ANY) -> Rule:
    return lambda customer: tags_removed(customer, id_, words, precondition=precondition, now=LATER)


operations = st.one_of(
    st.builds(added, ids, members),
    st.builds(replaced, ids, members),
    st.builds(patched, ids, members),
    st.builds(removed, ids),
    st.builds(tagged, ids, tags),
    st.builds(untagged, ids, tags),
)


def unless_refused(operation: Rule, customer: Customer) -> Customer:
    try:
        return operation(customer)
    except DomainError:
        return customer


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    """A customer as some history left it."""
    customer = NOBODY
    for operation in draw(st.lists(operations, max_size=8)):
        customer = unless_refused(operation, customer)
    return customer


def shown(customer: Customer) -> dict[str, Any]:
    """Return each address by its id, as it is shown except its version."""
    documents = {}
    for address in customer.addresses:
        is_default = address.id == customer.default_address_id
        document = address_document(address, is_default=is_default)
        del document["metadata"]["version"]
        documents[address.id] = document
    return documents


def versions(customer: Customer) -> dict[str, int]:
    return {address.id: address.version for address in customer.addresses}


def one_address(**sent: Any) -> Customer:
    return added("a", {"contactName": "Anna", **sent})(NOBODY)


class TestHistories:
    @given(customers(), operations)
    def test_ids_are_unique_and_at_most_one_address_is_the_default(
        self, customer: Customer, operation: Rule
    ) -> None:
        after = unless_refused(operation, customer)

        numbers = [address.id for address in after.addresses]
        assert len(set(numbers)) == len(numbers)
        assert after.default_address_id in {None, *numbers}
        assert all(address.texts["contactName"] for address in after.addresses)

    @given(customers(), operations)
    def test_a_version_grows_by_one_where_something_shown_changed_and_nowhere_else(
        self, customer: Customer, operation: Rule
    ) -> None:
        after = unless_refused(operation, customer)

        before = shown(customer)
        for id_, document in shown(after).items():
            known = id_ in before
            changed = known and not json_text.same(document, before[id_])
            assert versions(after)[id_] == (versions(customer)[id_] + changed if known else 1)
        changes = not json_text.same(shown(after), before)
        assert (after is not customer) == changes
        assert after.version == customer.version + changes

    @given(customers(), operations)
    def test_only_addresses_change_and_the_change_is_dated(self, customer: Customer, operation: Rule) -> None:
        after = unless_refused(operation, replace(customer, modified_at=START))

        assert after.modified_at == (START if after.version == customer.version else LATER)
        assert after == replace(
            customer,
            addresses=after.addresses,
            default_address_id=after.default_address_id,
            version=after.version,
            modified_at=after.modified_at,
        )

    @given(customers(), st.one_of(st.builds(replaced, ids, members), st.builds(patched, ids, members)))
    def test_the_same_write_again_changes_nothing(self, customer: Customer, write: Rule) -> None:
        once = unless_refused(write, customer)

        assert unless_refused(write, once) is once

    @given(customers())
    def test_what_was_read_can_be_put_back_and_changes_nothing(self, customer: Customer) -> None:
        for address in customer.addresses:
            is_default = address.id == customer.default_address_id
            document = address_document(address, is_default=is_default)

            assert replaced(address.id, document)(customer) is customer

    @given(customers())
    def test_what_is_shown_of_an_address_makes_it_again(self, customer: Customer) -> None:
        for address in customer.addresses:
            assert address_from(stored_address(address, is_default=False)) == address

    @given(customers(), ids, members)
    def test_a_patch_touches_only_what_it_names(
        self, customer: Customer, id_: str, patch: dict[str, Any]
    ) -> None:
        before = shown(customer).get(id_, {})

        after = shown(unless_refused(patched(id_, patch), customer)).get(id_, {})

        for member in (before.keys() | after.keys()) - patch.keys():
            assert json_text.same(after.get(member), before.get(member)), member

    @given(customers(), operations)
    def test_other_addresses_keep_everything_except_the_default(
        self, customer: Customer, operation: Rule
    ) -> None:
        after = unless_refused(operation, customer)

        before = {id_: {**document, "isDefault": None} for id_, document in shown(customer).items()}
        now = {id_: {**document, "isDefault": None} for id_, document in shown(after).items()}
        touched = {
            id_ for id_ in before.keys() | now.keys() if not json_text.same(before.get(id_), now.get(id_))
        }
        assert len(touched) <= 1


class TestContactName:
    @pytest.mark.parametrize("name", [None, ""])
    def test_it_is_needed_for_a_new_address(self, name: str | None) -> None:
        with pytest.raises(ValidationFailed) as refusal:
            new_address("a", {"contactName": name})

        assert [problem.field for problem in refusal.value.problems] == ["contactName"]

    def test_a_put_without_it_keeps_it(self) -> None:
        after = replaced("a", {"city": "Bonn", "contactName": None})(one_address(street="Weg"))

        assert after.addresses[0].texts == {"contactName": "Anna", "city": "Bonn"}

    @pytest.mark.parametrize(
        "rule", [replaced("a", {"contactName": ""}), *(patched("a", {"contactName": n}) for n in (None, ""))]
    )
    def test_it_is_never_removed(self, rule: Rule) -> None:
        with pytest.raises(ValidationFailed):
            rule(one_address())


class TestDefault:
    def test_making_one_unmakes_the_other_and_both_are_new_versions(self) -> None:
        customer = added("b", {"contactName": "Bo"})(one_address(isDefault=True))

        after = patched("b", {"isDefault": True})(customer)

        assert after.default_address_id == "b"
        assert versions(after) == {"a": 2, "b": 2}

    def test_a_new_default_makes_the_former_one_a_new_version(self) -> None:
        after = added("b", {"contactName": "Bo", "isDefault": True})(one_address(isDefault=True))

        assert after.default_address_id == "b"
        assert versions(after) == {"a": 2, "b": 1}

    @pytest.mark.parametrize("value", [False, None])
    def test_a_patch_can_leave_no_default(self, value: bool | None) -> None:
        after = patched("a", {"isDefault": value})(one_address(isDefault=True))

        assert (after.default_address_id, versions(after)) == (None, {"a": 2})

    @pytest.mark.parametrize("sent", [{}, {"isDefault": None}])
    def test_a_put_without_it_keeps_it(self, sent: dict[str, Any]) -> None:
        customer = one_address(isDefault=True)

        assert replaced("a", sent)(customer) is customer

    def test_false_for_another_address_changes_nothing(self) -> None:
        customer = added("b", {"contactName": "Bo"})(one_address(isDefault=True))

        assert patched("b", {"isDefault": False})(customer) is customer

    def test_without_the_default_address_there_is_none(self) -> None:
        customer = added("b", {"contactName": "Bo"})(one_address(isDefault=True))

        after = removed("a")(customer)

        assert (after.default_address_id, versions(after)) == (None, {"b": 1})


class TestTags:
    def test_they_are_a_set_in_the_order_they_came_in(self) -> None:
        customer = one_address(tags=["B", "A", "B"])

        assert tagged("a", ["A", "C", "C"])(customer).addresses[0].tags == ("B", "A", "C")
        assert untagged("a", ["B", "X"])(customer).addresses[0].tags == ("A",)

    def test_what_is_there_is_not_added_and_what_is_not_is_not_removed(self) -> None:
        customer = one_address(tags=["A"])

        assert tagged("a", ["A"])(customer) is customer
        assert untagged("a", ["B"])(customer) is customer

    def test_there_are_fifty_at_most(self) -> None:
        many = [str(number) for number in range(MAX_TAGS)]
        customer = one_address(tags=many)

        assert tagged("a", many)(customer) is customer
        for rule in (tagged("a", ["more"]), patched("a", {"tags": [*many, "more"]})):
            with pytest.raises(ValidationFailed) as refusal:
                rule(customer)
            assert [problem.field for problem in refusal.value.problems] == ["tags"]

    def test_those_that_come_twice_count_once(self) -> None:
        assert distinct_tags(["A"] * (MAX_TAGS + 1)) == ("A",)


class TestLimits:
    def test_there_are_two_hundred_addresses_at_most(self) -> None:
        full = replace(
            NOBODY,
            addresses=tuple(
                Address(id=str(number), texts={"contactName": "Anna"}) for number in range(MAX_ADDRESSES)
            ),
        )

        with pytest.raises(ValidationFailed) as refusal:
            added("more", {"contactName": "Anna"})(full)
        assert "200" in refusal.value.problems[0].message

    def test_an_id_is_used_once(self) -> None:
        with pytest.raises(DuplicateAddress):
            added("a", {"contactName": "Bo"})(one_address())

    @pytest.mark.parametrize(
        "rule", [replaced("b", {}), patched("b", {}), removed("b"), tagged("b", ["A"]), untagged("b", ["A"])]
    )
    def test_what_is_not_there_cannot_change(self, rule: Rule) -> None:
        with pytest.raises(AddressNotFound):
            rule(one_address())

    def test_an_address_is_found_by_its_id(self) -> None:
        customer = added("b", {"contactName": "Bo"})(one_address())

        assert address_of(customer, "b").texts == {"contactName": "Bo"}


class TestPreconditions:
    @pytest.mark.parametrize("rule", [replaced("a", {}, STALE), patched("a", {}, STALE)])
    def test_a_version_that_is_not_the_addresss_is_stale_even_if_nothing_would_change(
        self, rule: Rule
    ) -> None:
        with pytest.raises(StaleVersion):
            rule(one_address())

    @pytest.mark.parametrize(
        "rule",
        [
            replaced("a", {}, STALE_TAG),
            patched("a", {}, STALE_TAG),
            removed("a", STALE_TAG),
            tagged("a", ["A"], STALE_TAG),
            untagged("a", ["A"], STALE_TAG),
        ],
    )
    def test_so_is_an_entity_tag(self, rule: Rule) -> None:
        with pytest.raises(PreconditionFailed):
            rule(one_address())

    def test_they_are_about_the_address_and_not_about_the_customer(self) -> None:
        customer = added("b", {"contactName": "Bo"})(one_address())

        tag = address_tag(customer, address_of(customer, "b"))
        after = patched("b", {"city": "Bonn"}, Precondition(1, frozenset({tag})))(customer)

        assert (after.version, versions(after)) == (4, {"a": 1, "b": 2})

    def test_what_is_wrong_in_itself_is_named_first(self) -> None:
        with pytest.raises(ValidationFailed):
            patched("a", {"tags": [str(number) for number in range(51)]}, STALE_TAG)(one_address())


def test_a_value_that_python_takes_for_the_same_is_a_change() -> None:
    customer = one_address(mixins={"m": {"x": 1}})

    after = patched("a", {"mixins": {"m": {"x": True}}})(customer)

    assert versions(after) == {"a": 2}
