"""Whoever acts for a customer tries to become the customer, or to leave no trace."""

import json
from typing import Any

import pytest

from customer_managed.credentials import change_password, request_email_change
from customer_management import create_legal_entity, list_legal_entities
from shared.domain.callers.tokens import EVERY_TENANT, caller_from_claims
from shared.domain.log_in.visits import Visitor
from shared.http.authorizer_context import caller_context
from shared.runtime.wiring import wiring
from shared.use_cases.sessions.issuing import refresh_token
from tenant_managed.customers import create_customer, get_customer, update_customer
from tenant_managed.sessions import log_in_for_customer
from tests.component.api import Answer, Api
from tests.component.customer_managed.credential_calls import CHANGE_PASSWORD, REQUEST_EMAIL_CHANGE
from tests.component.customer_managed.own import Own, join_companies, join_company, signed_up
from tests.component.customer_managed.storefront import PASSWORD, Storefront, claims_of
from tests.component.events.heard import Heard

ROUTE = "POST /customer/{tenant}/assisted-buying-login"
SCOPE = "customer.assistedBuying_manage"


def log_in(api: Api, number: str, *, scope: str = SCOPE) -> Answer:
    return api.as_(scope).request(log_in_for_customer.lambda_handler, ROUTE, {"customerNumber": number})


@pytest.fixture
def customer(storefront: Storefront, email: str) -> Own:
    return signed_up(storefront, email)


@pytest.fixture
def assisted(api: Api, customer: Own) -> Own:
    return Own(customer.storefront, customer.number, log_in(api, customer.number).json["access_token"])


class TestTheLogInOfTheCustomer:
    def test_is_not_changed_even_with_the_right_password(self, assisted: Own, email: str) -> None:
        passwords = {"currentPassword": PASSWORD, "newPassword": "an even longer pass phrase"}
        emails = {"email": email, "password": PASSWORD, "newEmail": "thief@example.com"}

        answers = [
            assisted.call(change_password.lambda_handler, CHANGE_PASSWORD, passwords),
            assisted.call(request_email_change.lambda_handler, REQUEST_EMAIL_CHANGE, emails),
        ]

        assert [answer.status for answer in answers] == [403, 403]
        assert assisted.storefront.log_in(email).status == 200

    @pytest.mark.parametrize("method", ["patch", "put"])
    def test_is_not_prepared_by_another_contact_email(self, assisted: Own, email: str, method: str) -> None:
        answer = getattr(assisted, method)({"contactEmail": "thief@example.com", "lastName": "Weber"})

        assert answer.status == 403
        assert "lastName" not in assisted.get().json
        assert getattr(assisted, method)({"contactEmail": email, "lastName": "Weber"}).status == 200

    def test_is_not_made_for_a_customer_who_has_none(self, api: Api, storefront: Storefront) -> None:
        number = api.created({"lastName": "Weber"})
        own = Own(storefront, number, log_in(api, number).json["access_token"])

        assert own.patch({"contactEmail": "thief@example.com"}).status == 403

    def test_is_not_watched_nor_ended_elsewhere(self, assisted: Own, customer: Own) -> None:
        storefront = assisted.storefront
        session_id = claims_of(customer.token)["sessionId"]

        answers = [
            storefront.sessions(assisted.token),
            storefront.end_others(assisted.token),
            storefront.end_session(assisted.token, session_id),
        ]

        assert [answer.status for answer in answers] == [403] * 3
        assert customer.get().status == 200


