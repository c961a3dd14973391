"""Who is in which groups of a company (`CompanyRoles`); each membership has the groups of its customer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.legal_entity import (
    MembershipItem,
    is_contact,
    legal_entity_from,
    membership_from,
    membership_put,
)
from shared.adapters.dynamodb.items.receipt import answered, receipt_put
from shared.adapters.dynamodb.keys import (
    LEGAL_ENTITY,
    customer_key,
    legal_entity_key,
    membership_key,
    membership_partition,
)
from shared.adapters.dynamodb.stores.admins import RoleChange, checks_of_admin, keys_of_admin
from shared.adapters.dynamodb.writes import ConditionFailed
from shared.adapters.patience import turns
from shared.domain.companies.groups import absent_contact
from shared.domain.companies.legal_entity_rules import LegalEntityNotFound
from shared.domain.customers.customer import Customer
from shared.domain.errors import AnsweredBefore, CustomerNotFound, StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key, Write
    from shared.domain.customers.legal_entities import LegalEntity, Membership
    from shared.domain.idempotency import Receipt
    from shared.domain.roles import Groups


class CompanyRoles:
    """The `CompanyRoleStore` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def contacts(self, tenant: str, entity_id: str) -> Iterator[tuple[str, Groups]]:
        """See `CompanyRoleStore.contacts`; a query, whose pages are read as they are needed."""
        partition: Any = MembershipItem.pk == membership_partition(tenant, entity_id)
        rows = self._table.query(partition, consistent=True)
        first = next(rows, None)  # the company's own item, if it has one
        company = legal_entity_from(tenant, entity_id, None)
        if first is not None and first["sk"]["S"] == LEGAL_ENTITY:
            company, first = legal_entity_from(tenant, entity_id, first), None
        if company.is_deleted or (first is None and not company.exists):
            raise LegalEntityNotFound(entity_id)
        for raw in (*([first] if first is not None else []), *rows):
            if is_contact(raw):
                yield raw["sk"]["S"], membership_from(raw).groups

    def of_customer(
        self, tenant: str, number: str, companies: Collection[str] | None
    ) -> tuple[Customer, Sequence[tuple[LegalEntity, Groups]]]:
        """See `CompanyRoleStore.of_customer`; one request for named companies, else two."""
        at_profile = customer_key(tenant, number)
        found = self._table.batch_get((at_profile, *_places(tenant, number, companies or ())))
        raw = found.get(at_profile)
        customer = customer_from(raw) if raw is not None else None
        if not isinstance(customer, Customer):
            raise CustomerNotFound(number)
        if companies is None:
            companies = [each.id for each in customer.legal_entities]
            found = self._table.batch_get(_places(tenant, number, companies))
        pairs = []
        for each in sorted(companies):
            company = legal_entity_from(tenant, each, found.get(legal_entity_key(tenant, each)))
            membership = _contact(found.get(membership_key(tenant, each, number)), customer)
            if membership is not None and not company.is_deleted:
                pairs.append((company, membership.groups))
        return customer, pairs

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
        """See `CompanyRoleStore.revise`; two requests."""
        at_membership, at_profile = keys_of_admin(tenant, entity_id, number)
        at_company = legal_entity_key(tenant, entity_id)
        of_caller = keys_of_admin(tenant, entity_id, acting) if acting is not None else ()
        for _ in turns():
            found = self._table.batch_get((at_company, at_membership, at_profile, *of_caller))
            company = legal_entity_from(tenant, entity_id, found.get(at_company))
            raw = found.get(at_profile)
            customer = customer_from(raw) if raw is not None else None
            membership = _contact(found.get(at_membership), customer)
            if company.is_deleted or (membership is None and not company.exists):
                raise LegalEntityNotFound(entity_id)
            if membership is None:
                raise absent_contact(number)
            after = replace(membership, chosen_groups=rule(membership))
            change = RoleChange(number, membership.role, after.role)
            checks = checks_of_admin(self._table, tenant, entity_id, [change], acting, found)
            records = [receipt_put(receipt[0], resource_id=receipt[1])] if receipt is not None else []
            others: list[Write] = [*checks, *records]
            if after == membership and not others:
                return
            put = membership_put(company, membership, after)
            try:
                self._table.write(put, *others)
            except ConditionFailed as failure:
                if receipt is not None and failure.of(*records):
                    raise AnsweredBefore(answered(receipt[0], failure.met(records[0]))) from None
            else:
                return
        raise StorageUnavailable


def _places(tenant: str, number: str, companies: Collection[str]) -> Iterator[Key]:
    for each in companies:
        yield from (legal_entity_key(tenant, each), membership_key(tenant, each, number))


def _contact(raw: Item | None, customer: object) -> Membership | None:
    """Return the membership of an item; None where it makes this customer no contact."""
    if raw is None or not isinstance(customer, Customer) or not is_contact(raw):
        return None
    membership = membership_from(raw)
    return membership if membership.incarnation == customer.incarnation else None
