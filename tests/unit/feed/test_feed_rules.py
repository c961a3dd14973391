"""What is told of a change, to whom, and where a reader goes on."""

from collections import deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.callers.access import Grant
from shared.domain.errors import Gone, InvalidQuery
from shared.domain.feed.changes import (
    CustomerChange,
    FeedEvent,
    Predecessor,
    PredecessorMissing,
    Row,
    Told,
    next_step,
    shown_event,
)
from shared.domain.feed.log import (
    SHARDS,
    Cursor,
    Mark,
    Position,
    Segment,
    Start,
    check_age,
    contiguous,
    cursor_document,
    cursor_from,
    shard_of,
)
from tests.unit.feed.rows import first_told
from tests.unit.feed.simulation import BEGUN, life

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
GERMAN = Grant(frozenset({"DE"}))
CURSOR = Cursor(30, {shard: Mark(Position(1, shard), AT, 2) for shard in range(SHARDS)}, 3)


def change(version: int, **values: object) -> CustomerChange:
    made = CustomerChange(
        tenant="acme",
        number="1001",
        incarnation="first",
        version=version,
        event=FeedEvent.CREATED if version == 1 else FeedEvent.UPDATED,
        at=AT,
        created_at=AT - timedelta(days=100),
        before=Predecessor(AT - timedelta(days=20), "DE") if version > 1 else None,
        after="FR",
    )
    return replace(made, **values)  # type: ignore[arg-type]


def rows_of(told: Told | None, changed: CustomerChange) -> list[Row]:
    found = []
    while (step := next_step(changed, told, AT)) is not None:
        told = step.after
        if step.row is not None:
            found.append(step.row)
    return found


@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_changes_in_any_order_and_repeated_are_told_in_theirs(seed: int, order: Random) -> None:
    made = list(life("1", Random(seed)))
    delivered = [each for each in made for _ in range(order.choice((1, 1, 2)))]
    order.shuffle(delivered)
    waiting, told, rows = deque(delivered), None, []

    while waiting:
        changed = waiting.popleft()
        try:
            while (step := next_step(changed, told, BEGUN)) is not None:
                told = step.after
                rows += [step.row] if step.row is not None else []
        except PredecessorMissing:
            waiting.append(changed)

    first_told(rows, made)
    assert all((row.version, row.event) != (after.version, after.event) for row, after in pairwise(rows))


class TestWhatALaterChangeTells:
    def test_of_its_predecessor_all_that_the_record_would_have_said(self) -> None:
        told = Told(incarnation="first", version=2, is_over=False, restriction="AT", at=AT)
        met = Predecessor(AT - timedelta(minutes=1), "DE")

        assert rows_of(told, change(4, before=met)) == [
            Row("1001", 3, FeedEvent.UPDATED, met.at, "AT", "DE"),
            Row("1001", 4, FeedEvent.UPDATED, AT, "DE", "FR"),
        ]

    def test_of_one_further_back_that_it_was_made(self) -> None:
        told = Told(incarnation="first", version=1, is_over=False, restriction="AT", at=AT)

        assert [(row.version, row.before, row.after) for row in rows_of(told, change(4))] == [
            (2, "AT", "AT"),
            (3, "AT", "DE"),
            (4, "DE", "FR"),
        ]

    def test_of_a_customer_from_before_the_feed_itself_alone(self) -> None:
        assert [row.version for row in rows_of(None, change(57))] == [57]

    def test_of_one_that_changed_lately_the_changes_whose_records_may_wait(self) -> None:
        lately = Predecessor(AT - timedelta(days=1), None)

        assert [row.version for row in rows_of(None, change(57, before=lately))] == list(range(48, 58))

    def test_of_one_that_was_created_lately_all(self) -> None:
        lately = change(15, created_at=AT - timedelta(days=1))

        assert [row.version for row in rows_of(None, lately)] == list(range(1, 16))

    @pytest.mark.parametrize("version", [1, 2, 4])
    def test_nothing_of_what_is_told(self, version: int) -> None:
        told = Told(incarnation="first", version=4, is_over=False, restriction=None, at=AT)

        assert rows_of(told, change(version)) == []

    def test_nothing_of_an_earlier_customer_of_the_number(self) -> None:
        told = Told(
            incarnation="second", version=1, is_over=False, restriction=None, at=AT, earlier=("first",)
        )

        assert rows_of(told, change(9)) == []

    def test_a_change_of_the_next_customer_waits_for_the_creation_but_not_for_ever(self) -> None:
        told = Told(incarnation="zeroth", version=3, is_over=True, restriction=None, at=AT)

        with pytest.raises(PredecessorMissing):
            next_step(change(2), told, AT + timedelta(minutes=44))
        step = next_step(change(2), told, AT + timedelta(minutes=46))
        assert step is not None
        assert step.row is not None
        assert (step.row.version, step.row.event) == (1, FeedEvent.CREATED)


