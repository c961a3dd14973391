"""How much of what is held about a customer a caller may export, besides the history.

Closed by default: who is limited to restrictions gets a section whole only if it is named here as such, and
what another service shows is only for whoever has that service's scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from shared.domain.callers.requirements import READ_CONTACT_ASSIGNMENT, READ_CONTEXT, READ_GROUP_USERS
from shared.domain.history.reach import ALWAYS
from shared.domain.instants import instant_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shared.domain.callers.access import Caller
    from shared.domain.callers.requirements import Requirement

Held = dict[str, Any]
Omitted = tuple[str, str]

_OF_OTHER_SERVICES: Final[Mapping[str, Requirement]] = {
    "legalEntities": READ_CONTACT_ASSIGNMENT,
    "contactAssignments": READ_CONTACT_ASSIGNMENT,
    "sessionContexts": READ_CONTEXT,
}
_CALLS_OF = {
    "customer": None,
    "customerlogin": None,
    "customer-management": READ_CONTACT_ASSIGNMENT,
    "iam": READ_GROUP_USERS,
    "session-context": READ_CONTEXT,
}
"""By service, the scope without which an export does not have calls to it; none for this service itself."""
_CALLS = "repeatableCalls"
_ROLES = "groups"

_WHOLE = frozenset({"accounts", "contactEmails", "identityProviders", "passwordMigration"})
"""Sections that show how the customer is now, and nothing of how it was."""
_DATED = {"sessions": "createdAt", "sessionContexts": "createdAt", _CALLS: "madeAt"}
_OF_OTHER_TIMES = frozenset({"ended", "movedAt", "writer"})
"""Members of the profile that may outlive the writes that they are about."""
_LIMITED = "whoever exports may only see customers of some restrictions"
_LEFT_OUT_WHEN_LIMITED: Final[Sequence[Omitted]] = (
    ("what is from before the customer came within reach, as far as the history tells when", _LIMITED),
    ("companies that the customer does not belong to any more", _LIMITED),
    (
        "former names, one-time tokens, notices, and numbers of wrong passwords and messages",
        "do not say whether they are from before the customer came within reach",
    ),
)


def of_services(held: Mapping[str, Any], caller: Caller) -> tuple[Held, list[Omitted]]:
    """Return the sections without what other services show and the caller may not read, and what that is."""
    shown = dict(held)
    missing: dict[str, list[str]] = {}
    for section, needed in _OF_OTHER_SERVICES.items():
        if not caller.reads_widely(needed):
            shown[section] = []
            missing.setdefault(_reason(needed), []).append(section)
    if not caller.reads_widely(READ_GROUP_USERS):
        shown["legalEntities"] = [_without(each, {_ROLES}) for each in shown["legalEntities"]]
        missing.setdefault(_reason(READ_GROUP_USERS), []).append(f"legalEntities.{_ROLES}")
    shown[_CALLS] = [each for each in held[_CALLS] if _may_see_call(each["path"], caller)]
    if len(shown[_CALLS]) < len(held[_CALLS]):
        missing["needs the scope to read what they have written"] = [f"{_CALLS} to other services"]
    return shown, [(", ".join(names), reason) for reason, names in missing.items()]


def within_reach_since(held: Mapping[str, Any], since: datetime | None) -> tuple[Held, Sequence[Omitted]]:
    """Return the sections as one sees them who sees the customer only since then, and what is left out.

    `since`: None where nobody knows. The customer itself is not of another time, as it is within reach.
    """
    shown: Held = {section: entries for section, entries in held.items() if section in _WHOLE}
    shown["profile"] = _without(held["profile"], _OF_OTHER_TIMES)
    shown["legalEntities"] = [
        {**each, "assignments": present}
        for each in held["legalEntities"]
        if (present := [assignment for assignment in each["assignments"] if not assignment["ended"]])
    ]
    shown["contactAssignments"] = [
        _without(each, {"updatedBy"}) for each in held["contactAssignments"] if "endedAt" not in each
    ]
    for section, made in _DATED.items():
        shown[section] = [each for each in held[section] if _is_after(each.get(made), since)]
    return {section: shown.get(section, []) for section in held}, _LEFT_OUT_WHEN_LIMITED


def _may_see_call(path: str, caller: Caller) -> bool:
    service = path.removeprefix("/").partition("/")[0]
    if service not in _CALLS_OF:
        return False
    needed = _CALLS_OF[service]
    return needed is None or caller.reads_widely(needed)


def _reason(needed: Requirement) -> str:
    everywhere = ", for customers of every restriction" if needed.tenant_wide else ""
    return f"needs the scope {needed.scope}{everywhere}"


def _is_after(made: str | None, since: datetime | None) -> bool:
    if since is None or made is None:
        return False
    return since == ALWAYS or instant_from(made) > since


def _without(part: Mapping[str, Any], names: frozenset[str] | set[str]) -> Held:
    return {name: value for name, value in part.items() if name not in names}
