"""Contact assignments as operations write them (`ContactAssignmentStore`).

One transaction writes an assignment, the membership that decides who belongs to a company, and the profile
that shows it. It checks that company and profile are as they were read, and says so at the company where its
contacts' places change: so nobody is left in a company that is deleted meanwhile, and at most one contact is
`primary`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.contact_assignment import (
    assignment_check,
    contact_assignment_put,
    present_assignment,
)
from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.elsewhere import elsewhere_put
from shared.adapters.dynamodb.items.legal_entity import (
    contacts_changed,
    legal_entity_from,
    membership_put,
)
from shared.adapters.dynamodb.items.receipt import answered, receipt_put
from shared.adapters.dynamodb.keys import (
    contact_assignment_key,
    customer_key,
    legal_entity_key,
    membership_key,
)
from shared.adapters.dynamodb.stores.admins import RoleChange, checks_of_admin
from shared.adapters.dynamodb.stores.contact_writes import ContactWrites, in_membership, key_of_membership
from shared.adapters.dynamodb.stores.legal_entities import contact_of
from shared.adapters.dynamodb.stores.primary_contacts import at_company, is_primary, primary_place, role_in
from shared.adapters.dynamodb.writes import Check, ConditionFailed
from shared.adapters.patience import turns
from shared.domain.companies.contact_assignments import (
    MAX_AT_ONCE,
    AssignedAlready,
    AssignmentNotFound,
    DuplicateAssignment,
    NamedInApprovalGroup,
    led_to,
    made_at,
    present_in,
    was_there,
)
from shared.domain.companies.hierarchy import MAX_DEPTH
from shared.domain.companies.joining import after_joining
from shared.domain.customers.customer import Customer
from shared.domain.customers.legal_entities import in_legal_entity
from shared.domain.errors import AnsweredBefore, Problem, StorageUnavailable, ValidationFailed
from shared.domain.instants import now
from shared.domain.tenants.configuration import DOWNWARD, UPWARD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shared.adapters.dynamodb.stores.companies import Companies
    from shared.adapters.dynamodb.stores.customers import Customers
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key, Put, Write
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.idempotency import Receipt


class ContactAssignments:
    """The `ContactAssignmentStore` of the table."""

    def __init__(self, table: Table, customers: Customers, companies: Companies) -> None:
        self._table = table
        self._customers = customers
        self._companies = companies

    def find(self, tenant: str, assignment_id: str) -> ContactAssignment | None:
        """See `ContactAssignmentReader.find`; a strongly consistent read."""
        return present_assignment(self._table.get(contact_assignment_key(tenant, assignment_id)))

    def around(
        self, assignments: Sequence[ContactAssignment], known: Mapping[Key, Item | None] | None = None
    ) -> tuple[Mapping[str, LegalEntity], Mapping[str, Customer]]:
        """See `ContactAssignmentReader.around`; a request for each 100 that are not known."""
        companies = {each.legal_entity_id: each.tenant for each in assignments}
        numbers = {each.customer_number: each.tenant for each in assignments}
        at_companies = {each: legal_entity_key(tenant, each) for each, tenant in companies.items()}
        at_customers = {each: customer_key(tenant, each) for each, tenant in numbers.items()}
        known = known or {}
        wanted = [*at_companies.values(), *at_customers.values()]
        read = self._table.batch_get(key for key in wanted if key not in known)
        found = read | {key: raw for key in wanted if (raw := known.get(key)) is not None}
        customers = {each: customer_from(found[key]) for each, key in at_customers.items() if key in found}
        return (
            {
                each: legal_entity_from(companies[each], each, found.get(key))
                for each, key in at_companies.items()
            },
            {each: one for each, one in customers.items() if isinstance(one, Customer)},
        )

    def create(
        self,
        assignment: ContactAssignment,
        propagation: str,
        receipt: Receipt | None = None,
        *,
        reaches: Callable[[Customer], bool] = lambda _: True,
        acting: str | None = None,
    ) -> str:
        """See `ContactAssignmentStore.create`; one transaction."""
        at_itself = contact_assignment_key(assignment.tenant, assignment.id)
        for _ in turns():
            found = self._read(assignment, assignment.legal_entity_id, at_itself)
            company, customer = self._of(assignment, found, reaches)
            if present_assignment(found.get(at_itself)) is not None:
                raise DuplicateAssignment(assignment.id)
            others, leads_below = self._led_to(company, propagation)
            writing = ContactWrites(customer, customer)
            new = replace(
                assignment,
                created_at=made_at(assignment.created_at, company),
                incarnation=customer.incarnation,
                leads_below=leads_below,
            )
            primary, demoted = primary_place(self._table, company, new)
            assigned = writing.assign(company, found, new, primary=primary)
            writing.writes += self._admin_checks(company, [*demoted, assigned], acting)
            self._lead(writing, new, others)
            records = [receipt_put(receipt, resource_id=new.id)] if receipt is not None else []
            try:
                self._table.write(*self._all_of(writing, assignment.updated_by), *records)
            except ConditionFailed as failure:
                if receipt is not None and failure.of(*records):
                    raise AnsweredBefore(answered(receipt, failure.met(records[0]))) from None
                if failure.in_doubt and self._is_written(new):
                    return new.id
            else:
                return new.id
        raise StorageUnavailable

    def revise(
        self,
        tenant: str,
        assignment_id: str,
        rule: Callable[[ContactAssignment], ContactAssignment],
        *,
        acting: str | None = None,
    ) -> ContactAssignment:
        """See `ContactAssignmentStore.revise`; one transaction."""
        for _ in turns():
            current = self.find(tenant, assignment_id)
            if current is None:
                raise AssignmentNotFound(assignment_id)
            after = rule(current)
            if after is current:
                return current
            found = self._read(current, current.legal_entity_id)
            company, customer = self._of(current, found)
            membership = contact_of(customer, company, found.get(key_of_membership(current))).membership
            primary, demoted = primary_place(self._table, company, after)
            wanted, unsaid = in_membership(membership, after)
            change = RoleChange(
                after.customer_number, role_in(company, membership), role_in(company, wanted), customer
            )
            writes: list[Write] = [
                membership_put(company, membership, wanted),
                *unsaid,
                contact_assignment_put(current, after),
                *at_company(company, current, after, primary),
                *self._admin_checks(company, [*demoted, change], acting),
            ]
            if self._table.write_if_unchanged(*writes):
                return after
        raise StorageUnavailable

    def delete(
        self,
        tenant: str,
        assignment_id: str,
        rule: Callable[[ContactAssignment], ContactAssignment],
        *,
        acting: str | None = None,
    ) -> None:
        """See `ContactAssignmentStore.delete`; one transaction."""
        for _ in turns():
            current = self.find(tenant, assignment_id)
            if current is None:
                raise AssignmentNotFound(assignment_id)
            after = rule(current)
            found = self._read(current, current.legal_entity_id)
            company = legal_entity_from(
                tenant, current.legal_entity_id, found.get(legal_entity_key(tenant, current.legal_entity_id))
            )
            approvers = company.profile.get("approvalGroup", ()) if company.exists else ()
            if any(each["id"] == current.id for each in approvers):
                raise NamedInApprovalGroup(current)
            raw = found.get(customer_key(tenant, current.customer_number))
            customer = customer_from(raw) if raw is not None else None
            writes: list[Write] = [contact_assignment_put(current, after)]
            if isinstance(customer, Customer):
                writes += self._taken_out(company, customer, found, after, acting)
            if self._table.write_if_unchanged(*writes):
                return
        raise StorageUnavailable

    def lead_below(self, assignment: ContactAssignment, company_ids: Iterable[str]) -> None:
        """See `ContactAssignmentStore.lead_below`; one transaction."""
        wanted = list(company_ids)
        for _ in turns():
            found = self._read(assignment, *wanted)
            raw = found.get(customer_key(assignment.tenant, assignment.customer_number))
            customer = customer_from(raw) if raw is not None else None
            if not isinstance(customer, Customer) or customer.incarnation != assignment.incarnation:
                return
            if self.find(assignment.tenant, assignment.id) is None:
                return
            companies = [
                legal_entity_from(
                    assignment.tenant, each, found.get(legal_entity_key(assignment.tenant, each))
                )
                for each in wanted
            ]
            writing = ContactWrites(customer, customer)
            self._lead(
                writing, assignment, [each for each in companies if was_there(each, assignment)], found
            )
            if not writing.writes or self._table.write_if_unchanged(
                *self._all_of(writing, assignment.updated_by), assignment_check(assignment)
            ):
                return
        raise StorageUnavailable

    def end_leading(self, assignment: ContactAssignment) -> None:
        """See `ContactAssignmentStore.end_leading`; a read and one write."""
        for _ in turns():
            current = self.find(assignment.tenant, assignment.id)
            if current is None or not current.leads_below:
                return
            put = contact_assignment_put(current, replace(current, leads_below=False))
            with suppress(ConditionFailed):
                self._table.write_alone(put)
                return
        raise StorageUnavailable

    def join(
        self, customer: Customer, company: LegalEntity, new: ContactAssignment, founding: Put | None = None
    ) -> bool:
        """Make a customer who is joining a contact of a company, as both were read; one transaction.

        `founding`: the write of the company, if it is new. A customer who is a contact already stays as it
        is. Returns whether nothing has been written meanwhile.
        """
        writing = ContactWrites(customer, customer)
        found = self._table.batch_get((key_of_membership(new),))
        try:
            writing.assign(company, found, new, primary=None if founding is None else (founding,))
        except AssignedAlready:
            return self._table.write_if_unchanged(
                *self._customers.revision(customer, after_joining(customer), updated_by=customer.number)
            )
        writing.after = after_joining(writing.after)
        return self._table.write_if_unchanged(*self._all_of(writing, new.updated_by))

    def _read(self, assignment: ContactAssignment, *company_ids: str | Key) -> dict[Key, Item]:
        """Read the customer, and with each company its membership there; a key is read as it is."""
        tenant, number = assignment.tenant, assignment.customer_number
        keys = [customer_key(tenant, number)]
        for each in company_ids:
            if isinstance(each, str):
                keys += [legal_entity_key(tenant, each), membership_key(tenant, each, number)]
            else:
                keys.append(each)
        return self._table.batch_get(keys)

    def _of(
        self,
        assignment: ContactAssignment,
        found: Mapping[Key, Item],
        reaches: Callable[[Customer], bool] = lambda _: True,
    ) -> tuple[LegalEntity, Customer]:
        """Return company and customer of an assignment. Raises `ValidationFailed` where one is absent."""
        tenant, entity_id = assignment.tenant, assignment.legal_entity_id
        company = legal_entity_from(tenant, entity_id, found.get(legal_entity_key(tenant, entity_id)))
        raw = found.get(customer_key(tenant, assignment.customer_number))
        customer = customer_from(raw) if raw is not None else None
        problems = []
        if not company.exists:
            problems.append(Problem(f"there is no legal entity '{entity_id}'", "legalEntity.id"))
        if not isinstance(customer, Customer) or not reaches(customer):
            problems.append(Problem(f"there is no customer '{assignment.customer_number}'", "customer.id"))
        if problems or not isinstance(customer, Customer):
            raise ValidationFailed(*problems)
        return company, customer

    def _led_to(self, company: LegalEntity, propagation: str) -> tuple[Sequence[LegalEntity], bool]:
        """Return the companies that get an assignment at once, and whether others are to get it later."""
        if propagation == UPWARD:
            above = self._companies.above(company.tenant, company.parent_id, MAX_DEPTH)
            return [each for each in above if each.id != company.id], False  # events may make a circle
        if propagation == DOWNWARD:
            below = self._companies.below(company.tenant, company.id, MAX_AT_ONCE + 1)
            if len(below) > MAX_AT_ONCE:
                return (), True
            found = (self._companies.find(company.tenant, each) for each in below)
            return [each for each in found if each.exists], False
        return (), False

    def _lead(
        self,
        writing: ContactWrites,
        assignment: ContactAssignment,
        companies: Sequence[LegalEntity],
        found: Mapping[Key, Item] | None = None,
    ) -> None:
        """Assign the customer to companies above or below, where it is not a contact, nor was by this."""
        led = [led_to(assignment, company, now()) for company in companies]
        if not led:
            return
        memberships = found or self._table.batch_get(key_of_membership(each) for each in led)
        for company, each in zip(companies, led, strict=True):
            membership = contact_of(writing.before, company, memberships.get(key_of_membership(each)))
            known = any(one.id == each.id for one in membership.membership.assignments)
            if known or present_in(company, membership.membership.assignments) is not None:
                continue
            writing.assign(company, memberships, each, primary=None)

    def _admin_checks(
        self, company: LegalEntity, changes: Sequence[RoleChange], acting: str | None
    ) -> list[Check]:
        return checks_of_admin(self._table, company.tenant, company.id, changes, acting)

    def _all_of(self, writing: ContactWrites, updated_by: str | None) -> list[Write]:
        """Return all writes, with that of the profile, whose version a single transaction raises by one."""
        if writing.after is writing.before:
            return writing.writes
        after = replace(writing.after, version=writing.before.version + 1)
        revision = self._customers.revision(writing.before, after, updated_by=updated_by or "")
        # The profile's own write has its version as a condition, and no item may be named twice.
        at_profile = customer_key(after.tenant, after.number)
        others = [each for each in writing.writes if not isinstance(each, Check) or each.key != at_profile]
        return [*revision, *others]

    def _taken_out(
        self,
        company: LegalEntity,
        customer: Customer,
        found: Mapping[Key, Item],
        after: ContactAssignment,
        acting: str | None,
    ) -> list[Write]:
        """Return what takes the customer out of the company."""
        membership = contact_of(customer, company, found.get(key_of_membership(after))).membership
        assignments = tuple(
            after.in_membership if each.id == after.id else each for each in membership.assignments
        )
        wanted = replace(membership, incarnation=customer.incarnation, assignments=assignments)
        put = membership_put(company, membership, wanted)
        kept = None if is_primary(company, after) else company.primary_contact
        change = RoleChange(customer.number, role_in(company, membership), role_in(company, wanted))
        checks = self._admin_checks(company, [change], acting)
        writes: list[Write] = [put, elsewhere_put(customer, put), *checks]
        if company.exists:
            writes.append(contacts_changed(company, kept))
        left = in_legal_entity(customer, company, assignments, now())
        if left is not customer:
            writes += self._customers.revision(customer, left, updated_by=after.updated_by or "")
        return writes

    def _is_written(self, new: ContactAssignment) -> bool:
        found = self.find(new.tenant, new.id)
        return found is not None and found == replace(new, rest=found.rest)
