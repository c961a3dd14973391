"""POST /customer/{tenant}/signup: a visitor becomes a customer."""

from collections.abc import Callable
from typing import Any

import pytest

from customer_managed.sign_up import sign_up
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.table import Table
from tests.component.api import Answer, Api
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import PASSWORD, SIGN_UP, Storefront
from tests.component.rivals import RIVALS, at_once, statuses

VISIT = {"language": "de", "currency": "EUR", "siteCode": "DE"}
PREFERRED = ("preferredLanguage", "preferredCurrency", "preferredSite")
ADDRESS = {"contactName": "Anna Weber", "city": "Bonn", "country": "DE", "tags": ["BILLING"]}


def created(storefront: Storefront, email: str, password: str = PASSWORD, **others: Any) -> str:
    """The number of a customer who signs up without fail."""
    answer = storefront.sign_up(email, password, **others)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def seen(api: Api, number: str) -> Any:
    """The customer as its seller sees it."""
    return api.get(number, query="expand=accounts,addresses,mixin:*").json


class TestTheCustomer:
    def test_is_reached_and_logs_in_under_one_address_and_is_its_own_maker(
        self, storefront: Storefront, api: Api, email: str, table: Table
    ) -> None:
        answer = storefront.sign_up(email)

        number = answer.json["id"]
        customer = seen(api, number)
        item = table.get(customer_key(api.tenant, number))
        assert (answer.status, answer.json) == (201, {"id": number})
        assert answer.headers["Location"] == f"/customer/{api.tenant}/customers/{number}"
        assert customer["contactEmail"] == customer["email"] == email
        assert customer["accounts"] == [{"id": email}]
        assert (customer["type"], customer["active"], customer["onHold"]) == ("CUSTOMER", True, False)
        assert customer["preferredSite"] == "main"
        assert customer["metadata"] == {"version": 1}
        assert item is not None
        assert item["updatedBy"] == {"S": number}

    def test_has_the_details_given(self, storefront: Storefront, api: Api, email: str) -> None:
        details = {
            "title": "Dr",
            "firstName": "Anna",
            "lastName": "Weber",
            "company": "Weber GmbH",
            "preferredLanguage": "de-DE",
            "b2b": {"companyRegistrationId": "HRB 1"},
            "mixins": {"loyalty": {"points": 1}},
        }
        written = {**details, "metadata": {"mixins": {"loyalty": "https://example.com/l"}, "version": 7}}

        number = created(storefront, email, customerDetails=written)

        customer = seen(api, number)
        assert {name: customer[name] for name in details} == details
        assert customer["metadata"] == {"mixins": {"loyalty": "https://example.com/l"}, "version": 1}

    def test_cannot_say_what_sellers_decide(
        self, storefront: Storefront, api: Api, restrictions: list[str], email: str
    ) -> None:
        details = {"restriction": "DE", "type": "CONTACT", "active": False, "id": "chosen"}

        number = created(storefront, email, customerDetails=details)

        customer = seen(api, number)
        assert number != "chosen"
        assert "restriction" not in customer
        assert (customer["type"], customer["active"]) == ("CUSTOMER", True)

    def test_takes_null_as_absent(self, storefront: Storefront, api: Api, email: str) -> None:
        details = {"contactEmail": None, "b2b": None}

        number = created(storefront, email, customerDetails=details, customerAddress=None, signup=None)

        assert seen(api, number)["contactEmail"] == email

    def test_can_log_in_at_once_with_a_password_of_its_own(self, storefront: Storefront, email: str) -> None:
        created(storefront, email)

        assert storefront.logged_in(email)["initialPassword"] == "false"


