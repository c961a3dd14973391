"""Changes to a customer, by any caller and in any order (api.md §1, §2 and §4)."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.domain import json_text
from shared.domain.callers.access import Access, Grant
from shared.domain.customers.address import Address
from shared.domain.customers.customer import (
    WRITTEN_ATTRIBUTES,
    AccountId,
    Customer,
    attributes_from,
    customer_document,
    members_of,
)
from shared.domain.customers.customer_rules import patched, replaced
from shared.domain.errors import (
    Forbidden,
    ValidationFailed,
)
from shared.domain.tenants.configuration import Configuration
from tests.unit.generated_customers import (
    COMPANY,
    EVERYONE,
    LATER,
    MEMBER_ATTRIBUTES,
    START,
    accesses,
    change,
    configurations,
    create,
    json_values,
    members,
    rules,
    stored_customers,
)


class TestVersions:
    @given(
        stored_customers(),
        st.lists(st.tuples(rules, members, accesses, configurations), min_size=1, max_size=6),
    )
    def test_a_version_grows_by_one_per_change_and_by_nothing_else(
        self, customer: Customer, writes: list[tuple[Any, dict[str, Any], Access, Configuration]]
    ) -> None:
        for rule, body, access, configuration in writes:
            try:
                after = change(rule, customer, body, access, configuration)
            except (ValidationFailed, Forbidden):
                continue

            before, now = customer_document(customer), customer_document(after)
            if after is not customer:
                assert after.version == customer.version + 1
                assert after.modified_at == LATER
                for document in (before, now):
                    del document["metadata"]["version"], document["metadataModifiedAt"]
                hidden = after.restriction_synced != customer.restriction_synced
                assert hidden or not json_text.same(before, now)
            else:
                assert json_text.same(before, now)
            customer = after

    @given(stored_customers(), rules, members, configurations)
    def test_the_same_write_again_changes_nothing(
        self, customer: Customer, rule: Any, body: dict[str, Any], configuration: Configuration
    ) -> None:
        try:
            once = change(rule, customer, body, configuration=configuration)
        except ValidationFailed:
            return

        # A restriction that is sent back as it was read follows the site; sent again it is another one.
        moved = once.restriction_synced and once.restriction != customer.restriction
        assume(not (moved and body.get("restriction") is not None))
        assert change(rule, once, body, configuration=configuration) is once

    @given(
        stored_customers(), st.sampled_from([EVERYONE, Access(own=Grant(), number="1001")]), configurations
    )
    def test_what_was_read_can_be_put_back_by_anyone_who_may_write(
        self, customer: Customer, access: Access, configuration: Configuration
    ) -> None:
        assert change(replaced, customer, members_of(customer), access, configuration) is customer

    @given(stored_customers())
    def test_a_value_that_python_takes_for_the_same_is_a_change(self, customer: Customer) -> None:
        one = change(patched, customer, {"mixins": {"a": {"n": 1}}})

        true = change(patched, one, {"mixins": {"a": {"n": True}}})

        assert true.version == one.version + 1
        assert true.mixins["a"]["n"] is True


class TestPatch:
    @given(stored_customers(), members, configurations)
    def test_it_touches_only_what_it_names(
        self, customer: Customer, patch: dict[str, Any], configuration: Configuration
    ) -> None:
        try:
            after = change(patched, customer, patch, configuration=configuration)
        except ValidationFailed:
            return

        # Holding or deactivating ends sessions, which has a test of its own.
        named = {"version", "modified_at", "session_epoch"}.union(
            *(MEMBER_ATTRIBUTES[member] for member in patch)
        )
        for attribute in fields(Customer):
            if attribute.name not in named:
                assert getattr(after, attribute.name) == getattr(customer, attribute.name), attribute.name

    @given(
        stored_customers(), st.dictionaries(st.sampled_from("ab"), st.dictionaries(st.just("x"), json_values))
    )
    def test_of_a_mixin_it_touches_only_what_it_names(
        self, customer: Customer, patch: dict[str, Any]
    ) -> None:
        after = change(patched, customer, {"mixins": patch})

        for name, mixin in customer.mixins.items():
            if name not in patch:
                assert json_text.same(after.mixins[name], mixin)
            elif isinstance(mixin, dict):
                kept = {member: value for member, value in mixin.items() if member not in patch[name]}
                assert kept.items() <= after.mixins[name].items()

    @given(stored_customers(), st.sampled_from(sorted(MEMBER_ATTRIBUTES)))
    def test_null_leaves_a_member_as_if_it_had_never_been_given(
        self, customer: Customer, member: str
    ) -> None:
        configuration = Configuration({"restrictions": ["DE", "FR"]})
        body = {name: value for name, value in members_of(customer).items() if name != member}
        try:
            after = change(patched, customer, {member: None}, configuration=configuration)
        except ValidationFailed:
            assert member in {"contactEmail", "firstName", "lastName", "company"}
            return

        assert members_of(after) == members_of(create(body, configuration=configuration))


class TestReplacement:
    @given(stored_customers(), members)
    def test_what_it_does_not_keep_is_what_a_creation_would_give(
        self, customer: Customer, body: dict[str, Any]
    ) -> None:
        kept = ("contactEmail", "active", "onHold", "type", "restriction", "mixins")
        stays = {m: v for m, v in members_of(customer).items() if m in kept and body.get(m) is None}
        if (body.get("metadata") or {}).get("mixins") is None and customer.mixin_schemas:
            stays["metadata"] = {"mixins": customer.mixin_schemas}
        try:
            after = change(replaced, customer, body)
        except ValidationFailed:
            return

        assert members_of(after) == members_of(create({**body, **stays}))

    @given(stored_customers(), members)
    def test_identity_and_what_only_the_service_writes_stay(
        self, customer: Customer, body: dict[str, Any]
    ) -> None:
        customer = replace(customer, last_login=START)
        try:
            after = change(replaced, customer, body)
        except ValidationFailed:
            return

        for attribute in (
            *("tenant", "number", "created_at", "incarnation", "legal_entities"),
            *("addresses", "default_address_id", "last_login"),
        ):
            assert getattr(after, attribute) == getattr(customer, attribute)

    @given(stored_customers(), members)
    def test_sessions_end_when_the_customer_is_held_or_deactivated_and_only_then(
        self, customer: Customer, body: dict[str, Any]
    ) -> None:
        try:
            after = change(replaced, customer, body)
        except ValidationFailed:
            return

        shut_out = (customer.active and not after.active) or (after.on_hold and not customer.on_hold)
        assert after.session_epoch == customer.session_epoch + shut_out


class TestAccounts:
    @given(stored_customers(), st.lists(st.tuples(rules, members), max_size=6))
    def test_a_log_in_once_made_never_changes_and_a_contact_has_none(
        self, customer: Customer, writes: list[tuple[Any, dict[str, Any]]]
    ) -> None:
        for rule, body in writes:
            had = customer.accounts
            try:
                customer = change(rule, customer, body)
            except ValidationFailed:
                continue
            assert not had or customer.accounts == had
            assert (customer.type == "CONTACT") <= (not customer.accounts)
            assert (customer.contact_email is None) <= (not customer.accounts)
            assert (customer.type == "CUSTOMER" and customer.contact_email is not None) <= bool(
                customer.accounts
            )

    @given(members)
    def test_registration_needs_names_and_company(self, body: dict[str, Any]) -> None:
        try:
            customer = create(body)
        except ValidationFailed as refusal:
            fields = {problem.field for problem in refusal.problems}
            assert fields <= {"firstName", "lastName", "company", "restriction"}
            return

        if customer.company_registration_id is not None:
            assert all((customer.first_name, customer.last_name, customer.company))


@given(stored_customers())
def test_the_members_of_a_customer_make_its_attributes_again(customer: Customer) -> None:
    attributes = attributes_from(members_of(customer))

    for name, value in attributes.items():
        assert getattr(customer, name) == value
    assert replace(customer, **attributes) == customer


KEPT: dict[str, Any] = {
    "tenant": "acme",
    "number": "1001",
    "created_at": START,
    "incarnation": "second",
    "restriction_synced": True,
    "legal_entities": (COMPANY,),
    "accounts": (AccountId("anna@example.com", "idp-1"),),
    "addresses": (Address(id="home", texts={}),),
    "default_address_id": "home",
    "last_login": START,
    "session_epoch": 3,
    "proof_id": "proof",
    "unconfirmed_until": 4_000_000_000,
    "joins_company": True,
    "trace": "trace",
    "schema": 2,
    "moved_at": START,
    "rest": {"later": 1},
}
"""A value for each attribute that no body writes, and that a change of others leaves as it is."""


class TestWhatNoBodyWrites:
    def test_is_known(self) -> None:
        names = {each.name for each in fields(Customer)}

        assert names - WRITTEN_ATTRIBUTES - {"version", "modified_at"} == set(KEPT)

    @pytest.mark.parametrize("rule", [patched, replaced])
    def test_survives_every_write(self, rule: Any) -> None:
        stored = Customer(**{**KEPT, "modified_at": START, "contact_email": "anna@example.com"})

        after = change(rule, stored, {"firstName": "Anna"})

        assert after.first_name == "Anna"
        assert {name: getattr(after, name) for name in KEPT} == KEPT
