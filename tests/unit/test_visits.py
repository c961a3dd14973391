"""Visits are in their tokens alone (api.md §5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.log_in.visits import InvalidVisit, Visit, decoded, defaults_of, visit_from

SEAL = "ab" * 32
LONGEST_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=64)
CONTEXTS = st.dictionaries(
    st.sampled_from(["currency", "siteCode", "language", "targetLocation"]), LONGEST_TEXT
)


def visit(**context: str) -> Visit:
    return Visit(
        tenant="acme", client_id="c" * 64, session_id="5" * 32, begun_at=1_795_000_000, context=context
    )


@given(CONTEXTS)
def test_a_visit_survives_its_token(context: dict[str, str]) -> None:
    encoded, seal = decoded(f"{visit(**context).encoded()}.{SEAL}")

    assert visit_from(encoded) == visit(**context)
    assert seal.hex() == SEAL


def test_the_longest_visit_has_a_token_of_the_allowed_length() -> None:
    longest = dict.fromkeys(["currency", "siteCode", "language", "targetLocation"], "😀" * 64)

    assert len(visit(**longest).encoded()) <= 4096


@pytest.mark.parametrize(
    ("context", "members"),
    [
        (
            {"language": "de", "currency": "EUR", "siteCode": "DE", "targetLocation": "Bonn"},
            {"preferredLanguage": "de", "preferredCurrency": "EUR", "preferredSite": "DE"},
        ),
        ({"language": "xx-nonsense", "currency": "eur", "siteCode": "\u202e"}, {}),
        ({"language": "fr_CA"}, {"preferredLanguage": "fr_CA"}),
        ({}, {}),
    ],
)
def test_a_customer_takes_from_it_what_a_customer_can_have(
    context: dict[str, str], members: dict[str, str]
) -> None:
    assert defaults_of(context) == members


def test_it_is_the_same_token_each_time() -> None:
    assert visit(currency="EUR").encoded() == visit(currency="EUR").encoded()


def test_it_ends_a_day_after_it_began() -> None:
    assert visit().ends_at == 1_795_000_000 + 24 * 3600


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        f".{SEAL}",
        SEAL,
        f"a.{SEAL[:-1]}",
        f"a.{SEAL}0",
        f"a.{SEAL}\n",
        f"a b.{SEAL}",
        f"{'a' * 4097}.{SEAL}",
    ],
)
def test_a_text_that_does_not_have_the_form_of_a_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidVisit):
        decoded(token)
