"""A `CustomerStore` in memory, for rules of use cases.

`tests/component/test_customer_store.py` holds it to the port.
"""

import time
from collections.abc import Callable, Sequence

from shared.domain.customers.customer import Customer, DeletedCustomer
from shared.domain.errors import (
    AnsweredBefore,
    CustomerNotFound,
    CustomerWasDeleted,
    DuplicateAccount,
    DuplicateCustomer,
    IdempotencyKeyReused,
)
from shared.domain.fields import folded_email
from shared.domain.idempotency import Receipt
from shared.domain.log_in.account import Account
from shared.domain.log_in.identity_providers import ProviderLink
from shared.domain.log_in.one_time_tokens import OneTimeToken
from shared.domain.messages.notices import Notice


class CustomersInMemory:
    """One thread's `CustomerStore`. `accounts` and `begun`: what creations began."""

    def __init__(self) -> None:
        self.accounts: list[Account] = []
        self.begun: list[OneTimeToken | Notice | ProviderLink] = []
        self._customers: dict[tuple[str, str], Customer | DeletedCustomer] = {}
        self._numbers_by_email: dict[tuple[str, str], str] = {}
        self._made: dict[tuple[str, str, str, str], tuple[Receipt, str]] = {}

    def find(self, tenant: str, number: str) -> Customer | DeletedCustomer | None:
        """See `CustomerReader.find`."""
        found = self._customers.get((tenant, number))
        return None if isinstance(found, Customer) and found.is_gone(time.time()) else found

    def create(
        self,
        customer: Customer,
        account: Account | None,
        *,
        also: Sequence[OneTimeToken | Notice | ProviderLink] = (),
        recreates: bool,
        created_by: str,
        receipt: Receipt | None = None,
        ends: Sequence[Account] = (),
    ) -> str:
        """See `CustomerStore.create`."""
        made = self._made_with(receipt)
        if made is not None:
            return made
        stored = self.find(customer.tenant, customer.number)
        if isinstance(stored, Customer):
            raise DuplicateCustomer(customer.number)
        if stored is not None and not recreates:
            raise CustomerWasDeleted(customer.number)
        self._check_emails(customer)
        if account is not None:
            self.accounts.append(account)
        self.begun.extend(also)
        for ended in ends:
            del self._customers[ended.tenant, ended.customer_number]
        self._put(customer)
        self._keep(receipt, customer.number)
        return customer.number

    def revise(
        self,
        current: Customer,
        rule: Callable[[Customer], Customer],
        *,
        updated_by: str,
        receipt: Receipt | None = None,
        creates: str | None = None,
        acting: str | None = None,
    ) -> Customer:
        """See `CustomerStore.revise`; as for `delete`, it knows no roles."""
        after = rule(current)
        if after is current:
            return current
        stored = self._stored(current)
        if stored != current:
            return self.revise(
                stored, rule, updated_by=updated_by, receipt=receipt, creates=creates, acting=acting
            )
        made = self._made_with(receipt)
        if made is not None:
            raise AnsweredBefore(made)
        self._check_emails(after)
        self._put(after)
        self._keep(receipt, creates or "")
        return after

    def delete(
        self,
        current: Customer,
        rule: Callable[[Customer], object],
        *,
        deleted_by: str,
        acting: str | None = None,
    ) -> None:
        """See `CustomerStore.delete`; it knows no roles, and so no company that needs an ADMIN."""
        rule(current)
        stored = self._stored(current)
        if stored != current:
            self.delete(stored, rule, deleted_by=deleted_by, acting=acting)
            return
        mark = DeletedCustomer(current.tenant, current.number, current.incarnation)
        self._customers[current.tenant, current.number] = mark
        self._release(current)

    def claim_email(self, customer: Customer) -> bool:
        """See `CustomerStore.claim_email`."""
        return self._stored(customer) == customer

    def _stored(self, customer: Customer) -> Customer:
        stored = self.find(customer.tenant, customer.number)
        if not isinstance(stored, Customer):
            raise CustomerNotFound(customer.number)
        return stored

    def _put(self, customer: Customer) -> None:
        stored = self.find(customer.tenant, customer.number)
        if isinstance(stored, Customer):
            self._release(stored)
        self._customers[customer.tenant, customer.number] = customer
        if customer.unconfirmed_until is not None:
            return
        for email in _addresses(customer):
            self._numbers_by_email[customer.tenant, email] = customer.number

    def _release(self, customer: Customer) -> None:
        for email in _addresses(customer):
            self._numbers_by_email.pop((customer.tenant, email), None)

    def _check_emails(self, customer: Customer) -> None:
        """Raise `DuplicateAccount` where an e-mail address that the customer has is another's."""
        for email in _addresses(customer):
            number = self._numbers_by_email.get((customer.tenant, email), customer.number)
            if number != customer.number:
                raise DuplicateAccount(email, customer.tenant)

    def _made_with(self, receipt: Receipt | None) -> str | None:
        if receipt is None or _call(receipt) not in self._made:
            return None
        first, made = self._made[_call(receipt)]
        if not receipt.is_of(first.fingerprint, first.value_fingerprint):
            raise IdempotencyKeyReused
        return made

    def _keep(self, receipt: Receipt | None, made: str) -> None:
        if receipt is not None:
            self._made[_call(receipt)] = (receipt, made)


def _call(receipt: Receipt) -> tuple[str, str, str, str]:
    return receipt.tenant, receipt.principal, receipt.path, receipt.key


def _addresses(customer: Customer) -> dict[str, None]:
    """Return the addresses that are the customer's alone, folded."""
    emails = [*(account.email for account in customer.accounts), customer.claimed_email]
    return {folded_email(email): None for email in emails if email is not None}
