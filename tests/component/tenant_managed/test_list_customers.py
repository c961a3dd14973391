"""GET /customers: pages, sizes, orders and cursors (api.md §4, Lists); for filters see the search."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.tenant_managed.examples import PROFILE
from tests.component.tenant_managed.lists import START, Store, ids


class TestPages:
    @pytest.fixture
    def numbers(self, api: Api) -> list[str]:
        return [api.created({}) for _ in range(7)]

    def test_without_parameters_it_is_the_first_sixty_in_order_of_creation(self, api: Api) -> None:
        numbers = [api.created({"id": f"{99 - n}"}) for n in range(61)]
        creations = [api.get(number).json["metadataCreatedAt"] for number in numbers]
        by_creation = [number for _, number in sorted(zip(creations, numbers, strict=True))]

        answer = api.listed()

        assert ids(answer) == by_creation[:60]
        assert answer.headers["Count"] == "60"

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"pageSize": 3}, slice(0, 3)),
            ({"pageSize": 3, "pageNumber": 1}, slice(0, 3)),
            ({"pageSize": 3, "pageNumber": 2}, slice(3, 6)),
            ({"pageSize": 3, "pageNumber": 3}, slice(6, 7)),
            ({"pageSize": 7}, slice(0, 7)),
            ({"pageSize": 1000}, slice(0, 7)),
            ({"pageNumber": 1}, slice(0, 7)),
            ({"pageNumber": 2}, slice(0, 0)),
            ({"pageSize": 3, "pageNumber": 4}, slice(0, 0)),
            ({"pageSize": 1000, "pageNumber": 999_999_999}, slice(0, 0)),
        ],
        ids=str,
    )
    @pytest.mark.parametrize("sort", ["metadataCreatedAt", "metadataCreatedAt:asc,id", "company"])
    def test_a_page_is_a_part_of_the_whole(
        self, api: Api, numbers: list[str], query: dict[str, Any], expected: slice, sort: str
    ) -> None:
        whole = api.numbers(sort=sort)

        answer = api.listed(query={**query, "sort": sort})

        assert sorted(whole) == sorted(numbers)
        assert ids(answer) == whole[expected]
        assert answer.headers["Count"] == str(len(whole[expected]))

    def test_a_page_however_far_out_asks_for_no_more_than_dynamodb_can_count(
        self, api: Api, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        limits: list[int] = []

        client: Any = wiring().table._client
        exchange = client.exchange

        def noting(operation: str, body: bytes) -> tuple[int, bytes]:
            if operation == "Query":
                limits.append(json.loads(body).get("Limit", 0))
            answered: tuple[int, bytes] = exchange(operation, body)
            return answered

        monkeypatch.setattr(client, "exchange", noting)

        api.listed(query={"pageSize": 1000, "pageNumber": 999_999_999})

        assert limits
        assert max(limits) < 2**31

    @pytest.mark.parametrize("name", ["pageNumber", "pageSize"])
    @pytest.mark.parametrize("value", ["0", "-1", "", "x", "1.5", "1e2", "٣", " 1", "9" * 30])
    def test_a_number_or_size_that_is_not_one_is_400(self, api: Api, name: str, value: str) -> None:
        answer = api.listed(query={name: value})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert name in answer.json["message"]

    def test_more_than_a_thousand_on_a_page_is_400(self, api: Api) -> None:
        answer = api.listed(query={"pageSize": 1001})

        assert answer.status == 400
        assert "1000" in answer.json["message"]

    def test_a_parameter_given_twice_is_400(self, api: Api) -> None:
        assert api.listed(query="pageSize=1&pageSize=2").status == 400

    def test_of_a_tenant_without_customers_it_is_empty(self, api: Api) -> None:
        answer = api.listed()

        assert (answer.status, answer.json, answer.headers["Count"]) == (200, [], "0")
        assert "X-Next-Cursor" not in answer.headers


class TestTotal:
    @pytest.mark.parametrize("query", [{}, {"pageSize": 2}, {"pageSize": 2, "pageNumber": 9}, {"sort": "id"}])
    def test_it_counts_all_matches_when_asked_for(self, api: Api, query: dict[str, Any]) -> None:
        for _ in range(3):
            api.created({})

        answer = api.listed(query=query, headers={"X-Total-Count": "true"})

        assert answer.headers["X-Total-Count"] == answer.headers["hybris-count"] == "3"

    def test_with_a_filter_it_counts_what_the_filter_selects(self, api: Api) -> None:
        for name in ("Weber", "Koch", "Koch"):
            api.created({"lastName": name})

        answer = api.listed(query={"q": "lastName:Koch", "pageSize": 1}, headers={"X-Total-Count": "true"})

        assert (answer.headers["Count"], answer.headers["X-Total-Count"]) == ("1", "2")

    @pytest.mark.parametrize("headers", [{}, {"X-Total-Count": "false"}, {"X-Total-Count": ""}])
    def test_it_is_not_counted_unasked(self, api: Api, headers: dict[str, str]) -> None:
        api.created({})

        assert not {"X-Total-Count", "hybris-count"} & api.listed(headers=headers).headers.keys()

    def test_deleted_customers_do_not_count(self, api: Api) -> None:
        kept, gone = api.created({}), api.created({})
        api.delete(gone)

        answer = api.listed(headers={"X-Total-Count": "true"})

        assert ids(answer) == [kept]
        assert answer.headers["X-Total-Count"] == "1"


class TestDocuments:
    @pytest.fixture
    def number(self, store: Store) -> str:
        return store(
            title="Dr",
            first_name="Zoë",
            middle_name="",
            last_name="Koch",
            company="Bakery",
            contact_phone="1",
            contact_email="zoe@example.com",
            photo_url="https://example.com/zoe.png",
            type="CONTACT",
            active=False,
            on_hold=True,
            company_registration_id="HRB 1",
            legal_entities=(LegalEntityReference("L1", contact_assignment_id="A1"),),
            addresses=(
                Address(id="a", texts={"contactName": "Zoë"}, mixins={"m": {"x": 1}}),
                Address(id="b", texts={"contactName": "Zoë"}),
            ),
            default_address_id="b",
            mixins={"loyalty": {"points": 1}},
            mixin_schemas={"loyalty": "https://example.com/s"},
            last_login=START,
        )

    @pytest.mark.parametrize(
        "expand",
        ["", "addresses", "accounts", "mixin:*", "mixin:loyalty,accounts", "addresses,accounts,mixin"],
    )
    @pytest.mark.parametrize("more", [{}, {"sort": "lastName"}, {"q": "id:exists"}, {"q": "mixins:exists"}])
    def test_a_customer_looks_as_it_does_alone(
        self, api: Api, number: str, expand: str, more: dict[str, str]
    ) -> None:
        alone = api.get(number, query={"expand": expand}).json

        assert api.listed(query={"expand": expand, **more}).json == [alone]

    def test_what_create_was_given_is_there(self, api: Api) -> None:
        number = api.created(PROFILE)

        assert api.listed().json == [api.get(number).json]

    def test_an_unknown_expand_is_400(self, api: Api) -> None:
        assert api.listed(query={"expand": "everything"}).status == 400


class TestSort:
    @pytest.fixture
    def names(self, api: Api) -> None:
        for number, name in [
            ("1", "b"),
            ("2", None),
            ("3", "A"),
            ("4", ""),
            ("5", "B"),
            ("6", "É"),
            ("7", "z"),
        ]:
            api.created({"id": number, "lastName": name})

    @pytest.mark.usefixtures("names")
    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            ("lastName", "4351672"),
            ("lastName:ASC", "4351672"),
            ("lastName:desc", "7615342"),
            ("lastName:desc,id", "7615342"),
            ("lastName,id:desc", "4351672"),
            ("id:desc", "7654321"),
            ("company", "1234567"),
            ("company:desc", "7654321"),
            ("company,lastName:desc", "7615342"),
        ],
    )
    def test_texts_without_accents_and_case_first_missing_last_ties_by_id(
        self, api: Api, sort: str, expected: str
    ) -> None:
        assert "".join(api.numbers(sort=sort)) == expected

    def test_numbers_booleans_and_instants_by_value(self, api: Api, store: Store) -> None:
        for number, points, active, day in [("1", 9, True, 2), ("2", 10, False, 1), ("3", 9.5, True, 3)]:
            store(
                number=number,
                active=active,
                mixins={"loyalty": {"points": points}},
                last_login=START + timedelta(days=day),
            )

        assert api.numbers(sort="mixins.loyalty.points") == ["1", "3", "2"]
        assert api.numbers(sort="active,id:desc") == ["2", "3", "1"]
        assert api.numbers(sort="lastLogin:desc") == ["3", "1", "2"]

    def test_localised_members_have_a_path_of_their_own(self, api: Api) -> None:
        for number, name in [("1", "b"), ("2", "a")]:
            api.created({"id": number, "mixins": {"shop": {"name": {"en": name}}}})

        assert api.numbers(sort="mixins.shop.name.en:asc") == ["2", "1"]

    @pytest.mark.parametrize(
        "sort", ["nonsense", "lastName:up", "lastName:", ":asc", "lastName,", "password"]
    )
    def test_what_cannot_be_sorted_by_is_400(self, api: Api, sort: str) -> None:
        answer = api.listed(query={"sort": sort})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert list(answer.problems) == ["sort"]
