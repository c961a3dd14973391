"""Telephone numbers that are typed with spaces: one word, or words apart, as zip codes are."""

import pytest

from shared.domain.search.typed import quality_of, typed_words
from shared.domain.search.words import words_of
from tests.component.search.residents import customer

BERLIN = customer(
    "1004293", contact_phone="+49 30 1234567", places=[{"zipCode": "01067", "street": "Weg 12"}]
)
MOBILE = customer(
    "c", last_name="Weber", contact_phone="0170 1234567", places=[{"zipCode": "10115", "city": "Berlin"}]
)


def has(typed: str) -> set[str]:
    """Return which of the two customers have what was typed."""
    words = typed_words(typed)
    return {
        name
        for name, known in (("berlin", words_of(BERLIN)), ("mobile", words_of(MOBILE)))
        if quality_of(words, known) is not None
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("030 1234567", {"berlin"}),
        ("030 123 45 67", {"berlin"}),
        ("(030) 1234567", {"berlin"}),
        ("030 / 1234567", {"berlin"}),
        ("+49 30 1234567", {"berlin"}),
        ("+49 (0) 30 123 45 67", {"berlin"}),
        ("0049 30 1234567 01067", {"berlin"}),
        ("+4930 1234567 1004293", {"berlin"}),
        ("01067 12", {"berlin"}),
        ("0170 4567", {"mobile"}),
        ("0170 123 45 67", {"mobile"}),
        ("weber 0170 123 4567", {"mobile"}),
        ("0170 123 4567 weber 10115", {"mobile"}),
        ("0170 123 4567 10115", {"mobile"}),
        ("+491701234567 10115", {"mobile"}),
        ("10115 +491701234567", {"mobile"}),
        ("+491701234567 10116", set()),
        ("0170 123 45 68", set()),
        ("1234567", {"berlin", "mobile"}),
    ],
)
def test_numbers_are_met_however_they_are_typed(typed: str, found: set[str]) -> None:
    assert has(typed) == found


@pytest.mark.parametrize("typed", ["0170 123 4567 10115", "+491701234567 10115", "030 1234567", "01067 12"])
def test_whoever_is_met_is_in_the_lists_that_are_asked(typed: str) -> None:
    (word,) = typed_words(typed)
    for known in (words_of(BERLIN), words_of(MOBILE)):
        if word.quality_in(known) is not None:
            assert all(part.quality_in(known) is not None for part in word.needed)
    assert len(word.needed[0].beginnings) <= 8
