import string
import time
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.customers.customer import Customer
from shared.domain.log_in.one_time_tokens import (
    LIFETIMES,
    InvalidOneTimeToken,
    OneTimeToken,
    TokenPurpose,
    link_of,
    new_one_time_token,
    parts_of,
    sealed_text,
    with_token,
)

NOW = 1_800_000_000.0
API = "https://api.example.com"
TEXTS = st.text(string.ascii_letters + string.digits + "-._~%&=+/", max_size=20)
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


@given(number=numbers, purpose=st.sampled_from(TokenPurpose), seal=st.binary(min_size=32, max_size=32))
def test_a_token_is_read_as_it_was_written(number: str, purpose: TokenPurpose, seal: bytes) -> None:
    token = new_one_time_token(customer(number), purpose, email="a@example.com", now=NOW)

    assert parts_of(sealed_text(number, token.nonce, seal)) == (number, token.nonce, seal)


def test_a_token_that_was_wrapped_into_lines_is_read() -> None:
    text = sealed_text("1001", "0" * 32, bytes(32))

    assert parts_of(f"{text[:60]}\r\n{text[60:]}\n") == ("1001", "0" * 32, bytes(32))


@given(text=st.text())
def test_any_other_text_is_not_a_token(text: str) -> None:
    with pytest.raises(InvalidOneTimeToken):
        parts_of(text)


@pytest.mark.parametrize(
    "copied", ["{} ", "{}.", " {}", "{}\r\n", "\u00a0{}.\n", "{},", "{}).", '{}"', "{}>", "{}...", "{} ."]
)
def test_a_token_is_read_with_white_space_around_it_and_a_sentences_end_behind(copied: str) -> None:
    text = sealed_text("1001", "0" * 32, bytes(32))

    assert parts_of(copied.format(text)) == ("1001", "0" * 32, bytes(32))


@pytest.mark.parametrize("spoilt", ["{}0", "{}.0", "#{}", "{}Ａ", ".{}", "{}\0", "{} {}", "{}/"])
def test_a_token_with_anything_else_around_it_is_not_one(spoilt: str) -> None:
    nonce = new_one_time_token(customer(), TokenPurpose.OPT_IN, email="a@example.com", now=NOW).nonce
    text = sealed_text("1001", nonce, bytes(32))

    with pytest.raises(InvalidOneTimeToken):
        parts_of(spoilt.format(text, text))


@pytest.mark.parametrize("purpose", TokenPurpose)
def test_a_token_is_good_until_its_time_is_up(purpose: TokenPurpose) -> None:
    token = new_one_time_token(customer(), purpose, email="a@example.com", now=NOW)
    lifetime = LIFETIMES[purpose].total_seconds()

    assert token.is_good(customer(), NOW)
    assert token.is_good(customer(), NOW + lifetime - 1)
    assert not token.is_good(customer(), NOW + lifetime)


@pytest.mark.parametrize("change", [{"incarnation": "second"}, {"session_epoch": 4}])
def test_a_token_is_void_when_the_customer_is_another_or_all_its_sessions_have_ended(
    change: dict[str, str | int],
) -> None:
    token = new_one_time_token(customer(), TokenPurpose.PASSWORD_RESET, email="a@example.com", now=NOW)

    assert not token.is_good(replace(customer(), **change), NOW)  # type: ignore[arg-type]


def test_a_token_has_what_its_message_needs() -> None:
    preferred = new_one_time_token(customer(), TokenPurpose.OPT_IN, email="a@example.com", now=time.time())
    chosen = new_one_time_token(customer(), TokenPurpose.OPT_IN, email="a@example.com", now=NOW, site="home")

    assert (preferred.site, preferred.language) == ("shop", "de_DE")
    assert chosen.site == "home"
    assert preferred.nonce != chosen.nonce


class TestLinks:
    def of(self, purpose: TokenPurpose, redirect_url: str | None = None) -> OneTimeToken:
        return new_one_time_token(
            customer(), purpose, email="a@example.com", now=NOW, redirect_url=redirect_url
        )

    @pytest.mark.parametrize("purpose", TokenPurpose)
    def test_a_redirect_url_is_followed_with_the_token(self, purpose: TokenPurpose) -> None:
        token = self.of(purpose, "https://shop.example.com/next")

        assert link_of(token, "T", API) == "https://shop.example.com/next?token=T"

    def test_without_one_a_sign_up_is_confirmed_on_a_page_of_ours(self) -> None:
        ours = f"{API}/customer/acme/signup/confirmation?token=T"

        assert link_of(self.of(TokenPurpose.OPT_IN), "T", API) == ours

    @pytest.mark.parametrize("purpose", [TokenPurpose.PASSWORD_RESET, TokenPurpose.EMAIL_CHANGE])
    def test_without_one_there_is_no_page_for_other_tokens(self, purpose: TokenPurpose) -> None:
        assert link_of(self.of(purpose), "T", API) is None

    @pytest.mark.parametrize(
        ("url", "linked"),
        [
            ("https://a.example", "https://a.example?token=T"),
            ("https://a.example/?", "https://a.example/?token=T"),
            ("https://a.example/?a=1", "https://a.example/?a=1&token=T"),
            ("https://a.example/?a=1&", "https://a.example/?a=1&token=T"),
            ("https://a.example/#/reset?b=2", "https://a.example/?token=T#/reset?b=2"),
            ("https://a.example/?a=%20#", "https://a.example/?a=%20&token=T#"),
        ],
    )
    def test_the_token_joins_what_the_url_says_already(self, url: str, linked: str) -> None:
        assert with_token(url, "T") == linked

    @given(query=st.none() | TEXTS, fragment=st.none() | TEXTS)
    def test_nothing_of_the_url_is_lost(self, query: str | None, fragment: str | None) -> None:
        url = "https://a.example/p"
        url += f"?{query}" if query is not None else ""
        url += f"#{fragment}" if fragment is not None else ""
        before, after = urlsplit(url), urlsplit(with_token(url, "T"))

        assert after._replace(query=before.query) == before
        assert after.query.startswith(before.query)
        parameters = parse_qsl(after.query, keep_blank_values=True)
        assert parameters[:-1] == parse_qsl(before.query, keep_blank_values=True)
        assert parameters[-1] == ("token", "T")
