"""The history of a customer gives its document as it was at any time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import json_text
from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.history.entries import Entry, entry_document, entry_from, entry_of
from shared.domain.history.members import document_of, field_of, members_in, path_of, shown_document
from shared.domain.history.replay import HistoryIncomplete, replayed, rewound
from tests.unit.generated_customers import create
from tests.unit.history.lives import lives, written


def told(life: Sequence[ProfileWritten]) -> list[Entry]:
    """The entries of a life, as they are stored and read."""
    return [stored(entry) for write in life if (entry := entry_of(write)) is not None]


def stored(entry: Entry) -> Entry:
    document = json_text.loads(json_text.dumps(entry_document(entry)))
    return entry_from(document, entry.step, restriction=entry.restriction)


def shown(write: ProfileWritten) -> Any:
    assert isinstance(write.after, Customer)
    return shown_document(write.after)


def last_of_each_version(life: Sequence[ProfileWritten]) -> dict[int, Any]:
    """What was shown at each version, with what came to it later."""
    return {write.after.version: shown(write) for write in life if isinstance(write.after, Customer)}


@given(lives())
def test_a_replay_from_the_creation_gives_the_document_at_every_version(life: list[ProfileWritten]) -> None:
    entries = told(life)

    for version, document in last_of_each_version(life).items():
        assert json_text.same(replayed(entry for entry in entries if entry.version <= version), document)


@given(lives())
def test_every_version_is_found_from_the_present_without_what_came_before_it(
    life: list[ProfileWritten],
) -> None:
    present, newest_first = life[-1].after, told(life)[::-1]
    assert isinstance(present, Customer)

    for version, document in last_of_each_version(life).items():
        later = [entry for entry in newest_first if entry.version > version]
        found = rewound(shown_document(present), present.version, later, version)
        assert json_text.same(found, document)


@given(lives(), st.data())
def test_an_entry_that_is_missing_is_noticed(life: list[ProfileWritten], data: st.DataObject) -> None:
    entries = told(life)
    of_versions = [place for place, entry in enumerate(entries) if entry.step == 0]
    missing = data.draw(st.sampled_from(of_versions))
    left = [*entries[:missing], *entries[missing + 1 :]]
    present = life[-1].after
    assert isinstance(present, Customer)

    if missing != of_versions[-1]:
        with pytest.raises(HistoryIncomplete):
            replayed(left)
    if missing != 0:
        with pytest.raises(HistoryIncomplete):
            rewound(shown_document(present), present.version, left[::-1], 1)


@given(lives())
def test_every_entry_has_a_place_of_its_own_and_is_the_same_when_it_is_made_again(
    life: list[ProfileWritten],
) -> None:
    entries = told(life)

    places = [(entry.version, entry.step) for entry in entries]
    assert places == sorted(set(places))
    assert told(life) == entries == [entry for write in life if (entry := entry_of(write)) is not None]


@given(lives())
def test_an_entry_tells_what_differs_and_nothing_else(life: list[ProfileWritten]) -> None:
    for write in life[1:]:
        entry = entry_of(write)
        for change in entry.changes if entry is not None else ():
            assert not json_text.same(change.before, change.after), change.path


@given(st.lists(st.text(), min_size=1).map(tuple))
def test_a_field_names_one_member(path: tuple[str, ...]) -> None:
    assert path_of(field_of(path)) == path


@given(lives())
def test_a_document_is_its_members(life: list[ProfileWritten]) -> None:
    document = shown(life[-1])

    assert json_text.same(document_of(members_in(document)), document)


def test_a_second_creation_begins_another_history() -> None:
    first = create({"lastName": "Weber"})
    again = replace(create({"lastName": "Koch"}), incarnation="second")

    entry = entry_of(written(first, again))

    assert entry is not None
    assert replayed([entry]) == shown_document(again)


def test_no_history_gives_no_document_of_a_version() -> None:
    present = create({"lastName": "Weber"})

    with pytest.raises(HistoryIncomplete):
        rewound(shown_document(present), 3, [], 2)