@pytest.mark.parametrize(
    ("event", "before", "after", "shown"),
    [
        (FeedEvent.CREATED, None, "DE", FeedEvent.CREATED),
        (FeedEvent.CREATED, None, "FR", None),
        (FeedEvent.CREATED, None, None, None),
        (FeedEvent.UPDATED, "DE", "DE", FeedEvent.UPDATED),
        (FeedEvent.UPDATED, "DE", "FR", FeedEvent.LEFT),
        (FeedEvent.UPDATED, "DE", None, FeedEvent.LEFT),
        (FeedEvent.UPDATED, "FR", "DE", FeedEvent.UPDATED),
        (FeedEvent.UPDATED, "FR", None, None),
        (FeedEvent.DELETED, "DE", None, FeedEvent.DELETED),
        (FeedEvent.DELETED, "FR", None, None),
        (FeedEvent.DELETED, None, None, None),
    ],
)
def test_a_limited_caller_is_told_of_its_own_and_of_who_leaves(
    event: FeedEvent, before: str | None, after: str | None, shown: FeedEvent | None
) -> None:
    row = Row("1001", 1, event, AT, before, after)

    assert shown_event(row, GERMAN) == shown
    assert shown_event(row, Grant()) == event
    assert shown_event(row, Grant(frozenset())) is None


def test_a_cursor_says_where_a_reader_is() -> None:
    assert cursor_from(cursor_document(CURSOR, "acme"), "acme") == CURSOR


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    )
)
def test_anything_else_is_rejected(document: object) -> None:
    with pytest.raises(InvalidQuery):
        cursor_from(document, "acme")


@given(st.integers(1, 4), st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just([]))
def test_a_cursor_with_another_member_is_rejected(place: int, value: object) -> None:
    document = cursor_document(CURSOR, "acme")
    if value == document[place]:
        return
    document[place] = value

    with pytest.raises(InvalidQuery):
        cursor_from(document, "acme")


def test_a_mark_is_too_old_as_soon_as_rows_behind_it_may_be_gone() -> None:
    mark = Mark(Position(1, 0), AT)
    check_age(mark, AT + timedelta(days=30), 30)
    for days in (30, 7, 1):
        with pytest.raises(Gone, match=f"{days} days"):
            check_age(mark, AT + timedelta(days=days, seconds=1), days)
    with pytest.raises(Gone, match=r"feed\.days was 0"):
        check_age(mark, AT, 0)
    with pytest.raises(InvalidQuery):
        check_age(mark, AT - timedelta(hours=2), 30)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 365)), max_size=60))
def test_a_log_knows_for_how_long_anything_was_kept_from_any_generation_on(
    changes: list[tuple[bool, int]],
) -> None:
    start, kept = Start(1, AT), {1: [365]}
    for begins, days in changes:
        # Within a generation, days become only fewer.
        is_next = begins or days >= kept[start.generation][-1]
        start = start.followed(AT, days) if is_next else start.keeping(days)
        kept.setdefault(start.generation, []).append(days)

    assert len(start.kept) <= 11
    for generation in kept:
        fewest = min(min(of) for later, of in kept.items() if later >= generation)
        noted = start.days_from(generation)
        assert (365 if noted is None else noted) <= fewest
        if len({days for of in kept.values() for days in of}) <= 10:
            assert (365 if noted is None else noted) == fewest


def test_a_range_is_read_up_to_the_first_place_that_was_free() -> None:
    segments = [Segment(Position(1, place), ()) for place in (3, 4, 6)]

    assert [each.position.place for each in contiguous(segments, Position(1, 3))] == [3, 4]
    assert contiguous(segments, Position(1, 2)) == []


def test_customers_are_spread_over_all_logs() -> None:
    counts = [0] * SHARDS
    for number in range(10_000):
        counts[shard_of(str(number))] += 1

    assert min(counts) > 2_000
