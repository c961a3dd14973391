"""Put contacts of a company into its groups, take them out, and see who is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.companies.groups import (
    GroupNotFound,
    NotInGroup,
    OnlyContact,
    group_document,
    manageable_group,
)
from shared.domain.companies.legal_entity_rules import LegalEntityNotFound
from shared.domain.customers.customer_rules import visible
from shared.domain.errors import AnsweredBefore
from shared.domain.roles import OF_CONTACTS, Role, with_group
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.domain.callers.access import Access
    from shared.domain.companies.groups import Group
    from shared.domain.customers.legal_entities import Membership
    from shared.domain.idempotency import Receipt
    from shared.domain.roles import Groups
    from shared.ports.companies import CompanyRoleStore
    from shared.use_cases.companies.ports import GroupPorts


def users_of(roles: CompanyRoleStore, tenant: str, group: Group) -> Iterator[str]:
    """Yield the numbers of the customers in a group. Raises `GroupNotFound`."""
    try:
        for number, groups in roles.contacts(tenant, group.company_id):
            if group.role in groups:
                yield number
    except LegalEntityNotFound:
        raise GroupNotFound(group.id) from None


def groups_of(roles: CompanyRoleStore, tenant: str, number: str, access: Access) -> list[dict[str, Any]]:
    """Return the groups that a customer is in; to a customer who calls, those of its session's companies.

    Raises `CustomerNotFound`, also for one that shares no company with the caller.
    """
    own = None if access.wide is not None else [each.id for each in access.legal_entities]
    customer, found = roles.of_customer(tenant, number, own)
    visible(customer, number, access)
    return [group_document(role, company) for company, groups in found for role in Role if role in groups]


def add_user(
    ports: GroupPorts,
    tenant: str,
    text: str,
    number: str,
    access: Access,
    *,
    receipt: Receipt | None,
) -> str:
    """Put a contact into a group, and out of any other of ADMIN, BUYER and REQUESTER; return the entry's id.

    Raises `GroupNotFound`, `NotAdmin`, `CompaniesAreExternal`, `ValidationFailed` for somebody who is not a
    contact of the company, `LastAdmin`.
    """
    group = manageable_group(text, access)
    owned(ports.tenants, tenant)
    entry: str = group.user(number)["id"]
    try:
        ports.roles.revise(
            tenant,
            group.company_id,
            number,
            lambda membership: with_group(membership.lasting_groups, group.role),
            acting=access.acting,
            receipt=(receipt, entry) if receipt is not None else None,
        )
    except LegalEntityNotFound:
        raise GroupNotFound(text) from None
    except AnsweredBefore as answer:
        return answer.resource_id
    return entry


def remove_user(ports: GroupPorts, tenant: str, text: str, number: str, access: Access) -> None:
    """Take a contact out of a group. Who is in no other then is in that of contacts.

    Raises `GroupNotFound`, `NotAdmin`, `CompaniesAreExternal`, `NotInGroup`, `OnlyContact`, `LastAdmin`.
    """
    group = manageable_group(text, access)
    owned(ports.tenants, tenant)

    def rule(membership: Membership) -> Groups:
        if group.role not in membership.groups:
            raise NotInGroup(number, text)
        if membership.groups == OF_CONTACTS:
            raise OnlyContact(number, text)
        return membership.groups - {group.role}

    try:
        ports.roles.revise(tenant, group.company_id, number, rule, acting=access.acting)
    except LegalEntityNotFound:
        raise GroupNotFound(text) from None
