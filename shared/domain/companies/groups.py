"""The four groups of each company. None is stored: an id says role and company (api.md §8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.domain.companies.legal_entity_rules import metadata_of
from shared.domain.errors import Conflict, Forbidden, InvalidQuery, NotFound, Problem, ValidationFailed
from shared.domain.query.conditions import (
    And,
    Equals,
    Node,
    OfOneElement,
    Operand,
    Or,
    Term,
    all_of,
    any_of,
    terms_of,
)
from shared.domain.query.evaluation import Query
from shared.domain.query.fields import Field, FieldKind, Members
from shared.domain.query.order import Order
from shared.domain.roles import Role, group_id, group_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.domain.callers.access import Access
    from shared.domain.customers.legal_entities import LegalEntity

CUSTOMER_USERS = "CUSTOMER"
"""The only type of user that a company's groups have."""
_TEXT = FieldKind.TEXT
_METADATA: Members = {
    "version": FieldKind.NUMBER,
    "createdAt": FieldKind.INSTANT,
    "modifiedAt": FieldKind.INSTANT,
}
GROUP_MEMBERS: Members = MappingProxyType(
    {
        "id": _TEXT,
        "name": {"en": _TEXT},
        "description": {"en": _TEXT},
        "code": _TEXT,
        "userType": _TEXT,
        "b2b": {"legalEntityId": _TEXT},
        "metadata": _METADATA,
    }
)
GROUP_ORDER_MEMBERS: Members = MappingProxyType({"b2b": {"legalEntityId": _TEXT}, "metadata": _METADATA})
"""Those that groups can be sorted by: what their company has. Its own four keep their order."""
GROUP_FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{name: (name,) for name in ("id", "code", "b2b.legalEntityId")},
        "name": ("name.en",),
        "description": ("description.en",),
        "metadataModifiedAt": ("metadata.modifiedAt",),
        "userType": ("userType",),
    }
)
_OF_COMPANY = frozenset({"b2b", "metadata"})
_DESCRIPTIONS: Mapping[Role, str] = {
    Role.ADMIN: "Manages the company's contacts and their roles",
    Role.BUYER: "Orders for the company",
    Role.REQUESTER: "Prepares orders for others to place",
    Role.CONTACT: "Belongs to the company",
}


class GroupNotFound(NotFound):
    """There is no such group, or it is of a company that the caller does not act for: one answer for both."""

    def __init__(self, group: str) -> None:
        super().__init__(f"Group '{group}' not found.", about=group)


class NotInGroup(NotFound):
    """The customer is not in the group."""

    def __init__(self, number: str, group: str) -> None:
        super().__init__(f"User '{number}' is not in group '{group}'.", about=number)


class OnlyContact(Conflict):
    """The customer is in no other group, and whoever belongs to a company is in one at least."""

    def __init__(self, number: str, group: str) -> None:
        super().__init__(
            f"User '{number}' is only in group '{group}'; to take it out of the company, delete its contact "
            "assignment.",
            about=number,
        )


class LastAdmin(Conflict):
    """A company would have no ADMIN any more."""

    def __init__(self, entity_id: str) -> None:
        super().__init__(
            f"Legal entity '{entity_id}' would have no ADMIN any more; make another contact ADMIN first.",
            about=entity_id,
        )


class AdminOfTooMany(Conflict):
    """A customer is ADMIN of more companies than can be checked at once to keep another."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Customer '{number}' is ADMIN of too many legal entities for this to be done at once; take some "
            "of these roles away first (DELETE /iam/{tenant}/groups/{groupId}/users/{userId}).",
            about=number,
        )


class NotAdmin(Forbidden):
    """The caller belongs to the company, but is not its ADMIN at this moment."""

    def __init__(self, entity_id: str) -> None:
        super().__init__(
            f"Only an ADMIN of legal entity '{entity_id}' may manage its contacts.", about=entity_id
        )


class Group(NamedTuple):
    """One of a company's groups."""

    role: Role
    company_id: str

    @property
    def id(self) -> str:
        """The id, which says all of it."""
        return group_id(self.role, self.company_id)

    def user(self, number: str) -> dict[str, Any]:
        """Return what the API shows of a customer in the group."""
        return {
            "id": f"{self.id}.{number}",
            "groupId": self.id,
            "userId": number,
            "userType": CUSTOMER_USERS,
        }


