"""Lists with `search`: GET /customers?search= and POST /customers/search (api.md §4, Search)."""

import base64
import json
from collections.abc import Callable, Iterable
from urllib.parse import unquote

import pytest

from shared.domain.customers.customer import Customer
from tenant_managed.customers import explain_list
from tests.component.api import Answer, Api
from tests.component.search.residents import customer, settle
from tests.component.tenants import keep_search

WEBERS = [
    customer("begins", 3, last_name="Weberknecht"),
    customer("berlin", 2, last_name="Weber", places=["Berlin"], company="ACME"),
    customer("bonn", 1, last_name="Weber", places=["Bonn"]),
]
Configure = Callable[[str, object], None]


@pytest.fixture
def residents(api: Api, configure: Configure) -> Callable[[Iterable[Customer]], None]:
    """Stores customers with their entries, for a tenant that can be searched."""

    def store(customers: Iterable[Customer]) -> None:
        settle(api.tenant, customers)
        keep_search(api.tenant)
        configure("search", "on")

    return store


@pytest.fixture
def webers(residents: Callable[[Iterable[Customer]], None]) -> None:
    residents(WEBERS)


def numbers(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.text
    return [each["id"] for each in answer.json]


@pytest.mark.usefixtures("webers")
class TestFinding:
    @pytest.mark.parametrize(
        ("search", "q", "found"),
        [
            ("weber", None, ["berlin", "bonn", "begins"]),
            ("weber berl", None, ["berlin"]),
            ("WEBER", "company:exists", ["berlin"]),
            ("weber", "id:(bonn,nobody)", ["bonn"]),
            ("nobodyatall", None, []),
        ],
    )
    def test_words_and_q_both_hold_in_query_and_body(
        self, api: Api, search: str, q: str | None, found: list[str]
    ) -> None:
        asked = {"search": search} | ({} if q is None else {"q": q})

        assert numbers(api.listed(query=asked)) == numbers(api.search(asked)) == found

    def test_pages_are_followed_by_next(self, api: Api) -> None:
        first = api.listed(query={"search": "weber", "pageSize": 2}, headers={"X-Total-Count": "true"})
        following = {"pageSize": 2, "next": first.headers["X-Next-Cursor"]}
        last = api.listed(query={"search": "weber", **following}, headers={"X-Total-Count": "true"})
        in_body = api.search({"search": "weber"}, query=following)

        assert (numbers(first), first.headers["X-Total-Count"]) == (["berlin", "bonn"], "3")
        assert numbers(last) == numbers(in_body) == ["begins"]
        assert "X-Next-Cursor" not in last.headers
        assert "X-Total-Count" not in last.headers

    def test_a_page_has_25(self, api: Api, residents: Callable[[Iterable[Customer]], None]) -> None:
        residents([customer(f"n{position}", last_name="Koch") for position in range(26)])

        assert len(numbers(api.listed(query={"search": "koch"}))) == 25

    def test_expand_is_as_in_lists(self, api: Api) -> None:
        (shown,) = api.listed(query={"search": "berlin", "expand": "addresses"}).json
        (brief,) = api.listed(query={"search": "berlin"}).json

        assert shown["addresses"][0]["city"] == "Berlin"
        assert "addresses" not in brief

    def test_corrected_words_are_told(self, api: Api) -> None:
        answer = api.listed(query={"search": "waber berl"})

        assert numbers(answer) == ["berlin"]
        assert answer.headers["X-Search-Corrected"] == "weber berl"
        assert "X-Search-Corrected" not in api.listed(query={"search": "weber"}).headers

    def test_a_position_of_another_search_is_400(self, api: Api) -> None:
        first = api.listed(query={"search": "weber", "pageSize": 1})

        for other in ({"search": "webe"}, {"search": "weber", "q": "active:true"}, {}):
            answer = api.listed(query={**other, "next": first.headers["X-Next-Cursor"]})
            assert answer.status == 400, answer.text

    @pytest.mark.parametrize(
        "position",
        [
            None,
            1,
            "x",
            [],
            {},
            [[[[]]]],
            ["x"] * 11,
            [1, [], [], 0, False, None, None, 0, "", None, None],
            10**400,
        ],
    )
    def test_a_position_that_was_made_up_is_400(self, api: Api, position: object) -> None:
        made_up = base64.urlsafe_b64encode(json.dumps(position).encode()).decode()

        assert api.listed(query={"search": "weber", "next": made_up}).status == 400
        assert api.listed(query={"search": "weber", "next": made_up[:-3] + "é"}).status == 400


def test_other_letters_of_corrections_are_percent_encoded(
    api: Api, residents: Callable[[Iterable[Customer]], None]
) -> None:
    residents([customer("cyrillic", last_name="Иванова")])

    answer = api.listed(query={"search": "Иваново"})

    assert numbers(answer) == ["cyrillic"]
    corrected = answer.headers["X-Search-Corrected"]
    assert corrected.isascii()
    assert unquote(corrected) == "иванова"


@pytest.mark.usefixtures("webers")
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"search": ""}, "a letter or a digit"),
        ({"search": " - "}, "a letter or a digit"),
        ({"search": "a b c d e f g h i j k"}, "at most 10 words"),
        ({"search": "a" * 201}, "at most 200 characters"),
        ({"search": "weber", "q": "lastName:("}, "position 11"),
        ({"search": "weber", "sort": "lastName"}, "'sort'"),
        ({"search": "weber", "pageNumber": "2"}, "Follow 'next'"),
        ({"search": "weber", "pageSize": "1001"}, "pageSize"),
    ],
    ids=str,
)
def test_what_cannot_be_searched_for_is_400_and_says_what_to_change(
    api: Api, asked: dict[str, str], told: str
) -> None:
    in_body = {name: asked[name] for name in ("q", "search") if name in asked}
    in_query = {name: value for name, value in asked.items() if name not in in_body}

    for answer in (api.listed(query=asked), api.search(in_body, query=in_query)):
        assert answer.status == 400
        assert told in answer.json["message"]