class TestTheVisit:
    @pytest.mark.parametrize(
        ("details", "preferred"),
        [
            (None, ("de", "EUR", "DE")),
            ({"preferredLanguage": "", "preferredCurrency": None}, ("de", "EUR", "DE")),
            ({"preferredLanguage": "fr", "preferredSite": "shop"}, ("fr", "EUR", "shop")),
        ],
    )
    def test_says_what_the_customer_prefers_unless_the_sign_up_does(
        self, storefront: Storefront, api: Api, email: str, details: Any, preferred: tuple[str, ...]
    ) -> None:
        token = storefront.new_visit(**VISIT)["access_token"]

        number = self.sign_up(storefront, email, token, customerDetails=details).json["id"]

        customer = seen(api, number)
        assert tuple(customer[name] for name in PREFERRED) == preferred

    def test_goes_on_saying_it_after_a_refresh(self, storefront: Storefront, api: Api, email: str) -> None:
        refresh_token = storefront.new_visit(**VISIT)["refresh_token"]
        token = storefront.refreshed_visit(refresh_token=refresh_token).json["access_token"]

        number = self.sign_up(storefront, email, token).json["id"]

        assert tuple(seen(api, number)[name] for name in PREFERRED) == ("de", "EUR", "DE")

    def test_that_says_what_no_customer_can_have_says_nothing(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        token = storefront.new_visit(language="german", currency="euro")["access_token"]

        number = self.sign_up(storefront, email, token).json["id"]

        assert tuple(seen(api, number)[name] for name in PREFERRED) == ("en_US", "USD", "main")

    @staticmethod
    def sign_up(storefront: Storefront, email: str, token: str, **others: Any) -> Answer:
        body = {"email": email, "password": PASSWORD, **others}
        return storefront.call(sign_up.lambda_handler, SIGN_UP, body, token=token)


class TestTheAddress:
    @pytest.mark.parametrize("said", [{}, {"isDefault": False}, {"isDefault": True}])
    def test_becomes_the_default_one(
        self, storefront: Storefront, api: Api, email: str, said: dict[str, bool]
    ) -> None:
        number = created(storefront, email, customerAddress={**ADDRESS, **said})

        customer = seen(api, number)
        assert customer["addresses"] == [customer["defaultAddress"]]
        assert {name: customer["defaultAddress"][name] for name in ADDRESS} == ADDRESS
        assert customer["defaultAddress"]["isDefault"] is True

    def test_keeps_the_id_given(self, storefront: Storefront, api: Api, email: str) -> None:
        number = created(storefront, email, customerAddress={**ADDRESS, "id": "home"})

        assert seen(api, number)["defaultAddress"]["id"] == "home"

    def test_needs_a_name(self, storefront: Storefront, email: str) -> None:
        answer = storefront.sign_up(email, customerAddress={"city": "Bonn"})

        assert answer.status == 400
        assert answer.problems.keys() == {"customerAddress.contactName"}

    def test_has_a_limited_number_of_tags(self, storefront: Storefront, email: str) -> None:
        address = {**ADDRESS, "tags": [f"tag-{number}" for number in range(51)]}

        answer = storefront.sign_up(email, customerAddress=address)

        assert (answer.status, {*answer.problems}) == (400, {"customerAddress.tags"})


class TestASeparateLogIn:
    def test_is_what_the_customer_logs_in_with(self, storefront: Storefront, api: Api, email: str) -> None:
        log_in = {"email": f"log-in-{email}", "password": "another pass phrase"}

        number = created(storefront, email, signup=log_in)

        customer = seen(api, number)
        assert (customer["contactEmail"], customer["email"]) == (email, log_in["email"])
        assert storefront.log_in(**log_in).status == 200
        assert storefront.log_in(email).status == 401

    def test_is_unique_and_so_is_the_address_to_be_reached_at(
        self, storefront: Storefront, email: str
    ) -> None:
        log_in = {"email": f"log-in-{email}", "password": PASSWORD}
        created(storefront, email, signup=log_in)

        taken = storefront.sign_up(f"other-{email}", signup={**log_in, "email": log_in["email"].upper()})
        reached_alike = storefront.sign_up(email, signup={**log_in, "email": f"second-{email}"})

        assert (taken.status, reached_alike.status) == (409, 409)

    def test_does_not_let_one_be_reached_under_anothers_log_in(
        self, storefront: Storefront, email: str
    ) -> None:
        created(storefront, email)
        log_in = {"email": f"log-in-{email}", "password": PASSWORD}

        answer = storefront.sign_up(email.upper(), signup=log_in)

        assert answer.status == 409
        assert (
            answer.json["message"] == f"Duplicate account '{email.upper()}' for tenant '{storefront.tenant}'."
        )
        assert storefront.log_in(**log_in).status == 401


class TestTheContactEmail:
    def test_is_kept_as_the_details_spell_it(self, storefront: Storefront, api: Api, email: str) -> None:
        number = created(storefront, email, customerDetails={"contactEmail": email.upper()})

        customer = seen(api, number)
        assert (customer["contactEmail"], customer["email"]) == (email.upper(), email)

    def test_must_be_the_email(self, storefront: Storefront, email: str) -> None:
        answer = storefront.sign_up(email, customerDetails={"contactEmail": f"other-{email}"})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems == {"customerDetails.contactEmail": "must equal email, in upper or lower case"}


class TestAKnownEmail:
    def test_is_409_in_any_spelling(self, storefront: Storefront, email: str) -> None:
        created(storefront, email)

        answer = storefront.sign_up(email.upper())

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert (
            answer.json["message"] == f"Duplicate account '{email.upper()}' for tenant '{storefront.tenant}'."
        )

    def test_of_many_with_one_exactly_one_wins(self, storefront: Storefront, api: Api, email: str) -> None:
        assert storefront.visit

        answers = at_once(lambda _: storefront.sign_up(email))

        assert statuses(answers) == {201: 1, 409: RIVALS - 1}
        assert len(api.numbers()) == 1

    def test_of_a_contact_is_free(self, storefront: Storefront, api: Api, email: str) -> None:
        api.created({"contactEmail": email, "type": "CONTACT"})

        assert storefront.sign_up(email).status == 201


class TestWhatTheTenantHasConfigured:
    @pytest.mark.parametrize(
        ("key", "value"), [("customerActiveOnCreation", False), ("customerOnHoldOnCreation", True)]
    )
    def test_may_keep_new_customers_out(
        self,
        storefront: Storefront,
        api: Api,
        configure: Callable[[str, object], None],
        email: str,
        key: str,
        value: bool,
    ) -> None:
        configure(key, value)

        number = created(storefront, email)

        assert storefront.log_in(email).status == 401
        api.patch(number, {"active": True, "onHold": False})
        assert storefront.log_in(email).status == 200

    def test_may_take_the_restriction_from_the_site(
        self,
        storefront: Storefront,
        api: Api,
        configure: Callable[[str, object], None],
        restrictions: list[str],
        email: str,
    ) -> None:
        configure("enableSyncBetweenRestrictionsAndSiteCodes", True)

        number = created(storefront, email, customerDetails={"preferredSite": "FR"})

        assert seen(api, number)["restriction"] == "FR"


class TestWhoMay:
    def test_a_customer_already_may_not(self, own: Own) -> None:
        answer = own.call(sign_up.lambda_handler, SIGN_UP, {"email": "a@example.com", "password": PASSWORD})

        assert (answer.status, answer.json["type"]) == (403, "forbidden")

    def test_a_service_may_not(self, api: Api, email: str) -> None:
        answer = api.request(sign_up.lambda_handler, SIGN_UP, {"email": email, "password": PASSWORD})

        assert (answer.status, answer.json["type"]) == (403, "forbidden")


class TestTheIdempotencyKey:
    def test_gives_a_visitor_the_first_answer_again(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        first = self.sign_up(storefront, email)
        again = self.sign_up(storefront, email)

        assert (again.status, again.json, again.headers) == (201, first.json, first.headers)
        assert len(api.numbers()) == 1

    def test_of_one_visitor_reveals_nothing_to_another(self, storefront: Storefront, email: str) -> None:
        self.sign_up(storefront, email)
        other = storefront.new_visit()["access_token"]

        same_body = self.sign_up(storefront, email, token=other)
        other_body = self.sign_up(storefront, f"other-{email}", token=storefront.new_visit()["access_token"])

        assert (same_body.status, other_body.status) == (409, 201)

    def test_cannot_be_used_for_another_body(self, storefront: Storefront, email: str) -> None:
        self.sign_up(storefront, email)

        answer = self.sign_up(storefront, f"other-{email}")

        assert (answer.status, answer.json["type"]) == (422, "idempotency_key_reused")

    def test_keeps_a_refusal_too(self, storefront: Storefront, api: Api, email: str) -> None:
        number = signed_up(storefront, email).number
        refused = self.sign_up(storefront, email)
        api.delete(number)

        again = self.sign_up(storefront, email)

        assert (refused.status, again.status, again.text) == (409, 409, refused.text)

    @staticmethod
    def sign_up(storefront: Storefront, email: str, **options: Any) -> Answer:
        body, headers = {"email": email, "password": PASSWORD}, {"Idempotency-Key": "one"}
        return storefront.call(sign_up.lambda_handler, SIGN_UP, body, headers=headers, **options)
