"""Roles of contacts in their company: the one place that says what each role may do (api.md §8).

Who is in which of a company's groups is stored with the membership. What a role lets a token do is decided
here, by the role at this moment and not by what the token says.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ROLE_SCOPES = 20
_OF_THIS_SERVICE = frozenset(
    {"configuration", "customer", "customermanagement", "iam", "session-context", "sessioncontext"}
)
_SCOPE = re.compile(r"(?P<service>[a-z][a-z0-9-]{0,39})[./][A-Za-z0-9_-]{1,80}", re.ASCII)
_GROUP_ID = re.compile(r"(?P<role>[A-Z]+)\.(?P<company>.+)", re.DOTALL)


class Role(StrEnum):
    """The role of a contact in its company."""

    ADMIN = "ADMIN"
    BUYER = "BUYER"
    REQUESTER = "REQUESTER"
    CONTACT = "CONTACT"


Groups = frozenset[Role]
"""The groups of a company that a contact is in: at most one of `EXCLUSIVE`, and perhaps that of contacts."""
EXCLUSIVE = (Role.ADMIN, Role.BUYER, Role.REQUESTER)
OF_CONTACTS: Groups = frozenset({Role.CONTACT})
OF_ADMINS: Groups = frozenset({Role.ADMIN})
_ADDED_BY_ROLE: Mapping[Role, tuple[str, ...]] = {
    Role.CONTACT: (),
    Role.REQUESTER: (),
    Role.BUYER: ("order.order_manage_own",),
    Role.ADMIN: (
        "order.order_manage_own",
        "customermanagement.contactassignment_manage_own",
        "iam.group_manage_own",
    ),
}
"""The published scopes of a token besides those of every customer; an ADMIN may do what a BUYER may."""


def role_of(groups: Groups) -> Role:
    """Return the role of a contact in these groups."""
    return next((role for role in EXCLUSIVE if role in groups), Role.CONTACT)


def with_group(groups: Groups, role: Role) -> Groups:
    """Return the groups after this one is added: one of `EXCLUSIVE` takes the place of the others."""
    return (groups - set(EXCLUSIVE) if role in EXCLUSIVE else groups) | {role}


def acted(role: Role | None) -> Role | None:
    """Return the role of whoever acts for a contact of this one: it buys for an ADMIN, and manages nobody."""
    return Role.BUYER if role is Role.ADMIN else role


def scopes_of(role: Role | None, more: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the scopes that a token has by the role of its customer; none without a company.

    `more`: the tenant's setting. What it could not be set to is left out, as it may be from before it was
    checked.
    """
    if role is None:
        return ()
    further = more.get(role)
    listed = further if isinstance(further, list) else ()
    valid = (scope for scope in listed if isinstance(scope, str) and _is_of_another_service(scope))
    return tuple(dict.fromkeys((*_ADDED_BY_ROLE[role], *valid)))


def check_role_scopes(value: object) -> None:
    """Raise `ValueError` unless the value of the setting lists scopes of other services by role."""
    if not isinstance(value, dict) or not set(value) <= set(Role):
        raise ValueError(f"must be an object with lists of scopes under {', '.join(Role)}")
    for role, scopes in value.items():
        if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
            raise ValueError(f"its {role} must be a list of scopes")
        if len(scopes) > MAX_ROLE_SCOPES:
            raise ValueError(f"its {role} must have at most {MAX_ROLE_SCOPES} scopes")
        if not all(map(_is_of_another_service, scopes)):
            raise ValueError(
                f"its {role} must have scopes of other services, such as order.order_read_own; "
                "what a role may do in this service is fixed"
            )


def group_id(role: Role, company_id: str) -> str:
    """Return the id of a company's group: no item has it, as each company has all four."""
    return f"{role}.{company_id}"


def group_of(text: str) -> tuple[Role, str] | None:
    """Return the role and the company of a group's id; None if no group can have it."""
    found = _GROUP_ID.fullmatch(text)
    if found is None or found["role"] not in set(Role):
        return None
    return Role(found["role"]), found["company"]


def _is_of_another_service(scope: str) -> bool:
    found = _SCOPE.fullmatch(scope)
    return found is not None and found["service"] not in _OF_THIS_SERVICE