class TestWhoActs:
    def test_does_not_act_for_others_through_the_customer(self, api: Api, assisted: Own) -> None:
        other = api.created({"lastName": "Weber"})
        body = {"customerNumber": other}

        answer = assisted.call(log_in_for_customer.lambda_handler, ROUTE, body)

        assert answer.status == 403

    def test_does_not_manage_customers_as_the_customer_does(self, assisted: Own) -> None:
        customers, body = "/customer/{tenant}/customers", {"lastName": "Weber"}
        one = f"PATCH {customers}/{{customerNumber}}"
        answers = [
            assisted.call(create_customer.lambda_handler, f"POST {customers}", body),
            assisted.call(update_customer.lambda_handler, one, body, customerNumber=assisted.number),
        ]

        assert [answer.status for answer in answers] == [403, 403]

    def test_is_known_by_the_session_whatever_the_token_says(self, assisted: Own) -> None:
        claims = {name: value for name, value in claims_of(assisted.token).items() if name != "act"}
        context = json.loads(json.dumps(caller_context(caller_from_claims(claims, EVERY_TENANT))))
        event = Api(assisted.storefront.tenant).event_of(
            CHANGE_PASSWORD, {"currentPassword": PASSWORD, "newPassword": "an even longer pass phrase"}
        )
        event["requestContext"]["authorizer"] = {"lambda": context}

        assert change_password.lambda_handler(event, None)["statusCode"] == 403

    def test_does_not_go_on_after_the_hour(self, assisted: Own) -> None:
        storefront, claims = assisted.storefront, claims_of(assisted.token)
        found = wiring().sessions.find(storefront.tenant, assisted.number, claims["ownSessionId"])
        assert found is not None
        token = refresh_token(wiring().keyed_hashes, found[1])

        assert storefront.refresh(token).status == 400
        assert not found[1].may_be_refreshed_by(Visitor("a", found[1].client_id, "b").client_id)

    def test_is_named_by_every_change_and_does_not_count_as_a_log_in(
        self, api: Api, customer: Own, heard: Heard
    ) -> None:
        answer = log_in(api, customer.number)
        own = Own(customer.storefront, customer.number, answer.json["access_token"])
        assert own.patch({"lastName": "Weber"}).status == 200
        assert own.create_address({"contactName": "Anna"}).status == 201

        events: list[tuple[str, Any]] = heard.all()

        authors = {detail["updatedBy"] for name, detail in events if name == "customer.updated"}
        assert authors == {f"a-client for {customer.number}"}
        assert sorted({name for name, _ in events}) == ["customer.message", "customer.updated"]


@pytest.mark.usefixtures("restrictions")
class TestWhoActsWithinARestriction:
    @pytest.fixture
    def limited(self, api: Api, customer: Own) -> Own:
        """A customer of DE, for whom somebody acts who is limited to DE; a colleague is of FR."""
        assert api.patch(customer.number, {"restriction": "DE"}).status == 200
        join_company(api.tenant, customer.number)
        answer = log_in(api, customer.number, scope=f"{SCOPE}--DE")
        return Own(customer.storefront, customer.number, answer.json["access_token"])

    @pytest.mark.parametrize(("restriction", "status"), [("DE", 200), ("FR", 404), (None, 404)])
    def test_sees_those_colleagues_alone_who_are_within_it(
        self, api: Api, limited: Own, restriction: str | None, status: int
    ) -> None:
        colleague = api.created({"lastName": "Weber", "restriction": restriction})
        join_company(api.tenant, colleague)
        route = "GET /customer/{tenant}/customers/{customerNumber}"

        answer = limited.call(get_customer.lambda_handler, route, customerNumber=colleague)

        assert answer.status == status
        assert limited.get().status == 200

    def test_does_not_follow_the_customer_out_of_it(self, api: Api, limited: Own) -> None:
        assert limited.get().status == 200

        assert api.patch(limited.number, {"restriction": "FR"}).status == 200

        assert limited.get().status == 401

    def test_sees_those_companies_alone_that_are_within_it(
        self, api: Api, assisted: Own, limited: Own, customer: Own
    ) -> None:
        for name, restriction in (("L1", "DE"), ("L2", "FR")):
            company = {"id": name, "name": name, "type": "COMPANY", "restrictions": [restriction]}
            companies = api.as_("customermanagement.legalentity_manage")
            route = "POST /customer-management/{tenant}/legal-entities"
            assert companies.request(create_legal_entity.lambda_handler, route, company).status == 201
        join_companies(api.tenant, customer.number, "L1", "L2")

        def seen(own: Own) -> set[str]:
            route = "GET /customer-management/{tenant}/legal-entities"
            return {each["id"] for each in own.call(list_legal_entities.lambda_handler, route).json}

        assert (seen(limited), seen(assisted)) == ({"L1"}, {"L1", "L2"})


def test_a_token_of_a_customer_without_the_scope_or_of_another_tenant_opens_nothing(
    api: Api, customer: Own, other_tenant: str
) -> None:
    body = {"customerNumber": customer.number}
    handler = log_in_for_customer.lambda_handler
    foreign = Api(other_tenant).as_(SCOPE)

    assert api.as_("customer.customer_manage").request(handler, ROUTE, body).status == 403
    assert customer.call(handler, ROUTE, body).status == 403
    assert customer.storefront.call(handler, ROUTE, body).status == 403
    assert foreign.request(handler, ROUTE, body).status == 404
