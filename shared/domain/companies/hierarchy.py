"""Companies above and below each other: ten levels at most, and never in a circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.errors import Conflict, Problem, ValidationFailed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shared.domain.customers.legal_entities import LegalEntity

MAX_DEPTH = 10
"""Companies from the topmost to the lowest."""
MAX_MOVED = 1_000
"""Companies below one that is made, or gets another parent: all of them are looked at."""
MAX_SHOWN = 100
"""Companies of a parent hierarchy: those that events describe may be deeper than operations make them."""
MAX_NAMED = 10


class HasSubsidiaries(Conflict):
    """A company with subsidiaries cannot be deleted; those are named that the caller may see."""

    def __init__(self, entity_id: str, subsidiaries: Sequence[str]) -> None:
        named = ", ".join(f"'{each}'" for each in subsidiaries[:MAX_NAMED])
        more = " and more" if len(subsidiaries) > MAX_NAMED else ""
        told = f": {named}{more}" if named else ""
        super().__init__(f"Legal entity '{entity_id}' has subsidiaries{told}.", about=entity_id)


class TooManySubsidiaries(Conflict):
    """There are more companies below a company than it can be made, or moved, with."""

    def __init__(self, entity_id: str) -> None:
        super().__init__(
            f"Legal entity '{entity_id}' has more than {MAX_MOVED} companies below it; move these first.",
            about=entity_id,
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings of a company: the parent that it gets, those above that, and the companies below.

    `above`: nearest first, as many as matter; None where the parent stays the same. `below`: the ids of all
    that name it, or one of them, as their parent; they may be there before the company is. `levels_below`:
    from its subsidiaries to the lowest. `locations` and `assignments`: the ids of those that there are, of
    those that the company names.
    """

    above: Sequence[LegalEntity] | None = None
    below: Collection[str] = ()
    levels_below: int = 0
    locations: Collection[str] = ()
    assignments: Collection[str] = ()


def check_number_below(company: LegalEntity, around: Surroundings) -> None:
    """Raise `TooManySubsidiaries` where not all companies below have been looked at."""
    if len(around.below) > MAX_MOVED:
        raise TooManySubsidiaries(company.id)


def check_surroundings(company: LegalEntity, around: Surroundings) -> None:
    """Raise `ValidationFailed` for each member of the company that its surroundings do not allow."""
    problems = [
        *_parent_problems(company, around),
        *(
            Problem(f"there is no location '{each}'", f"entitiesAddresses.{position}.id")
            for position, each in enumerate(company.location_ids)
            if each not in around.locations
        ),
        *(
            Problem(f"the company has no contact assignment '{each['id']}'", f"approvalGroup.{position}.id")
            for position, each in enumerate(company.profile.get("approvalGroup", ()))
            if each["id"] not in around.assignments
        ),
    ]
    if problems:
        raise ValidationFailed(*problems)


def _parent_problems(company: LegalEntity, around: Surroundings) -> list[Problem]:
    if around.above is None:
        return []
    has_parent = company.parent_id is not None
    if has_parent and not around.above:
        return [Problem(f"there is no legal entity '{company.parent_id}'", "parentId")]
    lineage = [company.parent_id, *(each.parent_id for each in around.above)]  # the last may not exist
    if has_parent and (company.id in lineage or company.parent_id in around.below):
        return [Problem("must not be the company itself, or one below it", "parentId")]
    if lineage[-1] in {each.id for each in around.above}:
        return [Problem("must not be in a circle of companies, or below one", "parentId")]
    if len(around.above) + 1 + around.levels_below > MAX_DEPTH:
        member = "parentId" if has_parent else "id"
        return [Problem(f"would make a hierarchy of more than {MAX_DEPTH} levels", member)]
    return []
