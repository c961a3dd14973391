"""Changes to a customer by callers who may not see or write all of it (api.md §1, §2 and §4)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from shared.domain.callers.access import Access, Grant
from shared.domain.customers.customer import (
    Customer,
    DeletedCustomer,
)
from shared.domain.customers.customer_rules import visible
from shared.domain.errors import (
    CustomerNotFound,
    Forbidden,
    ValidationFailed,
)
from shared.domain.tenants.configuration import Configuration
from tests.unit.generated_customers import (
    COMPANY,
    EVERYONE,
    change,
    configurations,
    create,
    limited,
    members,
    owners,
    rules,
    stored_customers,
)


class TestLimitedCallers:
    @given(
        stored_customers(),
        st.frozensets(st.sampled_from(["DE", "FR", "AT"]), min_size=1),
        rules,
        members,
        configurations,
    )
    def test_no_write_takes_a_customer_out_of_their_sight(
        self,
        customer: Customer,
        reach: frozenset[str],
        rule: Any,
        body: dict[str, Any],
        configuration: Configuration,
    ) -> None:
        access, customer = Access(wide=Grant(reach)), replace(customer, restriction=min(reach))
        try:
            after = change(rule, customer, body, access, configuration)
        except (ValidationFailed, Forbidden):
            return

        assert access.sees(after)

    @given(members, limited, configurations)
    def test_what_they_create_they_can_see(
        self, body: dict[str, Any], access: Access, configuration: Configuration
    ) -> None:
        try:
            customer = create(body, access, configuration)
        except (ValidationFailed, Forbidden):
            return

        assert access.sees(customer)
        assert customer.restriction in configuration.restrictions

    def test_without_any_restriction_nothing_can_be_created(self) -> None:
        with pytest.raises(Forbidden):
            create({}, Access(wide=Grant(frozenset())))

    def test_of_several_one_has_to_be_named(self) -> None:
        with pytest.raises(ValidationFailed) as refusal:
            create({}, Access(wide=Grant(frozenset({"DE", "FR"}))))

        (problem,) = refusal.value.problems
        assert (problem.field, problem.message) == ("restriction", "is required: one of DE, FR")


class TestOwners:
    @given(stored_customers(), owners, rules, members)
    def test_restriction_type_and_their_own_state_stay(
        self, customer: Customer, access: Access, rule: Any, body: dict[str, Any]
    ) -> None:
        assume(access.sees(customer))
        try:
            after = change(rule, customer, body, access)
        except (ValidationFailed, Forbidden):
            return

        assert (after.type, after.restriction) == (customer.type, customer.restriction)
        if access.number == customer.number:
            assert (after.active, after.on_hold) == (customer.active, customer.on_hold)

    @given(members, owners)
    def test_what_they_create_is_in_their_company_or_not_created(
        self, body: dict[str, Any], access: Access
    ) -> None:
        try:
            customer = create(body, access)
        except Forbidden:
            return
        except ValidationFailed:
            reject()

        assert customer.legal_entities == access.legal_entities == (COMPANY,)
        assert (customer.type, customer.restriction) == ("CUSTOMER", None)


class TestVisibility:
    @pytest.mark.parametrize(
        ("found", "access"),
        [
            (None, EVERYONE),
            (DeletedCustomer("acme", "1001", "first"), EVERYONE),
            (create({}), Access(wide=Grant(frozenset({"DE"})))),
            (create({}), Access(own=Grant(), number="1002")),
            (create({}), Access()),
        ],
    )
    def test_what_is_absent_and_what_is_hidden_are_the_same(self, found: object, access: Access) -> None:
        with pytest.raises(CustomerNotFound, match=r"^Customer '1001' not found\.$"):
            visible(found, "1001", access)

    def test_what_may_be_seen_is_returned(self) -> None:
        customer = create({"restriction": "DE"})

        assert visible(customer, "1001", Access(wide=Grant(frozenset({"DE"})))) is customer
