"""GET /customers: pages, sizes, orders and cursors (api.md §4, Lists); for filters see the search."""

import base64
import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.tenant_managed.examples import PROFILE

Store = Callable[..., str]
START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
LAMBDA_ANSWER_BYTES = 6_291_556
ORDERS = [
    "",
    "metadataCreatedAt:desc",
    "lastName",
    "lastName:desc,company",
    "mixins.n.value:desc",
    "active",
]


def pages(api: Api, **query: Any) -> Iterator[Answer]:
    """The pages of a list, from cursor to cursor."""
    answer = api.listed(query=query)
    yield answer
    while "X-Next-Cursor" in answer.headers:
        answer = api.listed(query=query | {"next": answer.headers["X-Next-Cursor"]})
        assert answer.status == 200, answer.text
        yield answer


def forged(cursor: str, position: str) -> str:
    """The cursor with another position in it."""
    text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    fingerprint = json.loads(text)[0]
    return base64.urlsafe_b64encode(f'["{fingerprint}",{position}]'.encode()).decode().rstrip("=")


def ids(answer: Answer) -> list[str]:
    return [customer["id"] for customer in answer.json]


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

    def test_a_page_however_far_out_asks_for_no_more_than_dynamodb_can_count(self, api: Api) -> None:
        limits: list[int] = []

        def note(params: dict[str, Any], **_: object) -> None:
            limits.append(params.get("Limit", 0))

        events: Any = wiring().table._client.meta.events
        events.register("provide-client-params.dynamodb.Query", note)

        api.listed(query={"pageSize": 1000, "pageNumber": 999_999_999})

        events.unregister("provide-client-params.dynamodb.Query", note)
        assert limits
        assert max(limits) < 2**31

    @pytest.mark.parametrize("name", ["pageNumber", "pageSize"])
    @pytest.mark.parametrize("value", ["0", "-1", "", "x", "1.5", "1e2", "٣", " 1", "9" * 30])
    def test_a_number_or_size_that_is_none_is_400(self, api: Api, name: str, value: str) -> None:
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

        assert answer.headers["X-Total-Count"] == "3"

    def test_with_a_filter_it_counts_what_the_filter_selects(self, api: Api) -> None:
        for name in ("Weber", "Koch", "Koch"):
            api.created({"lastName": name})

        answer = api.listed(query={"q": "lastName:Koch", "pageSize": 1}, headers={"X-Total-Count": "true"})

        assert (answer.headers["Count"], answer.headers["X-Total-Count"]) == ("1", "2")

    @pytest.mark.parametrize("headers", [{}, {"X-Total-Count": "false"}, {"X-Total-Count": ""}])
    def test_it_is_not_counted_unasked(self, api: Api, headers: dict[str, str]) -> None:
        api.created({})

        assert "X-Total-Count" not in api.listed(headers=headers).headers

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
            ("lastName", "4315762"),
            ("lastName:asc", "4315762"),
            ("lastName:desc", "6751342"),
            ("lastName:desc,id", "6715342"),
            ("lastName,id:desc", "4351762"),
            ("id:desc", "7654321"),
            ("company", "1234567"),
            ("company:desc", "7654321"),
            ("company,lastName:desc", "6751342"),
        ],
    )
    def test_texts_by_folded_code_points_missing_last_ties_by_id(
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


class TestCursor:
    @pytest.fixture
    def numbers(self, api: Api) -> list[str]:
        names = itertools.cycle(["b", None, "A", "", "é", "a"])
        return [
            api.created({"lastName": next(names), "mixins": {"n": {"value": [n % 4, str(n)][n % 2]}}})
            for n in range(20)
        ]

    @pytest.mark.parametrize("sort", ORDERS)
    @pytest.mark.parametrize("size", [1, 7, 10, 20])
    def test_it_leads_through_the_whole_list(
        self, api: Api, numbers: list[str], sort: str, size: int
    ) -> None:
        walked = [ids(answer) for answer in pages(api, sort=sort, pageSize=size)]

        assert list(itertools.chain.from_iterable(walked)) == api.numbers(sort=sort)
        assert [len(page) for page in walked] == [
            len(numbers[start : start + size]) for start in range(0, len(numbers), size)
        ]

    @pytest.mark.parametrize("sort", ORDERS)
    def test_it_neither_repeats_nor_loses_a_customer_while_others_come_and_go(
        self, api: Api, numbers: list[str], sort: str
    ) -> None:
        leaving = iter(api.numbers(sort=sort)[2::3])
        staying = set(numbers)

        walked: list[str] = []
        for answer in pages(api, sort=sort, pageSize=3):
            walked += ids(answer)
            if gone := next(leaving, None):
                api.delete(gone)
                staying.discard(gone)
            api.created({"lastName": "a"})
            api.created({"lastName": "zz", "active": False})

        assert len(walked) == len(set(walked))
        assert staying <= set(walked)

    def test_it_goes_on_where_the_last_customer_is_gone(self, api: Api, numbers: list[str]) -> None:
        first = api.listed(query={"pageSize": 5})
        rest = api.numbers()[5:]
        for number in ids(first):
            api.delete(number)

        answer = api.listed(query={"next": first.headers["X-Next-Cursor"]})

        assert ids(answer) == rest

    def test_with_it_the_page_number_and_the_total_are_ignored(self, api: Api, numbers: list[str]) -> None:
        cursor = api.listed(query={"pageSize": 5}).headers["X-Next-Cursor"]

        answer = api.listed(
            query={"next": cursor, "pageSize": 5, "pageNumber": 9}, headers={"X-Total-Count": "true"}
        )

        assert ids(answer) == api.numbers()[5:10]
        assert "X-Total-Count" not in answer.headers

    def test_it_works_with_a_filter_and_expand(self, api: Api, numbers: list[str]) -> None:
        query = {"q": "lastName:exists", "pageSize": 3, "expand": "mixin:*"}

        walked = [customer for answer in pages(api, **query) for customer in answer.json]

        assert [c["id"] for c in walked] == api.numbers(q="lastName:exists")
        assert all("mixins" in c for c in walked)

    def test_of_another_order_it_is_400(self, api: Api, numbers: list[str]) -> None:
        cursor = api.listed(query={"pageSize": 5}).headers["X-Next-Cursor"]

        answer = api.listed(query={"next": cursor, "sort": "lastName"})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "sort" in answer.json["message"]

    @pytest.mark.parametrize(
        "position",
        [
            "[]",
            '"x"',
            "null",
            '[null,"1001"]',
            '[[3,"2026"],"1001"]',
            '[[2,"2026"],"1001"]',
            '[[2,99999999999999999999],"1001"]',
            "[[2,1769852000000000],1001]",
            '[[2,1769852000000000],"1001","more"]',
            '[[4,null],"1001"]',
            '[[2,1769852000000000],"ü"]',
            f'[[2,1769852000000000],"{"x" * 1000}"]',
        ],
    )
    def test_one_that_was_tampered_with_is_400(self, api: Api, numbers: list[str], position: str) -> None:
        cursor = api.listed(query={"pageSize": 5}).headers["X-Next-Cursor"]

        answer = api.listed(query={"next": forged(cursor, position)})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")

    @pytest.mark.parametrize("cursor", ["", "x", "%", "bnVsbA", "e30", "WzFd", "ü", "A" * 5000])
    def test_one_that_is_none_is_400(self, api: Api, cursor: str) -> None:
        answer = api.listed(query={"next": cursor})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "next" in answer.json["message"]


class TestSize:
    def test_an_answer_over_five_megabytes_is_400_and_names_a_size_that_fits(self, api: Api) -> None:
        mixins = {"notes": {"text": "x" * 340 * 1024}}
        for _ in range(17):
            api.created({"mixins": mixins})
        query = {"expand": "mixin:*"}

        answer = api.listed(query={**query, "pageSize": 17})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        size = int(answer.json["message"].partition("pageSize=")[2].split()[0])
        assert api.listed(query={**query, "pageSize": size}).headers["Count"] == str(size)
        assert api.listed(query={**query, "pageSize": size + 1}).status == 400
        assert api.listed(query={"pageSize": 17}).headers["Count"] == "17"

    def test_every_answer_fits_into_what_lambda_can_return(self, api: Api) -> None:
        mixins = {"notes": {"texts": [""] * 100 * 1024}}
        for _ in range(14):
            api.created({"mixins": mixins})

        answer = api.listed(query={"expand": "mixin:*"})

        assert answer.status == 400
        size = int(answer.json["message"].partition("pageSize=")[2].split()[0])
        text = api.listed(query={"expand": "mixin:*", "pageSize": size}).text
        assert len(json.dumps(text)) < LAMBDA_ANSWER_BYTES
