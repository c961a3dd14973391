"""Customers who become contacts by their sign-ups (`JoiningStore`), each in one transaction."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.legal_entity import LegalEntityItem, legal_entity_from, legal_entity_put
from shared.adapters.dynamodb.keys import companies_realm, customer_key, legal_entity_key, tenant_and_company
from shared.adapters.dynamodb.order_keys import order_key
from shared.adapters.patience import turns
from shared.domain.companies.joining import (
    MAX_COMPARED,
    founded_id,
    is_joining,
    joined,
    meant,
)
from shared.domain.customers.customer import Customer
from shared.domain.errors import StorageUnavailable
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shared.adapters.dynamodb.stores.contact_assignments import ContactAssignments
    from shared.adapters.dynamodb.table import Table
    from shared.domain.customers.legal_entities import LegalEntity

_BEFORE_ENTRIES, _BEHIND_ENTRIES = "\0", "\1"
"""After a text in the keys of an index."""


class Joinings:
    """The `JoiningStore` of the table.

    The index of registration numbers is a moment behind. So what customers found has an id that follows from
    the number, and is looked at as it is now: of two who found it at once, the second finds it, and joins.
    """

    def __init__(self, table: Table, assignments: ContactAssignments) -> None:
        self._table = table
        self._assignments = assignments

    def join(
        self, tenant: str, number: str, found: Callable[[LegalEntity, Customer], LegalEntity]
    ) -> LegalEntity | None:
        """See `JoiningStore.join`; one transaction."""
        for _ in turns():
            raw = self._table.get(customer_key(tenant, number))
            customer = customer_from(raw) if raw is not None else None
            if not isinstance(customer, Customer) or not is_joining(customer):
                return None
            founded_before, free = self._founded(customer)
            company = meant([*self._named(customer), *founded_before], customer)
            if company is not None:
                new = joined(customer, company, now(), founds=False)
                if self._assignments.join(customer, company, new):
                    return company
            else:
                company = replace(found(free, customer), write_id=uuid.uuid4().hex)
                new = joined(customer, company, now(), founds=True)
                company = replace(company, primary_contact=(number, new.id))
                if self._assignments.join(customer, company, new, legal_entity_put(free, company)):
                    return company
        raise StorageUnavailable

    def _named(self, customer: Customer) -> Iterable[LegalEntity]:
        """Return companies that the index has under the customer's number, as they are now."""
        first = order_key(customer.company_registration_id, "")
        last = first.removesuffix(_BEFORE_ENTRIES) + _BEHIND_ENTRIES
        named: Any = LegalEntityItem.realm == companies_realm(customer.tenant, customer.restriction)
        named &= LegalEntityItem.registration_key.between(first, last)
        rows = self._table.query(named, index="by_company", limit=MAX_COMPARED)
        ids = [tenant_and_company(row["pk"]["S"])[1] for row in rows]
        found = self._table.batch_get(legal_entity_key(customer.tenant, each) for each in ids)
        return [legal_entity_from(*tenant_and_company(key.pk), raw) for key, raw in found.items()]

    def _founded(self, customer: Customer) -> tuple[Sequence[LegalEntity], LegalEntity]:
        """Return companies that were founded by the customer's number, and what is stored of the next one."""
        found: list[LegalEntity] = []
        while True:
            key = legal_entity_key(customer.tenant, founded_id(customer, len(found)))
            company = legal_entity_from(*tenant_and_company(key.pk), self._table.get(key))
            if not company.exists:
                return found, company
            found.append(company)
