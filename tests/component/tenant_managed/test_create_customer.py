"""POST /customers (api.md §1 and §4)."""

import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest

from tests.component.api import Api
from tests.component.tenant_managed.examples import PROFILE, SCHEMA, shown

INSTANT = r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
TEXT_MEMBERS = ("title", "firstName", "middleName", "lastName", "company", "contactPhone")
EMPTY_IS_ABSENT = (
    "contactEmail",
    "type",
    "photoUrl",
    "preferredLanguage",
    "preferredCurrency",
    "preferredSite",
)
NOBODY = "needs at least one of contactEmail, firstName, middleName, lastName, company and id"
COMPANY = {"firstName": "Anna", "lastName": "Weber", "company": "Bakery"}


class TestAnswer:
    def test_it_is_the_id_and_where_the_customer_is(self, api: Api) -> None:
        answer = api.create({"id": "1001"})

        assert answer.status == 201
        assert answer.json == {"id": "1001"}
        assert answer.headers["Location"] == f"/customer/{api.tenant}/customers/1001"
        assert api.get("1001").status == 200

    def test_a_generated_number_has_eight_digits(self, api: Api) -> None:
        assert re.fullmatch(r"\d{8}", api.created({}))

    def test_generated_numbers_differ(self, api: Api) -> None:
        assert len({api.created({}) for _ in range(20)}) == 20

    @pytest.mark.parametrize("options", [{}, {"raw": ""}, {"raw": "", "content_type": "text/plain"}])
    def test_no_body_is_one_without_members(self, api: Api, options: dict[str, Any]) -> None:
        answer = api.create(**options)

        assert (answer.status, answer.problems) == (400, {None: NOBODY})

    def test_where_no_free_number_is_found_the_client_may_try_again(
        self, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        api.created({"id": "00000001"})
        monkeypatch.setattr(secrets, "randbelow", lambda _: 1)

        answer = api.create({"lastName": "Koch"})

        assert (answer.status, answer.json["type"]) == (503, "service_unavailable")
        assert int(answer.headers["Retry-After"]) > 0


class TestDefaults:
    def test_a_customer_made_from_its_number_has_only_the_defaults(self, api: Api) -> None:
        number = api.created({"id": "1001"})

        customer = api.get(number).json

        created_at = customer.pop("metadataCreatedAt")
        assert re.fullmatch(INSTANT, created_at)
        assert customer.pop("metadataModifiedAt") == created_at
        assert customer == {
            "id": number,
            "customerNumber": number,
            "preferredLanguage": "en_US",
            "preferredCurrency": "USD",
            "preferredSite": "main",
            "type": "CUSTOMER",
            "active": True,
            "onHold": False,
            "businessModel": "B2C",
            "metadata": {"version": 1},
        }

    @pytest.mark.parametrize(("active", "on_hold"), [(False, False), (True, True), (False, True)])
    def test_active_and_on_hold_are_as_configured(
        self, api: Api, configure: Callable[[str, object], None], active: bool, on_hold: bool
    ) -> None:
        configure("customerActiveOnCreation", active)
        configure("customerOnHoldOnCreation", on_hold)

        customer = api.get(api.created({})).json

        assert (customer["active"], customer["onHold"]) == (active, on_hold)

    def test_active_and_on_hold_are_not_members_of_create(self, api: Api) -> None:
        customer = api.get(api.created({"active": False, "onHold": "what"})).json

        assert (customer["active"], customer["onHold"]) == (True, False)


class TestMembers:
    def test_every_member_is_kept_as_given(self, api: Api) -> None:
        number = api.created(PROFILE)

        customer = api.get(number, query={"expand": "mixin:*"}).json

        metadata = {"mixins": {"loyalty": SCHEMA}, "version": 1}
        assert {member: customer[member] for member in PROFILE} == PROFILE | {"metadata": metadata}

    def test_null_means_absent(self, api: Api) -> None:
        nulls = dict.fromkeys([*PROFILE, "restriction", "id", "password"])

        customer = api.get(api.created({**nulls, "middleName": "Kim"})).json

        assert customer.keys() == api.get(api.created({})).json.keys()
        assert customer["type"] == "CUSTOMER"

    def test_null_within_a_member_means_absent_too(self, api: Api) -> None:
        body = {"b2b": {"companyRegistrationId": None}, "metadata": {"mixins": {"loyalty": None}}}

        customer = api.get(api.created(body)).json

        assert "b2b" not in customer
        assert customer["metadata"] == {"version": 1}

    @pytest.mark.parametrize("member", TEXT_MEMBERS)
    def test_an_empty_text_is_kept(self, api: Api, member: str) -> None:
        assert api.get(api.created({"id": "1001", member: ""})).json[member] == ""

    @pytest.mark.parametrize("member", EMPTY_IS_ABSENT)
    def test_an_empty_text_means_absent_where_it_could_mean_nothing_else(self, api: Api, member: str) -> None:
        customer = api.get(api.created({"middleName": "Kim", member: ""})).json

        assert customer.get(member) == api.get(api.created({})).json.get(member)

    def test_an_empty_registration_id_or_schema_url_means_absent(self, api: Api) -> None:
        body = {"b2b": {"companyRegistrationId": ""}, "metadata": {"mixins": {"loyalty": ""}}}

        customer = api.get(api.created(body)).json

        assert "b2b" not in customer
        assert customer["metadata"] == {"version": 1}

    def test_what_is_unknown_or_read_only_is_ignored(self, api: Api) -> None:
        sent = {
            "customerNumber": "9999",
            "email": "other@example.com",
            "accounts": [{"id": "other@example.com"}],
            "addresses": "anything",
            "defaultAddress": {},
            "businessModel": "B2B",
            "b2b": {"legalEntities": [{"id": "L1"}]},
            "metadata": {"version": 7},
            "metadataCreatedAt": 0,
            "lastLogin": "yesterday",
            "first_name": "Anna",
            "nonsense": [1, {"a": None}],
        }

        number = api.created(sent)

        customer = api.get(number, query={"expand": "addresses,accounts,mixin"}).json
        plain = api.get(api.created({}), query={"expand": "addresses,accounts,mixin"}).json
        assert customer.keys() == plain.keys()
        assert (customer["customerNumber"], customer["businessModel"]) == (number, "B2C")
        assert customer["metadata"] == {"version": 1}

    def test_what_a_client_read_of_one_customer_makes_another(self, api: Api) -> None:
        read = api.get(api.created(PROFILE), query={"expand": "mixin:*,accounts,addresses"}).json

        number = api.created({**read, "id": "copy", "contactEmail": "copy@example.com"})

        copied = api.get(number, query={"expand": "mixin:*"}).json
        assert {m: copied[m] for m in PROFILE} == {m: read[m] for m in PROFILE} | {
            "contactEmail": "copy@example.com"
        }

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            *(({member: 5}, member) for member in (*TEXT_MEMBERS, *EMPTY_IS_ABSENT, "restriction")),
            ({"id": 1001}, "id"),
            ({"id": ""}, "id"),
            ({"password": 123456}, "password"),
            ({"firstName": ["Anna"]}, "firstName"),
            ({"lastName": True}, "lastName"),
            ({"b2b": "HRB"}, "b2b"),
            ({"b2b": {"companyRegistrationId": 7}}, "b2b.companyRegistrationId"),
            ({"metadata": []}, "metadata"),
            ({"metadata": {"version": "1"}}, "metadata.version"),
            ({"metadata": {"version": 1.5}}, "metadata.version"),
            ({"metadata": {"version": True}}, "metadata.version"),
            ({"metadata": {"mixins": []}}, "metadata.mixins"),
            ({"metadata": {"mixins": {"a": "no url"}}}, "metadata.mixins.a"),
            ({"metadata": {"mixins": {"a": {"url": SCHEMA}}}}, "metadata.mixins.a"),
            ({"mixins": []}, "mixins"),
            ({"mixins": "x"}, "mixins"),
            ({"type": "customer"}, "type"),
            ({"type": "ADMIN"}, "type"),
            ({"contactEmail": "anna"}, "contactEmail"),
            ({"photoUrl": "/zoe.png"}, "photoUrl"),
            ({"photoUrl": "https://example.com/" + "x" * 2029}, "photoUrl"),
            ({"preferredLanguage": "english"}, "preferredLanguage"),
            ({"preferredCurrency": "EURO"}, "preferredCurrency"),
            ({"preferredCurrency": "DEM"}, "preferredCurrency"),
            ({"preferredSite": "x" * 257}, "preferredSite"),
            ({"id": "1001", "restriction": "nowhere"}, "restriction"),
            ({"id": "1001", "restriction": ""}, "restriction"),
            ({"firstName": "x" * 257}, "firstName"),
            ({"firstName": "a\x00b"}, "firstName"),
            ({"contactPhone": "1\n2"}, "contactPhone"),
            ({"company": "\x85"}, "company"),
            ({"firstName": "   "}, "firstName"),
            ({"lastName": "A\u202ennA"}, "lastName"),
            ({"company": "\u200b\u2060"}, "company"),
            ({"title": "\ufeff"}, "title"),
            ({"b2b": {"companyRegistrationId": "\t"}}, "b2b.companyRegistrationId"),
        ],
        ids=shown,
    )
    def test_a_member_that_is_wrong_is_named(self, api: Api, body: dict[str, Any], field: str) -> None:
        answer = api.create(body)

        assert answer.status == 400
        assert answer.json["type"] == "validation_failure"
        assert list(answer.problems) == [field]
        assert api.numbers() == []

    def test_every_problem_has_a_detail_of_its_own(self, api: Api) -> None:
        answer = api.create({"firstName": 1, "contactEmail": "anna", "b2b": {"companyRegistrationId": 7}})

        assert list(answer.problems) == ["firstName", "contactEmail", "b2b.companyRegistrationId"]

    @pytest.mark.parametrize("text", ["x" * 256, "李" * 256, "👩‍🚀" * 85, "عربى x", " a ", "a\u2028b"])
    def test_long_and_odd_texts_are_kept(self, api: Api, text: str) -> None:
        customer = api.get(api.created({"lastName": text, "company": text})).json

        assert (customer["lastName"], customer["company"]) == (text, text)

    @pytest.mark.parametrize("language", ["en-US", "en_US", "zh-Hant-TW"])
    def test_a_language_is_kept_as_it_is_written(self, api: Api, language: str) -> None:
        assert api.get(api.created({"preferredLanguage": language})).json["preferredLanguage"] == language


