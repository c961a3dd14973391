"""Legal entities and who belongs to them (`LegalEntityStore`): each profile agrees with its memberships.

Each contact's profile holds the legal entity's name. So that none keeps an old name, an assignment checks in
its transaction that the legal entity is as it was read. The many writes of a renaming cannot all check one
item: each reads the membership first, then the legal entity, and fails if the membership has been written
since. A later state of the legal entity finds whatever they left.
"""

from __future__ import annotations

import contextlib
import itertools
import uuid
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.contact_assignment import told_assignment_writes, unlisted_assignment_put
from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.elsewhere import elsewhere_put
from shared.adapters.dynamodb.items.legal_entity import (
    LegalEntityItem,
    MembershipItem,
    edge_writes,
    is_contact,
    is_listed_rightly,
    legal_entity_check,
    legal_entity_from,
    legal_entity_put,
    membership_check,
    membership_from,
    membership_put,
)
from shared.adapters.dynamodb.keys import (
    LEGAL_ENTITY,
    customer_key,
    legal_entity_key,
    membership_key,
    membership_partition,
    tenant_and_company,
)
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.adapters.dynamodb.writes import ConditionFailed, Key
from shared.adapters.patience import turns
from shared.domain.customers.customer import Customer
from shared.domain.customers.legal_entities import Membership, belonging, ended, in_legal_entity, relisted
from shared.domain.errors import CustomerNotFound, StorageUnavailable
from shared.domain.instants import now
from shared.ports.customers import Contact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.adapters.dynamodb.stores.customers import Customers
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Write
    from shared.domain.customers.legal_entities import Assignments, LegalEntity

UPDATED_BY = "client-management"


