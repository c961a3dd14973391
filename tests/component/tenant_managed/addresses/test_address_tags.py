"""POST and DELETE /addresses/{addressId}/tags (api.md §4, Addresses)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.component.api import Answer
from tests.component.tenant_managed.addresses.calls import Addresses

both = pytest.mark.parametrize("operation", [Addresses.tag, Addresses.untag])
Call = Callable[..., Answer]


@pytest.fixture
def home(addresses: Addresses) -> Addresses:
    """A customer whose address `home` has the tags `A` and `B`."""
    addresses.created(id="home", tags=["A", "B"])
    return addresses


def tags(addresses: Addresses) -> list[str]:
    return list(addresses.get("home").json.get("tags", []))


@pytest.mark.parametrize(
    ("query", "after"),
    [
        ({"tags": "C"}, ["A", "B", "C"]),
        ({"tags": "D,C"}, ["A", "B", "D", "C"]),
        ({"tags": " C , ,D ,"}, ["A", "B", "C", "D"]),
        ({"tags": "B,C,C"}, ["A", "B", "C"]),
        ("tags=C&tags=D,A", ["A", "B", "C", "D"]),
        ("tags=&tags=C", ["A", "B", "C"]),
        ({"tags": "zu Händen & mehr"}, ["A", "B", "zu Händen & mehr"]),
        ({"tags": "a"}, ["A", "B", "a"]),
    ],
)
def test_those_that_are_not_there_are_added(home: Addresses, query: Any, after: list[str]) -> None:
    answer = home.tag("home", query)

    assert (answer.status, answer.text) == (204, "")
    assert tags(home) == after
    assert home.versions() == (3, {"home": 2})


@pytest.mark.parametrize(
    ("query", "after"),
    [({"tags": "A"}, ["B"]), ({"tags": "B, A"}, []), ({"tags": "X,A"}, ["B"]), ("tags=A&tags=B", [])],
)
def test_those_that_are_there_are_removed(home: Addresses, query: Any, after: list[str]) -> None:
    answer = home.untag("home", query)

    assert (answer.status, answer.text) == (204, "")
    assert tags(home) == after
    assert home.versions() == (3, {"home": 2})


def test_what_changes_nothing_is_fine_and_no_new_version(home: Addresses) -> None:
    assert home.tag("home", {"tags": "B,A"}).status == 204
    assert home.untag("home", {"tags": "C,a"}).status == 204

    assert tags(home) == ["A", "B"]
    assert home.versions() == (2, {"home": 1})


@both
@pytest.mark.parametrize("query", ["", "tags=", "tags=,%20,", "tag=A", "Tags=A", "tags=%ff", "tags=a%00"])
def test_without_a_tag_or_with_an_invalid_one_it_is_400(home: Addresses, operation: Call, query: str) -> None:
    answer = operation(home, "home", query)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert tags(home) == ["A", "B"]


@both
def test_a_tag_is_at_most_256_characters_long(home: Addresses, operation: Call) -> None:
    assert operation(home, "home", {"tags": "x" * 256}).status == 204
    answer = operation(home, "home", {"tags": "x" * 257})

    assert answer.status == 400
    assert answer.json["message"] == "Query parameter 'tags': each tag must have at most 256 characters."


def test_an_address_has_at_most_fifty(home: Addresses) -> None:
    more = [str(number) for number in range(48)]
    assert home.tag("home", {"tags": ",".join(more)}).status == 204

    assert home.tag("home", {"tags": "A,0"}).status == 204
    answer = home.tag("home", {"tags": "one more"}, headers={"If-Match": '"7"'})

    assert (answer.status, answer.json["type"]) == (400, "validation_failure")
    assert list(answer.problems) == ["tags"]
    assert home.untag("home", {"tags": ",".join([*more, *map(str, range(48, 99))])}).status == 204
    assert tags(home) == ["A", "B"]


@both
def test_of_an_unknown_address_or_customer_it_is_404(home: Addresses, operation: Call) -> None:
    stale: dict[str, Any] = {"headers": {"If-Match": '"7"'}}

    assert operation(home, "office", {"tags": "A"}, **stale).status == 404
    assert operation(home, "home", {"tags": "A"}, customerNumber="unknown").status == 404


@both
def test_400_comes_before_404(home: Addresses, operation: Call) -> None:
    assert operation(home, "office").status == 400


@both
@pytest.mark.parametrize(("tag", "status"), [("{}", 204), ("*", 204), ('"1"', 412)])
def test_if_match_is_about_the_address(home: Addresses, operation: Call, tag: str, status: int) -> None:
    expected = {"If-Match": tag.format(home.get("home").headers["ETag"])}
    assert operation(home, "home", {"tags": "A"}, headers=expected).status == status


@both
def test_a_body_is_not_looked_at(home: Addresses, operation: Call) -> None:
    answer = operation(home, "home", {"tags": "A"}, raw=b"\xff", content_type="text/plain")

    assert answer.status == 204
