"""POST …/accounts/internal, own and by a seller: a log-in for a customer who has none."""

from dataclasses import replace
from typing import Any

import pytest

from customer_managed.credentials import add_own_log_in
from shared.domain.customers.customer import Customer
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import MESSAGES
from shared.domain.message_kinds import MessageKind
from shared.runtime.wiring import wiring
from tenant_managed.customers import add_log_in
from tests.component.api import Answer, Api
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    in_session,
    reset,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.identity_providers.calls import Sso, token_of
from tests.component.customer_managed.identity_providers.conftest import provider, sso
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import PASSWORD, Storefront, claims_of
from tests.component.stored_customers import customer_of
from tests.component.tenants import Configure
from tests.jwt_issuer import JwtIssuer

__all__ = ["provider", "sso"]

OWN_ROUTE = "POST /customer/{tenant}/me/accounts/internal"
ROUTE = "POST /customer/{tenant}/customers/{customerNumber}/accounts/internal"
RESET = TokenPurpose.PASSWORD_RESET


def add_own(own: Own, **members: Any) -> Answer:
    return own.call(add_own_log_in.lambda_handler, OWN_ROUTE, members)


def add(api: Api, number: str, **members: Any) -> Answer:
    return api.request(add_log_in.lambda_handler, ROUTE, members, customerNumber=number)


@pytest.fixture
def of_provider(storefront: Storefront, sso: Sso, provider: JwtIssuer, email: str) -> Own:
    """A customer whom an identity provider has sent, who says that the address is theirs."""
    access_token = sso.exchanged(token_of(provider, email))["access_token"]
    return Own(storefront, claims_of(access_token)["customerNumber"], access_token)


@pytest.fixture
def unproven(api: Api, storefront: Storefront, email: str) -> Own:
    """A customer without a password whose address nobody has proven."""
    number = api.created({"contactEmail": email}, query={"sendPasswordResetNotifications": "false"})
    return in_session(storefront, number)


class TestAProvenAddress:
    def test_gets_the_password_at_once_and_keeps_the_session(self, of_provider: Own, email: str) -> None:
        answer = add_own(of_provider, email=f" {email.upper()} ", password=PASSWORD)

        assert (answer.status, answer.json) == (201, {"id": email})
        assert of_provider.get().status == 200
        tokens = of_provider.storefront.log_in(email).json
        assert tokens["initialPassword"] == "false"

    def test_ends_other_sessions(self, of_provider: Own) -> None:
        elsewhere = in_session(of_provider.storefront, of_provider.number)

        assert add_own(of_provider, password=PASSWORD).status == 201

        assert elsewhere.get().status == 401

    def test_gets_an_initial_password_from_a_seller(self, api: Api, of_provider: Own, email: str) -> None:
        assert add(api, of_provider.number, password=PASSWORD).json == {"id": email}

        assert of_provider.get().status == 401
        assert of_provider.storefront.log_in(email).json["initialPassword"] == "true"

    def test_gets_a_message_where_no_password_is_given(self, of_provider: Own, email: str) -> None:
        answer = add_own(of_provider)

        assert (answer.status, answer.text) == (202, "")
        token = sent_token(of_provider.storefront.tenant, of_provider.number, RESET)
        assert reset(of_provider.storefront, token).status == 204
        assert of_provider.storefront.log_in(email, NEW_PASSWORD).status == 200

    @pytest.mark.parametrize("password", ["short", "password1", ""])
    def test_takes_no_password_that_would_be_refused_elsewhere(
        self, of_provider: Own, email: str, password: str
    ) -> None:
        answer = add_own(of_provider, password=password)

        assert answer.status == (202 if password == "" else 400)
        assert of_provider.storefront.log_in(email, password or "x").status == 401


