"""The table keeps the promises of the customers' port, and so does the store that tests have in memory."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.domain.customers.customer import CONTACT, AccountId, Customer, DeletedCustomer
from shared.domain.errors import (
    AnsweredBefore,
    CustomerNotFound,
    CustomerWasDeleted,
    DuplicateAccount,
    DuplicateCustomer,
    IdempotencyKeyReused,
)
from shared.domain.idempotency import Receipt
from shared.domain.instants import now
from shared.domain.log_in.account import new_account
from shared.ports.customers import CustomerStore
from shared.runtime.wiring import wiring
from tests.customers_in_memory import CustomersInMemory

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
ANNA = "Anna@example.com"


@pytest.fixture(params=["table", "memory"])
def customers(request: pytest.FixtureRequest, impatient: None) -> CustomerStore:
    return wiring().customers if request.param == "table" else CustomersInMemory()


@pytest.fixture
def create(customers: CustomerStore, tenant: str) -> Callable[..., Customer]:
    """Creates a customer, with an account where it has an e-mail address to log in with."""

    def created(email: str | None = None, *, receipt: Receipt | None = None, **attributes: Any) -> Customer:
        number = attributes.pop("number", secrets.token_hex(8))
        log_in = {"contact_email": email, "accounts": (AccountId(email),)} if email is not None else {}
        customer = Customer(
            tenant=tenant,
            number=number,
            incarnation=secrets.token_hex(8),
            created_at=NOW,
            modified_at=NOW,
            **{**log_in, **attributes},
        )
        made = customers.create(
            customer, new_account(customer), recreates=False, created_by="test", receipt=receipt
        )
        return replace(customer, number=made)

    return created


def renamed(name: str) -> Callable[[Customer], Customer]:
    return lambda customer: replace(customer, last_name=name, version=customer.version + 1)


def reached_at(email: str) -> Callable[[Customer], Customer]:
    return lambda customer: replace(customer, contact_email=email, version=customer.version + 1)


def refusing(customer: Customer) -> Customer:
    raise ValueError(customer.last_name)


def receipt_of(tenant: str, *, fingerprint: str = "a") -> Receipt:
    return Receipt(tenant, "client", "/customers", "key", fingerprint)


class TestFinding:
    def test_what_was_created_is_found(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create(ANNA, last_name="Zoë", mixins={"shop": {"points": 3}})

        assert customers.find(customer.tenant, customer.number) == customer

    def test_there_is_none_of_another_number_or_tenant(
        self, customers: CustomerStore, create: Callable[..., Customer], other_tenant: str
    ) -> None:
        customer = create()

        assert customers.find(customer.tenant, "another") is None
        assert customers.find(other_tenant, customer.number) is None


class TestCreating:
    def test_a_number_in_use_is_refused_and_stays_as_it_is(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        first = create(last_name="first")

        with pytest.raises(DuplicateCustomer):
            create(ANNA, number=first.number)

        assert customers.find(first.tenant, first.number) == first
        assert create(ANNA).email == ANNA

    @pytest.mark.parametrize("attributes", [{}, {"accounts": ()}])
    def test_the_email_address_of_anothers_log_in_is_refused(
        self, create: Callable[..., Customer], attributes: dict[str, Any]
    ) -> None:
        create(ANNA)

        with pytest.raises(DuplicateAccount):
            create(ANNA.upper(), **attributes)

    def test_a_contact_may_have_the_email_address_of_anothers_log_in(
        self, create: Callable[..., Customer]
    ) -> None:
        create(ANNA)

        assert create(contact_email=ANNA, type=CONTACT).contact_email == ANNA

    def test_the_same_call_again_gives_what_the_first_one_made(
        self, create: Callable[..., Customer], tenant: str
    ) -> None:
        first = create(receipt=receipt_of(tenant))

        assert create(receipt=receipt_of(tenant)).number == first.number
        with pytest.raises(IdempotencyKeyReused):
            create(receipt=receipt_of(tenant, fingerprint="b"))


class TestRevising:
    def test_what_the_rule_makes_is_stored(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create(last_name="first")

        after = customers.revise(customer, renamed("second"), updated_by="test")

        assert (after.last_name, after.version) == ("second", 2)
        assert customers.find(customer.tenant, customer.number) == after

    def test_a_rule_that_changes_nothing_writes_nothing(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create()

        assert customers.revise(customer, lambda current: current, updated_by="test") is customer

    def test_the_rule_is_applied_again_to_what_a_rival_wrote(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create(last_name="first", company="ACME")
        customers.revise(
            customer, lambda current: replace(current, company="B", version=2), updated_by="a rival"
        )

        after = customers.revise(customer, renamed("second"), updated_by="test")

        assert (after.last_name, after.company, after.version) == ("second", "B", 3)

    def test_what_the_rule_raises_is_raised_and_nothing_written(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create(last_name="first")

        with pytest.raises(ValueError, match="first"):
            customers.revise(customer, refusing, updated_by="test")

        assert customers.find(customer.tenant, customer.number) == customer

    def test_a_customer_that_a_rival_deleted_is_not_found(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create()
        customers.delete(customer, lambda current: current, deleted_by="a rival")

        with pytest.raises(CustomerNotFound):
            customers.revise(customer, renamed("second"), updated_by="test")

    def test_a_contact_email_address_that_is_anothers_is_refused_until_it_is_left(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        moved = customers.revise(create(ANNA), reached_at("office@example.com"), updated_by="test")
        customer = create()

        for taken in ("office@example.com", "Office@Example.com"):
            with pytest.raises(DuplicateAccount):
                customers.revise(customer, reached_at(taken), updated_by="test")
        with pytest.raises(DuplicateAccount):
            create("office@example.com")
        create(contact_email="office@example.com", type=CONTACT)
        customers.revise(moved, reached_at(ANNA), updated_by="test")
        create("office@example.com")

    def test_a_deletion_frees_the_contact_email_address(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        moved = customers.revise(create(ANNA), reached_at("office@example.com"), updated_by="test")
        assert customers.claim_email(moved)

        customers.delete(moved, lambda current: current, deleted_by="test")

        create("office@example.com")

    def test_a_contact_email_address_that_is_anothers_log_in_is_refused(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        create(ANNA)
        customer = create()

        with pytest.raises(DuplicateAccount):
            customers.revise(
                customer,
                lambda current: replace(current, contact_email=ANNA.lower(), version=2),
                updated_by="test",
            )

    def test_the_same_call_again_changes_nothing(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create()
        receipt = receipt_of(customer.tenant)
        after = customers.revise(customer, renamed("a"), updated_by="t", receipt=receipt, creates="home")

        with pytest.raises(AnsweredBefore) as answered:
            customers.revise(after, renamed("b"), updated_by="t", receipt=receipt, creates="office")

        assert answered.value.resource_id == "home"
        assert customers.find(customer.tenant, customer.number) == after


class TestDeleting:
    def test_a_mark_stays_and_the_email_address_is_free(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create(ANNA)

        customers.delete(customer, lambda current: current, deleted_by="test")

        mark = DeletedCustomer(customer.tenant, customer.number, customer.incarnation)
        assert customers.find(customer.tenant, customer.number) == mark
        assert create(ANNA).email == ANNA

    def test_the_number_is_used_again_only_where_that_is_allowed(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create()
        customers.delete(customer, lambda current: current, deleted_by="test")
        again = replace(customer, incarnation="another", modified_at=now())

        with pytest.raises(CustomerWasDeleted):
            customers.create(again, None, recreates=False, created_by="test")
        customers.create(again, None, recreates=True, created_by="test")

        assert customers.find(customer.tenant, customer.number) == again

    def test_what_the_rule_raises_of_a_rivals_write_keeps_the_customer(
        self, customers: CustomerStore, create: Callable[..., Customer]
    ) -> None:
        customer = create(last_name="first")
        after = customers.revise(customer, renamed("second"), updated_by="a rival")

        def rule(current: Customer) -> None:
            if current.last_name == "second":
                raise ValueError(current.last_name)

        with pytest.raises(ValueError, match="second"):
            customers.delete(customer, rule, deleted_by="test")

        assert customers.find(customer.tenant, customer.number) == after
