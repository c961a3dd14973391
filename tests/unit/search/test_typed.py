"""What is typed: its limits, its words, and the parts by which an index is asked."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.errors import BadParameter
from shared.domain.search.signature import MAX_WORDS as SIGNED
from shared.domain.search.signature import UNKNOWN, quality_by, signature_of
from shared.domain.search.typed import (
    MAX_CHARACTERS,
    MAX_PAIRS,
    MAX_PIECES,
    MAX_WORDS,
    Quality,
    typed_words,
)
from shared.domain.search.words import Listing, Word


@pytest.mark.parametrize("text", ["", " ", "-- . '", "x" * (MAX_CHARACTERS + 1), " ".join("abcdefghijk")])
def test_what_is_too_long_or_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadParameter, match="search"):
        typed_words(text)


def test_the_longest_search_is_accepted() -> None:
    assert len(typed_words(" ".join("abcdefghij"))) == MAX_WORDS
    assert typed_words("x" * MAX_CHARACTERS)


def test_a_word_that_is_typed_twice_counts_once() -> None:
    assert [word.text for word in typed_words("Weber WEBER wéber a a a a a a a a a a")] == ["weber", "a"]


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("4293", [{"n:4293", "p:4293", "e:3924"}]),
        ("42", [{"n:42", "p:42"}]),
        ("(030)", [{"n:030", "p:030", "e:030"}]),
        ("+49 151 23456789", [{"n:4915123456789", "p:4915123456789", "n:15123456789", "e:987654321"}]),
        ("weber", [{"n:weber", "p:weber"}]),
        ("anna@gmx", [{"n:anna@gmx"}]),
        ("anna.weber", [{"n:anna", "p:anna"}, {"n:weber", "p:weber", "n:anna.weber"}]),
        ("anna-lena", [{"n:anna", "p:anna"}, {"n:lena", "p:lena", "n:anna-lena", "n:annalena"}]),
        ("al-a", [{"n:al", "p:al"}]),
        ("c-4711", [{"n:c", "p:c"}, {"n:4711", "p:4711", "e:1174", "n:c-4711"}]),
        ("삼성전", [{"n:삼성", "p:삼성"}]),
    ],
)
def test_an_index_is_asked_for_what_every_match_has(text: str, beginnings: list[set[str]]) -> None:
    (word,) = typed_words(text)
    assert len(word.needed) == len(beginnings)
    for part, expected in zip(word.needed, beginnings, strict=True):
        assert {f"{each.listing}:{normalize('NFC', each.text)}" for each in part.beginnings} == expected


@pytest.mark.parametrize(
    "text",
    [
        "/".join(f"a{letter}" for letter in "bcdefghijklmnopqrstuvw"),
        "anna-maria.x " * 9 + "o-p-q-r-s-t-u-v-w-x-y-z-aa-bb-cc-dd-ee-ff",
        "/".join("абвгдежзийклмнопрстуфх"),
    ],
)
def test_more_pieces_than_are_compared_in_time_are_refused(text: str) -> None:
    with pytest.raises(BadParameter, match=f"at most {MAX_PIECES} pieces"):
        typed_words(text)


def test_of_a_long_text_without_spaces_the_first_pairs_are_asked_for() -> None:
    (word,) = typed_words("株式会社日本総合研究所東京本社営業部")
    assert len(word.needed) == MAX_PAIRS


def test_a_word_is_not_looked_at_behind_a_part_that_is_missing() -> None:
    (word,) = typed_words("an/ma/we/sc")
    asked: list[object] = []
    assert word.quality_by(asked.append) is None
    assert len(asked) == len(word.ways)


words = st.builds(
    Word, st.sampled_from(Listing), st.text(st.sampled_from("abyz19山.@"), min_size=1, max_size=9)
)


@given(st.frozensets(words, max_size=SIGNED), st.text(st.sampled_from("abyz19山.@ "), min_size=1, max_size=9))
def test_a_signature_leaves_nobody_out_who_has_the_words(held: frozenset[Word], text: str) -> None:
    try:
        typed = typed_words(text)
    except BadParameter:
        return
    signature = signature_of(held)
    for word in typed:
        if word.quality_in(held) is not None:
            assert all(quality_by(signature, part) is not None for part in word.needed)


@given(words, words)
def test_a_signature_knows_other_words_and_exact_ones(held: Word, other: Word) -> None:
    (typed,) = typed_words("weber")
    signature = signature_of([Word(Listing.NAMES, "weber"), held, other])
    assert quality_by(signature, typed.needed[0]) is Quality.EXACT_NAME
    assert len(signature) <= 2 + 3 * 3


@pytest.mark.parametrize(
    ("held", "quality"),
    [
        ([], None),
        ([Word(Listing.NAMES, "webel")], None),
        ([Word(Listing.NAMES, "webe")], None),
        ([Word(Listing.ENDINGS, "weber")], None),
        ([Word(Listing.PLACES, "weberstadt")], Quality.BEGINNING_OF_PLACE),
        ([Word(Listing.PLACES, "weber"), Word(Listing.NAMES, "weberx")], Quality.EXACT_PLACE),
    ],
)
def test_a_signature_tells_lists_and_beginnings_apart(held: list[Word], quality: Quality | None) -> None:
    (typed,) = typed_words("weber")
    assert quality_by(signature_of(held), typed.needed[0]) is quality


def test_of_too_many_words_a_signature_says_nothing() -> None:
    many = [Word(Listing.NAMES, f"word{number}") for number in range(SIGNED + 1)]
    (typed,) = typed_words("weber")
    assert signature_of(many) == UNKNOWN
    assert quality_by(UNKNOWN, typed.needed[0]) is not None
