"""GET /customerlogin/auth/anonymous/login and /refresh."""

import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from customer_managed.sessions import begin_visit
from shared.domain.instants import now
from shared.runtime.wiring import wiring
from tenant_managed.customers import list_customers
from tests.component.api import Answer, Api
from tests.component.customer_managed.storefront import Storefront, context_of
from tests.component.identity.oauth import stored_client
from tests.component.tenants import a_minute_later

HOUR, DAY = 3600, 24 * 3600


@pytest.fixture
def yesterday(tenant: str) -> float:
    """A minute less than a day ago, when there was the tenant already."""
    wiring().standings.revise(tenant, lambda was: replace(was, created_at=now() - timedelta(days=2)))
    a_minute_later(tenant)
    return time.time() - DAY + 60


def begun_at(storefront: Storefront, instant: float, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The tokens of a visit that began then."""
    with monkeypatch.context() as past:
        past.setattr(time, "time", lambda: instant)
        return storefront.new_visit()


class TestBeginning:
    def test_a_visitor_gets_tokens(self, storefront: Storefront) -> None:
        answer = storefront.public(begin_visit.lambda_handler, "login")

        assert answer.status == 200
        assert answer.json.keys() == {
            "access_token",
            "token_type",
            "expires_in",
            "sessionId",
            "scope",
            "refresh_token",
            "refresh_token_expires_in",
        }
        assert (answer.json["token_type"], answer.json["expires_in"]) == ("Bearer", HOUR)
        assert answer.json["refresh_token_expires_in"] == DAY
        assert answer.json["scope"] == f"tenant={storefront.tenant}"
        assert answer.headers["Cache-Control"] == "no-store"

    def test_the_token_speaks_for_a_visitor_of_the_tenant_and_grants_nothing(
        self, storefront: Storefront
    ) -> None:
        visit = storefront.new_visit()

        context = context_of(visit["access_token"])
        assert context["tenant"] == storefront.tenant
        assert context["clientId"] == storefront.client_id
        assert context["sessionId"] == visit["sessionId"]
        assert context["grants"] == {}
        assert "customerNumber" not in context

    def test_every_visitor_has_a_session_of_its_own(self, storefront: Storefront) -> None:
        assert storefront.new_visit()["sessionId"] != storefront.new_visit()["sessionId"]

    def test_nothing_is_stored(self, storefront: Storefront, monkeypatch: pytest.MonkeyPatch) -> None:
        storefront.new_visit()
        writes: list[object] = []
        monkeypatch.setattr(wiring().table, "write", lambda *given: writes.extend(given))

        storefront.refreshed_visit(refresh_token=storefront.new_visit()["refresh_token"])

        assert writes == []

    def test_what_the_storefront_says_of_the_visit_is_in_its_tokens(self, storefront: Storefront) -> None:
        said = {"currency": "EUR", "siteCode": "main", "language": "de_DE", "targetLocation": "DE"}

        plain, telling = storefront.new_visit(), storefront.new_visit(**said)

        assert len(telling["refresh_token"]) > len(plain["refresh_token"])
        assert storefront.refreshed_visit(refresh_token=telling["refresh_token"]).status == 200

    def test_the_old_name_of_the_tenant_is_known(self, storefront: Storefront) -> None:
        answer = without_tenant(storefront, **{"hybris-tenant": storefront.tenant})

        assert answer.status == 200
        assert answer.json["scope"] == f"tenant={storefront.tenant}"

    @pytest.mark.parametrize(
        "query",
        [
            {"tenant": ""},
            {"tenant": "ACME"},
            {"tenant": "ab"},
            {"client_id": ""},
            {"currency": "E" * 65},
            {"language": "a\nb"},
        ],
    )
    def test_what_makes_no_sense_is_400(self, storefront: Storefront, query: dict[str, str]) -> None:
        answer = storefront.public(begin_visit.lambda_handler, "login", **query)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert next(iter(query)) in answer.json["message"]

    def test_no_tenant_at_all_is_400(self, storefront: Storefront) -> None:
        answer = without_tenant(storefront)

        assert (answer.status, answer.json["message"]) == (400, "Query parameter 'tenant' is required.")

    @pytest.mark.parametrize("client_id", ["unknown", "x" * 3000, "a b", "ü"])
    def test_an_unknown_client_is_401(self, storefront: Storefront, client_id: str) -> None:
        answer = storefront.public(begin_visit.lambda_handler, "login", client_id=client_id)

        assert (answer.status, answer.json["type"]) == (401, "unauthorized")

    def test_so_is_a_client_of_another_tenant(self, storefront: Storefront, other_tenant: str) -> None:
        answer = storefront.public(begin_visit.lambda_handler, "login", tenant=other_tenant)

        assert (answer.status, answer.json["type"]) == (401, "unauthorized")


class TestRefreshing:
    def test_the_visitor_stays_the_same(self, storefront: Storefront) -> None:
        visit = storefront.new_visit(currency="EUR")

        answer = storefront.refreshed_visit(refresh_token=visit["refresh_token"])

        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.json["sessionId"] == visit["sessionId"]
        assert answer.json["refresh_token"] == visit["refresh_token"]
        assert answer.json["access_token"] != visit["access_token"]
        assert context_of(answer.json["access_token"])["sessionId"] == visit["sessionId"]

    def test_the_deprecated_way_is_by_the_access_token(self, storefront: Storefront) -> None:
        visit = storefront.new_visit()

        answer = storefront.refreshed_visit(anonymous_token=visit["access_token"])

        assert answer.status == 200
        assert answer.json["sessionId"] == visit["sessionId"]
        assert answer.json["refresh_token"] == visit["refresh_token"]

    def test_the_refresh_token_goes_before_the_access_token(self, storefront: Storefront) -> None:
        one, other = storefront.new_visit(), storefront.new_visit()

        answer = storefront.refreshed_visit(
            refresh_token=one["refresh_token"], anonymous_token=other["access_token"]
        )

        assert answer.json["sessionId"] == one["sessionId"]

    def test_both_work_for_a_day_though_the_access_token_has_expired(
        self, storefront: Storefront, yesterday: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visit = begun_at(storefront, yesterday, monkeypatch)
        assert context_of(visit["access_token"]) == {"fault": "expired"}

        for answer in (
            storefront.refreshed_visit(refresh_token=visit["refresh_token"]),
            storefront.refreshed_visit(anonymous_token=visit["access_token"]),
        ):
            assert answer.status == 200
            assert 0 < answer.json["refresh_token_expires_in"] <= 60

    def test_then_the_visitor_is_forgotten(
        self, storefront: Storefront, yesterday: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visit = begun_at(storefront, yesterday - 60, monkeypatch)

        assert storefront.refreshed_visit(refresh_token=visit["refresh_token"]).status == 400
        assert storefront.refreshed_visit(anonymous_token=visit["access_token"]).status == 400

    def test_refreshing_does_not_put_the_end_off(
        self, storefront: Storefront, yesterday: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visit = begun_at(storefront, yesterday, monkeypatch)
        refreshed = storefront.refreshed_visit(refresh_token=visit["refresh_token"]).json
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 61)

        assert storefront.refreshed_visit(refresh_token=refreshed["refresh_token"]).status == 400
        assert storefront.refreshed_visit(anonymous_token=refreshed["access_token"]).status == 400

    def test_a_token_of_another_tenant_or_client_is_400(
        self, storefront: Storefront, other_tenant: str
    ) -> None:
        visit = storefront.new_visit()
        other_client = stored_client(storefront.tenant, "", public=True)

        for stranger in (
            replace(storefront, tenant=other_tenant),
            replace(storefront, client_id=other_client.id),
        ):
            assert stranger.refreshed_visit(refresh_token=visit["refresh_token"]).status == 400
            assert stranger.refreshed_visit(anonymous_token=visit["access_token"]).status == 400

    def test_a_forged_token_is_400(self, storefront: Storefront, other_tenant: str) -> None:
        visit = storefront.new_visit()
        encoded, _, seal = visit["refresh_token"].partition(".")
        one, other = storefront.new_visit(currency="EUR"), storefront.new_visit(currency="USD")

        for forged in (
            "x",
            f"{encoded}.{'0' * 64}",
            f"{encoded}A.{seal}",
            f"{one['refresh_token'].partition('.')[0]}.{other['refresh_token'].partition('.')[2]}",
        ):
            answer = storefront.refreshed_visit(refresh_token=forged)
            assert (answer.status, answer.json["type"]) == (400, "bad_request")

    @pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
    def test_a_token_that_is_not_anonymous_is_400(self, storefront: Storefront, token: str) -> None:
        assert storefront.refreshed_visit(anonymous_token=token).status == 400

    def test_the_token_of_a_customer_is_400(self, storefront: Storefront, email: str) -> None:
        storefront.sign_up(email)
        tokens = storefront.logged_in(email)

        assert storefront.refreshed_visit(anonymous_token=tokens["access_token"]).status == 400
        assert storefront.refreshed_visit(refresh_token=tokens["refresh_token"]).status == 400

    def test_without_any_token_it_is_400(self, storefront: Storefront) -> None:
        answer = storefront.refreshed_visit()

        assert (answer.status, answer.json["message"]) == (
            400,
            "Query parameter 'refresh_token' is required.",
        )


def test_the_token_of_a_visit_opens_nothing_of_a_seller(storefront: Storefront) -> None:
    answer = storefront.call(list_customers.lambda_handler, "GET /customer/{tenant}/customers")

    assert answer.status == 403
    assert answer.json["details"] == [{"message": "missing scope: customer.customer_read"}]


def without_tenant(storefront: Storefront, **query: str) -> Answer:
    """The call of a storefront that does not name its tenant by its present name."""
    event = Api(storefront.tenant).event_of(
        "GET /customerlogin/auth/anonymous/login", query={"client_id": storefront.client_id, **query}
    )
    document = begin_visit.lambda_handler(event, None)
    return Answer(document["statusCode"], document["headers"], document["body"])
