"""Two tenants with the same customer number and e-mail never see each other."""

import pytest

from tests.component.api import Answer, Api
from tests.component.tenants import new_tenant, set_value

BODY = {"id": "1001", "contactEmail": "anna@example.com"}


@pytest.fixture
def other(other_tenant: str) -> Api:
    """The API as a client of another tenant sees it."""
    return Api(other_tenant)


@pytest.fixture
def number(api: Api, other: Api) -> str:
    """A number that both tenants have given."""
    api.created({**BODY, "lastName": "ours"})
    other.created({**BODY, "lastName": "theirs"})
    return "1001"


@pytest.mark.usefixtures("number")
def test_both_have_a_customer_of_this_number_and_email(api: Api, other: Api) -> None:
    assert [a.get("1001").json["lastName"] for a in (api, other)] == ["ours", "theirs"]


def test_lists_counts_and_searches_hold_ones_own(api: Api, other: Api, number: str) -> None:
    answers: list[Answer] = [
        api.listed(headers={"X-Total-Count": "true"}),
        api.listed(query={"q": f"id:{number}"}, headers={"X-Total-Count": "true"}),
        api.listed(query={"sort": "lastName"}, headers={"X-Total-Count": "true"}),
        api.search({"q": "contactEmail:anna@example.com"}, headers={"X-Total-Count": "true"}),
    ]

    for answer in answers:
        assert [customer["lastName"] for customer in answer.json] == ["ours"]
        assert answer.headers["X-Total-Count"] == "1"


def test_writes_reach_ones_own(api: Api, other: Api, number: str) -> None:
    api.patch(number, {"title": "Dr"})
    api.put(number, {"company": "Bakery"})
    before = other.get(number).json

    api.delete(number)

    assert other.get(number).json == before
    assert before["metadata"]["version"] == 1
    assert api.get(number).status == 404


def test_a_number_deleted_in_one_is_free_in_the_other(api: Api, other: Api) -> None:
    api.created({"id": "7"})
    api.delete("7")

    assert other.create({"id": "7"}).status == 201


def test_configuration_is_ones_own(api: Api, other: Api) -> None:
    set_value(other.tenant, "restrictions", ["DE"])
    set_value(other.tenant, "customerActiveOnCreation", False)

    assert api.create({"restriction": "DE"}).status == 400
    assert api.get(api.created({})).json["active"] is True


def test_a_cursor_of_one_leads_nowhere_in_the_other(api: Api, other: Api) -> None:
    for n in range(3):
        api.created({"id": f"a{n}"})
        other.created({"id": f"b{n}"})
    cursor = api.listed(query={"pageSize": 1}).headers["X-Next-Cursor"]

    assert all(number.startswith("b") for number in other.numbers(next=cursor))


def test_a_tenant_whose_name_begins_like_anothers_is_another(api: Api) -> None:
    longer = Api(new_tenant(f"{api.tenant}x"))
    longer.created({"id": "1001"})

    assert api.get("1001").status == 404
    assert api.numbers() == []
