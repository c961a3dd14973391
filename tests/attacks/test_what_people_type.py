"""Passwords, addresses and codes as keyboards, mail programs and the clipboard make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shared.domain.log_in.account import NewAccount
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import FREE_TRIES
from shared.runtime.wiring import wiring
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    change,
    confirm,
    confirm_change,
    request_change,
    request_reset,
    resend,
    reset,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.sessions.refused_accounts import customer_with
from tests.component.customer_managed.storefront import PASSWORD, Storefront

if TYPE_CHECKING:
    from collections.abc import Callable

COMPOSED, DECOMPOSED = "caf\u00e9 au lait", "cafe\u0301 au lait"
SPELLINGS = [
    (COMPOSED, DECOMPOSED),
    (DECOMPOSED, COMPOSED),
    ("Å ngström", "A\u030a ngström"),
    ("한글 비밀번호", "\u1112\u1161\u11ab\u1100\u1173\u11af 비밀번호"),
]
AROUND = ["{} ", " {}", "\t{}\n", "\u00a0{}\u2003"]


@pytest.mark.parametrize(("chosen", "typed"), SPELLINGS)
def test_a_password_is_the_same_however_a_keyboard_composes_it(
    storefront: Storefront, email: str, chosen: str, typed: str
) -> None:
    assert storefront.sign_up(email, chosen).status == 201

    assert storefront.log_in(email, typed).status == 200
    assert storefront.log_in(email, chosen).status == 200


@pytest.mark.parametrize(("chosen", "typed"), SPELLINGS[:2])
def test_it_is_where_it_is_changed_and_reset_too(
    storefront: Storefront, email: str, chosen: str, typed: str
) -> None:
    own = signed_up(storefront, email)

    assert change(own, PASSWORD, chosen).status == 204
    assert request_change(own, email, f"new.{email}", typed).status == 204
    assert change(own, typed, PASSWORD).status == 204
    request_reset(storefront, email)
    token = sent_token(storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)
    assert reset(storefront, token, typed).status == 204
    assert storefront.log_in(email, chosen).status == 200


def test_a_hash_of_the_text_as_it_was_typed_goes_on_working(storefront: Storefront, email: str) -> None:
    # Given one from before passwords were composed, or from another system
    stored = wiring().passwords.hash(DECOMPOSED)
    customer_with(storefront.tenant, email, NewAccount(password_hash=stored))

    assert storefront.log_in(email, DECOMPOSED).status == 200
    assert storefront.log_in(email, COMPOSED).status == 401


@pytest.mark.parametrize("around", AROUND)
def test_white_space_around_an_address_is_dropped_wherever_one_is_taken(
    storefront: Storefront, email: str, around: str, configure: Callable[[str, object], None]
) -> None:
    typed, tenant = around.format(email), storefront.tenant
    own = signed_up(storefront, email)

    assert request_change(own, typed, around.format(f"new.{email}")).status == 204
    changed = stored_token(tenant, own.number, TokenPurpose.EMAIL_CHANGE)
    assert changed is not None
    assert changed.new_email == f"new.{email}"
    assert storefront.log_in(typed).status == 200
    assert request_reset(storefront, typed).status == 204
    assert stored_token(tenant, own.number, TokenPurpose.PASSWORD_RESET) is not None

    configure("signUp.doubleOptIn", True)
    answer = storefront.sign_up(around.format(f"2.{email}"))
    before = sent_token(tenant, answer.json["id"], TokenPurpose.OPT_IN)
    assert resend(storefront, around.format(f"2.{email}")).status == 202
    assert sent_token(tenant, answer.json["id"], TokenPurpose.OPT_IN) != before


@pytest.mark.parametrize("copied", ["{} ", "{}.", " {}\n", "{})."])
def test_a_code_is_taken_as_it_is_copied_out_of_a_message(
    storefront: Storefront, email: str, copied: str, configure: Callable[[str, object], None]
) -> None:
    tenant, own = storefront.tenant, signed_up(storefront, email)
    request_reset(storefront, email)
    token = sent_token(tenant, own.number, TokenPurpose.PASSWORD_RESET)
    assert reset(storefront, copied.format(token)).status == 204

    own = signed_up(storefront, f"2.{email}")
    assert request_change(own, f"2.{email}", f"3.{email}").status == 204
    token = sent_token(tenant, own.number, TokenPurpose.EMAIL_CHANGE)
    assert confirm_change(storefront, copied.format(token)).status == 204

    configure("signUp.doubleOptIn", True)
    number = storefront.sign_up(f"4.{email}").json["id"]
    assert confirm(storefront, copied.format(sent_token(tenant, number, TokenPurpose.OPT_IN))).status == 200


def test_who_has_guessed_too_often_gets_in_after_a_reset(storefront: Storefront, email: str) -> None:
    own = signed_up(storefront, email)
    guesses = [storefront.log_in(email, f"guess {n}").status for n in range(FREE_TRIES + 1)]
    assert guesses == [401] * FREE_TRIES + [429]
    assert storefront.log_in(email).status == 429

    request_reset(storefront, email)
    token = sent_token(storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)
    assert reset(storefront, token).status == 204

    assert storefront.log_in(email, NEW_PASSWORD).status == 200


def test_who_has_not_confirmed_the_address_does_so_by_a_reset(
    storefront: Storefront, email: str, configure: Callable[[str, object], None]
) -> None:
    configure("signUp.doubleOptIn", True)
    number = storefront.sign_up(email).json["id"]
    assert storefront.log_in(email).status == 401
    link = sent_token(storefront.tenant, number, TokenPurpose.OPT_IN)

    request_reset(storefront, email)
    token = sent_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET)
    assert reset(storefront, token).status == 204

    assert storefront.log_in(email, NEW_PASSWORD).status == 200
    assert confirm(storefront, link).status == 400
