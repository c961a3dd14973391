"""GET and DELETE /customer/{tenant}/customers/{customerNumber}/sessions, and who reaches them."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from customer_managed.credentials import request_password_reset
from shared.domain.callers.access import CallerCustomer
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.sessions import IDLE
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.customer_managed.sessions.stored import change
from tests.component.customer_managed.storefront import PASSWORD, Storefront, claims_of, own_id
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.rivals import at_once, statuses
from tests.component.tenant_managed.sessions.calls import EMAIL, Sessions

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
Tokens = dict[str, Any]
CALLS: dict[str, tuple[str, Callable[..., Answer]]] = {
    "list": (READ, Sessions.listed),
    "end all": (MANAGE, Sessions.end_all),
    "end one": (MANAGE, lambda of, **options: of.end(**{"session_id": "any", **options})),
}
every_call = pytest.mark.parametrize(("scope", "call"), CALLS.values(), ids=CALLS.keys())


class TestList:
    def test_of_a_customer_who_never_logged_in_is_empty(self, sessions: Sessions) -> None:
        answer = sessions.listed()

        assert (answer.status, answer.json) == (200, [])

    def test_shows_what_is_known_of_each_and_nothing_that_opens_it(
        self, sessions: Sessions, storefront: Storefront
    ) -> None:
        before = int(time.time())
        tokens = storefront.logged_in_elsewhere(EMAIL)

        (shown,) = sessions.listed().json

        assert shown.keys() == {"id", "clientId", "createdAt", "expiresAt"}
        assert (shown["id"], shown["clientId"]) == (own_id(tokens), storefront.client_id)
        begun, ends = (datetime.fromisoformat(shown[name]) for name in ("createdAt", "expiresAt"))
        assert before <= begun.timestamp() <= time.time()
        assert ends - begun == IDLE

    def test_has_the_latest_log_in_first(self, sessions: Sessions, storefront: Storefront) -> None:
        begun = [storefront.logged_in_elsewhere(EMAIL) for _ in range(3)]
        for age, tokens in enumerate(begun):
            change(tokens["access_token"], created_at=int(time.time()) - age * 60)

        assert [each["id"] for each in sessions.listed().json] == [own_id(each) for each in begun]

    @pytest.mark.parametrize("change", [{"onHold": True}, {"active": False}])
    def test_of_a_customer_who_is_shut_out_is_empty(
        self, sessions: Sessions, storefront: Storefront, change: dict[str, bool]
    ) -> None:
        storefront.logged_in_elsewhere(EMAIL)

        sessions.api.patch(sessions.number, change)

        assert sessions.ids() == set()


class TestEndAll:
    def test_logs_the_customer_out_everywhere(self, sessions: Sessions, storefront: Storefront) -> None:
        begun = [storefront.logged_in_elsewhere(EMAIL) for _ in range(3)]

        answer = sessions.end_all()

        assert (answer.status, answer.text) == (204, "")
        assert [storefront.is_over(tokens) for tokens in begun] == [True] * 3
        assert sessions.ids() == set()

    def test_leaves_the_customer_the_password(self, sessions: Sessions, storefront: Storefront) -> None:
        storefront.logged_in_elsewhere(EMAIL)
        sessions.end_all()

        later = storefront.logged_in_elsewhere(EMAIL)

        assert sessions.ids() == {own_id(later)}

    def test_does_not_void_a_message_that_is_under_way(
        self, sessions: Sessions, storefront: Storefront
    ) -> None:
        logged_in = storefront.logged_in_elsewhere(EMAIL)
        route = "POST /customer/{tenant}/password/reset"
        storefront.call(request_password_reset.lambda_handler, route, {"email": EMAIL})

        sessions.end_all()

        awaited = wiring().credentials.awaiting(
            storefront.tenant, sessions.number, TokenPurpose.PASSWORD_RESET
        )
        assert awaited is not None
        assert storefront.is_over(logged_in)

    def test_spares_other_customers(self, sessions: Sessions, storefront: Storefront, api: Api) -> None:
        api.created({"contactEmail": "bo@example.com", "password": PASSWORD})
        others = storefront.logged_in_elsewhere("bo@example.com")

        sessions.end_all()

        assert not storefront.is_over(others)

    def test_changes_nothing_of_the_customer(self, sessions: Sessions, storefront: Storefront) -> None:
        storefront.logged_in_elsewhere(EMAIL)
        before = sessions.api.get(sessions.number).json

        sessions.end_all()

        assert sessions.api.get(sessions.number).json == before

    def test_without_a_session_is_204(self, sessions: Sessions) -> None:
        assert sessions.end_all().status == 204

    def test_among_log_ins_ends_what_was_there_and_leaves_no_session_half_alive(
        self, sessions: Sessions, storefront: Storefront
    ) -> None:
        before = [storefront.logged_in_elsewhere(EMAIL) for _ in range(3)]
        visits = [storefront.new_visit()["access_token"] for _ in range(20)]

        def call(rival: int) -> Answer:
            if rival == 10:
                return sessions.end_all()
            return storefront.log_in(EMAIL, token=visits[rival])

        answers = at_once(call)

        assert statuses(answers) == {200: 19, 204: 1}
        assert [storefront.is_over(tokens) for tokens in before] == [True] * 3
        begun = [answer.json for answer in answers if answer.status == 200]
        alive = {own_id(tokens) for tokens in begun if not storefront.is_over(tokens)}
        assert sessions.ids() == alive
        sessions.end_all()
        assert [storefront.is_over(tokens) for tokens in begun] == [True] * 19


class TestEndOne:
    def test_ends_that_and_no_other(self, sessions: Sessions, storefront: Storefront) -> None:
        meant, other = storefront.logged_in_elsewhere(EMAIL), storefront.logged_in_elsewhere(EMAIL)

        answer = sessions.end(meant["session_id"])

        assert (answer.status, answer.text) == (204, "")
        assert storefront.is_over(meant)
        assert not storefront.is_over(other)

    def test_that_is_over_or_another_customers_is_404(
        self, sessions: Sessions, storefront: Storefront, api: Api
    ) -> None:
        api.created({"contactEmail": "bo@example.com", "password": PASSWORD})
        others, ended = (
            storefront.logged_in_elsewhere("bo@example.com"),
            storefront.logged_in_elsewhere(EMAIL),
        )
        sessions.end(ended["session_id"])

        for session_id in (ended["session_id"], others["session_id"], "unknown"):
            answer = sessions.end(session_id)
            assert (answer.status, answer.json["message"]) == (404, f"Session '{session_id}' not found.")
        assert not storefront.is_over(others)

    @pytest.mark.parametrize("session_id", ["", "ü", "a b", "x" * 256])
    def test_by_an_id_that_no_session_can_have_is_400(self, sessions: Sessions, session_id: str) -> None:
        answer = sessions.end(session_id)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert answer.problems.keys() == {"sessionId"}


@every_call
class TestAccess:
    def test_takes_the_scope(self, sessions: Sessions, scope: str, call: Callable[..., Answer]) -> None:
        lacking = replace(sessions, api=sessions.api.as_("customer.import_manage"))

        answer = call(lacking)

        assert answer.status == 403
        assert answer.json["details"] == [{"message": f"missing scope: {scope}"}]

    def test_reaches_the_customers_of_its_restriction_and_no_others(
        self, sessions: Sessions, storefront: Storefront, scope: str, call: Callable[..., Answer]
    ) -> None:
        tokens = storefront.logged_in_elsewhere(EMAIL)
        options = {"session_id": own_id(tokens)} if call is CALLS["end one"][1] else {}
        api = sessions.api

        for limited in (api.as_(f"{MANAGE}--FR"), api.as_(MANAGE, restrictions={"FR"})):
            answer = call(replace(sessions, api=limited), **options)
            message = f"Customer '{sessions.number}' not found."
            assert (answer.status, answer.json["message"]) == (404, message)
        assert not storefront.is_over(tokens)
        assert call(replace(sessions, api=api.as_(f"{MANAGE}--DE")), **options).status in {200, 204}

    def test_of_an_own_scope_reaches_the_colleagues_of_an_admin_and_no_others(
        self,
        sessions: Sessions,
        storefront: Storefront,
        api: Api,
        scope: str,
        call: Callable[..., Answer],
    ) -> None:
        caller = api.created({"contactEmail": "bo@example.com", "password": PASSWORD})
        claims = claims_of(storefront.logged_in_elsewhere("bo@example.com")["access_token"])
        tokens = storefront.logged_in_elsewhere(EMAIL)
        as_caller = replace(
            api.of_customer(caller, claims["ownSessionId"]),
            customer=CallerCustomer(caller, claims["ownSessionId"], family=claims["family"]),
        )
        options = {"session_id": own_id(tokens)} if call is CALLS["end one"][1] else {}

        as_stranger = call(replace(sessions, api=as_caller), **options)
        told = ClientManagement(api.tenant)
        for number in (caller, sessions.number):
            told.tell(told.assigned(number, primary=False))
        as_colleague = call(replace(sessions, api=as_caller), **options)
        was_over = storefront.is_over(tokens)
        told.tell(told.assigned(caller, at=1))
        as_admin = call(replace(sessions, api=as_caller), **options)

        assert (as_stranger.status, as_colleague.status, as_admin.status in {200, 204}) == (404, 403, True)
        assert not was_over

    def test_of_a_customer_that_is_not_there_is_404(
        self, sessions: Sessions, other_tenant: str, scope: str, call: Callable[..., Answer]
    ) -> None:
        gone = replace(sessions, number="unknown")
        elsewhere = replace(sessions, api=Api(other_tenant))

        for answer in (call(gone), call(elsewhere)):
            assert (answer.status, answer.json["type"]) == (404, "resource_not_found")
