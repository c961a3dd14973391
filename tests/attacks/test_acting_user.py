"""Somebody says for whom it works, and tries to be taken for another, or leaves an e-mail address behind."""

from typing import Any

import pytest

from customer_management import create_legal_entity
from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.writes import Update
from shared.domain.callers.writer import NOBODY
from shared.runtime.wiring import wiring
from shared.runtime.writing import present_writer
from tenant_managed.addresses import create_address
from tenant_managed.customers import add_log_in, list_history, restore_customer
from tenant_managed.sessions import log_in_for_customer
from tests.component.api import Answer, Api
from tests.component.customer_managed.credential_calls import change
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.events.heard import Heard
from tests.component.events.stream import publish
from tests.component.migration.imports import send, with_hash

STAFF = {"X-Acting-User": "staff-7"}
ONE = "/customer/{tenant}/customers/{customerNumber}"
ASSIST = "POST /customer/{tenant}/assisted-buying-login"


class TestWhoMaySay:
    @pytest.mark.parametrize(
        "value",
        [
            "anna@example.com",
            "anna%40example.com",
            "Anna Weber",
            "",
            " ",
            "a" * 129,
            "ünal",
            "a,b",
            "staff for 1001",
            "a\nb",
            "<b>",
            "anna＠example.com",
        ],
    )
    def test_what_is_no_id_of_staff_is_refused_and_nothing_is_written(self, api: Api, value: str) -> None:
        number = api.created({"lastName": "Weber"})

        answer = api.patch(number, {"lastName": "Meyer"}, headers={"X-Acting-User": value})

        assert answer.status == 400
        assert "X-Acting-User" in answer.json["message"]
        assert value.strip() == "" or value not in answer.text
        assert api.get(number).json["lastName"] == "Weber"

    @pytest.mark.parametrize(
        "value", ["staff-7", "auth0|5f7c8ec7", "DOMAIN\\weber", "a" * 128, "a.b_c~d:e/f+g="]
    )
    def test_ids_of_directories_are_taken(self, api: Api, heard: Heard, value: str) -> None:
        number = api.created({"lastName": "Weber"}, headers={"X-Acting-User": value})

        assert [entry["by"] for entry in history(api, heard, number)] == [value]

    def test_a_customer_does_not_act_as_somebody_else(self, storefront: Storefront, email: str) -> None:
        own = signed_up(storefront, email)

        answers = [
            own.patch({"lastName": "Weber"}, headers=STAFF),
            own.create_address({"contactName": "Anna"}, headers=STAFF),
            change(own, headers=STAFF),
        ]

        assert [answer.status for answer in answers] == [400] * 3
        assert own.get().json.get("lastName") is None

    def test_nor_does_whoever_acts_for_one_hide_behind_another(
        self, api: Api, storefront: Storefront, email: str
    ) -> None:
        number = signed_up(storefront, email).number
        assisted = Own(storefront, number, assist(api, number).json["access_token"])

        assert assisted.patch({"lastName": "Weber"}, headers=STAFF).status == 400

    def test_nor_does_somebody_of_the_staff(self, api: Api) -> None:
        number = api.created({"lastName": "Weber"})
        event = api.event("PATCH", "/customers/", number, {"lastName": "Meyer"}, headers=STAFF)
        event["requestContext"]["authorizer"]["lambda"]["groups"] = ["agents"]
        from tenant_managed.customers import update_customer
        from tests.component.tenants import set_value

        set_value(api.tenant, "staff.roles", {"agents": {"scopes": ["customer.customer_manage"]}})

        assert update_customer.lambda_handler(event, None)["statusCode"] == 400

    def test_a_caller_who_may_not_write_is_told_that_first(self, api: Api) -> None:
        number = api.created({"lastName": "Weber"})
        reader = api.as_("customer.customer_read")

        assert reader.patch(number, {}, headers={"X-Acting-User": "@"}).status == 403


