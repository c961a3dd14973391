"""How long a list is, guessed from its first entries; and what signatures say of several words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.search.guesses import Watch
from shared.domain.search.signature import qualities_by, signature_of
from shared.domain.search.typed import Quality, quality_of, typed_words
from shared.domain.search.words import Listing, Word

LIFETIME = NOW = 10_000.0


def watch(beginning: str, *entries: tuple[str, Listing, float]) -> Watch:
    seen = Watch(beginning)
    seen.see((Word(listing, text), created) for text, listing, created in entries)
    return seen


def newest_first(
    count: int, every: float, listing: Listing = Listing.NAMES
) -> list[tuple[str, Listing, float]]:
    return [("weber", listing, NOW - every * at) for at in range(1, count + 1)]


def test_one_word_is_guessed_by_the_time_that_its_newest_entries_span() -> None:
    assert watch("weber", *newest_first(80, 1.0)).guess(LIFETIME, NOW) == pytest.approx(10_000, rel=0.05)
    assert watch("weber", *newest_first(80, 100.0)).guess(LIFETIME, NOW) == pytest.approx(100, rel=0.05)


def test_longer_words_are_guessed_by_how_far_they_reach_into_the_alphabet() -> None:
    in_the_middle = watch("we", *(("wem", Listing.NAMES, 0.0) for _ in range(80)))
    assert 100 < in_the_middle.guess(LIFETIME, NOW) < 300
    at_the_end = watch("we", *(("wezz", Listing.NAMES, 0.0) for _ in range(80)))
    assert 78 < at_the_end.guess(LIFETIME, NOW) < 90
    at_the_beginning = watch("we", *(("weaa", Listing.NAMES, 0.0) for _ in range(80)))
    assert at_the_beginning.guess(LIFETIME, NOW) > 10_000
    digits = watch("01", *(("0149", Listing.NAMES, 0.0) for _ in range(80)))
    assert 120 < digits.guess(LIFETIME, NOW) < 250


def test_entries_before_those_of_the_last_kind_are_only_counted() -> None:
    names, places = newest_first(30, 1.0), newest_first(50, 100.0, Listing.PLACES)
    assert watch("weber", *names, *places).guess(LIFETIME, NOW) == pytest.approx(130, rel=0.1)


def test_nothing_is_seen_of_an_empty_list() -> None:
    assert watch("weber").guess(LIFETIME, NOW) == watch("weber").count == 0


WORDS = st.frozensets(
    st.builds(
        Word,
        st.sampled_from(list(Listing)[:2]),
        st.sampled_from(["anna", "annabelle", "weber", "weberling", "berlin", "4293", "mueller", "muenchen"]),
    ),
    min_size=1,
    max_size=6,
)
TYPED = st.lists(
    st.sampled_from(["an", "anna", "annab", "weber", "webe", "b", "4293", "429", "muen", "anna-weber"]),
    min_size=1,
    max_size=3,
).map(" ".join)


@given(WORDS, TYPED)
def test_a_signature_leaves_out_nobody_who_has_all_words_and_promises_no_less(
    words: frozenset[Word], text: str
) -> None:
    typed = typed_words(text)
    quality = quality_of(typed, words)
    if quality is not None:
        promised = qualities_by(signature_of(sorted(words)), typed)
        assert promised is not None
        assert promised <= quality


def test_a_signature_of_too_many_words_leaves_out_nobody() -> None:
    words = [Word(Listing.NAMES, f"word{at}") for at in range(60)]
    assert qualities_by(signature_of(words), typed_words("xyz")) is Quality.EXACT_NAME
