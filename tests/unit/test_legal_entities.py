"""Legal entities and who belongs to them, whatever order events come in (api.md §7)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import LegalEntityReference
from shared.domain.companies.legal_entity_rules import version_of
from shared.domain.customers.customer import Customer
from shared.domain.customers.legal_entities import (
    REMEMBERED,
    Assignment,
    Assignments,
    LegalEntity,
    assigned,
    belonging,
    deleted,
    ended,
    in_legal_entity,
    is_admin,
    named,
    remembered,
    unassigned,
)

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
UNKNOWN = LegalEntity(tenant="acme", id="L1")


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def bakery(name: str = "Bakery", since: int = 0) -> LegalEntity:
    return named(UNKNOWN, name, at(since))


def customer(*entities: LegalEntityReference) -> Customer:
    return Customer(
        tenant="acme",
        number="1001",
        created_at=START,
        modified_at=START,
        incarnation="i",
        legal_entities=entities,
    )


class TestCompanies:
    def test_a_later_name_replaces_an_earlier_one(self) -> None:
        assert named(bakery(), "Brewery", at(1)).name == "Brewery"
        assert named(bakery(since=1), "Brewery", at(0)).name == "Bakery"

    @pytest.mark.parametrize("version", [0, 1, 2, 7])
    def test_each_state_has_a_version_of_its_own(self, version: int) -> None:
        listed_at = None if version == 0 else START
        stored = replace(bakery(), version=version, created_at=listed_at, updated_by="a-client")
        shown = version_of(stored)

        same, other = named(stored, "Bakery", at(1)), named(stored, "Brewery", at(1))

        assert (version_of(same), version_of(other)) == (shown, shown + 1)
        assert same.created_at == other.created_at == START
        assert same.updated_by is other.updated_by is None

    def test_of_two_names_from_the_same_second_the_one_that_comes_later_stays(self) -> None:
        assert named(bakery(), "Brewery", at(0)).name == "Brewery"

    @pytest.mark.parametrize("since", [0, -1])
    def test_what_says_nothing_new_changes_nothing(self, since: int) -> None:
        legal_entity = deleted(bakery(), at(0))

        assert named(legal_entity, "Bakery", at(since)) is legal_entity
        assert deleted(legal_entity, at(since)) is legal_entity

    @pytest.mark.parametrize(("name_at", "gone"), [(-1, True), (0, True), (1, False)])
    def test_a_deletion_holds_until_something_later_speaks_of_the_company(
        self, name_at: int, gone: bool
    ) -> None:
        name_first = deleted(named(UNKNOWN, "Bakery", at(name_at)), at(0))
        deletion_first = named(deleted(UNKNOWN, at(0)), "Bakery", at(name_at))

        assert name_first == deletion_first
        assert name_first.is_deleted is gone

    def test_one_that_nothing_is_known_of_is_not_deleted(self) -> None:
        assert not UNKNOWN.is_deleted


class TestAssignments:
    def test_an_assignment_makes_a_customer_belong(self) -> None:
        assert belonging(bakery(), assigned((), "a1", at(0))) == LegalEntityReference("L1", "Bakery", "a1")

    def test_it_does_so_before_the_name_of_the_company_is_known(self) -> None:
        assert belonging(UNKNOWN, assigned((), "a1", at(0))) == LegalEntityReference("L1", None, "a1")

    @pytest.mark.parametrize("end", [-1, 0, 1])
    def test_what_has_ended_has_ended_whenever_its_beginning_comes(self, end: int) -> None:
        in_order = unassigned(assigned((), "a1", at(0)), "a1", at(end))
        out_of_order = assigned(unassigned((), "a1", at(end)), "a1", at(0))

        assert in_order == out_of_order
        assert belonging(bakery(), in_order) is None

    def test_the_latest_assignment_is_the_one_that_is_shown(self) -> None:
        both = assigned(assigned((), "a2", at(1)), "a1", at(0))

        assert belonging(bakery(), both) == LegalEntityReference("L1", "Bakery", "a2")

    def test_when_it_ends_an_earlier_one_holds_on(self) -> None:
        both = assigned(assigned((), "a1", at(0)), "a2", at(1))

        assert belonging(bakery(), unassigned(both, "a2", at(2))) == LegalEntityReference(
            "L1", "Bakery", "a1"
        )
        assert belonging(bakery(), unassigned(both, "a1", at(2))) == LegalEntityReference(
            "L1", "Bakery", "a2"
        )

    @pytest.mark.parametrize(
        "repeat", [lambda told: assigned(told, "a1", at(0)), lambda told: unassigned(told, "a2", at(1))]
    )
    def test_what_is_known_already_changes_nothing(
        self, repeat: Callable[[Assignments], Assignments]
    ) -> None:
        known = unassigned(assigned((), "a1", at(0)), "a2", at(1))

        assert repeat(known) is known

    def test_nobody_belongs_to_a_deleted_company(self) -> None:
        assert belonging(deleted(bakery(), at(1)), assigned((), "a1", at(2))) is None

    def test_of_a_company_that_exists_again_only_later_assignments_hold(self) -> None:
        legal_entity = named(deleted(bakery(), at(1)), "Bakery", at(2))

        assert belonging(legal_entity, assigned((), "a1", at(1))) is None
        assert belonging(legal_entity, assigned((), "a1", at(3))) == LegalEntityReference(
            "L1", "Bakery", "a1"
        )

    def test_an_end_is_remembered_for_longer_than_any_queue_keeps_the_beginning(self) -> None:
        assignments = unassigned(assigned((), "a1", at(0)), "a2", at(0))

        assert timedelta(days=14) < REMEMBERED
        assert remembered(assignments, at(0) + REMEMBERED - timedelta(seconds=1)) == assignments
        assert remembered(assignments, at(0) + REMEMBERED) == (Assignment("a1", at(0)),)

    def test_of_a_deleted_customer_only_ends_are_left(self) -> None:
        assert ended(unassigned(assigned((), "a1", at(0)), "a2", at(0))) == (Assignment("a2", at(0), True),)


class TestAdmins:
    @pytest.mark.parametrize(
        ("type_", "primary", "expected"),
        [
            ("PRIMARY", None, True),
            ("PRIMARY", False, True),
            ("CONTACT", True, True),
            (None, True, True),
            ("CONTACT", False, False),
            ("primary", None, False),
            (None, None, False),
        ],
    )
    def test_are_primary_or_of_type_primary(
        self, type_: str | None, primary: bool | None, expected: bool
    ) -> None:
        assert is_admin(assigned((), "a1", at(0), type=type_, primary=primary)) is expected

    def test_are_none_any_more_once_the_assignment_has_ended(self) -> None:
        assert not is_admin(unassigned(assigned((), "a1", at(0), primary=True), "a1", at(1)))

    def test_are_so_by_the_latest_assignment(self) -> None:
        both = assigned(assigned((), "a1", at(0), primary=True), "a2", at(1), primary=False)

        assert not is_admin(both)
        assert is_admin(unassigned(both, "a2", at(2)))

    def test_are_what_the_later_event_says(self) -> None:
        first = assigned((), "a1", at(1), primary=True)

        assert not is_admin(assigned(first, "a1", at(2), primary=False))
        assert is_admin(assigned(first, "a1", at(0), primary=False))
        assert not is_admin(assigned(first, "a1", at(1), primary=False))

    def test_may_be_named_by_an_event_that_comes_again_with_more(self) -> None:
        assert is_admin(assigned((Assignment("a1", at(0)),), "a1", at(0), primary=True))


class TestCreatedInTheCompany:
    created: Assignments = (Assignment(None, at(10)),)

    def test_it_belongs_without_an_assignment(self) -> None:
        assert belonging(bakery(), self.created) == LegalEntityReference("L1", "Bakery")

    def test_an_assignment_takes_its_place(self) -> None:
        told = assigned(self.created, "a1", at(11))

        assert belonging(bakery(), told) == LegalEntityReference("L1", "Bakery", "a1")
        assert belonging(bakery(), unassigned(told, "a1", at(12))) is None

    def test_it_ends_with_an_assignment_whose_beginning_comes_late(self) -> None:
        told = assigned(unassigned(self.created, "a1", at(12)), "a1", at(11))

        assert belonging(bakery(), told) is None

    def test_what_was_before_it_does_not_end_it(self) -> None:
        told = unassigned(self.created, "a0", at(9))

        assert belonging(bakery(), told) == LegalEntityReference("L1", "Bakery")


class TestProfiles:
    def test_a_profile_that_agrees_is_left_as_it_is(self) -> None:
        contact = customer(LegalEntityReference("L1", "Bakery", "a1"), LegalEntityReference("L2"))

        assert in_legal_entity(contact, bakery(), assigned((), "a1", at(0)), at(1)) is contact
        assert in_legal_entity(customer(), bakery(), (), at(1)).version == 1

    @pytest.mark.parametrize(
        ("before", "assignments", "after"),
        [
            ((), assigned((), "a1", at(0)), (LegalEntityReference("L1", "Bakery", "a1"),)),
            ((LegalEntityReference("L1", "Bakery"),), (), ()),
            (
                (LegalEntityReference("L1"), LegalEntityReference("L2")),
                assigned((), "a1", at(0)),
                (LegalEntityReference("L1", "Bakery", "a1"), LegalEntityReference("L2")),
            ),
        ],
    )
    def test_what_changes_is_one_company_and_the_version(
        self,
        before: tuple[LegalEntityReference, ...],
        assignments: Assignments,
        after: tuple[LegalEntityReference, ...],
    ) -> None:
        contact = customer(*before)

        changed = in_legal_entity(contact, bakery(), assignments, at(1))

        assert changed == replace(contact, legal_entities=after, version=2, modified_at=at(1))

    def test_a_name_from_elsewhere_stays_until_client_management_sends_one(self) -> None:
        contact = customer(LegalEntityReference("L1", "Imported"))

        assert in_legal_entity(contact, UNKNOWN, assigned((), "a1", at(0)), at(1)).legal_entities == (
            LegalEntityReference("L1", "Imported", "a1"),
        )


State = tuple[LegalEntity, Assignments]
Step = Callable[[State], State]

ids = st.sampled_from(["a1", "a2", "a3"])
kinds = st.sampled_from(["name", "delete", "assign", "unassign"])


def step(kind: str, value: str, when: datetime, type_: str | None, primary: bool | None) -> Step:
    match kind:
        case "name":
            return lambda state: (named(state[0], value, when), state[1])
        case "delete":
            return lambda state: (deleted(state[0], when), state[1])
        case "assign":
            return lambda state: (state[0], assigned(state[1], value, when, type=type_, primary=primary))
    return lambda state: (state[0], unassigned(state[1], value, when))


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Events of one legal entity and one customer, each from a second of its own."""
    seconds = draw(st.lists(st.integers(0, 60), unique=True, max_size=12))
    types, flags = st.sampled_from([None, "PRIMARY", "CONTACT"]), st.sampled_from([None, True, False])
    return [step(draw(kinds), draw(ids), at(second), draw(types), draw(flags)) for second in seconds]


def outcome(steps: Sequence[Step], start: Assignments) -> State:
    state: State = (UNKNOWN, start)
    for each in steps:
        state = each(state)
    return state


@given(
    histories(),
    st.sampled_from([(), TestCreatedInTheCompany.created, (Assignment("a1", at(10)),)]),
    st.data(),
)
def test_events_lead_to_the_same_in_any_order_and_however_often_they_come(
    history: list[Step], start: Assignments, data: st.DataObject
) -> None:
    repeated = [*history, *data.draw(st.lists(st.sampled_from(history)) if history else st.just([]))]
    shuffled = data.draw(st.permutations(repeated))

    legal_entity, assignments = outcome(history, start)
    again = outcome(shuffled, start)

    assert again == (legal_entity, assignments)
    assert belonging(*again) == belonging(legal_entity, assignments)
    assert is_admin(again[1]) == is_admin(assignments)
    for each in history:
        told_again = each(again)
        assert told_again[0] is again[0]
        assert told_again[1] is again[1]
