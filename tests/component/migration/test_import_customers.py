"""POST /customers/import (api.md §4, Import)."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb import table as table_module
from shared.domain.log_in.retention import Retention
from shared.http import multi_status
from shared.runtime.wiring import wiring
from tenant_managed.migration import import_customers
from tests.component.api import Api
from tests.component.migration.imports import (
    PASSWORD,
    PUBLISHED_HASH,
    ROUTE,
    account_of,
    imported,
    reset_token,
    send,
    waiting_item,
    with_hash,
    with_legacy_hash,
)
from tests.component.wire import Wire

EXACTLY_ONE = "Exactly one of 'passwordHash' or 'legacyAuth' must be provided in the account"


def problems(element: Any) -> dict[str | None, str]:
    assert (element["code"], element["status"]) == (400, "Bad Request")
    return {detail.get("field"): detail["message"] for detail in element["details"]}


def test_each_customer_is_created_or_refused_on_its_own_in_order(api: Api) -> None:
    answer = send(
        api,
        with_hash("anna@example.com", id="1001"),
        "no customer",
        with_hash("ben@example.com", lastName=5),
        with_hash("ANNA@example.com"),
        with_hash("cleo@example.com"),
    )

    generated = answer.json[4]["id"]
    assert answer.status == 207
    assert answer.json == [
        {"index": 0, "id": "1001", "code": 201, "status": "Created"},
        {
            "index": 1,
            "code": 400,
            "status": "Bad Request",
            "message": "must be an object",
            "details": [{"message": "must be an object"}],
        },
        {
            "index": 2,
            "code": 400,
            "status": "Bad Request",
            "message": "lastName: must be a valid string",
            "details": [{"field": "lastName", "message": "must be a valid string"}],
        },
        {
            "index": 3,
            "code": 409,
            "status": "Conflict",
            "message": f"Duplicate account 'ANNA@example.com' for tenant '{api.tenant}'.",
        },
        {"index": 4, "id": generated, "code": 201, "status": "Created"},
    ]
    assert sorted(api.numbers()) == sorted(["1001", generated])


def test_a_customer_arrives_with_its_profile_its_state_and_its_password_and_no_message_goes_out(
    api: Api,
) -> None:
    profile: dict[str, Any] = {
        "firstName": "Anna",
        "preferredLanguage": "de_DE",
        "active": False,
        "onHold": True,
        "mixins": {"loyalty": {"points": 12.50}},
        "metadata": {"mixins": {"loyalty": "https://schemas.example.com/loyalty.json"}, "version": 7},
    }

    (number,) = imported(api, with_hash("Anna@Example.com", password="ignored-here", **profile))

    shown = api.get(number, query={"expand": "mixin:*,accounts"}).json
    account = account_of(api, "anna@example.com")
    assert (shown["firstName"], shown["preferredLanguage"]) == ("Anna", "de_DE")
    assert (shown["active"], shown["onHold"]) == (False, True)
    assert shown["mixins"] == profile["mixins"]
    assert shown["metadata"]["version"] == 1
    assert shown["email"] == shown["contactEmail"] == "Anna@Example.com"
    assert wiring().password_verifier.verify(account.password_hash or "", PASSWORD)
    assert (account.legacy, account.initial_password) == (False, False)
    assert reset_token(api, number) is None


def test_active_and_on_hold_are_the_tenants_where_they_are_not_given(
    api: Api, configure: Callable[[str, object], None]
) -> None:
    configure("customerActiveOnCreation", False)
    configure("customerOnHoldOnCreation", True)

    (number,) = imported(api, with_hash())

    assert (api.get(number).json["active"], api.get(number).json["onHold"]) == (False, True)


def test_the_contact_e_mail_may_be_spelled_otherwise_than_the_log_in(api: Api) -> None:
    (number,) = imported(api, with_hash("anna@example.com", contactEmail="Anna@Example.COM"))

    shown = api.get(number).json
    assert (shown["contactEmail"], shown["email"]) == ("Anna@Example.COM", "anna@example.com")


def test_the_contact_e_mail_cannot_be_another_address_than_the_log_in(api: Api) -> None:
    answer = send(api, with_hash("anna@example.com", contactEmail="office@example.com"))

    assert problems(answer.json[0]) == {"contactEmail": "must equal account.email, in upper or lower case"}


def test_a_contact_cannot_be_imported_with_an_account(api: Api) -> None:
    answer = send(api, with_hash(type="CONTACT"))

    assert problems(answer.json[0]) == {"type": "must not be CONTACT for a customer with an account"}


@pytest.mark.parametrize(
    "account",
    [
        {"email": "anna@example.com"},
        {"email": "anna@example.com", "passwordHash": None, "legacyAuth": None},
        {**with_legacy_hash()["account"], "passwordHash": PUBLISHED_HASH},
    ],
)
def test_an_account_has_exactly_one_password(api: Api, account: dict[str, Any]) -> None:
    answer = send(api, {"account": account})

    assert problems(answer.json[0]) == {"account": EXACTLY_ONE}


@pytest.mark.parametrize(
    ("element", "field"),
    [
        ({}, "account"),
        ({"account": None}, "account"),
        ({"account": {"passwordHash": PUBLISHED_HASH}}, "account.email"),
        (with_hash("anna"), "account.email"),
        (with_hash("anna@example.com", 5), "account.passwordHash"),  # type: ignore[arg-type]
        (with_hash(id="a b"), "id"),
        (with_hash(id="00000000"), "id"),
        (with_hash(active="yes"), "active"),
        (with_hash(restriction="XX"), "restriction"),
        ({"account": {"email": "anna@example.com", "legacyAuth": []}}, "account.legacyAuth"),
    ],
)
def test_what_is_wrong_with_a_customer_is_reported_for_its_member(api: Api, element: Any, field: str) -> None:
    answer = send(api, element)

    assert problems(answer.json[0]).keys() == {field}
    assert api.numbers() == []


@pytest.mark.parametrize("encoded", ["", "md5:5f4dcc3b5aa765d61d8327deb882cf99", "1:9000000:c2FsdA==:eA=="])
def test_a_customer_whose_hash_cannot_be_verified_is_created_and_needs_a_reset(
    api: Api, encoded: str
) -> None:
    answer = send(api, with_hash("anna@example.com", encoded, id="1001"))

    (element,) = answer.json
    assert (element["code"], element["id"]) == (201, "1001")
    assert [detail["field"] for detail in element["details"]] == ["account.passwordHash"]
    objection = wiring().password_verifier.objection(encoded)
    assert element["details"][0]["message"] == f"{objection}; the customer needs a password reset"
    assert account_of(api, "anna@example.com").password_hash is None
    assert reset_token(api, "1001") is None


def test_no_hash_is_repeated_in_an_answer_or_a_log(
    api: Api,
    wire: Wire,
    retain: Callable[..., Retention],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    retain()
    wire.fail("TransactWriteItems", "ResourceNotFoundException", times=1)
    handler = wire.through(import_customers.lambda_handler)

    answer = send(
        api,
        with_hash("anna@example.com", "$argon2id$canary-4711"),
        with_hash("ben@example.com", "$argon2id$canary-4711", lastName=5),
        with_legacy_hash("canary-4711"),
        handler=handler,
    )

    said = capsys.readouterr().out + str([vars(record) for record in caplog.records]) + answer.text
    assert [element["code"] for element in answer.json] == [500, 400, 400]
    assert "ResourceNotFoundException" in said
    assert "canary-4711" not in said


def test_a_legacy_hash_needs_a_retention_configuration(api: Api) -> None:
    answer = send(api, with_legacy_hash(), with_hash("ben@example.com"))

    refused, other = answer.json
    assert problems(refused) == {
        "account.legacyAuth": "needs an active retention configuration: "
        f"POST /customer/{api.tenant}/config/password-migration-retention first"
    }
    assert other["code"] == 201


def test_a_legacy_hash_comes_too_late_on_the_day_of_the_end(
    api: Api, retain: Callable[..., Retention]
) -> None:
    retain(end=0, reminder=-5)

    answer = send(api, with_legacy_hash())

    assert problems(answer.json[0]).keys() == {"account.legacyAuth"}


def test_an_account_with_a_legacy_hash_waits_for_its_log_in(
    api: Api, retain: Callable[..., Retention]
) -> None:
    retain(end=1)

    imported(api, with_legacy_hash("Anna@example.com"), with_hash("ben@example.com"))

    account = account_of(api, "anna@example.com")
    assert account.legacy
    assert wiring().password_verifier.verify(account.password_hash or "", PASSWORD)
    assert waiting_item(api, "anna@example.com") is not None
    assert waiting_item(api, "ben@example.com") is None


@pytest.mark.parametrize(
    "change",
    [{"algorithm": "md5"}, {"hash": "no base64"}, {"hash": "eA=="}, {"context": {"originalUid": ""}}],
)
def test_a_legacy_hash_that_is_not_one_is_refused(
    api: Api, retain: Callable[..., Retention], change: dict[str, Any]
) -> None:
    retain()
    element = with_legacy_hash()
    element["account"]["legacyAuth"] |= change

    answer = send(api, element)

    assert problems(answer.json[0]).keys() == {"account.legacyAuth"}


def test_a_legacy_hash_cannot_pass_for_another(api: Api, retain: Callable[..., Retention]) -> None:
    retain()
    imported(api, with_legacy_hash("anna@example.com"))
    stored = account_of(api, "anna@example.com").password_hash

    answer = send(api, with_hash("ben@example.com", stored or ""))

    assert problems(answer.json[0]) == {
        "account.passwordHash": "is of the legacy scheme; send it as account.legacyAuth"
    }


def test_a_limited_caller_imports_within_its_restrictions(api: Api, restrictions: list[str]) -> None:
    limited = api.as_("customer.import_manage--DE")

    answer = send(
        limited,
        with_hash("anna@example.com"),
        with_hash("ben@example.com", restriction="DE"),
        with_hash("cleo@example.com", restriction="FR"),
    )

    assert [element["code"] for element in answer.json] == [201, 201, 403]
    assert answer.json[2]["status"] == "Forbidden"
    assert [customer["restriction"] for customer in api.listed().json] == ["DE", "DE"]


def test_a_caller_limited_to_several_restrictions_says_which(api: Api, restrictions: list[str]) -> None:
    limited = api.as_("customer.import_manage--DE", "customer.import_manage--FR")

    answer = send(limited, with_hash("anna@example.com"), with_hash("ben@example.com", restriction="FR"))

    assert problems(answer.json[0]).keys() == {"restriction"}
    assert answer.json[1]["code"] == 201


def test_numbers_in_use_and_those_of_deleted_customers_are_conflicts(api: Api) -> None:
    api.created({"id": "1001"})
    api.delete(api.created({"id": "1002"}))

    answer = send(api, with_hash("anna@example.com", id="1001"), with_hash("ben@example.com", id="1002"))

    assert [element["message"] for element in answer.json] == [
        "Customer '1001' already exists.",
        "Customer '1002' was deleted; its number cannot be used again.",
    ]
    assert {element["code"] for element in answer.json} == {409}


@pytest.mark.parametrize("scopes", [("customer.import_read",), ("customer.customer_manage",)])
def test_import_takes_a_scope_of_its_own(api: Api, scopes: tuple[str, ...]) -> None:
    answer = send(api.as_(*scopes), with_hash())

    assert answer.status == 403
    assert api.numbers() == []


@pytest.mark.parametrize("body", [[], {}, [with_hash(f"a{n}@example.com") for n in range(201)], "customers"])
def test_a_body_that_is_not_a_list_of_1_to_200_is_refused_as_a_whole(api: Api, body: Any) -> None:
    answer = api.request(import_customers.lambda_handler, ROUTE, body)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert api.numbers() == []


def test_the_message_of_a_refused_element_tells_its_first_problems(api: Api) -> None:
    wrong = with_hash(preferredCurrency="EURO", preferredLanguage="-", active="yes", firstName=1)

    (element,) = send(api, wrong).json

    told = [f"{detail['field']}: {detail['message']}" for detail in element["details"]]
    assert len(told) == 4
    assert element["message"] == f"{told[0]}; {told[1]}; {told[2]}; and 1 more"


def test_no_body_is_refused(api: Api) -> None:
    assert api.request(import_customers.lambda_handler, ROUTE).status == 400


def test_two_hundred_customers_take_one_request_each(api: Api) -> None:
    wire = Wire()
    wire.wiring.tenants.of(api.tenant)
    elements = [with_hash(f"anna{n}@example.com") for n in range(200)]

    with wire.counting() as requests:
        answer = send(api, *elements, handler=wire.through(import_customers.lambda_handler))

    assert [element["index"] for element in answer.json] == list(range(200))
    assert {element["code"] for element in answer.json} == {201}
    assert requests == {"TransactWriteItems": 200}


@pytest.mark.parametrize(
    ("fault", "code", "status", "message"),
    [
        ("ResourceNotFoundException", 500, "Internal Server Error", "An unexpected error occurred."),
        ("ThrottlingException", 503, "Service Unavailable", "The service is busy; try again shortly."),
    ],
)
def test_trouble_with_one_customer_is_reported_for_that_one_and_logged(
    api: Api,
    wire: Wire,
    caplog: pytest.LogCaptureFixture,
    fault: str,
    code: int,
    status: str,
    message: str,
) -> None:
    wire.fail("TransactWriteItems", fault, times=table_module.ATTEMPTS if code == 503 else 1, after=1)
    elements = [with_hash(f"{name}@example.com", id=name) for name in ("anna", "ben", "cleo")]

    answer = send(api, *elements, handler=wire.through(import_customers.lambda_handler))

    assert [element["code"] for element in answer.json] == [201, code, 201]
    assert answer.json[1] == {"index": 1, "code": code, "status": status, "message": message}
    assert sorted(api.numbers()) == ["anna", "cleo"]
    assert [record.message for record in caplog.records] == ["unforeseen error"]


def test_customers_for_whom_there_is_no_time_left_are_reported(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multi_status, "_SECONDS", -1.0)

    answer = send(api, with_hash("anna@example.com"), with_hash("ben@example.com"))

    assert [element["code"] for element in answer.json] == [503, 503]
    assert api.numbers() == []
