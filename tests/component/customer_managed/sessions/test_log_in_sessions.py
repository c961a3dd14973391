"""The sessions that POST /customer/{tenant}/login begins."""

import time
from dataclasses import replace

from customer_managed.sessions import log_in
from shared.runtime.wiring import wiring
from shared.use_cases.sessions.issuing import issued
from tests.component.api import Api
from tests.component.customer_managed.sessions.stored import change, session_of, sessions_of
from tests.component.customer_managed.storefront import PASSWORD, Storefront, claims_of
from tests.component.stored_customers import customer_of

ROUTE = "POST /customer/{tenant}/login"


class TestSessions:
    def test_the_visitors_session_goes_on(self, storefront: Storefront, email: str) -> None:
        storefront.sign_up(email)
        visit = storefront.new_visit()

        tokens = storefront.logged_in(email, token=visit["access_token"])

        assert tokens["session_id"] == visit["sessionId"]
        assert storefront.validated(tokens["access_token"]).json["sessionId"] == visit["sessionId"]
        assert storefront.refreshed_visit(refresh_token=visit["refresh_token"]).status == 200

    def test_a_visitor_who_logs_in_twice_has_two_sessions_side_by_side(
        self, storefront: Storefront, email: str
    ) -> None:
        storefront.sign_up(email)
        first, second = storefront.logged_in(email), storefront.logged_in(email)

        for tokens in (first, second):
            assert tokens["session_id"] == storefront.visit["sessionId"]
            shown = storefront.validated(tokens["access_token"])
            assert (shown.status, shown.json["sessionId"]) == (200, storefront.visit["sessionId"])
            refreshed = storefront.refresh(tokens["refresh_token"])
            assert (refreshed.status, refreshed.json["session_id"]) == (200, storefront.visit["sessionId"])
        assert len({session.id for session in sessions_of(first["access_token"])}) == 2

    def test_a_session_from_before_there_were_several_of_a_visit_goes_on_beside_another(
        self, storefront: Storefront, email: str
    ) -> None:
        storefront.sign_up(email)
        tokens = storefront.logged_in(email)
        session = session_of(tokens["access_token"])
        session = replace(session, id=session.visit_id)
        customer = customer_of(storefront.tenant, session.customer_number)
        assert wiring().sessions.begin(customer, session)
        issuer = claims_of(tokens["access_token"])["iss"]
        issued_before = issued(wiring().assistance_ports, customer, session, issuer=issuer)
        before = {name: getattr(issued_before, name) for name in ("access_token", "refresh_token")}
        assert "ownSessionId" not in claims_of(before["access_token"])

        later = storefront.logged_in(email)

        assert not storefront.is_over(before)
        assert not storefront.is_over(later)

    def test_a_visitor_who_logs_in_as_another_customer_has_two_that_end_one_by_one(
        self, storefront: Storefront, email: str
    ) -> None:
        for address in (email, f"other-{email}"):
            storefront.sign_up(address)
        one, other = storefront.logged_in(email), storefront.logged_in(f"other-{email}")

        storefront.log_out(other["access_token"])

        assert one["session_id"] == other["session_id"]
        assert storefront.validated(one["access_token"]).status == 200
        assert storefront.validated(other["access_token"]).status == 401
        assert storefront.refresh(one["refresh_token"]).status == 200
        assert storefront.refresh(other["refresh_token"]).status == 400

    def test_a_service_begins_a_session_of_the_customers_own(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        storefront.sign_up(email)
        body = {"email": email, "password": PASSWORD}

        answers = [api.request(log_in.lambda_handler, ROUTE, body) for _ in range(2)]

        assert [answer.status for answer in answers] == [200, 200]
        assert answers[0].json["session_id"] != answers[1].json["session_id"]
        assert claims_of(answers[0].json["access_token"])["client_id"] == "a-client"

    def test_a_customer_is_logged_in_already(self, storefront: Storefront, email: str) -> None:
        storefront.sign_up(email)
        tokens = storefront.logged_in(email)

        answer = storefront.log_in(email, token=tokens["access_token"])

        assert (answer.status, answer.json["type"]) == (403, "forbidden")

    def test_the_visitor_of_another_tenant_is_refused(
        self, storefront: Storefront, email: str, other_tenant: str
    ) -> None:
        visit = storefront.new_visit()

        answer = replace(storefront, tenant=other_tenant).log_in(email, token=visit["access_token"])

        assert answer.status == 403

    def test_a_customer_has_fifty_at_most_and_the_oldest_goes(
        self, storefront: Storefront, email: str
    ) -> None:
        storefront.sign_up(email)
        begun = [storefront.logged_in(email) for _ in range(50)]
        change(begun[0]["access_token"], created_at=int(time.time()) - 60)
        assert len(sessions_of(begun[-1]["access_token"])) == 50

        begun.append(storefront.logged_in(email))

        assert len(sessions_of(begun[-1]["access_token"])) == 50
        statuses = [storefront.validated(begun[which]["access_token"]).status for which in (0, 1, -1)]
        assert statuses == [401, 200, 200]
