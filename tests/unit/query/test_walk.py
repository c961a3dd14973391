"""A walk shows everybody once who is there from its beginning to its end, whoever is renamed meanwhile."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.query.walk import Stay, Walk, first_page, walk_from

NUMBERS = [f"c{number}" for number in range(12)]
PLACES = "abcdefgh"
Key = tuple[str, str]


@dataclass
class Index:
    """Customers by a text. A rename is given a time, leaves word of the place, and is visible only then."""

    at: dict[str, str]
    since: dict[str, int] = field(default_factory=dict)
    former: list[tuple[Key, Stay]] = field(default_factory=list)
    under_way: dict[str, tuple[str, int]] = field(default_factory=dict)
    clock: int = 1_800_000_000_000

    def begin_rename(self, number: str, place: str) -> None:
        if number in self.under_way or place == self.at[number]:
            return
        since = self.since.get(number, 0)
        until = max(self.clock, since + 1)
        self.under_way[number] = place, until
        self.former.append(((self.at[number], number), Stay(since, until)))

    def end_rename(self, number: str) -> None:
        if number in self.under_way:
            self.at[number], self.since[number] = self.under_way.pop(number)

    def page(self, after: Key | None, size: int, walk: Walk | None) -> tuple[list[str], Key | None, Walk]:
        began = self.clock
        rows: list[tuple[Key, int, Stay | None]] = [
            ((place, number), 1, None) for number, place in self.at.items()
        ]
        if walk is not None:
            rows += [
                (key, 0, stay)
                for key, stay in self.former
                if stay.until >= walk.places_of and stay.since <= walk.read
            ]
        behind = sorted((row for row in rows if after is None or row[0] > after), key=lambda row: row[:2])
        keys = list(dict.fromkeys(key for key, *_ in behind))
        read, self.clock = [row for row in behind if row[0] in keys[:size]], self.clock + 1
        shown = [
            number for (place, number), _, stay in read if walk is None or self.is_shown(number, stay, walk)
        ]
        end = read[-1][0] if len(keys) > size else None
        if walk is None:
            walk = first_page(began, self.clock, list(end or ()), [number for (_, number), _, _ in read])
        return list(dict.fromkeys(shown)), end, walk

    def is_shown(self, number: str, stay: Stay | None, walk: Walk) -> bool:
        shown = stay or Stay(self.since.get(number, 0))

        def is_first() -> bool:
            places = [
                key
                for key, earlier in self.former
                if key[1] == number and earlier.since < shown.since and earlier.until >= walk.places_of
            ]
            return all(key <= tuple(walk.end) for key in places)

        return walk.shows(number, shown, is_first)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["begin", "end", "both", "both"]),
        st.sampled_from(NUMBERS),
        st.sampled_from(PLACES),
        st.sampled_from([0, 1, 3, 7000]),
    ),
    max_size=8,
)


def take(index: Index, steps: list[tuple[str, str, str, int]]) -> None:
    for what, number, place, milliseconds in steps:
        if what != "end":
            index.begin_rename(number, place)
        index.clock += min(milliseconds, 3) if index.under_way else milliseconds
        if what != "begin":
            index.end_rename(number)


@given(st.lists(st.sampled_from(PLACES), min_size=12, max_size=12), st.integers(1, 5), st.data())
@settings(max_examples=int(os.environ.get("WALK_EXAMPLES", "200")), deadline=None)
def test_everybody_comes_once(at_first: list[str], size: int, data: st.DataObject) -> None:
    index = Index(dict(zip(NUMBERS, at_first, strict=True)))
    take(index, data.draw(STEPS, label="before the walk"))
    # Of changes that were given their time before the walk, some are visible only some pages later.
    shown, after, walk = index.page(None, size, None)
    while after is not None:
        take(index, data.draw(STEPS, label="between pages"))
        walk = walk_from(json.loads(json.dumps(walk.as_json())))
        page, after, walk = index.page(after, size, walk)
        shown += page

    assert sorted(shown) == sorted(NUMBERS)


@pytest.mark.parametrize(
    "value",
    [
        *(None, 5, [], [1], [1, 2, [], 3], ["1", 2, [], ""], [1, "2", [], ""], [-1, 2, [], ""]),
        *([1, -2, [], ""], [1 << 60, 2, [], ""], [1, 2, {}, ""], [1, 2, [], "*"], [1, 2, [], "ü"]),
    ],
)
def test_what_is_not_a_walk_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not a walk"):
        walk_from(value)
