"""Log-ins, refreshes and log-outs at the same moment, with real threads."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from shared.adapters.dynamodb.items.tries import account_tries_from
from shared.adapters.dynamodb.keys import log_in_tries_key
from shared.adapters.dynamodb.table import Table
from shared.domain.log_in.account import NewAccount
from shared.domain.log_in.throttling import FREE_TRIES
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.customer_managed.sessions.refused_accounts import bcrypt_hash, customer_with
from tests.component.customer_managed.sessions.stored import session_of, sessions_of
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.rivals import at_once, statuses
from tests.component.stored_customers import customer_of


def test_many_refreshes_by_one_token_make_one_generation_and_all_are_answered(
    storefront: Storefront, tokens: dict[str, Any]
) -> None:
    answers = at_once(lambda _: storefront.refresh(tokens["refresh_token"]))

    assert statuses(answers) == {200: 20}
    assert {answer.json["refresh_token"] for answer in answers} == {answers[0].json["refresh_token"]}
    assert session_of(tokens["access_token"]).generation == 1
    assert all(storefront.validated(answer.json["access_token"]).status == 200 for answer in answers)
    assert storefront.refresh(answers[0].json["refresh_token"]).status == 200


def test_a_log_out_among_refreshes_is_final(storefront: Storefront, tokens: dict[str, Any]) -> None:
    def call(rival: int) -> Answer:
        if rival == 10:
            return storefront.log_out(tokens["access_token"])
        return storefront.refresh(tokens["refresh_token"])

    answers = at_once(call)

    assert answers[10].status == 204
    assert statuses(answers).keys() <= {200, 204, 400}
    for answer in answers:
        if answer.status == 200:
            assert storefront.validated(answer.json["access_token"]).status == 401
            assert storefront.refresh(answer.json["refresh_token"]).status == 400


def test_of_many_wrong_passwords_at_once_five_are_looked_at(
    storefront: Storefront, email: str, tokens: dict[str, Any], table: Table
) -> None:
    answers = at_once(lambda rival: storefront.log_in(email, f"guess {rival}"))

    assert statuses(answers) == {401: FREE_TRIES, 429: 20 - FREE_TRIES}
    stored = account_tries_from(table.get(log_in_tries_key(storefront.tenant, email)))
    assert len(stored.tried) == FREE_TRIES


def test_the_right_password_among_them_is_at_most_one_of_the_five(
    storefront: Storefront, email: str, tokens: dict[str, Any]
) -> None:
    answers = at_once(
        lambda rival: storefront.log_in(email) if rival == 19 else storefront.log_in(email, f"guess {rival}")
    )

    found = statuses(answers)
    assert answers[19].status in {200, 429}
    # A success forgives what was tried before it, so that five more may be looked at.
    assert found[401] <= FREE_TRIES * (1 + found[200])


def test_the_same_password_at_once_counts_once(
    storefront: Storefront, email: str, tokens: dict[str, Any], table: Table
) -> None:
    answers = at_once(lambda _: storefront.log_in(email, "mistyped"))

    assert statuses(answers) == {401: 20}
    stored = account_tries_from(table.get(log_in_tries_key(storefront.tenant, email)))
    assert len(stored.tried) == 1


def test_many_first_log_ins_of_an_imported_account_all_succeed(storefront: Storefront, email: str) -> None:
    customer_with(storefront.tenant, email, NewAccount(password_hash=bcrypt_hash()))
    visits = [storefront.new_visit()["access_token"] for _ in range(20)]

    answers = at_once(lambda rival: storefront.log_in(email, token=visits[rival]))

    assert statuses(answers) == {200: 20}
    assert all(storefront.validated(answer.json["access_token"]).status == 200 for answer in answers)


def test_many_log_ins_leave_no_more_sessions_than_allowed_once_another_follows(
    storefront: Storefront, email: str, tokens: dict[str, Any]
) -> None:
    visits = [storefront.new_visit()["access_token"] for _ in range(61)]

    answers = at_once(lambda rival: storefront.log_in(email, token=visits[rival]), rivals=60)
    assert statuses(answers) == {200: 60}
    # They do not see one another, so that there may be as many too many as ran at once.
    begun = Counter(one.id for one in sessions_of(tokens["access_token"]))
    assert set(begun.values()) == {1}
    last = storefront.logged_in(email, token=visits[60])

    assert len(sessions_of(last["access_token"])) <= 50
    assert storefront.validated(last["access_token"]).status == 200


def test_log_ins_of_one_visitor_at_once_all_live_side_by_side(
    storefront: Storefront, email: str, tokens: dict[str, Any]
) -> None:
    visit = storefront.new_visit()

    answers = at_once(lambda _: storefront.log_in(email, token=visit["access_token"]), rivals=10)

    assert statuses(answers) == {200: 10}
    assert {answer.json["session_id"] for answer in answers} == {visit["sessionId"]}
    assert not any(storefront.is_over(answer.json) for answer in answers)
    of_visit = [one for one in sessions_of(tokens["access_token"]) if one.visit_id == visit["sessionId"]]
    assert len({one.id for one in of_visit}) == 10


@pytest.mark.parametrize("change", [{"onHold": True}, {"active": False}])
def test_a_hold_among_log_ins_and_refreshes_leaves_nothing_alive(
    storefront: Storefront, email: str, tokens: dict[str, Any], change: dict[str, bool], api: Api
) -> None:
    number = claims_of(tokens["access_token"])["customerNumber"]
    visits = [storefront.new_visit()["access_token"] for _ in range(20)]

    def call(rival: int) -> Answer:
        if rival == 10:
            return api.patch(number, change)
        if rival % 2:
            return storefront.refresh(tokens["refresh_token"])
        return storefront.log_in(email, token=visits[rival])

    answers = at_once(call)

    assert answers[10].status == 200
    assert statuses(answers).keys() <= {200, 400, 401}
    api.patch(number, {"onHold": False, "active": True})
    for answer in answers:
        if answer.text:
            token = answer.json.get("access_token")
            assert token is None or storefront.validated(token).status == 401


def test_a_session_of_a_customer_who_may_no_longer_log_in_does_not_begin(
    storefront: Storefront, tokens: dict[str, Any]
) -> None:
    begun = session_of(tokens["access_token"])
    customer = customer_of(storefront.tenant, begun.customer_number)
    logged_out = replace(customer, session_epoch=customer.session_epoch + 1)

    assert not wiring().sessions.begin(customer, begun)
    assert not wiring().sessions.begin(logged_out, replace(begun, id="another"))
