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


def below(parents: Mapping[str, str | None], entity_id: str) -> list[list[str]]:
    """The companies below one, level by level, whether or not it exists."""
    levels, seen = [[entity_id]], {entity_id}
    while levels[-1]:
        level = [each for each, parent in parents.items() if parent in levels[-1] and each not in seen]
        seen.update(level)
        levels.append(level)
    return levels[1:-1]


def applied(parents: Parents, entity_id: str, parent_id: str | None) -> bool:
    """Give the company this parent if the rule lets it; whether it did."""
    levels = below(parents, entity_id)
    around = Surroundings(
        above=above(parents, parent_id),
        below=[each for level in levels for each in level],
        levels_below=len(levels),
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


def is_sound(parents: Parents, entity_id: str) -> bool:
    """Whether a company is in no circle, and in no hierarchy of more levels than there may be."""
    lineage = above(parents, entity_id)
    whole = len(lineage) + len(below(parents, entity_id))
    return whole <= MAX_DEPTH and lineage[-1].parent_id not in {each.id for each in lineage}


@given(
    st.dictionaries(ids, st.none() | ids, max_size=14),
    st.lists(st.tuples(ids, st.none() | ids), max_size=20),
)
def test_no_operation_makes_a_circle_of_what_events_have_left(
    told: Parents, history: list[tuple[str, str | None]]
) -> None:
    """Events name parents that do not exist, or exist no more; what they make unsound may stay so."""
    parents = dict(told)
    for entity_id, parent_id in history:
        begins = entity_id not in parents
        if applied(parents, entity_id, parent_id) and (begins or parent_id is not None):
            assert is_sound(parents, entity_id)


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
