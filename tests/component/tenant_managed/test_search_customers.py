"""POST /customers/search: the list, with `q` in the body (api.md §4, query-language.md)."""

import time
from typing import Any

import pytest

from tests.component.api import Answer, Api
from tests.component.tenant_managed.examples import nested

CUSTOMERS: list[dict[str, Any]] = [
    {
        "id": "1",
        "firstName": "Anna Maria",
        "lastName": "Weber",
        "contactEmail": "Anna@Example.com",
        "mixins": {"loyalty": {"points": 10, "name": {"en": "gold"}}},
    },
    {"id": "2", "firstName": "Bo", "lastName": "Koch", "company": "A B", "contactEmail": "bo@example.com"},
    {"id": "3", "firstName": "", "lastName": "Koch", "type": "CONTACT", "contactEmail": "anna@example.com"},
    {"id": "4", "title": "null", "mixins": {"loyalty": {"points": 25}, "tags": ["a", "b"]}},
]


@pytest.fixture
def customers(api: Api) -> None:
    """A handful, of which the fourth is changed once."""
    for body in CUSTOMERS:
        api.created(body)
    api.patch("4", {"company": "C"})


def both(api: Api, q: str) -> tuple[Answer, Answer]:
    """The answers of the search and of the list."""
    return api.search({"q": q}, query={"sort": "id"}), api.listed(query={"q": q, "sort": "id"})


@pytest.mark.usefixtures("customers")
class TestSelection:
    @pytest.mark.parametrize(
        ("q", "expected"),
        [
            ("", "1234"),
            ("  ", "1234"),
            ("lastName:Koch", "23"),
            ("lastName:koch", ""),
            ('firstName:"Anna Maria"', "1"),
            ('firstName:""', "3"),
            ("firstName:null", "4"),
            ("firstName:exists", "123"),
            ("lastName:Koch firstName:Bo", "2"),
            ("id:(1,4,9)", "14"),
            ('company:("A B",C)', "24"),
            ("contactEmail:ANNA@example.com", "13"),
            ("email:anna@EXAMPLE.com", "1"),
            ("accounts.id:anna@example.com", "1"),
            ("active:true", "1234"),
            ("onHold:true", ""),
            ("type:CONTACT", "3"),
            ("metadata.version:>1", "4"),
            ('metadataCreatedAt:>="2020-01-01T00:00:00.000Z"', "1234"),
            ("metadataCreatedAt:<2020-01-01", ""),
            ("mixins.loyalty.points:(>=10 AND <=20)", "1"),
            ("mixins.loyalty.name.en:gold", "1"),
            ("mixins.loyalty:exists", "14"),
            ("mixins.tags:b", "4"),
            ("lastName:~^ko", "23"),
            ("company:(~a b)", "2"),
            ('title:"null"', "4"),
            ("compoundLogicalQuery:((lastName:Weber) OR (company:C) AND (title:exists))", "14"),
            ("businessModel:B2C b2b:null addresses:missing", "1234"),
            ('type:("CUSTOMER" OR missing)', "124"),
            ("lastName:~(Koch); active:true", "23"),
            ("lastName:~(Koch);active:TRUE;id:(2 OR 4)", "2"),
            ("company:(~^a OR C OR exists);title:(missing OR null)", "2"),
            ("accounts:(id:BO@example.com providerId:missing)", "2"),
        ],
    )
    def test_search_and_list_select_the_same(self, api: Api, q: str, expected: str) -> None:
        searched, listed = both(api, q)

        assert "".join(customer["id"] for customer in searched.json) == expected
        assert searched.json == listed.json
        assert searched.headers["Count"] == str(len(expected))

    def test_what_a_change_made_true_is_found_at_once(self, api: Api) -> None:
        api.patch("2", {"lastName": "Weber"})

        searched, _ = both(api, "lastName:Weber")

        assert [customer["id"] for customer in searched.json] == ["1", "2"]


