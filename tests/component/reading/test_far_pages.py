"""Pages whose beginning is found among keys: the same customers as if all before them had been read."""

from collections.abc import Callable

import pytest

from shared.adapters.dynamodb.lists import pages
from tests.component.api import Api

SIZE = 4


@pytest.fixture(autouse=True)
def skip_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Far is where the second page begins, so that few customers do."""
    monkeypatch.setattr(pages, "SKIP_FROM", SIZE)


@pytest.fixture
def numbers(api: Api, restrictions: None) -> list[str]:
    """Customers of three realms, some of them without a last name, in the order of their creation."""
    realms = [None, "DE", "FR", "DE"]
    names = ["Weber", None, "weber", "Adam", "Öz", None]
    return [api.created({"restriction": realms[i % 4], "lastName": names[i % 6]}) for i in range(18)]


@pytest.mark.parametrize("scope", ["customer.customer_read", "customer.customer_read--DE"])
@pytest.mark.parametrize("sort", ["metadataCreatedAt", "metadataCreatedAt:desc", "lastName", "lastName:desc"])
def test_pages_by_number_are_the_slices_of_the_whole_list(
    api: Api, numbers: list[str], scope: str, sort: str
) -> None:
    caller = api.as_(scope)
    whole = caller.numbers(sort=sort, pageSize=100)

    pages = [caller.numbers(sort=sort, pageSize=SIZE, pageNumber=page) for page in range(1, 7)]

    assert [number for page in pages for number in page] == whole
    assert [len(page) for page in pages] == [max(0, min(SIZE, len(whole) - i * SIZE)) for i in range(6)]


@pytest.mark.parametrize("scope", ["customer.customer_read", "customer.customer_read--DE"])
def test_a_far_page_leads_on_and_counts_like_any_other(api: Api, numbers: list[str], scope: str) -> None:
    caller = api.as_(scope)
    whole = caller.numbers(pageSize=100)

    far = caller.listed(query={"pageSize": 2, "pageNumber": 4}, headers={"X-Total-Count": "true"})
    following = caller.numbers(pageSize=2, next=far.headers["X-Next-Cursor"])

    assert far.headers["X-Total-Count"] == str(len(whole))
    assert following == whole[8:10]


def test_a_page_that_begins_where_the_list_ends_is_empty(api: Api, numbers: list[str]) -> None:
    answer = api.listed(query={"pageSize": 9, "pageNumber": 3})

    assert (answer.status, answer.json) == (200, [])
    assert "X-Next-Cursor" not in answer.headers


def test_mixins_of_a_far_page_come_with_it(api: Api, configure: Callable[..., None]) -> None:
    for position in range(10):
        api.created({"id": f"c{position}", "mixins": {"row": {"position": position}}})

    page = api.listed(query={"pageSize": 3, "pageNumber": 3, "expand": "mixin:row"})

    assert [customer["mixins"]["row"]["position"] for customer in page.json] == [6, 7, 8]
