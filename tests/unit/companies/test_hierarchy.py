"""Companies above and below each other, whatever others do at the same time (properties)."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.companies.hierarchy import MAX_DEPTH, Surroundings, check_surroundings
from shared.domain.customers.legal_entities import LegalEntity
from shared.domain.errors import ValidationFailed

Parents = dict[str, str | None]


def company(entity_id: str, parent_id: str | None) -> LegalEntity:
    profile = {"type": "COMPANY"} if parent_id is None else {"type": "SUBSIDIARY", "parentId": parent_id}
    return LegalEntity(tenant="acme", id=entity_id, name=entity_id, profile=profile)


def above(parents: Mapping[str, str | None], entity_id: str | None) -> list[LegalEntity]:
    found: list[str] = []
    while entity_id is not None and entity_id in parents and entity_id not in found:
        found.append(entity_id)
        entity_id = parents[entity_id]
    return [company(each, parents[each]) for each in found]


def levels_below(parents: Mapping[str, str | None], entity_id: str) -> int:
    return max(
        (1 + levels_below(parents, c) for c, parent in parents.items() if parent == entity_id), default=0
    )


def applied(parents: Parents, entity_id: str, parent_id: str | None) -> bool:
    """Give the company this parent if the rule lets it; whether it did."""
    around = Surroundings(
        above=above(parents, parent_id),
        levels_below=levels_below(parents, entity_id) if entity_id in parents else 0,
    )
    try:
        check_surroundings(company(entity_id, parent_id), around)
    except ValidationFailed:
        return False
    parents[entity_id] = parent_id
    return True


ids = st.sampled_from([f"c{number}" for number in range(14)])


@given(st.lists(st.tuples(ids, st.none() | ids), max_size=60))
def test_no_history_leads_to_a_circle_or_below_ten_levels(history: list[tuple[str, str | None]]) -> None:
    parents: Parents = {}
    for entity_id, parent_id in history:
        applied(parents, entity_id, parent_id)

    for entity_id in parents:
        lineage = above(parents, entity_id)
        assert lineage[-1].parent_id is None
        assert len(lineage) <= MAX_DEPTH


@given(st.integers(1, 12), st.integers(1, 12))
def test_what_is_possible_is_possible(upper: int, lower: int) -> None:
    parents: Parents = {}
    made_upper = [f"u{n}" for n in range(upper) if applied(parents, f"u{n}", f"u{n - 1}" if n else None)]
    made_lower = [f"l{n}" for n in range(lower) if applied(parents, f"l{n}", f"l{n - 1}" if n else None)]

    assert (len(made_upper), len(made_lower)) == (min(upper, MAX_DEPTH), min(lower, MAX_DEPTH))
    fits = len(made_upper) + len(made_lower) <= MAX_DEPTH
    assert applied(parents, made_lower[0], made_upper[-1]) is fits
    assert not applied(parents, made_upper[0], made_upper[-1])


@given(st.lists(ids, unique=True, max_size=5), st.sets(ids, max_size=5), st.sets(ids, max_size=5))
def test_each_reference_that_leads_nowhere_is_named(
    wanted: list[str], locations: set[str], assignments: set[str]
) -> None:
    references = [{"id": each} for each in wanted]
    profile = {"type": "COMPANY", "entitiesAddresses": references, "approvalGroup": references}
    asked = LegalEntity(tenant="acme", id="x", name="x", profile=profile)
    expected = {
        f"{member}.{position}.id"
        for member, known in (("entitiesAddresses", locations), ("approvalGroup", assignments))
        for position, each in enumerate(wanted)
        if each not in known
    }

    named: set[str | None] = set()
    try:
        check_surroundings(asked, Surroundings(locations=locations, assignments=assignments))
    except ValidationFailed as failure:
        named = {problem.field for problem in failure.problems}

    assert named == expected
