"""A caller who is limited to restrictions sees a history from when the customer came within its reach."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from shared.domain.callers.access import Grant
from shared.domain.history.entries import Entry, entry_document, entry_of, without_names, without_values
from shared.domain.history.reach import within_reach
from tests.unit.generated_customers import create
from tests.unit.history.lives import written

FRENCH = Grant(frozenset({"FR"}))


def life(*restrictions: str | None) -> list[Entry]:
    """The entries of a customer who had these restrictions, the newest first; each write renames it, too."""
    start = replace(create({"mixins": {"m": {"of": "0"}}}), restriction=restrictions[0])
    states = [start]
    for version, restriction in enumerate(restrictions[1:], 2):
        mixins = {"m": {f"of{version}": version}}
        states.append(
            replace(start, version=version, restriction=restriction, last_name=str(version), mixins=mixins)
        )
    writes = [written(None, start), *(written(*pair) for pair in pairwise(states))]
    return [entry for write in reversed(writes) if (entry := entry_of(write)) is not None]


def seen(entries: list[Entry], grant: Grant | None = FRENCH) -> list[dict[str, Any]]:
    return [entry_document(entry) for entry in within_reach(entries, grant)]


@pytest.mark.parametrize("before", ["DE", None])
def test_it_ends_at_the_write_by_which_the_customer_came_without_what_was_before(before: str | None) -> None:
    entries = life(before, before, "FR", "FR")

    later, arrival = seen(entries)

    assert later == entry_document(entries[0])
    assert arrival["version"] == 3
    assert arrival["omitted"] == ["before"]
    assert arrival["changes"] == [
        {"field": "lastName", "after": "3"},
        {"field": "restriction", "after": "FR"},
        {"field": "mixins.m.of3", "after": 3},
    ]


def test_what_the_customer_was_elsewhere_between_is_not_seen() -> None:
    assert [entry["version"] for entry in seen(life("FR", "DE", "FR"))] == [3]


def test_a_move_within_reach_is_told_whole() -> None:
    entries = life("DE", "FR")

    assert seen(entries, Grant(frozenset({"DE", "FR"}))) == seen(entries, Grant())
    assert seen(entries, Grant()) == list(map(entry_document, entries))


def test_a_creation_within_reach_is_told_whole() -> None:
    entries = life("FR")

    assert seen(entries) == [entry_document(entries[0])]


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_it_ends_too_where_the_entry_of_the_move_is_missing_or_the_caller_begins_behind_it(
    missing: int,
) -> None:
    entries = life("DE", "DE", "FR", "FR")

    assert {entry["version"] for entry in seen(entries[missing:])} <= {3}


@pytest.mark.parametrize("shorter", [without_values, lambda entry: without_names(entry, 1)])
def test_it_ends_at_a_move_whose_values_are_not_kept_without_names_of_then(shorter: Any) -> None:
    newest, move, *others = life("DE", "FR", "FR")

    _, arrival = seen([newest, shorter(move), *others])

    assert (arrival["version"], arrival["changes"]) == (2, [])


def test_without_a_grant_or_a_record_of_the_restriction_nothing_is_seen() -> None:
    entries = [replace(entry, restriction=None) for entry in life("FR", "FR")]

    assert seen(entries) == []
    assert seen(entries, None) == []
    assert len(seen(entries, Grant())) == 2