def test_words_in_a_body_are_a_text(api: Api) -> None:
    answer = api.search({"search": ["weber"]})

    assert (answer.status, answer.problems) == (400, {"search": "must be a string"})


def test_a_tenant_without_search_is_told_how_to_turn_it_on(api: Api, configure: Configure) -> None:
    off = api.listed(query={"search": "weber"})
    configure("search", "on")
    not_built = api.search({"search": "weber"})

    assert (off.status, not_built.status) == (400, 400)
    assert "'search' to 'on'" in off.json["message"]
    assert "not built yet" in not_built.json["message"]
    for answer in (off, not_built):
        assert f"customers search build --tenant {api.tenant}" in answer.json["message"]
        assert [detail["type"] for detail in answer.json["details"]] == ["search_unavailable"]


@pytest.mark.usefixtures("restrictions")
def test_counts_pages_and_corrections_are_of_ones_own_reach(
    api: Api, residents: Callable[[Iterable[Customer]], None]
) -> None:
    residents(
        [
            customer("de", last_name="Weber", restriction="DE"),
            customer("fr", last_name="Weber", restriction="FR"),
            customer("only-fr", last_name="Lefebvre", restriction="FR"),
        ]
    )
    german = api.as_("customer.customer_read--DE")

    answer = german.listed(query={"search": "weber"}, headers={"X-Total-Count": "true"})

    assert (numbers(answer), answer.headers["X-Total-Count"]) == (["de"], "1")
    hidden = german.listed(query={"search": "lefebvra"})
    assert numbers(hidden) == []
    assert "X-Search-Corrected" not in hidden.headers


def explained(api: Api, body: dict[str, str]) -> Answer:
    return api.request(explain_list.lambda_handler, "POST /customer/{tenant}/customers/explain", body)


@pytest.mark.usefixtures("webers")
class TestExplanation:
    def test_it_says_which_lists_there_are_and_which_is_read(self, api: Api) -> None:
        answer = explained(api, {"search": "weber berl", "q": "active:true"}).json

        assert answer["reads"] == (
            "lists of the words 'berl' (about 1 entries), 'weber' (about 3 entries); "
            "of these that of 'berl', the shortest"
        )
        (source,) = answer["plan"]["sources"]
        assert (source["by"], source["values"]) == ("words", ["weber", "berl"])
        assert [(each["word"], each["read"]) for each in source["lists"]] == [
            ("berl", True),
            ("weber", False),
        ]
        assert (answer["plan"]["orderedBy"], answer["plan"]["tested"]) == ("rank", ["active"])
        assert (answer["actual"]["customers"], answer["actual"]["documents"]) == (1, 1)
        assert 0 < answer["actual"]["readUnits"] <= answer["estimated"]["readUnits"]

    def test_words_of_nobody_and_short_ones_are_told(self, api: Api) -> None:
        corrected, short = (explained(api, {"search": text}).json for text in ("waber", "w berlin"))

        assert "nobody has 'waber'" in corrected["reads"]
        assert [(advice["code"], advice["fields"]) for advice in short["cheaper"]] == [("lengthen", ["w"])]

    @pytest.mark.parametrize(
        "body", [{"search": ""}, {"search": "a", "sort": "id"}, {"search": "a", "q": "x:("}]
    )
    def test_what_is_wrong_is_400_as_in_the_search(self, api: Api, body: dict[str, str]) -> None:
        answer = explained(api, body)

        assert (answer.status, answer.json["message"]) == (400, api.listed(query=body).json["message"])


def test_a_tenant_without_search_is_told_so_by_explanations(api: Api) -> None:
    assert "'search' is off" in explained(api, {"search": "weber"}).json["message"]