class TestNumber:
    @pytest.mark.parametrize("number", ["0", "x" * 66, "Ab_-9", "-", "000000000"])
    def test_a_custom_number_is_taken_as_it_is(self, api: Api, number: str) -> None:
        assert api.created({"id": number}) == number
        assert api.get(number).json["customerNumber"] == number

    @pytest.mark.parametrize("number", ["x" * 67, "a b", "ü", "a/b", "a#b", "1001\n", "00000000"])
    def test_a_number_that_no_customer_can_have_is_400(self, api: Api, number: str) -> None:
        answer = api.create({"id": number})

        assert answer.status == 400
        assert list(answer.problems) == ["id"]

    def test_numbers_that_differ_by_case_are_two(self, api: Api) -> None:
        api.created({"id": "abc", "lastName": "lower"})
        api.created({"id": "ABC", "lastName": "upper"})

        assert [api.get(number).json["lastName"] for number in ("abc", "ABC")] == ["lower", "upper"]

    def test_a_number_in_use_is_409_and_leaves_no_account_behind(self, api: Api) -> None:
        api.created({"id": "1001", "lastName": "first"})

        answer = api.create({"id": "1001", "contactEmail": "anna@example.com"})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert api.get("1001").json["lastName"] == "first"
        assert api.create({"contactEmail": "anna@example.com"}).status == 201


