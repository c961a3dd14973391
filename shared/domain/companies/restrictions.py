"""The restrictions of companies: who sees one, and which one a caller may give it (api.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.callers.access import Grant
from shared.domain.errors import Forbidden, Problem, ValidationFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.callers.access import Access
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.tenants.configuration import Configuration

MEMBER = "restrictions"


def sees(access: Access, company: LegalEntity) -> bool:
    """Return whether the company exists for this caller, by its wide grant or as one of its own."""
    if access.wide is not None and access.wide.covers(company.restriction):
        return True
    own = access.own is not None and access.own.covers(company.restriction)
    return own and company.id in access.companies


def with_restriction(
    profile: Mapping[str, Any],
    stored: LegalEntity | None,
    access: Access,
    configuration: Configuration,
) -> dict[str, Any]:
    """Return the profile of a company with the restriction that it has after a write by this caller.

    A new company gets the only one of a limited caller; where nothing is said, a stored one keeps its own.
    Raises `ValidationFailed`, `Forbidden`.
    """
    grant = access.wide or Grant(frozenset())
    after = {name: value for name, value in profile.items() if name != MEMBER}
    given = profile.get(MEMBER)
    if given is None:
        restriction = _initial(grant) if stored is None else stored.restriction
    else:
        restriction = next(iter(given), None)
    if not grant.covers(restriction):
        raise Forbidden(_refusal(restriction))
    is_new = stored is None or restriction != stored.restriction
    if restriction is not None and is_new and restriction not in configuration.restrictions:
        raise ValidationFailed(Problem("must be one of the restrictions configured for the tenant", MEMBER))
    return after if restriction is None else {**after, MEMBER: [restriction]}


def _initial(grant: Grant) -> str | None:
    if grant.restrictions is not None and len(grant.restrictions) > 1:
        raise ValidationFailed(
            Problem(f"is required: one of {', '.join(sorted(grant.restrictions))}", MEMBER)
        )
    return grant.only


def _refusal(restriction: str | None) -> str:
    if restriction is None:
        return "This caller is limited to restrictions, so the company must have one of them."
    return f"This caller may not give a company the restriction '{restriction}'."
