"""Ports for companies and their locations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from shared.domain.companies.hierarchy import MAX_SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.companies.location_rules import Location
    from shared.domain.customers.customer import Customer
    from shared.domain.customers.legal_entities import LegalEntity, Membership
    from shared.domain.idempotency import Receipt
    from shared.domain.roles import Groups


class CompanyReader(Protocol):
    """Companies as they are at this moment."""

    def find(self, tenant: str, entity_id: str) -> LegalEntity:
        """Return the company, or what is known of one that does not exist."""
        ...

    def above(self, tenant: str, entity_id: str | None, at_most: int = MAX_SHOWN) -> Sequence[LegalEntity]:
        """Return the company of this id and its ancestors, nearest first; none where there is no such one.

        It ends after so many, or where a parent is unknown, or named a second time.
        """
        ...

    def below(self, tenant: str, entity_id: str, at_most: int | None = None) -> Sequence[str]:
        """Return the ids of the companies below this one, nearest first, and no more than so many."""
        ...


class ContactAssignmentReader(Protocol):
    """Contact assignments as they are at this moment."""

    def find(self, tenant: str, assignment_id: str) -> ContactAssignment | None:
        """Return the assignment, if there is one."""
        ...

    def around(
        self, assignments: Sequence[ContactAssignment], known: Mapping[Any, Any] | None = None
    ) -> tuple[Mapping[str, LegalEntity], Mapping[str, Customer]]:
        """Return their companies and their customers, by id and by number, as far as they exist.

        `known`: `Page.around`, which is not read again.
        """
        ...


class ContactAssignmentStore(ContactAssignmentReader, Protocol):
    """Writes contact assignments, each with membership and profile: everything or nothing."""

    def create(
        self,
        assignment: ContactAssignment,
        propagation: str,
        receipt: Receipt | None = None,
        *,
        reaches: Callable[[Customer], bool] = lambda _: True,
        acting: str | None = None,
    ) -> str:
        """Assign the customer to the company, and to those above or below that the assignment leads to.

        `reaches`: whether the customer exists for the caller. `acting`: the number of the ADMIN who does it,
        so that the company keeps one; None for a caller who may leave it without. Returns the id. Raises
        `ValidationFailed` where customer or company is absent, `AssignedAlready`, `DuplicateAssignment`,
        `LastAdmin`, `NotAdmin`, `AnsweredBefore`, `IdempotencyKeyReused`, `StorageUnavailable`.
        """
        ...

    def revise(
        self,
        tenant: str,
        assignment_id: str,
        rule: Callable[[ContactAssignment], ContactAssignment],
        *,
        acting: str | None = None,
    ) -> ContactAssignment:
        """Replace the assignment by what the rule makes of it, of a rival's write too.

        `acting`: as in `create`. Raises what the rule raises, `AssignmentNotFound`, `LastAdmin`, `NotAdmin`,
        `StorageUnavailable`.
        """
        ...

    def delete(
        self,
        tenant: str,
        assignment_id: str,
        rule: Callable[[ContactAssignment], ContactAssignment],
        *,
        acting: str | None = None,
    ) -> None:
        """Undo the assignment; the rule returns what is kept of it.

        `acting`: as in `create`. Raises what the rule raises, `AssignmentNotFound`, `NamedInApprovalGroup`,
        `LastAdmin`, `NotAdmin`, `StorageUnavailable`.
        """
        ...

    def lead_below(self, assignment: ContactAssignment, company_ids: Iterable[str]) -> None:
        """Assign the customer to these companies, too, where it is not, nor was by this assignment.

        Nothing happens once the assignment is undone, and nothing at companies that were made after it.
        """
        ...

    def end_leading(self, assignment: ContactAssignment) -> None:
        """Note that the assignment has been led to all companies below its own, so that it never is again."""
        ...


class JoiningStore(Protocol):
    """Makes customers contacts of the companies that their sign-ups name."""

    def join(
        self, tenant: str, number: str, found: Callable[[LegalEntity, Customer], LegalEntity]
    ) -> LegalEntity | None:
        """Make a customer who is joining a contact of the company that it names, which it founds if need be.

        `found` returns what a company of this id, of which little or nothing is stored, is once the customer
        founds it. Returns the company; None where the customer is not joining (any more). Everything or
        nothing is written. Raises `StorageUnavailable`.
        """
        ...


class CompanyRoleStore(Protocol):
    """Who is in which groups of a company."""

    def contacts(self, tenant: str, entity_id: str) -> Iterator[tuple[str, Groups]]:
        """Yield the contacts of the company by their numbers, each with its groups.

        Raises `LegalEntityNotFound` where there is no such company.
        """
        ...

    def of_customer(
        self, tenant: str, number: str, companies: Collection[str] | None
    ) -> tuple[Customer, Sequence[tuple[LegalEntity, Groups]]]:
        """Return the customer, and its groups in each company that it is a contact of, in order of their ids.

        `companies`: of these alone; None for all. Raises `CustomerNotFound`.
        """
        ...

    def revise(
        self,
        tenant: str,
        entity_id: str,
        number: str,
        rule: Callable[[Membership], Groups],
        *,
        acting: str | None,
        receipt: tuple[Receipt, str] | None = None,
    ) -> None:
        """Leave the contact in the groups that the rule returns, also after a rival's write.

        `acting`: the number of the ADMIN who does it, which keeps the company one; None for a caller who may
        leave it without. `receipt`: that of the call, and the id that it answers with. Raises what the rule
        raises, `LegalEntityNotFound`, `ValidationFailed` for somebody who is not a contact, `LastAdmin`,
        `NotAdmin`, `AnsweredBefore`, `IdempotencyKeyReused`, `StorageUnavailable`.
        """
        ...


class CompanyStore(CompanyReader, Protocol):
    """Writes companies: each call everything or nothing."""

    def revise(
        self,
        tenant: str,
        entity_id: str,
        rule: Callable[[LegalEntity], LegalEntity],
        *,
        check: Callable[[LegalEntity], object] = lambda _: None,
        sees: Callable[[LegalEntity], bool] = lambda _: True,
        receipt: Receipt | None = None,
        id_is_new: bool = False,
    ) -> LegalEntity:
        """Replace the company by what the rule makes of it, with its place among others and its locations.

        `sees`: whether another company exists for the caller, who cannot name it as the parent else. `check`
        looks at what the rule was applied to, once it is known that the result is possible. `id_is_new`: the
        id was made for this call, so that no other company can name it. The rule is applied again to what a
        rival wrote. Returns the company as stored, unchanged where the rule changes nothing. Raises what
        these raise, `ValidationFailed`, `HasSubsidiaries`, `TooManySubsidiaries`, `TooManyUsers`,
        `AnsweredBefore`, `IdempotencyKeyReused`, `StorageUnavailable`.
        """
        ...


class CompanyIndexes(Protocol):
    """The entries of tenants' companies in the indexes."""

    def list_all(self, tenant: str) -> Iterable[int]:
        """Have entries show companies as they are, which former releases have not done; yield how many."""
        ...

    def list_contacts(self, tenant: str) -> Iterable[int]:
        """Make entries for contacts that events assigned before there were lists; yield how many."""
        ...


