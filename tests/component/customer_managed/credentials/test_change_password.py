"""POST /customer/{tenant}/password/change."""

from collections.abc import Callable
from typing import Any

import pytest

from customer_managed.credentials import change_password
from shared.adapters.dynamodb.stores.legacy_accounts import LegacyAccounts
from shared.domain.log_in.account import NewAccount
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import FREE_TRIES
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_managed.credential_calls import (
    CHANGE_PASSWORD,
    NEW_PASSWORD,
    change,
    confirm_change,
    in_session,
    request_change,
    request_reset,
    reset,
    sent_token,
)
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.sessions.refused_accounts import (
    customer_with,
    hybris_hash,
    retain_legacy_hashes,
)
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.rivals import RIVALS, at_once, statuses
from tests.component.stored_accounts import stored_account

ELSEWHERE = "198.51.100.7"


def test_the_new_password_counts_and_the_old_one_no_longer(own: Own, email: str) -> None:
    answer = change(own)

    assert (answer.status, answer.text) == (204, "")
    assert own.storefront.log_in(email).status == 401
    assert own.storefront.log_in(email, NEW_PASSWORD).status == 200


def test_the_other_sessions_end_and_the_present_one_goes_on(own: Own, email: str) -> None:
    visitor = own.storefront.new_visit()["access_token"]
    present = own.storefront.logged_in(email, token=visitor)
    changing = Own(own.storefront, own.number, present["access_token"])

    assert change(changing).status == 204

    assert own.get().status == 401
    assert changing.get().status == 200
    refreshed = own.storefront.refresh(present["refresh_token"])
    assert refreshed.status == 200
    assert Own(own.storefront, own.number, refreshed.json["access_token"]).get().status == 200


def test_the_profile_is_as_it_was(own: Own) -> None:
    before = own.get().json

    change(own)

    assert own.get().json == before


def test_a_wrong_current_password_is_401_and_changes_nothing(own: Own, email: str) -> None:
    answer = change(own, current="wrong password")

    assert (answer.status, answer.json["type"]) == (401, "unauthorized")
    assert own.get().status == 200
    assert own.storefront.log_in(email).status == 200


def test_guessing_the_current_password_is_slowed_down_as_at_log_in(own: Own, email: str) -> None:
    for guess in range(FREE_TRIES):
        assert change(own, current=f"guess {guess}").status == 401

    waiting = change(own)

    assert waiting.status == 429
    assert int(waiting.headers["Retry-After"]) > 0
    assert own.storefront.log_in(email).status == 429
    assert change(own, source=ELSEWHERE).status == 204
    assert own.storefront.log_in(email, NEW_PASSWORD, source=ELSEWHERE).status == 200


def test_success_forgives_wrong_tries(own: Own) -> None:
    for guess in range(FREE_TRIES - 1):
        change(own, current=f"guess {guess}")
    assert change(own).status == 204

    for guess in range(FREE_TRIES - 1):
        change(own, current=f"guess {guess}")

    assert change(own, current=NEW_PASSWORD, new=PASSWORD).status == 204


@pytest.mark.parametrize("new", ["", "12345", "x" * 129, None, 123456])
def test_a_new_password_has_6_to_128_characters(own: Own, new: Any) -> None:
    answer = change(own, new=new)

    assert (answer.status, {*answer.problems}) == (400, {"newPassword"})


def test_a_common_password_is_refused_before_anything_is_tried(own: Own) -> None:
    answers = [change(own, current=f"guess {guess}", new="password1") for guess in range(FREE_TRIES + 1)]

    assert {answer.status for answer in answers} == {400}
    assert answers[0].problems.keys() == {"newPassword"}
    assert change(own).status == 204


def test_a_common_password_will_do_where_the_tenant_does_not_mind(
    own: Own, configure: Callable[[str, object], None], email: str
) -> None:
    configure("password.refuseCommon", False)

    assert change(own, new="password1").status == 204
    assert own.storefront.log_in(email, "password1").status == 200