class TestParameters:
    @pytest.mark.parametrize(
        "options", [{}, {"raw": ""}, {"body": {}}, {"body": {"q": None}}, {"body": {"x": 1}}]
    )
    def test_without_q_everything_is_selected(self, api: Api, options: dict[str, Any]) -> None:
        number = api.created({})

        answer = api.search(**options)

        assert (answer.status, [c["id"] for c in answer.json]) == (200, [number])

    def test_the_filter_is_the_one_in_the_body(self, api: Api) -> None:
        api.created({"id": "1"})
        api.created({"id": "2"})

        answer = api.search({"q": "id:1"}, query={"q": "id:2"})

        assert [customer["id"] for customer in answer.json] == ["1"]

    def test_order_page_and_expand_are_in_the_query(self, api: Api) -> None:
        for n in range(5):
            api.created({"id": str(n), "mixins": {"a": {"n": n}}})
        query = {"sort": "id:desc", "pageSize": 2, "pageNumber": 2, "expand": "mixin:a"}

        answer = api.search({"q": "mixins.a.n:>0"}, query=query, headers={"X-Total-Count": "true"})

        assert [(c["id"], c["mixins"]["a"]["n"]) for c in answer.json] == [("2", 2), ("1", 1)]
        assert (answer.headers["Count"], answer.headers["X-Total-Count"]) == ("2", "4")

    def test_a_cursor_leads_on(self, api: Api) -> None:
        for n in range(3):
            api.created({"id": str(n)})
        body, query = {"q": "id:exists"}, {"sort": "id", "pageSize": 2}

        first = api.search(body, query=query)
        second = api.search(body, query={**query, "next": first.headers["X-Next-Cursor"]})

        assert [customer["id"] for customer in second.json] == ["2"]
        assert "X-Next-Cursor" not in second.headers

    @pytest.mark.parametrize("q", [5, True, ["id:1"], {"id": 1}, nested(3)])
    def test_a_filter_that_is_not_a_text_is_400(self, api: Api, q: Any) -> None:
        answer = api.search({"q": q})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert list(answer.problems) == ["q"]

    @pytest.mark.parametrize(
        "query", [{"pageSize": 0}, {"pageNumber": 0}, {"sort": "x"}, {"expand": "x"}, {"next": "x"}]
    )
    def test_a_parameter_that_is_wrong_is_400(self, api: Api, query: dict[str, Any]) -> None:
        answer = api.search({"q": ""}, query=query)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")


class TestWrongFilters:
    @pytest.mark.parametrize(
        ("q", "position"),
        [
            ("lastName", 9),
            ("lastName:", 10),
            (":x", 1),
            ("lastName:(a", 12),
            ('lastName:"a', 12),
            ("id:1 surname:x", 6),
            ("password:x", 1),
            ("id:(1 2)", 7),
            ("mixins.a:(>1 XOR <3)", 14),
            ("lastName:~(", 12),
            ("lastName:~[z-a]", 11),
            ('metadataCreatedAt:>"2026-13-01"', 20),
            ("metadataCreatedAt:>yesterday", 20),
            ("active:yes", 8),
            ("onHold:(true OR 1)", 17),
            ("metadata.version:~3", 18),
            ("addresses.foo:x", 1),
            ("active:true metadata.createdAt:x", 13),
            ("addresses:(city:Paris foo:x)", 23),
            ("lastName:~(?<=x)y", 11),
            (r"lastName:~(a)\1", 11),
            (" ".join(["id:1"] * 51), 251),
            ("x" * 4097, 4097),
        ],
        ids=lambda parameter: str(parameter)[:20],
    )
    def test_it_is_400_and_says_where(self, api: Api, q: str, position: int) -> None:
        for answer in both(api, q):
            assert (answer.status, answer.json["type"]) == (400, "bad_request")
            assert list(answer.problems) == ["q"]
            assert f"position {position}:" in answer.json["message"]
            assert "expected" in answer.json["message"]

    def test_an_unknown_field_is_answered_with_known_ones(self, api: Api) -> None:
        message = api.search({"q": "surname:Koch"}).json["message"]

        assert "'surname'" in message
        assert "lastName" in message

    @pytest.mark.parametrize(
        "expression", ["(a+)+$", "^(a|a)*$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]([a-z])+$"]
    )
    def test_an_expression_that_explodes_elsewhere_is_answered_at_once(
        self, api: Api, expression: str
    ) -> None:
        for _ in range(10):
            api.created({"lastName": "a" * 255 + "!"})
        started = time.thread_time()

        answer = api.search({"q": f'lastName:~"{expression}"'})

        assert (answer.status, answer.json) == (200, [])
        assert time.thread_time() - started < 1

    def test_a_filter_may_be_as_long_as_4096_characters(self, api: Api) -> None:
        number = api.created({"id": "x" * 66})
        q = f"id:({','.join([number] * 60)})".ljust(4096)

        answer = api.search({"q": q})

        assert len(q) == 4096
        assert answer.headers["Count"] == "1"
