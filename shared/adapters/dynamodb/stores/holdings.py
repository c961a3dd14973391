"""Everything that is stored of a customer (`CustomerHoldings`): shown in an export, removed after a deletion.

Most of it lies in the customer's partition. What has to lie elsewhere is named there (`elsewhere.py`), or is
found by the e-mail address of the account.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.account import LegacyAccountItem
from shared.adapters.dynamodb.items.contact_assignment import assignment_keys
from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from
from shared.adapters.dynamodb.items.elsewhere import place_from
from shared.adapters.dynamodb.items.kinds import SECTIONS, deletion_document, kind_of, profile_document
from shared.adapters.dynamodb.items.receipt import ReceiptItem
from shared.adapters.dynamodb.keys import (
    ELSEWHERE_PREFIX,
    EMAIL_CLAIM,
    HISTORY_PREFIX,
    PROFILE,
    RECEIPT_PREFIX,
    account_key,
    customer_key,
    email_claim_key,
    legacy_account_key,
)
from shared.adapters.dynamodb.stores.log_ins import forget_former_sources
from shared.adapters.dynamodb.stores.mailboxes import account_keys
from shared.adapters.dynamodb.table import TRANSACTION_LIMIT
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Key
from shared.domain.customers.customer import Customer
from shared.domain.fields import folded_email, former_folds
from shared.domain.instants import instant_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.customers.deletions import Deletion


_FREE = CustomerItem.pk.does_not_exist()
_AROUND_HISTORY = (CustomerItem.sk < HISTORY_PREFIX, CustomerItem.sk > f"{HISTORY_PREFIX}~")
"""The parts of a partition before and behind the history; an incarnation has letters and digits."""


class Holdings:
    """The `CustomerHoldings` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of(self, tenant: str, number: str, *, with_history: bool = True) -> dict[str, Any]:
        """See `CustomerHoldings.of`."""
        whole = _partition(tenant, number)
        parts = [whole] if with_history else [whole & part for part in _AROUND_HISTORY]
        items = [raw for part in parts for raw in self._table.query(part, consistent=True)]
        if not items:
            return {}
        held: dict[str, Any] = {}
        profile = next((raw for raw in items if raw["sk"]["S"] == PROFILE), None)
        customer = customer_from(profile) if profile is not None else None
        by_email: Iterable[Item] = ()
        if profile is not None and isinstance(customer, Customer):
            held["profile"] = profile_document(customer, profile)
            by_email = self._by_email(customer)
        elif profile is not None:
            held["deletion"] = deletion_document(profile)
        held |= {section: [] for section in SECTIONS}
        elsewhere = list(self._elsewhere(items))
        assignments = self._table.batch_get(key for raw in elsewhere for key in assignment_keys(raw))
        for raw in itertools.chain(items, elsewhere, assignments.values(), by_email):
            if (kind := kind_of(raw)) is not None:
                held[kind.section].append(kind.document(raw))
        return held

    def clean_up(self, deletion: Deletion) -> None:
        """See `CustomerHoldings.clean_up`."""
        tenant, number = deletion.tenant, deletion.customer_number
        for page in self._table.pages(_partition(tenant, number), consistent=True):
            # Read after the page: an incarnation that is not the present one now will never be again.
            present = self._incarnation(tenant, number)
            left = [raw for raw in page if _is_left(raw, present, deletion)]
            self._remove(self._assignments_of(left))
            self._remove(
                Delete(place_from(raw), CustomerItem.incarnation == raw["incarnation"]["S"])
                for raw in left
                if raw["sk"]["S"].startswith(ELSEWHERE_PREFIX)
            )
            self._remove(Delete(Key.of(raw), _is_unchanged(raw)) for raw in left)
        if deletion.email is not None:
            self._remove_from_waiting_list(deletion, deletion.email)
            forget_former_sources(self._table, tenant, deletion.email)

    def _assignments_of(self, items: Sequence[Item]) -> list[Delete]:
        """Return what removes the contact assignments that memberships elsewhere name."""
        return [
            Delete(key, _FREE | (CustomerItem.incarnation == raw["incarnation"]["S"]))
            for raw in self._elsewhere(items)
            for key in assignment_keys(raw)
        ]

    def _elsewhere(self, items: Sequence[Item]) -> Iterator[Item]:
        """Return the items that pointers in a customer's partition lead to."""
        named = {
            place_from(raw): raw["incarnation"]
            for raw in items
            if raw["sk"]["S"].startswith(ELSEWHERE_PREFIX)
        }
        found = self._table.batch_get(named)
        return (raw for key, raw in found.items() if raw.get("incarnation") == named[key])

    def _by_email(self, customer: Customer) -> Iterator[Item]:
        """Yield the items of the address that the customer logs in with, but not of other sign-ups for it."""
        for account in customer.accounts:
            for key in account_keys(customer.tenant, account.email):
                found = list(self._table.query(CustomerItem.pk == key.pk, consistent=True))
                # Under a former form there may be somebody else's, with the tries at it.
                if key != account_key(customer.tenant, account.email) and not _has_account(found, customer):
                    continue
                for raw in found:
                    number = raw.get("customerNumber", {"S": customer.number})["S"]
                    if number == customer.number and raw["sk"]["S"] != EMAIL_CLAIM:
                        yield raw
            for key in _waiting_keys(customer.tenant, account.email):
                waiting = self._table.get(key)
                if waiting is not None and waiting["customerNumber"]["S"] == customer.number:
                    yield waiting
        if customer.claimed_email is not None:
            claim = self._table.get(email_claim_key(customer.tenant, customer.claimed_email))
            if claim is not None and claim["customerNumber"]["S"] == customer.number:
                yield claim

    def _incarnation(self, tenant: str, number: str) -> str | None:
        """Return the incarnation of the customer who has the number now, if there is one."""
        raw = self._table.get(customer_key(tenant, number))
        customer = customer_from(raw) if raw is not None else None
        return customer.incarnation if isinstance(customer, Customer) else None

    def _remove_from_waiting_list(self, deletion: Deletion, email: str) -> None:
        """Remove the entry, unless the address is somebody else's account by now."""
        for key in _waiting_keys(deletion.tenant, email):
            raw = self._table.get(key)
            if raw is None or raw["customerNumber"]["S"] != deletion.customer_number:
                continue
            incarnation = raw["incarnation"]["S"]
            if incarnation != self._incarnation(deletion.tenant, deletion.customer_number):
                self._remove([Delete(key, LegacyAccountItem.incarnation == incarnation)])

    def _remove(self, deletes: Iterable[Delete]) -> None:
        """Remove the items as far as their conditions hold."""
        left = iter(deletes)
        while chunk := list(itertools.islice(left, TRANSACTION_LIMIT)):
            while chunk:
                try:
                    self._table.write(*chunk)
                    break
                except ConditionFailed as failure:
                    chunk = [delete for delete in chunk if not failure.of(delete)]


def _waiting_keys(tenant: str, email: str) -> Iterator[Key]:
    for form in (folded_email(email), *former_folds(email)):
        yield legacy_account_key(tenant, email, form)


def _has_account(found: Sequence[Item], customer: Customer) -> bool:
    return any(raw.get("customerNumber") == {"S": customer.number} for raw in found)


def _partition(tenant: str, number: str) -> Condition:
    return CustomerItem.pk == customer_key(tenant, number).pk


def _is_left(raw: Item, present: str | None, deletion: Deletion) -> bool:
    """Return whether the item is of an earlier customer with this number."""
    if raw["sk"]["S"] == PROFILE:
        return False
    if raw["sk"]["S"].startswith(RECEIPT_PREFIX):
        # A call may be refused before anybody knows which incarnation it is about: it goes by time.
        return instant_from(raw["madeAt"]["S"]) <= deletion.at
    return bool(raw["incarnation"]["S"] != present)


def _is_unchanged(raw: Item) -> Condition:
    if raw["sk"]["S"].startswith(RECEIPT_PREFIX):
        return ReceiptItem.made_at == instant_from(raw["madeAt"]["S"])
    return CustomerItem.incarnation == raw["incarnation"]["S"]