def test_a_password_that_the_seller_chose_is_no_longer_the_initial_one(
    storefront: Storefront, api: Api, email: str
) -> None:
    number = api.created({"contactEmail": email, "password": PASSWORD})
    tokens = storefront.logged_in(email)

    change(Own(storefront, number, tokens["access_token"]))

    assert tokens["initialPassword"] == "true"
    assert storefront.logged_in(email, NEW_PASSWORD)["initialPassword"] == "false"


def test_an_account_with_a_legacy_hash_has_a_native_one_then_and_waits_no_longer(
    storefront: Storefront, email: str
) -> None:
    tenant = storefront.tenant
    retain_legacy_hashes(tenant)
    number = customer_with(tenant, email, NewAccount(password_hash=hybris_hash(), legacy=True))

    answer = change(in_session(storefront, number))

    account = stored_account(tenant, email)
    assert answer.status == 204
    assert account is not None
    assert account.password_hash is not None
    assert (account.legacy, account.password_hash[:9]) == (False, "$argon2id")
    assert not LegacyAccounts(wiring().table).any_left(tenant)
    assert storefront.log_in(email, NEW_PASSWORD).status == 200


def test_a_customer_without_a_password_has_none_to_change(
    storefront: Storefront, email: str, api: Api
) -> None:
    without_password = api.created({"contactEmail": email})
    without_account = api.created({"type": "CONTACT"})

    answers = [change(in_session(storefront, number)) for number in (without_password, without_account)]

    assert [(answer.status, answer.json["type"]) for answer in answers] == [(401, "unauthorized")] * 2


@pytest.mark.parametrize("number_of_sessions", [1, 2])
def test_of_many_changes_at_once_exactly_one_is_made(own: Own, email: str, number_of_sessions: int) -> None:
    others = [
        own.storefront.logged_in(email, token=own.storefront.new_visit()["access_token"])["access_token"]
        for _ in range(number_of_sessions - 1)
    ]
    tokens = [own.token, *others]

    answers = at_once(
        lambda rival: change(
            Own(own.storefront, own.number, tokens[rival % len(tokens)]), new=f"pass phrase of {rival}"
        )
    )

    assert statuses(answers)[204] == 1
    assert statuses(answers).keys() <= {204, 401, 503}
    winner = next(rival for rival in range(RIVALS) if answers[rival].status == 204)
    assert own.storefront.log_in(email, f"pass phrase of {winner}", source=ELSEWHERE).status == 200


def test_tokens_that_were_sent_before_are_void(own: Own, email: str) -> None:
    tenant = own.storefront.tenant
    request_reset(own.storefront, email)
    request_change(own, email, f"thief-{email}")
    tokens = [
        sent_token(tenant, own.number, p) for p in (TokenPurpose.PASSWORD_RESET, TokenPurpose.EMAIL_CHANGE)
    ]

    change(own)

    assert reset(own.storefront, tokens[0], "password of a thief").status == 400
    assert confirm_change(own.storefront, tokens[1]).status == 400
    assert own.storefront.log_in(email, NEW_PASSWORD).status == 200


def test_neither_visitors_nor_services_have_a_password(storefront: Storefront, api: Api) -> None:
    body = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD}
    handler = change_password.lambda_handler

    answers = [storefront.call(handler, CHANGE_PASSWORD, body), api.request(handler, CHANGE_PASSWORD, body)]

    assert [(answer.status, answer.json["type"]) for answer in answers] == [(403, "forbidden")] * 2


@pytest.mark.parametrize(
    "body", [{}, {"currentPassword": "", "newPassword": NEW_PASSWORD}, {"newPassword": NEW_PASSWORD}]
)
def test_the_current_password_has_to_be_there(own: Own, body: Any) -> None:
    answer = own.call(change_password.lambda_handler, CHANGE_PASSWORD, body)

    assert answer.status == 400
    assert "currentPassword" in answer.problems
