"""GET and DELETE /customer/{tenant}/me/sessions: where one is logged in, and log-outs from elsewhere."""

import time
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from customer_managed.sessions import end_other_sessions
from shared.adapters.dynamodb.table import TRANSACTION_LIMIT
from shared.domain.log_in.sessions import IDLE
from tests.component.api import Answer
from tests.component.customer_managed.own import join_company
from tests.component.customer_managed.sessions.stored import change, sessions_of, store
from tests.component.customer_managed.storefront import SESSIONS, Storefront, claims_of, own_id
from tests.component.rivals import at_once, statuses
from tests.component.wire import CONFLICT, THROTTLED, Wire

Tokens = dict[str, Any]


def ids(answer: Answer) -> set[str]:
    assert answer.status == 200, answer.text
    return {session["id"] for session in answer.json}


class TestList:
    def test_shows_each_live_session_the_latest_first_and_which_is_that_of_the_call(
        self, storefront: Storefront, email: str, tokens: Tokens
    ) -> None:
        an_hour_ago = int(time.time()) - 3600
        change(tokens["access_token"], created_at=an_hour_ago)
        later = storefront.logged_in_elsewhere(email)

        shown = storefront.sessions(tokens["access_token"]).json

        assert [(session["id"], session["current"]) for session in shown] == [
            (own_id(later), False),
            (own_id(tokens), True),
        ]
        assert {session["clientId"] for session in shown} == {storefront.client_id}
        assert datetime.fromisoformat(shown[1]["createdAt"]).timestamp() == an_hour_ago
        begun, ends = (datetime.fromisoformat(shown[0][name]) for name in ("createdAt", "expiresAt"))
        assert ends - begun == IDLE

    def test_says_when_a_session_was_last_refreshed_if_it_ever_was(
        self, storefront: Storefront, email: str, tokens: Tokens
    ) -> None:
        other = storefront.logged_in_elsewhere(email)
        before = int(time.time())
        storefront.refresh(other["refresh_token"])

        by_id = {session["id"]: session for session in storefront.sessions(tokens["access_token"]).json}

        assert "lastRefreshedAt" not in by_id[own_id(tokens)]
        refreshed_at = datetime.fromisoformat(by_id[own_id(other)]["lastRefreshedAt"]).timestamp()
        assert before <= refreshed_at <= time.time()

    def test_holds_nothing_that_opens_a_session(self, storefront: Storefront, tokens: Tokens) -> None:
        refreshed = storefront.refresh(tokens["refresh_token"]).json
        (stored,) = sessions_of(tokens["access_token"])

        answer = storefront.sessions(tokens["access_token"])

        (shown,) = answer.json
        assert shown.keys() == {"id", "clientId", "createdAt", "lastRefreshedAt", "expiresAt", "current"}
        for secret in (refreshed["access_token"], refreshed["refresh_token"], stored.family):
            assert secret not in answer.text

    def test_leaves_out_what_is_over(self, storefront: Storefront, email: str, tokens: Tokens) -> None:
        expired, of_before, ended = (storefront.logged_in_elsewhere(email) for _ in range(3))
        change(expired["access_token"], expires_at=int(time.time()) - 1)
        change(of_before["access_token"], epoch=-1)
        storefront.log_out(ended["access_token"])

        assert ids(storefront.sessions(tokens["access_token"])) == {own_id(tokens)}

    def test_names_a_company_as_long_as_the_customer_belongs_to_it(
        self, storefront: Storefront, tokens: Tokens
    ) -> None:
        change(tokens["access_token"], legal_entity_id="L1")
        (outside,) = storefront.sessions(tokens["access_token"]).json
        join_company(storefront.tenant, claims_of(tokens["access_token"])["customerNumber"])

        (inside,) = storefront.sessions(tokens["access_token"]).json

        assert "legalEntityId" not in outside
        assert inside["legalEntityId"] == "L1"

    def test_is_of_oneself_alone(self, storefront: Storefront, email: str, tokens: Tokens) -> None:
        storefront.sign_up(f"other-{email}")
        storefront.logged_in_elsewhere(f"other-{email}")

        assert ids(storefront.sessions(tokens["access_token"])) == {own_id(tokens)}


class TestEndOthers:
    def test_ends_all_except_that_of_the_call(
        self, storefront: Storefront, email: str, tokens: Tokens
    ) -> None:
        others = [storefront.logged_in_elsewhere(email) for _ in range(3)]

        answer = storefront.end_others(tokens["access_token"])

        assert (answer.status, answer.text) == (204, "")
        assert [storefront.is_over(other) for other in others] == [True] * 3
        assert ids(storefront.sessions(tokens["access_token"])) == {own_id(tokens)}
        assert not storefront.is_over(tokens)

    def test_ends_more_than_one_transaction_can(self, storefront: Storefront, tokens: Tokens) -> None:
        (own,) = sessions_of(tokens["access_token"])
        for position in range(TRANSACTION_LIMIT * 2):
            store(replace(own, id=f"other-{position}"))

        assert storefront.end_others(tokens["access_token"]).status == 204

        assert sessions_of(tokens["access_token"]) == [own]

    def test_without_others_does_nothing(self, storefront: Storefront, tokens: Tokens) -> None:
        assert storefront.end_others(tokens["access_token"]).status == 204
        assert storefront.end_others(tokens["access_token"]).status == 204
        assert not storefront.is_over(tokens)

    def test_spares_those_of_other_customers(
        self, storefront: Storefront, email: str, tokens: Tokens
    ) -> None:
        storefront.sign_up(f"other-{email}")
        others = storefront.logged_in_elsewhere(f"other-{email}")

        storefront.end_others(tokens["access_token"])

        assert not storefront.is_over(others)

    def test_leaves_the_password_as_it_is(self, storefront: Storefront, email: str, tokens: Tokens) -> None:
        storefront.logged_in_elsewhere(email)

        storefront.end_others(tokens["access_token"])

        assert storefront.log_in(email).status == 200