class LocationStore(Protocol):
    """Locations, each written with the copies that companies have of it."""

    def find(self, tenant: str, location_id: str) -> Location | None:
        """Return the location as it is at this moment, if there is one."""
        ...

    def create(
        self,
        location: Location,
        receipt: Receipt | None = None,
        *,
        check: Callable[[], object] = lambda: None,
    ) -> str:
        """Write a new location. Returns its id, or that of what the first call with this receipt made.

        `check` is called once it is known that the location is possible. Raises what it raises,
        `ValidationFailed`, `DuplicateLocation`, `IdempotencyKeyReused`.
        """
        ...

    def revise(
        self,
        current: Location,
        rule: Callable[[Location], Location],
        *,
        check: Callable[[Location], object],
        updated_by: str,
    ) -> Location:
        """Replace the location by what the rule makes of it, of a rival's write too.

        `check` looks at what the rule was applied to, once it is known that the result is possible. Returns
        it as stored. Raises what these raise, `ValidationFailed`, `UsersTooLarge`, `LocationNotFound`,
        `StorageUnavailable`.
        """
        ...

    def delete(self, current: Location, rule: Callable[[Location], object]) -> None:
        """Remove the location, unless the rule raises (of a rival's write too). Raises `LocationNotFound`."""
        ...
