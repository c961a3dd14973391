"""GET /customers/{customerNumber} (api.md §1 and §4)."""

from collections.abc import Callable

import pytest

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId
from shared.domain.instants import instant_from
from tests.component.api import Api
from tests.component.tenant_managed.examples import SCHEMA

Store = Callable[..., str]

HOME = Address(
    id="home",
    texts={"contactName": "Anna", "city": "Berlin", "country": "DE"},
    tags=("SHIPPING", "BILLING"),
    mixins={"delivery": {"floor": 3}},
    mixin_schemas={"delivery": SCHEMA},
    version=4,
)
WORK = Address(id="work", texts={"contactName": "Anna"})
HOME_DOCUMENT = {
    "id": "home",
    "contactName": "Anna",
    "city": "Berlin",
    "country": "DE",
    "isDefault": True,
    "tags": ["SHIPPING", "BILLING"],
    "mixins": {"delivery": {"floor": 3}},
    "metadata": {"version": 4, "mixins": {"delivery": SCHEMA}},
}


class TestExpand:
    @pytest.fixture
    def number(self, store: Store) -> str:
        return store(
            contact_email="anna@example.com",
            accounts=(AccountId("anna@example.com", "google-1"),),
            addresses=(HOME, WORK),
            default_address_id="home",
            mixins={"loyalty": {"points": 1}, "notes": {"text": "x"}},
        )

    def test_without_it_come_neither_addresses_nor_accounts_nor_mixins(self, api: Api, number: str) -> None:
        customer = api.get(number).json

        assert customer.keys().isdisjoint({"addresses", "accounts", "mixins"})

    @pytest.mark.parametrize("expand", ["", "addresses", "accounts"])
    def test_the_default_address_always_comes_with_its_mixins(
        self, api: Api, number: str, expand: str
    ) -> None:
        customer = api.get(number, query={"expand": expand}).json

        assert customer["defaultAddress"] == HOME_DOCUMENT

    def test_addresses(self, api: Api, number: str) -> None:
        customer = api.get(number, query={"expand": "addresses"}).json

        work = {"id": "work", "contactName": "Anna", "isDefault": False, "metadata": {"version": 1}}
        assert sorted(customer["addresses"], key=lambda a: str(a["id"])) == [HOME_DOCUMENT, work]
        assert customer.keys().isdisjoint({"accounts", "mixins"})

    def test_accounts(self, api: Api, number: str) -> None:
        customer = api.get(number, query={"expand": "accounts"}).json

        assert customer["accounts"] == [{"id": "anna@example.com", "providerId": "google-1"}]
        assert customer.keys().isdisjoint({"addresses", "mixins"})

    @pytest.mark.parametrize(
        ("expand", "names"),
        [
            ("mixin", {"loyalty", "notes"}),
            ("mixin:*", {"loyalty", "notes"}),
            ("mixin:loyalty", {"loyalty"}),
            ("mixin:loyalty,mixin:notes", {"loyalty", "notes"}),
            ("mixin:loyalty,mixin:*", {"loyalty", "notes"}),
            ("mixin:loyalty,mixin:unknown", {"loyalty"}),
        ],
    )
    def test_mixins(self, api: Api, number: str, expand: str, names: set[str]) -> None:
        assert api.get(number, query={"expand": expand}).json["mixins"].keys() == names

    @pytest.mark.parametrize("expand", ["mixin:unknown", "mixin:Loyalty"])
    def test_a_mixin_that_the_customer_lacks_is_not_among_them(
        self, api: Api, number: str, expand: str
    ) -> None:
        assert api.get(number, query={"expand": expand}).json["mixins"] == {}

    @pytest.mark.parametrize(
        "expand",
        ["accounts,addresses,mixin:*", "mixin , addresses,accounts", " mixin:*,accounts,,addresses "],
    )
    def test_all_in_any_order_with_spaces_around(self, api: Api, number: str, expand: str) -> None:
        customer = api.get(number, query={"expand": expand}).json

        assert {"addresses", "accounts", "mixins"} <= customer.keys()

    @pytest.mark.parametrize("expand", ["address", "mixins", "mixin:", "Addresses", "accounts;mixin", "*"])
    def test_what_is_unknown_is_400_and_named(self, api: Api, number: str, expand: str) -> None:
        answer = api.get(number, query={"expand": expand})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert f"'{expand}'" in answer.json["message"]


class TestReadOnlyMembers:
    def test_with_a_company_the_business_model_is_b2b(self, api: Api, store: Store) -> None:
        entities = (LegalEntityReference("L1", "Bakery", "A1"), LegalEntityReference("L2"))
        number = store(legal_entities=entities, company_registration_id="HRB 1")

        customer = api.get(number).json

        assert customer["businessModel"] == "B2B"
        assert customer["b2b"] == {
            "companyRegistrationId": "HRB 1",
            "legalEntities": [{"id": "L1", "name": "Bakery", "contactAssignmentId": "A1"}, {"id": "L2"}],
        }

    def test_the_last_log_in_is_shown_to_sellers(self, api: Api, store: Store) -> None:
        number = store(last_login=instant_from("2026-01-31T09:30:00.250Z"))

        assert api.get(number).json["lastLogin"] == "2026-01-31T09:30:00.250Z"


class TestEntityTag:
    def test_it_begins_with_the_version(self, api: Api) -> None:
        number = api.created({})
        assert api.get(number).headers["ETag"].startswith('"1.')

        api.patch(number, {"title": "Dr"})

        assert api.get(number).headers["ETag"].startswith('"2.')

    @pytest.mark.parametrize("known", ["{}", "W/{}", '"7", {}', "*"])
    def test_a_client_that_has_this_version_is_not_sent_it_again(self, api: Api, known: str) -> None:
        number = api.created({})
        tag = api.get(number).headers["ETag"]

        answer = api.get(number, headers={"If-None-Match": known.format(tag)})

        assert (answer.status, answer.text) == (304, "")
        assert answer.headers["ETag"] == tag

    @pytest.mark.parametrize("known", ['"2"', '"1"', 'W/"2.1"', ""])
    def test_another_one_is(self, api: Api, known: str) -> None:
        number = api.created({})

        assert api.get(number, headers={"If-None-Match": known}).status == 200


class TestNotFound:
    def test_an_unknown_number_is_404(self, api: Api) -> None:
        answer = api.get("1001")

        assert answer.status == 404
        assert answer.json == {
            "status": 404,
            "type": "resource_not_found",
            "message": "Customer '1001' not found.",
        }

    @pytest.mark.parametrize("headers", [{}, {"If-None-Match": "*"}])
    def test_a_deleted_customer_is_404(self, api: Api, headers: dict[str, str]) -> None:
        number = api.created({})
        api.delete(number)

        assert api.get(number, headers=headers).status == 404

    @pytest.mark.parametrize("number", ["x" * 67, "a b", "ü", "", "00000000"])
    def test_a_number_that_no_customer_can_have_is_400(self, api: Api, number: str) -> None:
        answer = api.get(number)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "customerNumber" in answer.json["message"]


def test_a_customer_is_there_at_once(api: Api) -> None:
    for email in (f"a{n}@example.com" for n in range(20)):
        assert api.get(api.created({"contactEmail": email})).json["email"] == email


def test_no_member_of_an_answer_is_null(api: Api) -> None:
    answer = api.get(api.created({}), query={"expand": "addresses,accounts,mixin"})

    assert None not in answer.json.values()
