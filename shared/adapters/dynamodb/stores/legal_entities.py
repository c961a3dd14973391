"""Companies and who belongs to them (`LegalEntityStore`): each profile agrees with its memberships.

What a company is called is written of each customer in it. So that none keeps an old name, an assignment
checks in its transaction that the company is as it was read. Of the many customers in a company the writes
are too many at a time to check one item: each reads the membership first, then the company, and fails if the
membership has been written since. Whoever deals with a later state of the company finds it as it was left.
"""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.company import (
    MembershipItem,
    company_check,
    company_from,
    company_put,
    is_member,
    membership_from,
    membership_put,
)
from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.elsewhere import elsewhere_put
from shared.adapters.dynamodb.keys import (
    COMPANY,
    company_key,
    customer_key,
    membership_key,
    membership_partition,
)
from shared.adapters.dynamodb.stores.customers import REVISIONS, let_rivals_pass
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.domain.customers.customer import Customer
from shared.domain.customers.legal_entities import Membership, belonging, ended, in_company
from shared.domain.errors import CustomerNotFound, StorageUnavailable
from shared.domain.instants import now
from shared.ports.customers import Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.adapters.dynamodb.stores.customers import Customers
    from shared.adapters.dynamodb.table import Item, Table, Write
    from shared.domain.customers.legal_entities import Assignments, Company

UPDATED_BY = "client-management"


class LegalEntityTable:
    """The `LegalEntityStore` of the table."""

    def __init__(self, table: Table, customers: Customers) -> None:
        self._table = table
        self._customers = customers

    def revise(self, tenant: str, entity_id: str, rule: Callable[[Company], Company]) -> Company:
        """See `LegalEntityStore.revise`; one write."""
        for attempt in range(REVISIONS):
            current = self._company(tenant, entity_id)
            after = rule(current)
            if after is current:
                return current
            after = replace(after, write_id=uuid.uuid4().hex)
            if self._table.write_if_unchanged(company_put(current, after)):
                return after
            let_rivals_pass(attempt)
        raise StorageUnavailable

    def revise_assignments(
        self, tenant: str, entity_id: str, number: str, rule: Callable[[Assignments], Assignments]
    ) -> None:
        """See `LegalEntityStore.revise_assignments`; one transaction."""
        at_company = company_key(tenant, entity_id)
        at_membership = membership_key(tenant, entity_id, number)
        at_customer = customer_key(tenant, number)
        for attempt in range(REVISIONS):
            found = self._table.batch_get((at_company, at_membership, at_customer))
            if at_customer not in found:
                raise CustomerNotFound(number)
            customer = customer_from(found[at_customer])
            if not isinstance(customer, Customer):
                return
            company = company_from(tenant, entity_id, found.get(at_company))
            member = _member(customer, company, found.get(at_membership))
            writes = self._writes(company, member, rule(member.membership.assignments))
            if not writes or self._table.write_if_unchanged(*writes, company_check(company)):
                return
            let_rivals_pass(attempt)
        raise StorageUnavailable

    def unsettled(self, company: Company) -> Iterator[list[Member]]:
        """See `LegalEntityStore.unsettled`."""
        partition = MembershipItem.pk == membership_partition(company.tenant, company.id)
        rows = self._table.query(partition, consistent=True)
        while chunk := list(itertools.islice(rows, BATCH_GET_LIMIT)):
            # After the memberships: one that has been made to agree with a later state is not to be undone.
            if self._company(company.tenant, company.id).write_id != company.write_id:
                return
            unsettled = [raw for raw in chunk if _is_unsettled(company, raw)]
            keys = [customer_key(company.tenant, raw["sk"]["S"]) for raw in unsettled]
            found = self._table.batch_get(keys)
            customers = [customer_from(found[key]) if key in found else None for key in keys]
            yield [
                _member(customer, company, raw)
                for raw, customer in zip(unsettled, customers, strict=True)
                if isinstance(customer, Customer)
            ]

    def settle(self, company: Company, member: Member) -> None:
        """See `LegalEntityStore.settle`; one transaction."""
        customer = member.customer
        writes = self._writes(company, member, member.membership.assignments)
        # Who comes to the company has to check it: nobody else looks at a membership that is over.
        if not _belongs(customer, company) or (writes and not self._table.write_if_unchanged(*writes)):
            self.revise_assignments(company.tenant, company.id, customer.number, lambda present: present)

    def _company(self, tenant: str, entity_id: str) -> Company:
        return company_from(tenant, entity_id, self._table.get(company_key(tenant, entity_id)))

    def _writes(self, company: Company, member: Member, assignments: Assignments) -> list[Write]:
        """What makes membership and profile agree with these assignments and the company."""
        current, customer = member.membership, member.customer
        after = in_company(customer, company, assignments, now())
        wanted = replace(
            current,
            incarnation=customer.incarnation,
            assignments=assignments,
            company_write_id=company.write_id,
        )
        if after is customer and wanted == current:
            return []
        put = membership_put(company, current, wanted)
        writes: list[Write] = [put]
        if not (_belongs(customer, company) and _belongs(after, company)):
            writes.append(elsewhere_put(customer, put))
        if after is not customer:
            writes.append(self._customers.revision(customer, after, updated_by=UPDATED_BY))
        return writes


def _member(customer: Customer, company: Company, raw: Item | None) -> Member:
    """The customer with the membership of an item; what a deleted customer left counts as far as it ended."""
    if raw is None:
        blank = Membership(customer.number, customer.incarnation, company_write_id=company.write_id)
        return Member(customer, blank)
    membership = membership_from(raw)
    if membership.incarnation != customer.incarnation:
        membership = replace(membership, assignments=ended(membership.assignments))
    return Member(customer, membership)


def _belongs(customer: Customer, company: Company) -> bool:
    return any(entity.id == company.id for entity in customer.legal_entities)


def _is_unsettled(company: Company, raw: Item) -> bool:
    if raw["sk"]["S"] == COMPANY:
        return False
    membership = membership_from(raw)
    if is_member(raw):
        return membership.company_write_id != company.write_id
    return belonging(company, membership.assignments) is not None
