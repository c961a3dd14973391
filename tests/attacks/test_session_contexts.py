"""Somebody wants to see, or to write, what a visit of somebody else is about."""

from dataclasses import replace
from typing import Any

import pytest

from session_context import add_own_context_attribute, get_own_context
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.session_context.calls import MANAGE, OWN, AnyContext, OwnContext, context_of


@pytest.fixture
def visit(storefront: Storefront) -> dict[str, Any]:
    """The one visit that a storefront server holds for all its visitors."""
    return storefront.new_visit()


def customer(storefront: Storefront, visit: dict[str, Any], email: str) -> OwnContext:
    signed_up(storefront, email)
    return context_of(storefront, storefront.logged_in(email, token=visit["access_token"])["access_token"])


class TestWhoSharesAVisit:
    def test_does_not_see_what_another_customer_has_changed(
        self, storefront: Storefront, visit: dict[str, Any], email: str
    ) -> None:
        first = customer(storefront, visit, email)
        first.add("wish", "ladder")
        second = customer(storefront, visit, f"2.{email}")
        visitor = context_of(storefront, visit["access_token"])

        assert [each.shown()["context"] for each in (second, visitor)] == [{}, {}]
        assert second.add("wish", "saw").status == 201
        assert first.shown()["context"] == {"wish": "ladder"}

    def test_does_not_see_the_customers_own_second_session(
        self, storefront: Storefront, visit: dict[str, Any], email: str
    ) -> None:
        first = customer(storefront, visit, email)
        first.add("wish", "ladder")
        again = storefront.logged_in(email, token=visit["access_token"])["access_token"]

        second = context_of(storefront, again)

        assert second.shown()["context"] == {}
        assert second.shown()["sessionId"] != first.shown()["sessionId"]


class TestAServiceThatActsForOneOfThem:
    def test_gets_no_others_by_the_id_of_the_visit(
        self, api: Api, storefront: Storefront, visit: dict[str, Any], email: str
    ) -> None:
        first = customer(storefront, visit, email)
        first.add("wish", "ladder")
        second = customer(storefront, visit, f"2.{email}")
        by_visit = AnyContext(api.as_(MANAGE), visit["sessionId"])

        assert [by_visit.get().status, by_visit.put(cartId="c-1").status] == [404, 404]
        assert by_visit.put(query="upsert=true", cartId="c-1").status == 204
        assert "customerId" not in by_visit.get().json
        assert "cartId" not in first.shown()
        by_own = AnyContext(api.as_(MANAGE), second.shown()["sessionId"])
        assert by_own.put(query="upsert=true", cartId="c-2").status == 204
        visitor = context_of(storefront, visit["access_token"])
        assert [each.shown().get("cartId") for each in (first, second, visitor)] == [None, "c-2", "c-1"]

    def test_gets_none_of_a_session_from_before_there_were_own_ids(
        self, api: Api, storefront: Storefront, visit: dict[str, Any], email: str
    ) -> None:
        own = customer(storefront, visit, email)
        claims = claims_of(own.token)
        found = wiring().sessions.find(api.tenant, claims["customerNumber"], claims["ownSessionId"])
        assert found is not None
        who, session = found
        assert wiring().sessions.begin(who, replace(session, id=session.visit_id))
        earlier = api.of_customer(who.number, session.visit_id)
        add = f"POST {OWN}/attributes"
        body = {"key": "wish", "value": "ladder"}
        assert earlier.request(add_own_context_attribute.lambda_handler, add, body).status == 201

        assert AnyContext(api.as_(MANAGE), visit["sessionId"]).get().status == 404
        shown = earlier.request(get_own_context.lambda_handler, f"GET {OWN}").json
        assert shown["context"] == {"wish": "ladder"}


class TestTheCustomerOfAContext:
    def test_is_not_what_a_caller_says(self, api: Api, storefront: Storefront, visit: dict[str, Any]) -> None:
        visitor = context_of(storefront, visit["access_token"])
        claimed = {"customerId": "1001", "legalEntityId": "L1", "sessionId": "another"}
        visitor.patch(currency="CHF", **claimed)
        AnyContext(api.as_(MANAGE), visit["sessionId"]).put(currency="GBP", **claimed)

        shown = visitor.shown()

        assert (shown["currency"], shown["sessionId"]) == ("GBP", visit["sessionId"])
        assert not {"customerId", "legalEntityId"} & shown.keys()

    def test_is_not_chosen_by_a_session_id_that_names_one(self, api: Api) -> None:
        context = AnyContext(api.as_(MANAGE), "x#CUSTOMER#1001")

        assert context.put(query="upsert=true", currency="EUR").status == 204

        assert "customerId" not in context.get().json


def test_a_context_does_not_outlive_its_session(
    storefront: Storefront, visit: dict[str, Any], email: str, api: Api
) -> None:
    own = customer(storefront, visit, email)
    own.add("wish", "ladder")
    service = AnyContext(api.as_(MANAGE), own.shown()["sessionId"])
    assert service.get().status == 200

    storefront.log_out(own.token)

    assert [service.get().status, service.add("a", "b").status, own.get().status] == [404, 404, 401]
