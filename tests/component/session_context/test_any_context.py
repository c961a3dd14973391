"""/session-context/{tenant}/context/{sessionId}: the context of any session, for services."""

from typing import Any

import pytest

from shared.domain.callers.access import session_id_of
from tests.component.api import Api
from tests.component.customer_data.conftest import deletions
from tests.component.customer_data.stored import Deletions, items_of
from tests.component.customer_managed.own import join_companies, signed_up
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.session_context.calls import MANAGE, READ, AnyContext, OwnContext, context_of

__all__ = ["deletions"]

SESSION = "5d1e2c7a9b404f7e8a6c3d2b1f0e9d8c"


@pytest.fixture
def visitor(storefront: Storefront) -> OwnContext:
    return context_of(storefront, storefront.new_visit(currency="EUR")["access_token"])


def of(api: Api, own: OwnContext, scope: str = MANAGE) -> AnyContext:
    """The same context, for a service."""
    return AnyContext(api.as_(scope), session_id_of(claims_of(own.token)))


def logged_in(own: OwnContext, email: str) -> OwnContext:
    """The visitor, after a log-in."""
    tokens = own.storefront.logged_in(email, token=own.token)
    return context_of(own.storefront, tokens["access_token"])


class TestOfAVisitor:
    def test_is_found_once_it_is_changed(self, api: Api, visitor: OwnContext) -> None:
        before = of(api, visitor, READ).get()
        visitor.add("campaign", "spring")

        after = of(api, visitor, READ).get()

        session_id = claims_of(visitor.token)["sessionId"]
        assert (before.status, before.json) == (
            404,
            {
                "code": 404,
                "status": 404,
                "type": "resource_not_found",
                "message": f"Session context '{session_id}' not found.",
                "sessionId": session_id,
            },
        )
        assert (after.status, after.json) == (200, visitor.shown())

    def test_is_changed_for_the_visitor_to_see(self, api: Api, visitor: OwnContext) -> None:
        visitor.add("campaign", "spring")
        context = of(api, visitor)

        assert context.add("offer", {"id": "o-1"}).status == 204
        assert visitor.shown()["context"] == {"campaign": "spring", "offer": {"id": "o-1"}}
        assert context.remove("campaign").status == 204
        assert context.remove("campaign").status == 404
        assert visitor.shown()["context"] == {"offer": {"id": "o-1"}}

    def test_is_replaced_as_a_whole(self, api: Api, visitor: OwnContext) -> None:
        visitor.add("campaign", "spring")

        stale = of(api, visitor).put(cartId="c-1", metadata={"version": 1})
        answer = of(api, visitor).put(cartId="c-1", customerId="1001", metadata={"version": 2})

        shown = visitor.shown()
        assert (stale.status, answer.status, answer.text) == (409, 204, "")
        assert (shown["cartId"], shown["context"], shown["metadata"]["version"]) == ("c-1", {}, 3)
        assert not {"currency", "customerId"} & shown.keys()


class TestOfASessionOfWhichNothingIsStored:
    @pytest.mark.parametrize("query", ["", "upsert=false"])
    def test_is_not_created_unless_asked_to(self, api: Api, query: str) -> None:
        context = AnyContext(api.as_(MANAGE), SESSION)

        statuses = [
            context.put(query=query, currency="EUR").status,
            context.add("campaign", "spring").status,
            context.remove("campaign").status,
        ]

        assert statuses == [404] * 3

    @pytest.mark.parametrize("members", [{"currency": "EUR"}, {}])
    def test_is_created_with_upsert_whatever_version_is_sent(self, api: Api, members: dict[str, Any]) -> None:
        context = AnyContext(api.as_(MANAGE), SESSION)

        assert context.put(query="upsert=true", metadata={"version": 7}, **members).status == 204

        shown = context.get().json
        assert shown["metadata"]["version"] == 1
        assert {name: shown[name] for name in members} == members

    def test_has_an_id_that_a_session_can_have(self, api: Api) -> None:
        assert AnyContext(api.as_(MANAGE), "a b").put(query="upsert=true").status == 400