class LegalEntities:
    """The `LegalEntityStore` of the table."""

    def __init__(self, table: Table, customers: Customers) -> None:
        self._table = table
        self._customers = customers

    def revise(self, tenant: str, entity_id: str, rule: Callable[[LegalEntity], LegalEntity]) -> LegalEntity:
        """See `LegalEntityStore.revise`; one write, or a transaction where it gets another parent."""
        for _ in turns():
            current = self._legal_entity(tenant, entity_id)
            after = rule(current)
            if after is current:
                return current
            after = replace(after, write_id=uuid.uuid4().hex)
            put, edges = legal_entity_put(current, after), edge_writes(current, after)
            with contextlib.suppress(ConditionFailed):  # where a rival was faster, or the first attempt
                if edges:
                    self._table.write(put, *edges)
                else:
                    self._table.write_alone(put)
                return after
        raise StorageUnavailable

    def revise_assignments(
        self, tenant: str, entity_id: str, number: str, rule: Callable[[Assignments], Assignments]
    ) -> None:
        """See `LegalEntityStore.revise_assignments`; one transaction."""
        at_legal_entity = legal_entity_key(tenant, entity_id)
        at_membership = membership_key(tenant, entity_id, number)
        at_customer = customer_key(tenant, number)
        for _ in turns():
            found = self._table.batch_get((at_legal_entity, at_membership, at_customer))
            if at_customer not in found:
                raise CustomerNotFound(number)
            customer = customer_from(found[at_customer])
            if not isinstance(customer, Customer):
                return
            legal_entity = legal_entity_from(tenant, entity_id, found.get(at_legal_entity))
            contact = contact_of(customer, legal_entity, found.get(at_membership))
            writes = self._writes(legal_entity, contact, rule(contact.membership.assignments))
            if not writes or self._table.write_if_unchanged(*writes, legal_entity_check(legal_entity)):
                return
        raise StorageUnavailable

    def find(self, tenant: str, entity_id: str) -> LegalEntity:
        """See `LegalEntityStore.find`."""
        return self._legal_entity(tenant, entity_id)

    def list_all(self, tenant: str) -> Iterator[int]:
        """See `CompanyIndexes.list_all`; it reads the whole table."""
        described: Any = LegalEntityItem.sk == LEGAL_ENTITY
        described &= LegalEntityItem.pk.startswith(membership_partition(tenant, ""))
        described &= LegalEntityItem.realm.exists() | LegalEntityItem.expires_at.does_not_exist()
        for page in self._table.scan(described, "name", "details", "realm", "expiresAt", "writeId"):
            wrong = [row for row in page if not is_listed_rightly(row)]
            for row in wrong:
                rule = partial(relisted, write_id=row["writeId"]["S"])
                self.revise(tenant, tenant_and_company(row["pk"]["S"])[1], rule)
            yield len(wrong)

    def list_contacts(self, tenant: str) -> Iterator[int]:
        """See `CompanyIndexes.list_contacts`; it reads the whole table."""
        contacts: Any = MembershipItem.pk.startswith(membership_partition(tenant, ""))
        contacts &= (MembershipItem.sk != LEGAL_ENTITY) & MembershipItem.expires_at.does_not_exist()
        for page in self._table.scan(contacts):
            yield sum(self._list_contact(tenant, Key.of(row)) for row in page)

    def _list_contact(self, tenant: str, at_membership: Key) -> bool:
        """Write the assignment of a membership that lacks its item; return whether it did."""
        _, entity_id = tenant_and_company(at_membership.pk)
        at_company = legal_entity_key(tenant, entity_id)
        found = self._table.batch_get((at_membership, at_company))
        if at_membership not in found:
            return False
        membership = membership_from(found[at_membership])
        legal_entity = legal_entity_from(tenant, entity_id, found.get(at_company))
        put = unlisted_assignment_put(legal_entity, membership)
        return put is not None and self._table.write_if_unchanged(
            put, membership_check(at_membership, membership)
        )

    def unsettled(self, legal_entity: LegalEntity) -> Iterator[list[Contact]]:
        """See `LegalEntityStore.unsettled`."""
        partition = MembershipItem.pk == membership_partition(legal_entity.tenant, legal_entity.id)
        rows = self._table.query(partition, consistent=True)
        while chunk := list(itertools.islice(rows, BATCH_GET_LIMIT)):
            # After the memberships: one that has been made to agree with a later state is not to be undone.
            if self._legal_entity(legal_entity.tenant, legal_entity.id).write_id != legal_entity.write_id:
                return
            unsettled = [raw for raw in chunk if _is_unsettled(legal_entity, raw)]
            keys = [customer_key(legal_entity.tenant, raw["sk"]["S"]) for raw in unsettled]
            found = self._table.batch_get(keys)
            customers = [customer_from(found[key]) if key in found else None for key in keys]
            yield [
                contact_of(customer, legal_entity, raw)
                for raw, customer in zip(unsettled, customers, strict=True)
                if isinstance(customer, Customer)
            ]

    def settle(self, legal_entity: LegalEntity, contact: Contact) -> None:
        """See `LegalEntityStore.settle`; one transaction."""
        customer = contact.customer
        writes = self._writes(legal_entity, contact, contact.membership.assignments)
        # Who comes to the legal entity has to check it: nobody else looks at a membership that is over.
        if not _belongs(customer, legal_entity) or (writes and not self._table.write_if_unchanged(*writes)):
            self.revise_assignments(
                legal_entity.tenant, legal_entity.id, customer.number, lambda present: present
            )

    def _legal_entity(self, tenant: str, entity_id: str) -> LegalEntity:
        return legal_entity_from(tenant, entity_id, self._table.get(legal_entity_key(tenant, entity_id)))

    def _writes(self, legal_entity: LegalEntity, contact: Contact, assignments: Assignments) -> list[Write]:
        """Return the writes that make membership and profile agree with assignments and legal entity."""
        current, customer = contact.membership, contact.customer
        after = in_legal_entity(customer, legal_entity, assignments, now())
        stays = belonging(legal_entity, current.assignments) and belonging(legal_entity, assignments)
        wanted = replace(
            current,
            incarnation=customer.incarnation,
            assignments=assignments,
            legal_entity_write_id=legal_entity.write_id,
            chosen_groups=current.chosen_groups if stays is not None else None,
        )
        if after is customer and wanted == current:
            return []
        put = membership_put(legal_entity, current, wanted)
        writes: list[Write] = [put, *told_assignment_writes(legal_entity, current, wanted)]
        if not (_belongs(customer, legal_entity) and _belongs(after, legal_entity)):
            writes.append(elsewhere_put(customer, put))
        if after is not customer:
            writes += self._customers.revision(customer, after, updated_by=UPDATED_BY)
        return writes


def contact_of(customer: Customer, legal_entity: LegalEntity, raw: Item | None) -> Contact:
    """Return the customer with the membership of an item.

    What a deleted customer left counts as far as it ended.
    """
    if raw is None:
        blank = Membership(customer.number, customer.incarnation, legal_entity_write_id=legal_entity.write_id)
        return Contact(customer, blank)
    membership = membership_from(raw)
    if membership.incarnation != customer.incarnation:
        membership = replace(membership, assignments=ended(membership.assignments), chosen_groups=None)
    return Contact(customer, membership)


def _belongs(customer: Customer, legal_entity: LegalEntity) -> bool:
    return any(entity.id == legal_entity.id for entity in customer.legal_entities)


def _is_unsettled(legal_entity: LegalEntity, raw: Item) -> bool:
    if raw["sk"]["S"] == LEGAL_ENTITY:
        return False
    membership = membership_from(raw)
    if is_contact(raw):
        return membership.legal_entity_write_id != legal_entity.write_id
    return belonging(legal_entity, membership.assignments) is not None