def visible_group(text: str, access: Access) -> Group:
    """Return the group of an id, if the caller may look at its company. Raises `GroupNotFound`."""
    found = group_of(text)
    if found is None or not (access.wide is not None or access.acts_for(found[1])):
        raise GroupNotFound(text)
    return Group(*found)


def manageable_group(text: str, access: Access) -> Group:
    """Return the group, if the caller may change who is in it. Raises `GroupNotFound`, `NotAdmin`."""
    group = visible_group(text, access)
    if not access.administers(group.company_id):
        raise NotAdmin(group.company_id)
    return group


def absent_contact(number: str) -> ValidationFailed:
    """Return the error for a user who cannot be in a company's groups, as it does not belong to it."""
    told = f"must be a contact of the company, which '{number}' is not; assign that customer to it first"
    return ValidationFailed(Problem(told, "userId"))


def group_document(role: Role, company: LegalEntity) -> dict[str, Any]:
    """Return what the API shows of a group of a company. It is as old as the company, and changes with it."""
    document = {
        "id": group_id(role, company.id),
        **_of_role(role),
        "b2b": {"legalEntityId": company.id},
    }
    if company.exists:
        document["metadata"] = metadata_of(company)
    return document


@dataclass(frozen=True, slots=True)
class GroupQuery:
    """A question for groups, as one for companies and the roles whose groups are wanted of each."""

    companies: Query
    roles: tuple[Role, ...]


def group_query(conditions: Sequence[Node]) -> GroupQuery:
    """Return what the conditions ask for. Each is on the company, or on what groups of a role have alike.

    Raises `InvalidQuery` for one that mixes them.
    """
    roles = list(Role)
    of_companies: list[Node] = []
    for node in all_of(list(conditions)).nodes:
        asked = {term.field.path[0] for term in terms_of(node)}
        if asked <= _OF_COMPANY:
            of_companies.append(_on_company(node))
        elif "id" not in asked and asked.isdisjoint(_OF_COMPANY):
            query = Query(all_of([node]))
            roles = [role for role in roles if query.matches(_of_role(role))]
        else:
            group = _named(node)
            roles = [role for role in roles if group is not None and role is group[0]]
            of_companies += [_is_company(group[1])] if group is not None else []
    return GroupQuery(Query(all_of(of_companies)), tuple(roles))


def company_order(order: Order) -> Order:
    """Return the order of companies that an order of their groups stands for."""
    return Order(tuple(replace(sort, field=_field_of_company(sort.field)) for sort in order.fields))


def _of_role(role: Role) -> dict[str, Any]:
    return {
        "name": {"en": role.capitalize()},
        "description": {"en": _DESCRIPTIONS[role]},
        "code": str(role),
        "userType": CUSTOMER_USERS,
        "accessControls": [],
        "templates": [],
    }


def _named(node: Node) -> tuple[Role, str] | None:
    """Return role and company of the one group that a condition names; None if it names no group."""
    if isinstance(node, Term) and node.field.path == ("id",) and isinstance(node.condition, Equals):
        return group_of(node.condition.operand.text)
    raise InvalidQuery(
        "Query parameter 'q' may ask for one 'id', and may join conditions by OR only if all of them are on "
        "the company (b2b, metadata), or none is."
    )


def _is_company(company_id: str) -> Term:
    return Term(Field(("id",), _TEXT), Equals(Operand(company_id, quoted=True)))


def _on_company(node: Node) -> Node:
    match node:
        case Term(field, condition):
            return Term(_field_of_company(field), condition)
        case OfOneElement(_, inner):  # a company has one b2b and one metadata
            return _on_company(inner)
        case And(nodes):
            return all_of([_on_company(each) for each in nodes])
        case Or(nodes):
            return any_of([_on_company(each) for each in nodes])


def _field_of_company(field: Field) -> Field:
    return Field(("id",), _TEXT) if field.path[0] == "b2b" else field
