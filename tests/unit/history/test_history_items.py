"""An entry of a history always fits in an item, whatever names and values customers choose."""

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.dynamodb.items.history import HistoryItem, history_item
from shared.adapters.dynamodb.items.item import item_size
from shared.domain.history.entries import (
    Author,
    CustomerEntry,
    Entry,
    Happened,
    MemberChange,
    entry_from,
)
from shared.domain.history.members import Path
from shared.domain.history.replay import HistoryIncomplete, replayed

AT = datetime(2026, 11, 30, tzinfo=UTC)
ITEM_BYTES = 400 * 1024
LONGEST = 200_000
"""A customer's item has at most so many characters of what it chooses, or a little more."""

_sizes = st.sampled_from([1, 1_000, LONGEST])


NOISE = "".join(map(chr, Random(0).choices(range(33, 0xD000), k=2 * LONGEST)))
"""A text that cannot be packed."""


def kept(changes: tuple[MemberChange, ...]) -> tuple[Entry, int]:
    """Return what is read of an entry that was kept, and the bytes of its item."""
    entry = Entry(version=1, at=AT, event=Happened.CREATED, author=Author("a-client"), changes=changes)
    raw = history_item(CustomerEntry("acme", "1001", "first", entry), AT)
    return entry_from(HistoryItem.from_raw_data(raw).entry, 0), item_size(raw)


@settings(max_examples=8)
@given(_sizes, _sizes, _sizes, st.integers(1, 4), st.integers(1, 3_000))
def test_it_fits_whatever_the_sizes_of_names_and_values(
    above: int, names: int, values: int, depth: int, count: int
) -> None:
    count = max(1, min(count, LONGEST // max(names, values)))
    beginning = ("mixins", *(NOISE[: above // depth + 1] for _ in range(depth - 1)))
    changes = tuple(
        MemberChange((*beginning, NOISE[place : place + names]), after=NOISE[place + 1 : place + 1 + values])
        for place in range(0, count * names, names)
    )

    entry, size = kept(changes)

    assert size <= ITEM_BYTES
    paths = {each.path for each in entry.changes}
    lengths = {len(path) for path in paths}
    assert all(any(change.path[:length] in paths for length in lengths) for change in changes)


@pytest.mark.parametrize(
    ("above", "told"),
    [
        (("mixins", "m"), {("mixins", "m")}),
        (("addresses", "home", "mixins", "m"), {("addresses", "home")}),
        (("mixins",), {("mixins",)}),
        (("metadata", "mixins"), {("metadata", "mixins")}),
    ],
)
def test_where_names_are_too_large_an_entry_names_what_they_are_in(above: Path, told: set[Path]) -> None:
    names = [NOISE[place : place + 50] for place in range(0, LONGEST, 50)]
    changes = (
        *(MemberChange((*above, name), before=1) for name in names[::2]),
        *(MemberChange((*above, name), after=1) for name in names[1::2]),
    )

    entry, size = kept((MemberChange(("lastName",), "Weber", "Meyer"), *changes))

    assert {each.path for each in entry.changes} == told | {("lastName",)}
    assert size < 1_000
    with pytest.raises(HistoryIncomplete):
        replayed([entry])


def test_a_long_name_above_many_members_is_not_repeated_for_each_of_them() -> None:
    above = ("mixins", "m", NOISE[:100_000])

    entry, size = kept(tuple(MemberChange((*above, str(place)), after=1) for place in range(30_000)))

    assert [each.path for each in entry.changes] == [("mixins", "m")]
    assert size < 1_000
