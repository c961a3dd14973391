"""What is typed: its limits, its words, and the parts by which an index is asked."""

import itertools
from unicodedata import normalize

import pytest
from hypothesis import example, given
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
from shared.domain.search.words import Listing, Word, email_words, number_word, text_words


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
        ("20-05", [{"n:2005", "p:2005", "e:5002", "n:20-05"}]),
        ("1-2.ann", [{"n:12", "p:12", "n:1-2.ann"}, {"n:ann", "p:ann", "n:1-2.ann", "n:12.ann"}]),
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


@pytest.mark.parametrize(
    "text",
    [
        "가나다라 마바사아 자차카타 파하가나 다라마바 사아자차 카타파하",
        "서울특별시강남구 테헤란로길위에 대한민국주식회사 홍길동전자상가",
        "株式会社日本総合研究所東京本社営業部 東京都千代田区霞が関 山田太郎電気",
        "カタカナノナマエ ヒラガナノナマエ トウキョウトチヨダク",
        "สมชายสมชายสมชาย วงศ์สวัสดิ์ กรุงเทพมหานคร นครศรีธรรมราช สุราษฎร์ธานี",
        "삼성전자서비스 東京都千代田区霞が関 anna-lena.weber 서울특별시강남구 ABC株式会社日本総合研究所",
        " ".join(f"{first}나다라마바사아자차카타파하" for first in "가거고구그기나너노누"),
    ],
)
def test_characters_that_nothing_divides_are_no_pieces_that_are_refused(text: str) -> None:
    found = typed_words(text)
    assert len(found) == len(text.split())
    pieces = [{part for way in word.ways for part in way} for word in found]
    assert sum(map(len, pieces)) <= MAX_PIECES + len(found)


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


local_parts = st.text(st.sampled_from("ab19.-_+/山가나다"), min_size=1, max_size=9)


@given(local_parts, st.integers(1, 9), st.sampled_from(["", "@", "@x", "@x.de"]))
@example("20-05.a", 7, "")
@example("1-2.ab", 6, "@")
@example("-a.b1", 5, "")
def test_who_has_a_word_is_in_the_lists_that_are_asked_for_it(local: str, length: int, rest: str) -> None:
    # given customers of this address, name or number, and any beginning of them that is typed
    known = ([*email_words(f"{local}@x.de")], [*text_words(local)], [number_word(local)])
    typed = local if rest else local[:length]
    try:
        found = typed_words(typed + rest)
    except BadParameter:
        return
    for word, texts in itertools.product(found, known):
        held = [Word(Listing.NAMES, each) for each in texts]
        corrected = (word.corrected(["anna"]),) if word.spelling else ()
        for each in (word, *corrected):
            if each.quality_in(held) is not None:
                assert all(part.quality_in(held) is not None for part in each.needed), (each, held)


@pytest.mark.parametrize(
    ("local", "typed"),
    [
        *(
            ("2024-05.anna", each)
            for each in ("2024-05.anna", "2024-05.a", "2024-05", "2024-0", "2024-05.anna@x")
        ),
        *(("4711-0170-shop", each) for each in ("4711-0170-shop", "4711-0170", "4711-0170-shop@")),
        *(("1-2-3.anna", each) for each in ("1-2-3.anna", "1-2-3", "1-2-3@", "1-2-3.a")),
        *(("20-05", each) for each in ("20-05", "20-05@", "20-05@x")),
        ("_1.2_b", "_1.2_b"),
    ],
)
def test_an_address_that_begins_with_digits_and_marks_is_found_by_its_beginning(
    local: str, typed: str
) -> None:
    held = [Word(Listing.NAMES, each) for each in email_words(f"{local}@x.de")]
    (word,) = typed_words(typed)
    assert word.quality_in(held) is not None
    assert all(part.quality_in(held) is not None for part in word.needed)


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
