"""The embedded engine answers a query of a large index as it answers one of a small index."""

import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local.engine import start_engine
from shared.adapters.aws import aws_session

TABLE, INDEX = "items", "by_rank"
SCHEMA = [{"AttributeName": "realm", "KeyType": "HASH"}, {"AttributeName": "rank", "KeyType": "RANGE"}]
CONDITIONS = {
    "": (),
    "#s = :a": ("b", ""),
    "#s < :a": ("c", ""),
    "#s <= :a": ("c", ""),
    "#s > :a": ("b", ""),
    "#s >= :a": ("b", ""),
    "#s BETWEEN :a AND :b": ("ab", "c"),
    "begins_with(#s, :a)": ("b", ""),
}


@pytest.fixture(scope="module", params=["S", "N", "B"])
def of_kind(request: pytest.FixtureRequest) -> Iterator[tuple[Any, str]]:
    """A client, and the kind of the index's sort key. Items change after the index was read."""
    kind = request.param
    with start_engine() as engine:
        client: Any = aws_session().create_client(
            "dynamodb",
            endpoint_url=engine.url,
            region_name="eu-central-1",
            aws_access_key_id=engine.key.id,
            aws_secret_access_key=engine.key.secret,
        )
        client.create_table(
            TableName=TABLE,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": of}
                for name, of in (("pk", "S"), ("realm", "S"), ("rank", kind))
            ],
            GlobalSecondaryIndexes=[
                {"IndexName": INDEX, "KeySchema": SCHEMA, "Projection": {"ProjectionType": "ALL"}}
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        chance = random.Random(1)
        for number in range(240):
            put(client, kind, number, chance)
            if number == 150:
                query(client, kind, "", ())
        for number in range(0, 240, 3):
            put(client, kind, number, chance)
        for number in range(0, 240, 7):
            client.delete_item(TableName=TABLE, Key={"pk": {"S": f"{number:03}"}})
        yield client, kind


def value(kind: str, text: str) -> dict[str, Any]:
    number = sum((ord(letter) - 96) * 100 ** (3 - place) for place, letter in enumerate(text))
    values: dict[str, Any] = {"S": text, "N": f"{number}", "B": text.encode()}
    return {kind: values[kind]}


def put(client: Any, kind: str, number: int, chance: random.Random) -> None:
    rank = value(kind, "".join(chance.choices("abcd", k=chance.randint(1, 3))))
    client.put_item(TableName=TABLE, Item={"pk": {"S": f"{number:03}"}, "realm": {"S": "one"}, "rank": rank})


def query(client: Any, kind: str, condition: str, values: tuple[str, ...], **more: Any) -> Any:
    given = {
        f":{name}": value(kind, text)
        for name, text in zip("ab", values, strict=False)
        if f":{name}" in condition
    }
    return client.query(
        TableName=TABLE,
        IndexName=INDEX,
        KeyConditionExpression=f"(realm = :realm AND {condition})" if condition else "realm = :realm",
        ExpressionAttributeValues={":realm": {"S": "one"}, **given},
        **({"ExpressionAttributeNames": {"#s": "rank"}} if condition else {}),
        **more,
    )


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("limit", [None, 7])
def test_pages_together_are_what_the_condition_says(
    of_kind: tuple[Any, str], condition: str, forward: bool, limit: int | None
) -> None:
    client, kind = of_kind
    if kind == "N" and condition.startswith("begins_with"):
        pytest.skip("numbers have no beginning")
    low, high = (*CONDITIONS[condition], "", "")[:2]
    everything = [each for each in client.scan(TableName=TABLE)["Items"] if each["realm"]["S"] == "one"]

    more: dict[str, Any] = {"ScanIndexForward": forward, **({} if limit is None else {"Limit": limit})}
    pages, cursor = [], None
    for _ in itertools.count():
        page = query(client, kind, condition, (low, high), **more, **cursor_of(cursor))
        pages.append(page["Items"])
        cursor = page.get("LastEvaluatedKey")
        if cursor is None:
            break
    expected = sorted(
        (item for item in everything if holds(condition, plain(item["rank"]), *bounds(kind, low, high))),
        key=lambda item: (plain(item["rank"]), item["pk"]["S"]),
        reverse=not forward,
    )

    assert [item["pk"]["S"] for page in pages for item in page] == [item["pk"]["S"] for item in expected]
    assert limit is None or {len(page) for page in pages[:-1]} <= {limit}
    assert len(everything) > 150


def cursor_of(key: Any) -> dict[str, Any]:
    return {} if key is None else {"ExclusiveStartKey": key}


def plain(attribute: dict[str, Any]) -> Any:
    ((kind, text),) = attribute.items()
    return int(text) if kind == "N" else text


def bounds(kind: str, low: str, high: str) -> tuple[Any, Any]:
    return plain(value(kind, low)), plain(value(kind, high))


def holds(condition: str, rank: Any, low: Any, high: Any) -> bool:
    tests: dict[str, Callable[[], bool]] = {
        "": lambda: True,
        "#s = :a": lambda: rank == low,
        "#s < :a": lambda: rank < low,
        "#s <= :a": lambda: rank <= low,
        "#s > :a": lambda: rank > low,
        "#s >= :a": lambda: rank >= low,
        "#s BETWEEN :a AND :b": lambda: low <= rank <= high,
        "begins_with(#s, :a)": lambda: rank.startswith(low),
    }
    return tests[condition]()


def test_a_page_ends_at_a_megabyte(of_kind: tuple[Any, str]) -> None:
    client, kind = of_kind
    for number in range(8):
        large = {
            "pk": {"S": f"large{number}"},
            "realm": {"S": "two"},
            "rank": value(kind, "a" * (number % 3 + 1)),
        }
        client.put_item(TableName=TABLE, Item={**large, "text": {"S": "x" * 300_000}})
    for number in range(120):
        small = {"pk": {"S": f"small{number}"}, "realm": {"S": "two"}, "rank": value(kind, "b")}
        client.put_item(TableName=TABLE, Item=small)

    def page(**more: Any) -> Any:
        return client.query(
            TableName=TABLE,
            IndexName=INDEX,
            KeyConditionExpression="realm = :realm",
            ExpressionAttributeValues={":realm": {"S": "two"}},
            **more,
        )

    counts: list[int] = []
    cursor = None
    while not counts or cursor is not None:
        answer = page(**cursor_of(cursor))
        counts.append(answer["Count"])
        cursor = answer.get("LastEvaluatedKey")

    assert counts == [3, 3, 122]