class TestEndOne:
    def test_ends_that_and_no_other(self, storefront: Storefront, email: str, tokens: Tokens) -> None:
        meant, other = (storefront.logged_in_elsewhere(email) for _ in range(2))

        answer = storefront.end_session(tokens["access_token"], meant["session_id"])

        assert (answer.status, answer.text) == (204, "")
        assert storefront.is_over(meant)
        assert not storefront.is_over(other)
        assert not storefront.is_over(tokens)

    def test_may_be_that_of_the_call(self, storefront: Storefront, tokens: Tokens) -> None:
        assert storefront.end_session(tokens["access_token"], own_id(tokens)).status == 204
        assert storefront.is_over(tokens)

    def test_that_is_over_is_404(self, storefront: Storefront, email: str, tokens: Tokens) -> None:
        ended, expired = (storefront.logged_in_elsewhere(email) for _ in range(2))
        storefront.log_out(ended["access_token"])
        change(expired["access_token"], expires_at=int(time.time()) - 1)

        for session_id in (ended["session_id"], expired["session_id"], "unknown"):
            answer = storefront.end_session(tokens["access_token"], session_id)
            assert (answer.status, answer.json["type"]) == (404, "resource_not_found")

    def test_of_another_customer_is_404_and_goes_on(
        self, storefront: Storefront, email: str, tokens: Tokens
    ) -> None:
        storefront.sign_up(f"other-{email}")
        others = storefront.logged_in_elsewhere(f"other-{email}")

        assert storefront.end_session(tokens["access_token"], others["session_id"]).status == 404
        assert not storefront.is_over(others)

    @pytest.mark.parametrize("session_id", ["", "ü", "a b", "x" * 256])
    def test_by_an_id_that_no_session_can_have_is_400(
        self, storefront: Storefront, tokens: Tokens, session_id: str
    ) -> None:
        answer = storefront.end_session(tokens["access_token"], session_id)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert answer.problems.keys() == {"sessionId"}


class TestCaller:
    def test_whose_session_is_over_is_401(self, storefront: Storefront, tokens: Tokens) -> None:
        storefront.log_out(tokens["access_token"])

        for answer in (
            storefront.sessions(tokens["access_token"]),
            storefront.end_others(tokens["access_token"]),
            storefront.end_session(tokens["access_token"], own_id(tokens)),
        ):
            assert answer.status == 401

    def test_who_is_a_visitor_is_403(self, storefront: Storefront) -> None:
        token = storefront.visit["access_token"]

        for answer in (
            storefront.sessions(token),
            storefront.end_others(token),
            storefront.end_session(token, "any"),
        ):
            assert (answer.status, answer.json["type"]) == (403, "forbidden")


class TestAtOnce:
    def test_of_sessions_that_end_each_other_exactly_one_stays(
        self, storefront: Storefront, email: str, tokens: Tokens
    ) -> None:
        rivals = [tokens, *(storefront.logged_in_elsewhere(email) for _ in range(9))]

        answers = at_once(lambda rival: storefront.end_others(rivals[rival]["access_token"]), rivals=10)

        assert statuses(answers) == {204: 1, 401: 9}
        winner = next(position for position, answer in enumerate(answers) if answer.status == 204)
        assert [storefront.is_over(each) for each in rivals] == [each != winner for each in range(10)]

    def test_a_session_that_is_ended_among_refreshes_is_over(
        self, storefront: Storefront, email: str, tokens: Tokens
    ) -> None:
        other = storefront.logged_in_elsewhere(email)

        def call(rival: int) -> Answer:
            if rival == 10:
                return storefront.end_others(tokens["access_token"])
            return storefront.refresh(other["refresh_token"])

        answers = at_once(call)

        assert answers[10].status == 204
        assert statuses(answers).keys() <= {200, 204, 400}
        for answer in answers:
            if answer.status == 200:
                assert storefront.is_over(answer.json)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", [THROTTLED, CONFLICT, "lost"])
def test_what_passes_on_the_way_to_the_table_leaves_no_session_behind(
    storefront: Storefront, email: str, tokens: Tokens, fault: str
) -> None:
    wire, others = Wire(), [storefront.logged_in_elsewhere(email) for _ in range(2)]
    wire.fail("TransactWriteItems", fault, times=2)

    answer = storefront.call(
        wire.through(end_other_sessions.lambda_handler), f"DELETE {SESSIONS}", token=tokens["access_token"]
    )

    assert answer.status == 204
    assert [storefront.is_over(other) for other in others] == [True] * 2
    assert not storefront.is_over(tokens)
