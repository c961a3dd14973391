"""Staff: users of an issuer, whom a tenant gives roles by their groups (setting `staff.roles`, api.md §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.domain.callers.access import LOG_IN_ON_BEHALF, OWN_SUFFIX, RESTRICTION_MARK, SCOPES, grants_from
from shared.domain.callers.tokens import MAX_GROUP_LENGTH
from shared.domain.errors import Forbidden

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from shared.domain.callers.access import Caller

MAX_ROLES = 50
STAFF_SCOPES = frozenset(
    scope
    for scope in SCOPES
    if not scope.endswith(OWN_SUFFIX)
    and not scope.startswith("customer.customerprofile_")
    and scope != LOG_IN_ON_BEHALF
)
"""Scopes of callers who are not customers, except that of a program which says from where others log in."""


class NoStaffRole(Forbidden):
    """None of the groups of somebody of the staff has a role in the tenant."""

    def __init__(self, tenant: str) -> None:
        super().__init__(
            f"None of your groups has a role in tenant '{tenant}'. Its administrator gives roles to groups "
            "by the configuration staff.roles."
        )


def with_roles(caller: Caller, roles: Mapping[str, Any]) -> Caller:
    """Return somebody of the staff with the scopes of all groups that have a role. Raises `NoStaffRole`.

    What a role could not be set to grants nothing, as it may be from before it was checked.
    """
    known = [roles[group] for group in caller.groups or () if group in roles]
    grants = grants_from((word for role in known for word in _words(role)), None)
    if not grants:
        raise NoStaffRole(caller.tenant)
    return replace(caller, grants={scope: grant.within(caller.limits) for scope, grant in grants.items()})


def scope_words(caller: Caller) -> Iterator[str]:
    """Yield the caller's grants as words of a token's scope: one for each restriction that limits it."""
    for scope, grant in sorted(caller.grants.items()):
        if grant.restrictions is None:
            yield scope
        else:
            yield from (f"{scope}{RESTRICTION_MARK}{each}" for each in sorted(grant.restrictions))


def check_staff_roles(value: object, restrictions: Collection[str]) -> None:
    """Raise `ValueError` unless the value gives groups their role. `restrictions`: those of the tenant."""
    if not isinstance(value, dict):
        raise ValueError("must be an object with a role under the name of each group")  # noqa: TRY004 - as every other problem of a value
    if len(value) > MAX_ROLES:
        raise ValueError(f"must have at most {MAX_ROLES} groups")
    for group, role in value.items():
        if not (0 < len(group) <= MAX_GROUP_LENGTH and group.isprintable() and group == group.strip()):
            raise ValueError(f"must have names of groups of 1 to {MAX_GROUP_LENGTH} printable characters")
        if not isinstance(role, dict) or not role.keys() <= {"scopes", "restrictions"}:
            raise ValueError(f"its {group} must be an object with scopes and perhaps restrictions")
        _check_names(role.get("scopes"), STAFF_SCOPES, f"its {group} must have a list of scopes for services")
        if "restrictions" in role:
            wanted = f"its {group} must have a list of restrictions of the tenant, or none for all"
            _check_names(role["restrictions"], restrictions, wanted)


def _check_names(value: object, known: Collection[str], wanted: str) -> None:
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        raise ValueError(wanted)
    if len(set(value)) < len(value):
        raise ValueError(f"{wanted}, each once")
    if unknown := [each for each in value if each not in known]:
        raise ValueError(f"{wanted}, and '{unknown[0][:MAX_GROUP_LENGTH]}' is not one")


def _words(role: object) -> Iterator[str]:
    """Yield the words that a role grants, limited to its restrictions by their suffixes."""
    if not isinstance(role, Mapping):
        return
    scopes = role.get("scopes")
    limits = role.get("restrictions")
    for scope in scopes if isinstance(scopes, list) else ():
        if not isinstance(scope, str) or scope not in STAFF_SCOPES:
            continue
        if limits is None:
            yield scope
        elif isinstance(limits, list):
            yield from (f"{scope}{RESTRICTION_MARK}{each}" for each in limits)
