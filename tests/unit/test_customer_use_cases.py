"""Rules of creating, changing and deleting customers, on a store in memory (api.md §4)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared.domain.callers.access import Access, Grant
from shared.domain.customers.customer import Customer, DeletedCustomer
from shared.domain.customers.customer_rules import CustomerChange
from shared.domain.errors import (
    CustomerNotFound,
    CustomerWasDeleted,
    DuplicateAccount,
    DuplicateCustomer,
    PreconditionFailed,
    StaleVersion,
    StorageUnavailable,
    ValidationFailed,
)
from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
from shared.domain.preconditions import Precondition
from shared.domain.tenants.configuration import Configuration
from shared.domain.tenants.standing import Standing
from shared.use_cases.customers.create_customer import NewCustomer, create_customer
from shared.use_cases.customers.delete_customer import delete_customer
from shared.use_cases.customers.update_customer import update_customer
from shared.use_cases.customers.writing import CreationPorts
from tests.customers_in_memory import CustomersInMemory

TENANT = "acme"
EVERYONE = Access(wide=Grant())
KOCH = {"lastName": "Koch"}
WITH_EMAIL = {"contactEmail": "anna@example.com"}
GERMANS = Access(wide=Grant(frozenset({"DE"})))


@dataclass
class Tenants:
    """One tenant's configuration. `asked`: the restrictions that it was to have."""

    values: dict[str, Any]
    asked: list[str | None] = field(default_factory=list)

    def of(self, tenant: str, *, naming: str | None = None) -> Configuration:
        self.asked.append(naming)
        return Configuration(self.values)

    def secret(self, tenant: str, key: str) -> None:
        """No setting of it is secured."""

    def standing(self, tenant: str) -> Standing:
        return Standing()


class Hasher:
    def hash(self, password: str) -> str:
        return f"the hash of {password}"


@pytest.fixture
def store() -> CustomersInMemory:
    return CustomersInMemory()


@pytest.fixture
def tenants() -> Tenants:
    return Tenants({"restrictions": ["DE", "FR"]})


@pytest.fixture
def ports(store: CustomersInMemory, tenants: Tenants) -> CreationPorts:
    return CreationPorts(customers=store, tenants=tenants, passwords=Hasher)


def new(number: str | None = None, members: dict[str, Any] | None = None, **options: Any) -> NewCustomer:
    return NewCustomer(TENANT, members or {}, "a client", number, **options)


def delete(store: CustomersInMemory, number: str, access: Access = EVERYONE, **believed: Any) -> None:
    delete_customer(
        store, TENANT, number, access, precondition=Precondition(**believed), deleted_by="a client"
    )


def change(number: str, members: dict[str, Any], **believed: Any) -> CustomerChange:
    return CustomerChange(TENANT, number, members, "a client", Precondition(**believed))


def customer(store: CustomersInMemory, number: str) -> Customer:
    found = store.find(TENANT, number)
    assert isinstance(found, Customer)
    return found


def draws(monkeypatch: pytest.MonkeyPatch, numbers: Iterable[int]) -> None:
    """Let these be the next numbers that are generated."""
    drawn = iter(numbers)
    monkeypatch.setattr(secrets, "randbelow", lambda _: next(drawn))


