import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.customer import Customer
from shared.domain.one_time_tokens import (
    LIFETIMES,
    InvalidOneTimeToken,
    Purpose,
    new_one_time_token,
    parts_of,
)

NOW = 1_800_000_000.0
numbers = st.from_regex(r"[a-zA-Z0-9_-]{1,66}", fullmatch=True)


def customer(number: str = "1001") -> Customer:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return Customer(
        tenant="acme",
        number=number,
        created_at=at,
        modified_at=at,
        incarnation="first",
        session_epoch=3,
        preferred_site="shop",
        preferred_language="de_DE",
    )


@given(number=numbers, purpose=st.sampled_from(Purpose), seal=st.binary(min_size=32, max_size=32))
def test_a_token_is_read_as_it_was_written(number: str, purpose: Purpose, seal: bytes) -> None:
    token = new_one_time_token(customer(number), purpose, email="a@example.com", now=NOW)

    assert parts_of(token.text(seal)) == (number, token.nonce, seal)


@given(text=st.text())
def test_any_other_text_is_no_token(text: str) -> None:
    with pytest.raises(InvalidOneTimeToken):
        parts_of(text)


@pytest.mark.parametrize("spoilt", ["{}\n", " {}", "{}0", "{}.", "#{}", "{}Ａ"])
def test_a_token_with_anything_about_it_is_none(spoilt: str) -> None:
    text = new_one_time_token(customer(), Purpose.OPT_IN, email="a@example.com", now=NOW).text(bytes(32))

    with pytest.raises(InvalidOneTimeToken):
        parts_of(spoilt.format(text))


@pytest.mark.parametrize("purpose", Purpose)
def test_a_token_is_good_until_its_time_is_up(purpose: Purpose) -> None:
    token = new_one_time_token(customer(), purpose, email="a@example.com", now=NOW)
    lifetime = LIFETIMES[purpose].total_seconds()

    assert token.is_good(customer(), NOW)
    assert token.is_good(customer(), NOW + lifetime - 1)
    assert not token.is_good(customer(), NOW + lifetime)


@pytest.mark.parametrize("change", [{"incarnation": "second"}, {"session_epoch": 4}])
def test_a_token_is_void_when_the_customer_is_another_or_all_its_sessions_have_ended(
    change: dict[str, str | int],
) -> None:
    token = new_one_time_token(customer(), Purpose.PASSWORD_RESET, email="a@example.com", now=NOW)

    assert not token.is_good(replace(customer(), **change), NOW)  # type: ignore[arg-type]


def test_a_token_has_what_its_message_needs() -> None:
    preferred = new_one_time_token(customer(), Purpose.OPT_IN, email="a@example.com", now=time.time())
    chosen = new_one_time_token(customer(), Purpose.OPT_IN, email="a@example.com", now=NOW, site="home")

    assert (preferred.site, preferred.language) == ("shop", "de_DE")
    assert chosen.site == "home"
    assert preferred.nonce != chosen.nonce
