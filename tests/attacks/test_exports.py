"""What an export tells a caller who is limited to restrictions, of other times."""

from typing import Any

import pytest

from tenant_managed.customers import export_customer
from tests.component.api import Answer, Api
from tests.component.companies.api import MANAGE, MANAGE_CONTACTS, READ_CONTACTS, AssignmentApi, CompanyApi
from tests.component.customer_data.lives import Lives
from tests.component.customer_managed.credential_calls import request_reset
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.tenant_managed.histories import Histories, histories

__all__ = ["histories"]

SECRET = "geheim"
GERMAN = (
    "customer.customer_manage--DE",
    READ_CONTACTS,
    "iam.user_read",
    "session-context.context_read",
)
DATED = ("sessions", "repeatableCalls")


def exported(api: Api, number: str) -> Answer:
    route = "GET /customer/{tenant}/customers/{customerNumber}/export"
    return api.request(export_customer.lambda_handler, route, customerNumber=number)


@pytest.fixture
def lives(storefront: Storefront) -> Lives:
    return Lives(storefront)


def lived(api: Api, lives: Lives, email: str, restriction: str) -> str:
    """The number of a customer who has had a company, a log-in, a reset and a call that may be repeated."""
    body: dict[str, Any] = {"contactEmail": email, "password": PASSWORD, "restriction": restriction}
    number = api.created({"lastName": "Weber", **body})
    for entity_id, name in ((SECRET, "FR Geheim SA"), ("present", "DE Muster GmbH")):
        CompanyApi(api.as_(MANAGE)).created(name, id=entity_id)
    contacts = AssignmentApi(api.as_(MANAGE_CONTACTS))
    ended = contacts.created(SECRET, number)
    assert contacts.delete(ended).status == 204
    contacts.created("present", number)
    lives.storefront.logged_in(email)
    request_reset(lives.storefront, email)
    assert lives.add_address(number) == 201
    return number


@pytest.fixture
def moved(api: Api, lives: Lives, email: str, histories: Histories, restrictions: list[str]) -> str:
    """A customer who has lived in France, and is in Germany now."""
    number = lived(api, lives, email, "FR")
    assert api.patch(number, {"restriction": "DE"}).status == 200
    histories.read(number)
    return number


def test_it_has_nothing_that_ended_or_was_made_before_the_customer_came(api: Api, moved: str) -> None:
    shown = exported(api.as_(*GERMAN), moved)

    assert shown.status == 200, shown.text
    document = shown.json
    assert SECRET not in shown.text
    assert [each["legalEntityId"] for each in document["legalEntities"]] == ["present"]
    assert len(document["contactAssignments"]) == 1
    for section in (*DATED, "oneTimeTokens", "notices", "formerPlaces", "wrongPasswords", "messagesAskedFor"):
        assert document[section] == [], section
    assert "updatedBy" not in document["contactAssignments"][0]
    assert document["accounts"]
    assert document["profile"]["lastName"] == "Weber"
    assert any("before the customer came within reach" in each["what"] for each in document["omitted"])
    everything = exported(api.as_("customer.customer_manage", *GERMAN[1:]), moved)
    assert SECRET in everything.text
    assert all(everything.json[section] for section in (*DATED, "oneTimeTokens"))


def test_it_has_what_was_made_since(
    api: Api, lives: Lives, moved: str, email: str, histories: Histories
) -> None:
    lives.add_address(moved, "since")
    histories.read(moved)

    calls = exported(api.as_(*GERMAN), moved).json["repeatableCalls"]

    assert len(calls) == 1
    assert moved in calls[0]["path"]


def test_it_has_all_that_is_dated_of_a_customer_who_was_always_there(
    api: Api, lives: Lives, email: str, histories: Histories, restrictions: list[str]
) -> None:
    number = lived(api, lives, email, "DE")
    histories.read(number)

    document = exported(api.as_(*GERMAN), number).json

    assert all(document[section] for section in DATED)
    assert SECRET not in str(document["legalEntities"])


def test_of_a_move_that_has_not_come_to_the_history_yet_it_has_nothing_that_is_dated(
    api: Api, lives: Lives, email: str, histories: Histories, restrictions: list[str]
) -> None:
    number = lived(api, lives, email, "DE")
    histories.read(number)
    for restriction in ("FR", "DE"):
        lives.add_address(number)
        api.patch(number, {"restriction": restriction})

    document = exported(api.as_(*GERMAN), number).json

    assert all(document[section] == [] for section in DATED)