class TestNumbers:
    def test_a_generated_one_is_neither_reserved_nor_was_ever_in_use(
        self,
        ports: CreationPorts,
        store: CustomersInMemory,
        tenants: Tenants,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        tenants.values["enableRecreationOfDeletedCustomer"] = True
        for number in ("00000001", "00000002"):
            create_customer(ports, EVERYONE, new(number))
        delete(store, "00000002")
        draws(monkeypatch, [0, 1, 2, 3])

        assert create_customer(ports, EVERYONE, new(members=KOCH)) == "00000003"

    def test_ten_are_tried(self, ports: CreationPorts, monkeypatch: pytest.MonkeyPatch) -> None:
        create_customer(ports, EVERYONE, new("00000001"))
        draws(monkeypatch, [1] * 9 + [2] + [1] * 10)

        assert create_customer(ports, EVERYONE, new(members=KOCH)) == "00000002"
        with pytest.raises(StorageUnavailable):
            create_customer(ports, EVERYONE, new(members=KOCH))

    def test_one_that_the_caller_gives_is_tried_once(self, ports: CreationPorts) -> None:
        create_customer(ports, EVERYONE, new("1001"))

        with pytest.raises(DuplicateCustomer):
            create_customer(ports, EVERYONE, new("1001"))

    @pytest.mark.parametrize("allowed", [False, True])
    def test_that_of_a_deleted_customer_can_be_given_where_the_tenant_allows_it(
        self, ports: CreationPorts, store: CustomersInMemory, tenants: Tenants, allowed: bool
    ) -> None:
        tenants.values["enableRecreationOfDeletedCustomer"] = allowed
        create_customer(ports, EVERYONE, new("1001"))
        delete(store, "1001")

        if allowed:
            assert create_customer(ports, EVERYONE, new("1001")) == "1001"
        else:
            with pytest.raises(CustomerWasDeleted):
                create_customer(ports, EVERYONE, new("1001"))


class TestAccounts:
    def test_with_a_password_it_is_hashed_and_has_to_be_changed(
        self, ports: CreationPorts, store: CustomersInMemory
    ) -> None:
        create_customer(ports, EVERYONE, new("1001", WITH_EMAIL, password="a secret"))

        (account,) = store.accounts
        assert (account.email, account.customer_number) == ("anna@example.com", "1001")
        assert (account.password_hash, account.initial_password) == ("the hash of a secret", True)

    def test_a_password_needs_an_account(self, ports: CreationPorts, store: CustomersInMemory) -> None:
        with pytest.raises(ValidationFailed) as failure:
            create_customer(ports, EVERYONE, new("1001", password="a secret"))

        assert [problem.field for problem in failure.value.problems] == ["password"]
        assert store.find(TENANT, "1001") is None

    @pytest.mark.parametrize(
        ("members", "options", "sent"),
        [(WITH_EMAIL, {}, 1), (WITH_EMAIL, {"password": "a secret"}, 0), ({}, {}, 0)],
    )
    def test_a_token_goes_out_to_one_who_has_an_account_and_no_password(
        self,
        ports: CreationPorts,
        store: CustomersInMemory,
        members: dict[str, Any],
        options: dict[str, Any],
        sent: int,
    ) -> None:
        create_customer(ports, EVERYONE, new("1001", members, message=TokenPurpose.PASSWORD_RESET, **options))

        assert len(store.begun) == sent
        assert all(isinstance(fact, OneTimeToken) for fact in store.begun)

    def test_one_that_is_another_customers_is_refused_and_nothing_begins(
        self, ports: CreationPorts, store: CustomersInMemory
    ) -> None:
        create_customer(ports, EVERYONE, new("1001", WITH_EMAIL))

        with pytest.raises(DuplicateAccount):
            create_customer(ports, EVERYONE, new("1002", WITH_EMAIL, message=TokenPurpose.PASSWORD_RESET))

        assert store.begun == []
        assert store.find(TENANT, "1002") is None


class TestUpdates:
    def test_what_is_named_changes_and_the_version_grows(
        self, ports: CreationPorts, store: CustomersInMemory
    ) -> None:
        create_customer(ports, EVERYONE, new("1001", {"firstName": "Anna", "lastName": "A"}))

        after = update_customer(ports, EVERYONE, change("1001", {"lastName": "B"}))

        assert (after.first_name, after.last_name, after.version) == ("Anna", "B", 2)
        assert customer(store, "1001") == after

    @pytest.mark.parametrize(
        ("believed", "error"),
        [({"version": 2}, StaleVersion), ({"if_match": frozenset({'"2"'})}, PreconditionFailed)],
    )
    def test_a_version_other_than_the_expected_one_is_not_changed(
        self, ports: CreationPorts, store: CustomersInMemory, believed: dict[str, Any], error: type[Exception]
    ) -> None:
        create_customer(ports, EVERYONE, new("1001"))

        with pytest.raises(error):
            update_customer(ports, EVERYONE, change("1001", {"lastName": "B"}, **believed))

        assert customer(store, "1001").last_name is None

    def test_one_that_the_caller_does_not_see_is_not_found(
        self, ports: CreationPorts, store: CustomersInMemory
    ) -> None:
        create_customer(ports, EVERYONE, new("1001", {"restriction": "FR"}))

        with pytest.raises(CustomerNotFound):
            update_customer(ports, GERMANS, change("1001", {"lastName": "B"}))

        assert customer(store, "1001").last_name is None

    def test_the_configuration_is_to_have_the_restriction_that_the_customer_gets(
        self, ports: CreationPorts, tenants: Tenants
    ) -> None:
        create_customer(ports, EVERYONE, new("1001"))

        update_customer(ports, EVERYONE, change("1001", {"restriction": "FR"}))

        assert tenants.asked[-1] == "FR"


class TestDeletions:
    def test_the_expected_version_is_deleted_and_a_mark_stays(
        self, ports: CreationPorts, store: CustomersInMemory
    ) -> None:
        create_customer(ports, EVERYONE, new("1001"))

        delete(store, "1001", if_match=frozenset({customer(store, "1001").entity_tag(EVERYONE)}))

        assert isinstance(store.find(TENANT, "1001"), DeletedCustomer)
        with pytest.raises(CustomerNotFound):
            delete(store, "1001")

    def test_another_version_stays(self, ports: CreationPorts, store: CustomersInMemory) -> None:
        create_customer(ports, EVERYONE, new("1001"))

        with pytest.raises(PreconditionFailed):
            delete(store, "1001", if_match=frozenset({'"2"'}))

        assert customer(store, "1001").version == 1

    def test_one_that_the_caller_does_not_see_is_not_found(
        self, ports: CreationPorts, store: CustomersInMemory
    ) -> None:
        create_customer(ports, EVERYONE, new("1001", {"restriction": "FR"}))

        with pytest.raises(CustomerNotFound):
            delete(store, "1001", GERMANS)

        assert customer(store, "1001").version == 1