class TestWhoIsNamed:
    def test_is_the_person_in_the_history_and_in_events_with_the_client_beside_it(
        self, api: Api, heard: Heard
    ) -> None:
        number = api.created({"lastName": "Weber"}, headers=STAFF)
        api.patch(number, {"lastName": "Meyer"}, headers=STAFF)
        handler, route = create_address.lambda_handler, f"POST {ONE}/addresses"
        added = api.request(handler, route, {"contactName": "Anna"}, customerNumber=number, headers=STAFF)
        assert added.status == 201
        route = f"POST {ONE}/history/{{version}}/restore"
        heard_history = history(api, heard, number)
        restored = api.request(
            restore_customer.lambda_handler, route, customerNumber=number, version="1", headers=STAFF
        )
        assert restored.status == 204
        events = heard.taken()
        told = history(api, heard, number)
        events += heard.taken()
        api.delete(number, headers=STAFF)
        events += heard.all()

        assert len(heard_history) == 3
        assert [entry["by"] for entry in told] == ["staff-7"] * 4
        assert [entry["client"] for entry in told] == ["a-client"] * 4
        updated = [detail["updatedBy"] for name, detail in events if name == "customer.updated"]
        assert updated == ["staff-7"] * 3
        assert [d["triggeredBy"] for name, d in events if name == "customer.deleted"] == ["staff-7"]

    def test_a_write_without_one_is_the_clients_whatever_came_before(self, api: Api, heard: Heard) -> None:
        number = api.created({"lastName": "Weber"}, headers=STAFF)
        api.patch(number, {"lastName": "Meyer"})

        latest, _ = history(api, heard, number)

        assert (latest["by"], latest["client"]) == ("a-client", "a-client")
        assert present_writer() == NOBODY

    def test_somebody_who_acts_for_a_customer_is_in_its_token_its_session_and_each_change(
        self, api: Api, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        number = signed_up(storefront, email).number
        token = assist(api, number, headers=STAFF).json["access_token"]
        assert Own(storefront, number, token).patch({"lastName": "Weber"}).status == 200

        latest = history(api, heard, number)[0]

        assert claims_of(token)["act"] == {"sub": "staff-7"}
        assert latest["by"] == "staff-7"
        assert latest["client"] == "a-client"
        assert latest["actingFor"] == number
        changed = [detail["updatedBy"] for name, detail in heard.taken() if name == "customer.updated"]
        assert changed == [f"staff-7 for {number}"]

    def test_a_password_that_somebody_of_the_staff_has_set_is_theirs(self, api: Api, heard: Heard) -> None:
        number = api.created({"contactEmail": "anna@example.com"}, headers=STAFF)
        is_there, proven = CustomerItem.pk.exists(), [CustomerItem.proof_id.set("a-proof")]
        wiring().table.write_alone(Update(customer_key(api.tenant, number), proven, is_there))
        body, route = {"password": "a long pass phrase"}, f"POST {ONE}/accounts/internal"
        handler = add_log_in.lambda_handler
        assert api.request(handler, route, body, customerNumber=number, headers=STAFF).status == 201

        latest = history(api, heard, number)[0]

        assert (latest["event"], latest["changes"]) == ("customer.password-set", [])
        assert (latest["by"], latest["client"]) == ("staff-7", "a-client")

    def test_a_company_is_changed_by_a_person_too(self, api: Api, heard: Heard) -> None:
        body = {"id": "nord", "name": "Nord", "type": "COMPANY"}
        office = api.as_("customermanagement.legalentity_manage")
        route = "POST /customer-management/{tenant}/legal-entities"
        assert office.request(create_legal_entity.lambda_handler, route, body, headers=STAFF).status == 201

        assert heard.only("client-management.legalentity-created")["updatedBy"] == "staff-7"

    def test_each_customer_of_an_import_is_imported_by_the_person(self, api: Api, heard: Heard) -> None:
        answer = send(
            api.as_("customer.import_manage"),
            *(with_hash(f"{name}@example.com") for name in ("anna", "ben")),
            headers=STAFF,
        )
        assert answer.status == 207, answer.text

        imported = [str(each["id"]) for each in answer.json]
        assert [history(api, heard, each)[0]["by"] for each in imported] == ["staff-7"] * 2


def assist(api: Api, number: str, **options: Any) -> Answer:
    office = api.as_("customer.assistedBuying_manage")
    return office.request(log_in_for_customer.lambda_handler, ASSIST, {"customerNumber": number}, **options)


def history(api: Api, heard: Heard, number: str) -> list[dict[str, Any]]:
    publish(heard.records())
    answer = api.request(list_history.lambda_handler, f"GET {ONE}/history", customerNumber=number)
    assert answer.status == 200, answer.text
    found: list[dict[str, Any]] = answer.json
    return found
