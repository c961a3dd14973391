"""Typing errors: edits between words, and the ranges of a dictionary that have the word that was meant."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.search.corrections import (
    MAX_NEAREST,
    Entry,
    entries_of,
    is_in_dictionary,
    nearest,
    ranges_of,
)
from shared.domain.search.distance import edits_allowed, edits_between, may_be_near

LETTERS = "abcü"
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)


def one_edit_from(word: str) -> set[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    deleted = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    wrong = {a + letter + b[1:] for a, b in cuts if b for letter in LETTERS}
    added = {a + letter + b for a, b in cuts for letter in LETTERS}
    return deleted | swapped | wrong | added


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("weber", "weber", 0),
        ("weber", "webre", 1),
        ("weber", "wber", 1),
        ("weber", "weiber", 1),
        ("weber", "wever", 1),
        ("weber", "ewbre", 2),
        ("weber", "wabor", 2),
        ("weber", "wxyer", 2),
        ("weber", "huber", 2),
        ("weber", "xyzer", None),
        ("weber", "webereien", None),
        ("", "ab", 2),
    ],
)
def test_edits_are_counted(one: str, other: str, edits: int | None) -> None:
    assert edits_between(one, other, 2) == edits
    assert edits_between(other, one, 2) == edits


@given(words, words)
def test_one_edit_is_what_one_edit_makes(one: str, other: str) -> None:
    is_one = other in one_edit_from(one) and one != other
    assert (edits_between(one, other, 1) == 1) is is_one


@given(words, words, st.integers(0, 3))
def test_a_limit_changes_no_number_below_it(one: str, other: str, limit: int) -> None:
    edits = edits_between(one, other, 99)
    assert edits_between(one, other, limit) == (edits if edits is not None and edits <= limit else None)


@pytest.mark.parametrize(
    ("word", "edits"), [("ott", 0), ("otto", 1), ("webersx", 1), ("webersxy", 2), ("weber1", 0), ("4293", 0)]
)
def test_edits_are_allowed_by_length(word: str, edits: int | None) -> None:
    assert edits_allowed(word) == edits


@given(words.filter(is_in_dictionary))
def test_a_range_has_every_word_that_one_edit_makes(word: str) -> None:
    entries = entries_of(word)
    for typed in one_edit_from(word):
        if edits_allowed(typed):
            assert any(
                entry.side is each.side and entry.text.startswith(each.text)
                for entry in entries
                for each in ranges_of(typed, 1)
            )


@given(words.filter(lambda word: len(word) >= 10), st.data())
def test_a_range_has_words_of_two_edits_unless_both_ends_differ(word: str, data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(sorted(one_edit_from(word))))
    typed = data.draw(st.sampled_from(sorted(one_edit_from(typed))))
    held = max((len(typed) - 1) // 3, 2)
    if typed[:held] == word[:held] or typed[-held:] == word[-held:]:
        assert any(
            entry.side is each.side and entry.text.startswith(each.text)
            for entry in entries_of(word)
            for each in ranges_of(typed, 2)
        )


def test_an_entry_is_its_word() -> None:
    for entry in entries_of("weber"):
        assert entry.word == "weber"
    assert [entry.text for entry in entries_of("weber")] == ["we5weber", "re5rebew"]


@given(words, words, st.integers(1, 2))
def test_letters_leave_out_nobody_who_is_near(one: str, other: str, edits: int) -> None:
    if edits_between(one, other, edits) is not None:
        assert may_be_near(frozenset(one), other, edits)


def test_ranges_are_few_and_disjoint() -> None:
    for typed in ("otto", "weber", "schwarzenegger"):
        for edits in range(1, edits_allowed(typed) + 1):
            texts = sorted(f"{each.side}{each.text}" for each in ranges_of(typed, edits))
            assert len(texts) <= 10
            assert not any(after.startswith(before) for before, after in pairwise(texts)) or typed == "otto"


def nearest_of(typed: str, words: list[str]) -> tuple[str, ...]:
    return nearest(typed, lambda _: words)


def test_the_nearest_words_are_those_with_the_fewest_edits() -> None:
    assert nearest_of("webre", ["weber", "webern", "webre", "wabar", "huber"]) == ("weber",)
    assert nearest_of("meiar", ["maiar", "meier", "meiar", "eiar", "leiar"]) == (
        "maiar",
        "meier",
        "leiar",
        "eiar",
    )
    assert nearest_of("weber", ["xyz"]) == nearest_of("4293", ["4294"]) == nearest_of("ott", ["otto"]) == ()
    assert len(nearest_of("abcd", [f"{letter}bcd" for letter in "efghijklmnopqrstuvwxyz"])) == MAX_NEAREST


def test_words_of_two_edits_are_looked_for_only_where_there_is_none_of_one() -> None:
    asked = []

    def words_in(ranges: tuple[Entry, ...]) -> list[str]:
        asked.append(ranges)
        return ["schneider"]

    assert nearest("schneidre", words_in) == ("schneider",)
    assert asked == [ranges_of("schneidre", 1)]
    asked.clear()
    assert nearest("shcneidre", words_in) == ("schneider",)
    assert asked == [ranges_of("shcneidre", 1), ranges_of("shcneidre", 2)]
