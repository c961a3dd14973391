"""How a list of customers is continued, and how much of it fits into an answer (api.md)."""

import base64
import itertools
import json

import pytest

from tests.component.api import Api
from tests.component.tenant_managed.lists import ORDERS, ids, pages

LAMBDA_ANSWER_BYTES = 6_291_556


def forged(cursor: str, position: str) -> str:
    """The cursor with another position in it."""
    text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    fingerprint = json.loads(text)[0]
    return base64.urlsafe_b64encode(f'["{fingerprint}",{position}]'.encode()).decode().rstrip("=")


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

    @pytest.mark.parametrize("direction", ["", ":desc"])
    @pytest.mark.parametrize(
        ("q", "sort"),
        [
            ("", "lastName"),
            ("", "company"),
            ("", "contactEmail"),
            ("lastName:~^k", "lastName"),
            ("active:true", "lastName"),
            ("mixins.n.value:exists", "company"),
        ],
    )
    def test_it_neither_repeats_nor_loses_a_customer_who_is_renamed(
        self, api: Api, q: str, sort: str, direction: str
    ) -> None:
        def texts(text: str) -> dict[str, str]:
            return {"lastName": f"k{text}", "company": text, "contactEmail": f"{text}@example.com"}

        for letter in "bcdefghijklm":
            api.created({"id": letter, "type": "CONTACT", "mixins": {"n": {"value": 1}}, **texts(letter)})
        to = {"b": "x", "k": "a", "c": "y", "j": "ab", "l": "ac", "d": "e1", "f": "z"}
        first, last = list(to.items()), iter([("b", "a1"), ("f", "a2"), ("k", "w")])

        walked: list[str] = []
        for answer in pages(api, q=q, sort=sort + direction, pageSize=3):
            walked += ids(answer)
            for number, text in [*first, *itertools.islice(last, 1)]:
                assert api.patch(number, texts(text)).status == 200
            first = []

        assert walked == sorted("bcdefghijklm", reverse=bool(direction))
        assert api.numbers(q=q, sort=sort) != sorted("bcdefghijklm")

    @pytest.mark.parametrize("company", [None, "Zoo"])
    def test_it_shows_once_who_loses_or_gets_the_text_of_the_order(
        self, api: Api, company: str | None
    ) -> None:
        for number in "abcdef":
            api.created({"id": number, "company": "Anker" if (number < "d") == (company is None) else None})

        walked: list[str] = []
        for answer in pages(api, sort="company", pageSize=2):
            walked += ids(answer)
            for number in "abcdef":
                assert api.patch(number, {"company": company}).status == 200

        assert sorted(walked) == list("abcdef")

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

    @pytest.mark.parametrize(
        "walk", ["null", "[]", "[1,2,[],0]", '[1,2,[[3,"a\\u0000a"],"1"],"*"]', '[1,2,[5],""]']
    )
    def test_with_a_walk_that_is_none_it_is_400(self, api: Api, numbers: list[str], walk: str) -> None:
        cursor = api.listed(query={"pageSize": 5, "sort": "lastName"}).headers["X-Next-Cursor"]

        position = '[[3,"a\\u0000a"],"1"]'
        answer = api.listed(query={"next": forged(cursor, f"{position},{walk}"), "sort": "lastName"})

        assert api.listed(query={"next": forged(cursor, position), "sort": "lastName"}).status == 200
        assert (answer.status, answer.json["type"]) == (400, "bad_request")

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

    @pytest.mark.parametrize("sort", ["lastName", "company:desc", "contactEmail"])
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("x" * 900, 200),
            ("x" * 901, 400),
            ("x" * 1025, 400),
            (f"{'x' * 450}\\u0000{'x' * 450}", 400),
            ("漢" * 342, 400),
        ],
        ids=["as long as may be", "longer", "longer than a key", "both forms", "CJK"],
    )
    def test_one_of_a_text_that_no_key_has_room_for_is_400(
        self, api: Api, numbers: list[str], sort: str, text: str, status: int
    ) -> None:
        cursor = api.listed(query={"pageSize": 5, "sort": sort}).headers["X-Next-Cursor"]

        answer = api.listed(query={"next": forged(cursor, f'[[3,"{text}"],"1001"]'), "sort": sort})

        assert answer.status == status, answer.text

    @pytest.mark.parametrize("cursor", ["", "x", "%", "bnVsbA", "e30", "WzFd", "ü", "A" * 5000])
    def test_one_that_is_not_a_cursor_is_400(self, api: Api, cursor: str) -> None:
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
        mixins = {"notes": {"texts": [""] * 45_000}}
        for _ in range(32):
            api.created({"mixins": mixins})

        answer = api.listed(query={"expand": "mixin:*"})

        assert answer.status == 400
        size = int(answer.json["message"].partition("pageSize=")[2].split()[0])
        text = api.listed(query={"expand": "mixin:*", "pageSize": size}).text
        assert len(json.dumps(text)) < LAMBDA_ANSWER_BYTES
