"""POST /customers (api.md §1 and §4)."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from shared.adapters.dynamodb.items import AccountItem, OneTimeTokenItem
from shared.adapters.dynamodb.keys import account_key, one_time_token_key
from shared.adapters.dynamodb.table import Table
from tests.component.api import Api
from tests.component.tenant_managed.examples import PROFILE, SCHEMA, nested, shown

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


def reset_message(table: Table, tenant: str, number: str) -> Any:
    raw = table.get(one_time_token_key(tenant, number, "PASSWORD_RESET"))
    return OneTimeTokenItem.from_raw_data(raw) if raw is not None else None


def account(table: Table, tenant: str, email: str) -> Any:
    raw = table.get(account_key(tenant, email))
    return AccountItem.from_raw_data(raw) if raw is not None else None


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
    def test_the_body_is_optional(self, api: Api, options: dict[str, Any]) -> None:
        assert api.create(**options).status == 201


class TestDefaults:
    def test_a_customer_of_nothing_has_the_defaults_and_no_other_member(self, api: Api) -> None:
        number = api.created({})

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

    def test_active_and_on_hold_are_no_members_of_create(self, api: Api) -> None:
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

        answer = api.create(nulls)

        assert answer.status == 201
        customer = api.get(answer.json["id"]).json
        assert customer.keys() == api.get(api.created({})).json.keys()
        assert customer["type"] == "CUSTOMER"

    def test_null_within_a_member_means_absent_too(self, api: Api) -> None:
        body = {"b2b": {"companyRegistrationId": None}, "metadata": {"mixins": {"loyalty": None}}}

        customer = api.get(api.created(body)).json

        assert "b2b" not in customer
        assert customer["metadata"] == {"version": 1}

    @pytest.mark.parametrize("member", TEXT_MEMBERS)
    def test_an_empty_text_is_kept(self, api: Api, member: str) -> None:
        assert api.get(api.created({member: ""})).json[member] == ""

    @pytest.mark.parametrize("member", EMPTY_IS_ABSENT)
    def test_an_empty_text_means_absent_where_it_could_mean_nothing_else(
        self, api: Api, member: str
    ) -> None:
        customer = api.get(api.created({member: ""})).json

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
            ({"restriction": "nowhere"}, "restriction"),
            ({"restriction": ""}, "restriction"),
            ({"firstName": "x" * 257}, "firstName"),
            ({"firstName": "a\x00b"}, "firstName"),
            ({"contactPhone": "1\n2"}, "contactPhone"),
            ({"company": "\x85"}, "company"),
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

    @pytest.mark.parametrize("text", ["x" * 256, "李" * 256, "👩‍🚀" * 85, "عربى \u202e x", " ", "a\u2028b"])
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


class TestAccount:
    def test_the_contact_email_becomes_the_log_in(self, api: Api) -> None:
        number = api.created({"contactEmail": "Anna@Example.com"})

        customer = api.get(number, query={"expand": "accounts"}).json

        assert customer["email"] == "Anna@Example.com"
        assert customer["accounts"] == [{"id": "Anna@Example.com"}]

    def test_without_contact_email_there_is_no_account(self, api: Api) -> None:
        customer = api.get(api.created({}), query={"expand": "accounts"}).json

        assert "email" not in customer
        assert customer["accounts"] == []

    @pytest.mark.parametrize(
        "email", ["anna@example.com", "ANNA@EXAMPLE.COM", "\uff41nna@example.com", "Anna@example.com"]
    )
    def test_an_email_is_one_account_however_it_is_written(self, api: Api, email: str) -> None:
        api.created({"contactEmail": "Anna@Example.com"})

        answer = api.create({"id": "second", "contactEmail": email})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert answer.json["message"] == f"Duplicate account '{email}' for tenant '{api.tenant}'."
        assert api.get("second").status == 404

    def test_a_contact_has_no_account_and_shares_its_email(self, api: Api) -> None:
        api.created({"contactEmail": "anna@example.com"})

        for _ in range(2):
            number = api.created({"contactEmail": "anna@example.com", "type": "CONTACT"})

            contact = api.get(number, query={"expand": "accounts"}).json
            assert contact["contactEmail"] == "anna@example.com"
            assert "email" not in contact
            assert contact["accounts"] == []

    def test_a_contact_does_not_take_an_email_from_customers(self, api: Api) -> None:
        api.created({"contactEmail": "anna@example.com", "type": "CONTACT"})

        assert api.create({"contactEmail": "anna@example.com"}).status == 201


class TestPassword:
    @pytest.mark.parametrize("password", ["123456", "ü" * 128])
    def test_it_is_hashed_and_marked_as_initial(self, api: Api, table: Table, password: str) -> None:
        number = api.created({"contactEmail": "anna@example.com", "password": password})

        stored = account(table, api.tenant, "anna@example.com")
        assert stored.password_hash.startswith("$argon2id$")
        assert stored.initial_password is True
        assert password not in str(stored.raw())
        assert reset_message(table, api.tenant, number) is None

    def test_it_is_never_shown(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com", "password": "correct horse"})

        answer = api.get(number, query={"expand": "addresses,accounts,mixin"})

        assert "password" not in answer.text
        assert "correct horse" not in answer.text

    @pytest.mark.parametrize("password", ["", "12345", "x" * 129])
    def test_one_that_is_too_short_or_too_long_is_400_and_not_repeated(
        self, api: Api, password: str
    ) -> None:
        answer = api.create({"contactEmail": "anna@example.com", "password": password})

        assert answer.status == 400
        assert list(answer.problems) == ["password"]
        assert not password or password not in answer.text

    @pytest.mark.parametrize("body", [{}, {"contactEmail": "anna@example.com", "type": "CONTACT"}])
    def test_without_an_account_to_open_it_is_400(self, api: Api, body: dict[str, Any]) -> None:
        answer = api.create({**body, "password": "correct horse"})

        assert answer.status == 400
        assert list(answer.problems) == ["password"]


class TestResetMessage:
    def test_it_goes_out_to_an_account_without_password(
        self, api: Api, table: Table, configure: Callable[[str, object], None]
    ) -> None:
        configure("customer.passwordreset.redirecturl", "https://shop.example/reset")
        profile = {"preferredLanguage": "de_DE", "preferredSite": "berlin"}

        number = api.created({"contactEmail": "Anna@Example.com", **profile})

        message = reset_message(table, api.tenant, number)
        assert (message.email, message.language, message.site, message.redirect_url) == (
            "Anna@Example.com",
            "de_DE",
            "berlin",
            "https://shop.example/reset",
        )
        assert account(table, api.tenant, "anna@example.com").password_hash is None

    @pytest.mark.parametrize("flag", ["false", "FALSE"])
    def test_it_can_be_left_out(self, api: Api, table: Table, flag: str) -> None:
        body = {"contactEmail": "anna@example.com"}

        number = api.created(body, query={"sendPasswordResetNotifications": flag})

        assert reset_message(table, api.tenant, number) is None

    @pytest.mark.parametrize("body", [{}, {"contactEmail": "anna@example.com", "type": "CONTACT"}])
    def test_it_is_not_sent_where_there_is_no_account(
        self, api: Api, table: Table, body: dict[str, Any]
    ) -> None:
        assert reset_message(table, api.tenant, api.created(body)) is None

    @pytest.mark.parametrize("query", ["yes", "", "1"])
    def test_a_flag_that_is_neither_true_nor_false_is_400(self, api: Api, query: str) -> None:
        answer = api.create({}, query={"sendPasswordResetNotifications": query})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "sendPasswordResetNotifications" in answer.json["message"]


class TestB2B:
    COMPANY = {"firstName": "Anna", "lastName": "Weber", "company": "Bakery"}

    def test_a_registration_id_comes_with_names_and_company(self, api: Api) -> None:
        number = api.created({**self.COMPANY, "b2b": {"companyRegistrationId": "HRB 1"}})

        customer = api.get(number).json

        assert customer["b2b"] == {"companyRegistrationId": "HRB 1"}
        assert customer["businessModel"] == "B2C"

    @pytest.mark.parametrize("absent", [None, ""])
    @pytest.mark.parametrize("missing", [["firstName"], ["company"], ["firstName", "lastName", "company"]])
    def test_each_that_is_missing_is_named(self, api: Api, missing: list[str], absent: str | None) -> None:
        names = self.COMPANY | dict.fromkeys(missing, absent)

        answer = api.create({**names, "b2b": {"companyRegistrationId": "HRB 1"}})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert list(answer.problems) == missing


class TestMixins:
    def mixins(self, api: Api, mixins: dict[str, Any]) -> Any:
        return api.get(api.created({"mixins": mixins}), query={"expand": "mixin:*"}).json["mixins"]

    @pytest.mark.parametrize(
        "number",
        [
            "9" * 38,
            "-" + "1" * 38 + "0" * 80,
            "0.1",
            "1.10",
            "1E-130",
            "9.9E+125",
            "1.0",
            "0." + "1" * 38,
            "12345678901234567890.123456789012345678",
        ],
    )
    def test_numbers_keep_every_digit(self, api: Api, number: str) -> None:
        created = api.create(raw=f'{{"mixins":{{"n":{{"value":{number}}}}}}}')

        answer = api.get(created.json["id"], query={"expand": "mixin"})

        assert f'"value":{number}}}' in answer.text

    @pytest.mark.parametrize("number", ["1" * 39, "0." + "1" * 39, "1E+126", "1E-131", "1E+400000000"])
    def test_a_number_that_cannot_be_stored_is_400(self, api: Api, number: str) -> None:
        answer = api.create(raw=f'{{"mixins":{{"n":{{"value":{number}}}}}}}')

        assert (answer.status, list(answer.problems)) == (400, ["mixins"])

    def test_values_of_every_type_come_back(self, api: Api) -> None:
        given = {
            "a": {"": "", "null": None, "list": [None, [], {}], "truth": True, "one": 1, "é\x00\n": "\x7f"},
            "b": [],
            "c": None,
            "d": Decimal("1.50"),
            "$e.f": "",
        }

        assert self.mixins(api, given) == given

    def test_they_are_twenty_levels_deep_at_most(self, api: Api) -> None:
        assert self.mixins(api, nested(20)) == nested(20)

        answer = api.create({"mixins": nested(21)})

        assert (answer.status, list(answer.problems)) == (400, ["mixins"])

    def test_one_of_300_kilobytes_is_kept(self, api: Api) -> None:
        given = {"notes": {"text": "ü" * 150 * 1024}}

        assert self.mixins(api, given) == given

    def test_a_customer_over_350_kilobytes_is_400(self, api: Api) -> None:
        answer = api.create({"id": "big", "mixins": {"notes": {"text": "x" * 350 * 1024}}})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert "350" in str(answer.json) or "358400" in str(answer.json)
        assert api.get("big").status == 404

    def test_a_schema_and_its_mixin_do_not_need_each_other(self, api: Api) -> None:
        number = api.created({"metadata": {"mixins": {"a": SCHEMA}}, "mixins": {"b": {"x": 1}}})

        customer = api.get(number, query={"expand": "mixin:*"}).json

        assert customer["metadata"] == {"mixins": {"a": SCHEMA}, "version": 1}
        assert customer["mixins"] == {"b": {"x": 1}}
