"""Which message a one-time token or a reminder leads to, to whom, and what it says."""

import string
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.message_texts import LANGUAGES, Kind
from shared.domain.messages import (
    Message,
    MigrationReminder,
    reminder_message,
    token_message,
    with_token,
)
from shared.domain.one_time_tokens import OneTimeToken, Purpose

API = "https://api.example.com"
MINTED = f"1001.{'a' * 32}.{'b' * 64}"
TOKEN = OneTimeToken(
    tenant="acme",
    customer_number="1001",
    purpose=Purpose.PASSWORD_RESET,
    nonce="a" * 32,
    incarnation="i",
    session_epoch=0,
    email="Anna@example.com",
    site="main",
    language="en_US",
    expires_at=1795300000,
)
REMINDER = MigrationReminder(
    tenant="acme",
    customer_number="1001",
    email="anna@example.com",
    site="main",
    language="de",
    retention_end=date(2026, 12, 1),
    incarnation="i",
    expires_at=1795300000,
)
TEXTS = st.text(string.ascii_letters + string.digits + "-._~%&=+/", max_size=20)


def message(**changes: object) -> Message:
    return token_message(replace(TOKEN, **changes), MINTED, api_url=API)  # type: ignore[arg-type]


class TestRecipients:
    @pytest.mark.parametrize("purpose", [Purpose.PASSWORD_RESET, Purpose.OPT_IN])
    def test_a_token_goes_to_the_account(self, purpose: Purpose) -> None:
        assert message(purpose=purpose).to == "Anna@example.com"

    def test_the_token_of_a_new_address_goes_there_and_is_about_it(self) -> None:
        sent = message(purpose=Purpose.EMAIL_CHANGE, new_email="new@example.com")

        assert sent.to == "new@example.com"
        assert "new@example.com" in sent.text
        assert "Anna@example.com" not in sent.text

    def test_a_reminder_goes_to_the_account(self) -> None:
        assert reminder_message(REMINDER).to == "anna@example.com"


class TestLinks:
    @pytest.mark.parametrize("purpose", Purpose)
    def test_a_redirect_url_is_followed_with_the_token(self, purpose: Purpose) -> None:
        sent = message(purpose=purpose, redirect_url="https://shop.example.com/next")

        assert sent.link == f"https://shop.example.com/next?token={MINTED}"

    def test_without_one_a_sign_up_is_confirmed_at_the_api(self) -> None:
        sent = message(purpose=Purpose.OPT_IN)

        assert sent.link == f"{API}/customer/acme/signup/optin/{MINTED}"

    @pytest.mark.parametrize("purpose", [Purpose.PASSWORD_RESET, Purpose.EMAIL_CHANGE])
    def test_without_one_other_messages_hold_the_token_alone(self, purpose: Purpose) -> None:
        sent = message(purpose=purpose)

        assert (sent.link, sent.token) == (None, MINTED)
        assert f"\n\n{MINTED}\n\n" in sent.text

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
        before, after = urlsplit(url), urlsplit(with_token(url, MINTED))

        assert after._replace(query=before.query) == before
        assert after.query.startswith(before.query)
        parameters = parse_qsl(after.query, keep_blank_values=True)
        assert parameters[:-1] == parse_qsl(before.query, keep_blank_values=True)
        assert parameters[-1] == ("token", MINTED)


class TestLanguages:
    @pytest.mark.parametrize(
        ("tag", "language"),
        [
            ("en_US", "en"),
            ("de", "de"),
            ("de-AT", "de"),
            ("FR_fr", "fr"),
            ("it_IT", "en"),
            ("deu", "en"),
            ("zh-Hant-TW", "en"),
        ],
    )
    def test_it_is_the_customers_as_far_as_there_are_texts(self, tag: str, language: str) -> None:
        assert message(language=tag).language == language
        assert reminder_message(replace(REMINDER, language=tag)).language == language

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("purpose", Purpose)
    def test_a_token_is_asked_for_as_what_it_is(self, language: str, purpose: Purpose) -> None:
        texts = LANGUAGES[language]

        by_link = message(language=language, purpose=purpose, redirect_url="https://shop.example.com/")
        by_code = message(language=language, purpose=purpose)

        assert texts.by_link in by_link.text
        if purpose is not Purpose.OPT_IN:
            assert texts.by_code in by_code.text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_kind_has_texts_of_its_own(self, language: str) -> None:
        kinds = LANGUAGES[language].kinds

        assert kinds.keys() == set(Kind)
        assert len({wording.subject for wording in kinds.values()}) == len(Kind)
        assert all("{email}" in wording.opening for wording in kinds.values())

    @pytest.mark.parametrize(
        ("purpose", "hours"), [(Purpose.PASSWORD_RESET, 1), (Purpose.OPT_IN, 24), (Purpose.EMAIL_CHANGE, 24)]
    )
    def test_they_say_how_long_the_token_works(self, purpose: Purpose, hours: int) -> None:
        assert f"valid for {hours} h" in message(purpose=purpose).text

    def test_a_reminder_says_which_day_it_is_about(self) -> None:
        assert "2026-12-01" in reminder_message(REMINDER).text


class TestIdentity:
    def test_the_same_token_makes_the_same_message(self) -> None:
        assert message() == message()

    def test_another_token_makes_another_message(self) -> None:
        others = [
            message(nonce="c" * 32),
            message(purpose=Purpose.OPT_IN),
            message(customer_number="1002"),
            message(tenant="acme2"),
        ]

        assert len({each.id for each in [message(), *others]}) == 5

    def test_another_reminder_of_the_same_end_is_another_message(self) -> None:
        later = replace(REMINDER, expires_at=REMINDER.expires_at + 1)

        assert reminder_message(later).id != reminder_message(REMINDER).id

    def test_what_is_secret_or_personal_does_not_show_in_a_repr(self) -> None:
        shown = repr([message(redirect_url="https://a.example"), REMINDER, reminder_message(REMINDER)])

        assert MINTED not in shown
        assert "anna@" not in shown.lower()