class TestSomebody:
    """A customer that has neither an address, nor a name, nor a chosen number stands for nobody."""

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"type": "CONTACT"},
            {"title": "Dr", "contactPhone": "+49 30 1", "preferredSite": "DE"},
            {"firstName": "", "lastName": None, "contactEmail": "", "id": None},
            {"mixins": {"loyalty": {"level": "gold"}}},
        ],
        ids=shown,
    )
    def test_nobody_is_400(self, api: Api, body: dict[str, Any]) -> None:
        answer = api.create(body)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems == {None: NOBODY}
        assert api.numbers() == []

    @pytest.mark.parametrize("kind", [None, "CONTACT"])
    @pytest.mark.parametrize("member", ["firstName", "middleName", "lastName", "company", "id"])
    def test_one_member_that_says_who_it_is_is_enough(self, api: Api, member: str, kind: str | None) -> None:
        assert api.create({member: "1001", "type": kind}).status == 201

    def test_a_contact_may_have_an_address_alone(self, api: Api) -> None:
        assert api.create({"type": "CONTACT", "contactEmail": "anna@example.com"}).status == 201

    def test_put_creates_by_the_number_alone(self, api: Api) -> None:
        assert api.put("1001", {}).status == 201


class TestB2B:
    def test_a_registration_id_comes_with_names_and_company(self, api: Api) -> None:
        number = api.created({**COMPANY, "b2b": {"companyRegistrationId": "HRB 1"}})

        customer = api.get(number).json

        assert customer["b2b"] == {"companyRegistrationId": "HRB 1"}
        assert customer["businessModel"] == "B2C"

    @pytest.mark.parametrize("absent", [None, ""])
    @pytest.mark.parametrize("missing", [["firstName"], ["company"], ["firstName", "lastName", "company"]])
    def test_each_that_is_missing_is_named(self, api: Api, missing: list[str], absent: str | None) -> None:
        names = COMPANY | dict.fromkeys(missing, absent)

        answer = api.create({**names, "id": "1001", "b2b": {"companyRegistrationId": "HRB 1"}})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert list(answer.problems) == missing
