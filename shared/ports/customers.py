"""Ports for customers and their legal entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from shared.domain.customers.customer import Customer, DeletedCustomer
    from shared.domain.customers.deletions import Deletion
    from shared.domain.customers.legal_entities import Assignments, LegalEntity, Membership
    from shared.domain.idempotency import Receipt
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.identity_providers import ProviderLink
    from shared.domain.log_in.one_time_tokens import OneTimeToken
    from shared.domain.messages.notices import Notice


class CustomerReader(Protocol):
    """Customers by their number, as they are at this moment."""

    def find(self, tenant: str, number: str) -> Customer | DeletedCustomer | None:
        """Return the customer, the mark that a deleted one left, or none."""
        ...


class CustomerStore(CustomerReader, Protocol):
    """Writes customers: each call everything or nothing."""

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
        """Write a new customer with its account, if it has one, and what begins together with it.

        An account that is not confirmed is a sign-up that waits, besides others; `ends`: those that go.
        `recreates` allows the number of a deleted one. Returns the customer's number: of this one, or of what
        the first call with this receipt made. Raises `DuplicateAccount`, `DuplicateCustomer`,
        `CustomerWasDeleted`, `IdempotencyKeyReused`.
        """
        ...

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
        """Replace the customer by what the rule makes of it; the rule is applied again to what a rival wrote.

        Returns the customer as stored, unchanged where the rule changes nothing. The receipt is kept with the
        id of what the rule creates within the customer. `acting`: as in `delete`; whoever may not log in is
        no ADMIN. Raises what the rule raises, `CustomerNotFound`, `DuplicateAccount`, `LastAdmin`,
        `NotAdmin`, `AdminOfTooMany`, `AnsweredBefore`, `IdempotencyKeyReused`, `StorageUnavailable`.
        """
        ...

    def claim_email(self, customer: Customer) -> bool:
        """Make the customer's contact e-mail address its own; whether it is, so long as nobody changed it."""
        ...

    def delete(
        self,
        current: Customer,
        rule: Callable[[Customer], object],
        *,
        deleted_by: str,
        acting: str | None = None,
    ) -> None:
        """Remove profile and accounts and leave a mark, unless the rule raises (of a rival's write too).

        `acting`: the number of the customer who does it, itself or an ADMIN, and leaves no company without an
        ADMIN; None for a caller who may. Raises what the rule raises, `CustomerNotFound`, `LastAdmin`,
        `NotAdmin`, `AdminOfTooMany`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer of a legal entity, with its membership."""

    customer: Customer
    membership: Membership


class MembershipReader(Protocol):
    """The roles of customers in their legal entities."""

    def administered(
        self, tenant: str, number: str, incarnation: str, legal_entity_ids: Collection[str]
    ) -> frozenset[str]:
        """Return those of the legal entities whose ADMIN the customer is at this moment."""
        ...


class LegalEntityStore(Protocol):
    """Legal entities, and the customers that belong to them."""

    def revise(self, tenant: str, entity_id: str, rule: Callable[[LegalEntity], LegalEntity]) -> LegalEntity:
        """Replace what is known of the legal entity by what the rule makes of it, of a rival's writes too.

        Returns it as stored. Raises `StorageUnavailable`.
        """
        ...

    def find(self, tenant: str, entity_id: str) -> LegalEntity:
        """Return what is known of the legal entity, if only that it is unknown."""
        ...

    def revise_assignments(
        self, tenant: str, entity_id: str, number: str, rule: Callable[[Assignments], Assignments]
    ) -> None:
        """Replace a customer's assignments to the legal entity and make the profile agree, in one write.

        Nothing is written of a deleted customer, or where nothing changes. Raises `CustomerNotFound`,
        `StorageUnavailable`, and `ValidationFailed` for a customer that grows too large.
        """
        ...

    def unsettled(self, legal_entity: LegalEntity) -> Iterable[Sequence[Contact]]:
        """Yield the contacts whose profile may not agree with the legal entity yet, some at a time.

        It ends early when the legal entity has been changed: that change brings the others up to date.
        """
        ...

    def settle(self, legal_entity: LegalEntity, contact: Contact) -> None:
        """Make the profile agree with the legal entity, or with what has become of it. Raises as above."""
        ...


class CustomerHoldings(Protocol):
    """Everything that is stored of a customer, of whatever kind it is and wherever it lies."""

    def of(self, tenant: str, number: str, *, with_history: bool = True) -> Mapping[str, Any]:
        """Return all of it as JSON values, by section, without secrets; nothing where nothing is stored.

        `with_history`: otherwise its section is empty, as a history may be of any size.
        """
        ...

    def clean_up(self, deletion: Deletion) -> None:
        """Remove what the deleted customer has left, and spare what is of the next one of its number.

        It may be called any number of times, and resumes where a call ended.
        """
        ...