class TestAnUnprovenAddress:
    def test_gets_a_message_and_never_the_password(self, unproven: Own, api: Api, email: str) -> None:
        statuses = [
            add_own(unproven, password=PASSWORD).status,
            add(api, unproven.number, password=PASSWORD).status,
        ]

        stored = stored_token(api.tenant, unproven.number, RESET)
        assert statuses == [202, 202]
        assert stored is not None
        assert (stored.kind, stored.email) == (MessageKind.INVITATION, email)
        assert unproven.storefront.log_in(email).status == 401

    def test_that_is_new_becomes_the_log_in(self, api: Api, storefront: Storefront, email: str) -> None:
        own = in_session(storefront, api.created({"lastName": "Weber"}))

        answer = add_own(own, email=email, password=PASSWORD)

        assert answer.status == 202
        assert own.get().json["accounts"] == [{"id": email}]
        assert reset(storefront, sent_token(api.tenant, own.number, RESET)).status == 204
        assert storefront.log_in(email, NEW_PASSWORD).status == 200

    def test_has_to_be_given_by_who_has_none_and_free(
        self, api: Api, storefront: Storefront, unproven: Own, email: str
    ) -> None:
        number = api.created({"lastName": "Weber"})
        own = in_session(storefront, number)

        missing, taken = add_own(own, password=PASSWORD), add_own(own, email=email)

        assert (missing.status, [*missing.problems]) == (400, ["email"])
        assert (taken.status, taken.json["type"]) == (409, "conflict_resource")
        assert add(api, number, email=email).status == 409
        assert "contactEmail" not in api.get(number).json

    def test_gets_three_messages_an_hour_of_which_only_sellers_are_told(
        self, unproven: Own, api: Api
    ) -> None:
        assert [add_own(unproven).status for _ in range(MESSAGES + 1)] == [202] * (MESSAGES + 1)

        answer = add(api, unproven.number)

        assert answer.status == 429
        assert int(answer.headers["Retry-After"]) > 0


class TestIsRefused:
    def test_to_who_has_a_password(self, own: Own, api: Api, email: str) -> None:
        answers = [add_own(own, password=NEW_PASSWORD), add(api, own.number, password=NEW_PASSWORD)]

        assert [answer.status for answer in answers] == [409, 409]
        assert answers[0].json["message"].endswith("has a password already.")
        assert own.storefront.log_in(email).status == 200

    def test_for_another_address(self, of_provider: Own, api: Api) -> None:
        body = {"email": "another@example.com", "password": PASSWORD}

        assert add_own(of_provider, **body).status == 409
        assert add(api, of_provider.number, **body).status == 409

    @pytest.mark.parametrize(
        ("members", "after"), [({"type": "CONTACT"}, {}), ({}, {"active": False}), ({}, {"onHold": True})]
    )
    def test_to_who_may_not_log_in(
        self, api: Api, email: str, members: dict[str, Any], after: dict[str, Any]
    ) -> None:
        number = api.created(
            {"contactEmail": email, **members}, query={"sendPasswordResetNotifications": "false"}
        )
        assert api.patch(number, after).status == 200

        assert add(api, number, password=PASSWORD).status == 409

    def test_to_who_has_to_confirm_a_sign_up(
        self, api: Api, storefront: Storefront, configure: Configure, email: str
    ) -> None:
        configure("signUp.doubleOptIn", True)
        number = storefront.sign_up(email).json["id"]

        assert add(api, number, password=PASSWORD).status == 409

    def test_outside_of_the_callers_restrictions(self, api: Api, restrictions: list[str], email: str) -> None:
        number = api.created({"contactEmail": email, "restriction": "DE"})

        assert add(api.as_("customer.customer_manage--FR"), number).status == 404
        assert add(api.as_("customer.customer_manage--DE"), number).status == 202


def test_the_address_of_a_rival_is_taken_by_one_of_both(api: Api, storefront: Storefront, email: str) -> None:
    first, second = (api.created({"lastName": "Weber"}) for _ in range(2))

    statuses = sorted([add(api, first, email=email).status, add(api, second, email=email.upper()).status])

    assert statuses == [202, 409]


def test_a_password_is_not_set_over_one_that_was_chosen_meanwhile(
    api: Api, of_provider: Own, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(customer: Customer) -> Customer:
        return replace(customer, session_epoch=customer.session_epoch + 1, version=customer.version + 1)

    before = wiring().credentials.set_password

    def rival_first(customer: Customer, *rest: Any, **options: Any) -> bool:
        wiring().customers.revise(customer_of(api.tenant, customer.number), choose, updated_by="rival")
        return before(customer, *rest, **options)

    monkeypatch.setattr(wiring().credentials, "set_password", rival_first)

    assert add(api, of_provider.number, password=PASSWORD).status == 503
    assert of_provider.storefront.log_in(email).status == 401


def test_of_two_addresses_that_are_given_at_once_only_the_first_counts(
    api: Api, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, customers = api.created({"lastName": "Weber"}), wiring().customers
    find = customers.find

    def rival_first(*names: str) -> Any:
        found = find(*names)
        monkeypatch.setattr(customers, "find", find)
        assert add(api, number, email=email).status == 202
        return found

    monkeypatch.setattr(customers, "find", rival_first)

    assert add(api, number, email=f"2.{email}").status == 503
    assert add(api, number, email=f"2.{email}").status == 409
    shown = api.get(number).json
    assert (shown["contactEmail"], shown["email"]) == (email, email)