class TestOfACustomer:
    def test_is_the_customers_as_long_as_the_session_lives(
        self, api: Api, storefront: Storefront, visitor: OwnContext, email: str
    ) -> None:
        number = signed_up(storefront, email).number
        visitor.add("campaign", "spring")
        customer = logged_in(visitor, email)
        customer.add("wish", "ladder")

        shown = of(api, customer, READ).get().json
        assert (shown, shown["customerId"]) == (customer.shown(), number)
        assert of(api, customer).add("offer", "o-1").status == 204
        assert customer.shown()["context"] == {"campaign": "spring", "wish": "ladder", "offer": "o-1"}
        assert of(api, visitor, READ).get().json == visitor.shown()

        storefront.log_out(customer.token)
        assert of(api, customer, READ).get().status == 404

    def test_goes_on_with_what_a_service_has_stored_before_its_first_change(
        self, api: Api, storefront: Storefront, visitor: OwnContext, email: str
    ) -> None:
        signed_up(storefront, email)
        customer = logged_in(visitor, email)

        assert of(api, customer).put(query="upsert=true", cartId="c-1").status == 204
        assert customer.shown()["cartId"] == "c-1"
        assert customer.add("wish", "ladder").status == 201

        shown = of(api, customer, READ).get().json
        assert (shown["cartId"], shown["context"], shown) == ("c-1", {"wish": "ladder"}, customer.shown())
        assert "cartId" not in visitor.shown()

    def test_is_for_the_company_that_a_refresh_has_chosen(
        self, api: Api, storefront: Storefront, email: str
    ) -> None:
        number = signed_up(storefront, email).number
        join_companies(api.tenant, number, "L1", "L2")
        tokens = storefront.logged_in(email)
        customer = context_of(storefront, tokens["access_token"])
        customer.add("wish", "ladder")
        assert storefront.refresh(tokens["refresh_token"], legalEntityId="L2").status == 200

        shown = customer.shown()
        assert shown["legalEntityId"] == "L2"
        assert of(api, customer, READ).get().json == shown

    def test_goes_with_the_customer(
        self, api: Api, storefront: Storefront, visitor: OwnContext, email: str, deletions: Deletions
    ) -> None:
        number = signed_up(storefront, email).number
        logged_in(visitor, email).add("wish", "ladder")

        customer = logged_in(visitor, email)
        api.delete(number)
        assert of(api, customer, READ).get().status == 404
        deletions.dealt_with()

        assert [item for item in items_of(api.tenant) if "#V#" in item["pk"]["S"]] == []


class TestIsRefused:
    def test_with_the_members_that_clients_of_the_published_service_read(
        self, api: Api, visitor: OwnContext
    ) -> None:
        session_id = claims_of(visitor.token)["sessionId"]
        wrong, gone = visitor.patch(currency="EURO"), visitor.remove("campaign")
        forbidden = of(api, visitor, "customer.customer_manage").get()

        assert [(each.status, each.json["code"]) for each in (wrong, gone, forbidden)] == [
            (400, 400),
            (404, 404),
            (403, 403),
        ]
        assert [each.json.get("sessionId") for each in (wrong, gone)] == [None, session_id]

    def test_without_the_scope_or_with_one_that_is_limited(self, api: Api, visitor: OwnContext) -> None:
        visitor.add("campaign", "spring")

        assert of(api, visitor, "customer.customer_manage").get().status == 403
        assert of(api, visitor, f"{MANAGE}--DE").get().status == 403
        assert of(api, visitor, READ).add("a", "b").status == 403

    def test_to_a_service_of_another_tenant(self, api: Api, visitor: OwnContext, other_tenant: str) -> None:
        visitor.add("campaign", "spring")

        assert of(Api(other_tenant), visitor).get().status == 404

    def test_but_not_with_the_published_name_of_the_scope(self, api: Api, visitor: OwnContext) -> None:
        visitor.add("campaign", "spring")

        assert of(api, visitor, "sessioncontext.context_manage").get().status == 200
