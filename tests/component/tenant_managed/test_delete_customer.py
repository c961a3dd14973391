"""DELETE /customers/{customerNumber} (api.md §4)."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.items.account import AccountItem
from shared.adapters.dynamodb.keys import account_key, customer_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Update
from tests.component.api import Api
from tests.component.tenant_managed.examples import PROFILE

Again = Callable[[Api, str], int]


def create(api: Api, number: str) -> int:
    return api.create({"id": number}).status


def put(api: Api, number: str) -> int:
    return api.put(number, {"lastName": "Koch"}).status


class TestAnswer:
    def test_it_is_202_and_empty(self, api: Api) -> None:
        number = api.created({})

        answer = api.delete(number)

        assert (answer.status, answer.text) == (202, "")

    def test_of_a_customer_that_never_was_it_is_404(self, api: Api) -> None:
        answer = api.delete("1001")

        assert (answer.status, answer.json["type"]) == (404, "resource_not_found")

    def test_the_second_time_it_is_404(self, api: Api) -> None:
        number = api.created({})
        api.delete(number)

        assert api.delete(number).status == 404

    @pytest.mark.parametrize(
        "options",
        [
            {"body": {"a": 1}},
            {"raw": "[["},
            {"raw": b"\xff"},
            {"raw": "x", "content_type": "text/plain"},
            {"raw": "x" * (4 * 1024 * 1024 + 1)},
        ],
    )
    def test_a_body_is_ignored(self, api: Api, options: dict[str, Any]) -> None:
        assert api.delete(api.created({}), **options).status == 202

    @pytest.mark.parametrize(("tag", "status"), [("{new}", 202), ("*", 202), ("{old}", 412), ('"2"', 412)])
    def test_with_if_match_only_that_version_is_deleted(self, api: Api, tag: str, status: int) -> None:
        number = api.created({})
        old = api.get(number).headers["ETag"]
        api.patch(number, {"title": "Dr"})
        new = api.get(number).headers["ETag"]

        answer = api.delete(number, headers={"If-Match": tag.format(old=old, new=new)})

        assert answer.status == status
        assert api.get(number).status == (404 if status == 202 else 200)

    def test_of_a_deleted_customer_404_comes_before_412(self, api: Api) -> None:
        number = api.created({})
        api.delete(number)

        assert api.delete(number, headers={"If-Match": '"1"'}).status == 404


class TestWhatIsLeft:
    def test_the_customer_is_gone_everywhere(self, api: Api) -> None:
        number = api.created(PROFILE)
        api.delete(number)

        assert api.get(number).status == 404
        assert api.patch(number, {"title": "x"}).status == 404
        for query in ({}, {"sort": "lastName"}, {"q": f"id:{number}"}, {"q": "mixins.loyalty:exists"}):
            assert api.listed(query=query).json == []

    def test_the_marker_has_no_personal_data(self, api: Api, table: Table) -> None:
        number = api.created(PROFILE)
        api.delete(number)

        marker = table.get(customer_key(api.tenant, number)) or {}

        writes = {"lastVersion", "writeId", "earlierWrites"}
        assert marker.keys() == {"pk", "sk", "schema", "incarnation", "deletedAt", "deletedBy", *writes}

    def test_the_account_is_gone_and_its_email_free_at_once(self, api: Api, table: Table) -> None:
        number = api.created({"contactEmail": "Anna@example.com"})
        api.patch(number, {"contactEmail": "other@example.com"})

        api.delete(number)

        assert table.get(account_key(api.tenant, "anna@example.com")) is None
        assert api.create({"contactEmail": "anna@example.com"}).status == 201

    def test_an_account_that_belongs_to_another_customer_now_stays(self, api: Api, table: Table) -> None:
        number = api.created({"contactEmail": "anna@example.com"})
        key = account_key(api.tenant, "anna@example.com")
        taken = Update(key, [AccountItem.customer_number.set("another")], AccountItem.pk.exists())
        table.write(taken)

        api.delete(number)

        assert table.get(key) is not None


class TestNumberOfADeletedCustomer:
    @pytest.fixture
    def number(self, api: Api) -> str:
        number = api.created({**PROFILE, "id": "1001"})
        api.delete(number)
        return number

    @pytest.mark.parametrize("again", [create, put])
    def test_it_cannot_be_created_again(self, api: Api, number: str, again: Again) -> None:
        assert again(api, number) == 409
        assert api.get(number).status == 404

    def test_the_refusal_says_why(self, api: Api, number: str) -> None:
        answer = api.put(number, {})

        assert answer.json["type"] == "conflict_resource"
        assert "deleted" in answer.json["message"]

    @pytest.mark.parametrize("again", [create, put])
    def test_it_can_where_the_tenant_allows_it_and_nothing_of_the_old_one_comes_back(
        self, api: Api, number: str, configure: Callable[[str, object], None], again: Again
    ) -> None:
        configure("enableRecreationOfDeletedCustomer", True)

        assert again(api, number) == 201

        customer = api.get(number, query={"expand": "addresses,accounts,mixin"}).json
        assert customer["metadata"] == {"version": 1}
        assert customer["accounts"] == []
        assert customer["mixins"] == {}
        assert api.numbers() == [number]

    def test_it_can_be_deleted_and_recreated_again_and_again(
        self, api: Api, number: str, configure: Callable[[str, object], None]
    ) -> None:
        configure("enableRecreationOfDeletedCustomer", True)

        for _ in range(2):
            assert api.create({"id": number, "contactEmail": "anna@example.com"}).status == 201
            assert api.create({"id": number}).status == 409
            assert api.delete(number).status == 202

        assert api.get(number).status == 404
