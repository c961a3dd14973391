"""Following `next` while others write: nobody comes twice, and nobody is left out who was there all along."""

import itertools
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.component.api import Api
from tests.component.reading.writers import meanwhile

NAMES = ["Abel", "abel", "Koch", "koch", "Weber", "Zoe", "", None]
STAYING, LEAVING, MOVING = 60, 40, 10
PAGE_SIZE = 7
LISTS: list[dict[str, Any]] = [
    {},
    {"sort": "metadataCreatedAt:desc"},
    {"sort": "lastName"},
    {"sort": "lastName:desc"},
    {"q": "lastName:exists compoundLogicalQuery:((active:true) OR (onHold:true))"},
    {"q": "lastName:~^Ko", "sort": "lastName"},
    {"q": "mixins.shop.rank:>=2", "sort": "mixins.shop.rank:desc,lastName"},
]


def body(number: str, random: Random, **more: Any) -> dict[str, Any]:
    mixins = {"shop": {"rank": random.randrange(5)}}
    return {"id": number, "lastName": random.choice(NAMES), "mixins": mixins, **more}


@pytest.fixture
def customers(api: Api, restrictions: list[str]) -> dict[str, list[str]]:
    """Customers of all restrictions: some will stay, some leave, some move from one to the other."""
    random = Random(1)
    fates = ["staying"] * STAYING + ["leaving"] * LEAVING + ["moving"] * MOVING
    random.shuffle(fates)
    found: dict[str, list[str]] = {"staying": [], "leaving": [], "moving": []}
    for index, fate in enumerate(fates):
        restriction = random.choice([*restrictions, None])
        found[fate].append(api.created(body(f"{fate}{index}", random, restriction=restriction)))
    return found


@pytest.mark.parametrize("query", LISTS, ids=str)
def test_a_walk_meets_once_everybody_who_is_there_from_its_start_to_its_end(
    api: Api, customers: dict[str, list[str]], query: dict[str, Any]
) -> None:
    staying = [number for number in api.numbers(**query, pageSize=1000) if number.startswith("staying")]

    def newcomers() -> Iterator[None]:
        for index in itertools.count():
            random = Random(index)
            api.created(body(f"new{index}", random, restriction=random.choice(["DE", "FR", None])))
            yield
            if index >= 20:
                assert api.delete(f"new{index - 20}").status == 202

    def leavers() -> Iterator[None]:
        for number in customers["leaving"]:
            assert api.delete(number).status == 202
            yield

    def movers() -> Iterator[None]:
        for number, restriction in zip(
            itertools.cycle(customers["moving"]), itertools.cycle(["DE", "FR", None]), strict=False
        ):
            assert api.patch(number, {"restriction": restriction}).status == 200
            yield

    def changes() -> Iterator[None]:
        for title, number in enumerate(itertools.cycle(customers["staying"])):
            assert api.patch(number, {"title": str(title)}).status == 200
            yield

    with meanwhile(newcomers, leavers, movers, changes):
        walked = list(itertools.chain.from_iterable(pages(api, query)))

    assert len(walked) == len(set(walked))
    assert [number for number in walked if number in set(staying)] == staying
    assert len(staying) > PAGE_SIZE


@pytest.mark.parametrize("sort", ["lastName", "lastName:desc"])
@pytest.mark.parametrize("q", ["", "active:true"])
def test_a_walk_meets_once_everybody_who_is_renamed(api: Api, q: str, sort: str) -> None:
    random = Random(3)
    numbers = [api.created({"lastName": random.choice("abcdefgh")}) for _ in range(40)]

    def renamers() -> Iterator[None]:
        others = Random(4)
        while True:
            name = others.choice([*"abcdefgh", None])
            assert api.patch(others.choice(numbers), {"lastName": name}).status == 200
            yield

    with meanwhile(renamers, renamers):
        walks = [list(itertools.chain.from_iterable(pages(api, {"q": q, "sort": sort}))) for _ in range(4)]

    for walked in walks:
        assert sorted(walked) == sorted(numbers)


def pages(api: Api, query: dict[str, Any]) -> Iterator[list[str]]:
    cursor: dict[str, str] = {}
    while True:
        answer = api.listed(query={**query, **cursor, "pageSize": PAGE_SIZE})
        assert answer.status == 200, answer.text
        yield [customer["id"] for customer in answer.json]
        if "X-Next-Cursor" not in answer.headers:
            return
        cursor = {"next": answer.headers["X-Next-Cursor"]}
