"""The embedded engine says of a read what DynamoDB would charge for it."""

from collections.abc import Iterator
from typing import Any

import pytest

from local.engine import start_engine
from local.http.signature import AccessKey
from shared.adapters.aws import aws_session

TABLE = "items"
KEYS = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
INDEXED = [{"AttributeName": "sk", "KeyType": "HASH"}, {"AttributeName": "pk", "KeyType": "RANGE"}]


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A client of an engine with one table, of 20 items of 1 KB, and others of 1, 4, 5 and 100 KB."""
    with start_engine(key=AccessKey("test", "test")) as engine:
        client: Any = aws_session().create_client(
            "dynamodb",
            endpoint_url=engine.url,
            region_name="eu-central-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )
        client.create_table(
            TableName=TABLE,
            KeySchema=KEYS,
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
            GlobalSecondaryIndexes=[
                {"IndexName": "keys", "KeySchema": INDEXED, "Projection": {"ProjectionType": "KEYS_ONLY"}}
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        for number in range(20):
            client.put_item(TableName=TABLE, Item=item("many", f"{number:02}", 1024))
        for size in (1024, 4096, 4097, 100 * 1024):
            client.put_item(TableName=TABLE, Item=item("one", f"{size}", size))
        yield client


def item(pk: str, sk: str, size: int) -> dict[str, Any]:
    """An item of so many bytes: names and values."""
    taken = len("pk") + len(pk) + len("sk") + len(sk) + len("text")
    return {"pk": {"S": pk}, "sk": {"S": sk}, "text": {"S": "x" * (size - taken)}}


def key(sk: str) -> dict[str, Any]:
    return {"pk": {"S": "one"}, "sk": {"S": sk}}


def query(client: Any, pk: str = "many", **more: Any) -> Any:
    return client.query(
        TableName=TABLE,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}, **more.pop("values", {})},
        ReturnConsumedCapacity="TOTAL",
        **more,
    )["ConsumedCapacity"]["CapacityUnits"]


@pytest.mark.parametrize(
    ("sk", "units"), [("1024", 1), ("4096", 1), ("4097", 2), ("102400", 25), ("not there", 1)]
)
def test_an_item_is_read_in_units_of_4_kb_of_which_an_inconsistent_read_pays_half(
    client: Any, sk: str, units: float
) -> None:
    for consistent, share in ((True, 1.0), (False, 0.5)):
        answer = client.get_item(
            TableName=TABLE, Key=key(sk), ConsistentRead=consistent, ReturnConsumedCapacity="INDEXES"
        )

        assert answer["ConsumedCapacity"]["CapacityUnits"] == units * share
        assert answer["ConsumedCapacity"]["Table"]["CapacityUnits"] == units * share


def test_what_is_not_shown_of_an_item_is_read_all_the_same(client: Any) -> None:
    answer = client.get_item(
        TableName=TABLE, Key=key("102400"), ProjectionExpression="pk", ReturnConsumedCapacity="TOTAL"
    )

    assert answer["ConsumedCapacity"]["CapacityUnits"] == 12.5


@pytest.mark.parametrize(("consistent", "units"), [(True, 1 + 2 + 25 + 1), (False, 14.5)])
def test_items_of_a_batch_are_rounded_up_one_by_one(client: Any, consistent: bool, units: float) -> None:
    asked = [key(sk) for sk in ("1024", "4097", "102400", "not there")]
    answer = client.batch_get_item(
        RequestItems={TABLE: {"Keys": asked, "ConsistentRead": consistent}}, ReturnConsumedCapacity="TOTAL"
    )

    assert len(answer["Responses"][TABLE]) == 3
    assert answer["ConsumedCapacity"] == [{"TableName": TABLE, "CapacityUnits": units}]


def test_items_of_a_query_are_rounded_up_together(client: Any) -> None:
    assert query(client) == 2.5
    assert query(client, ConsistentRead=True) == 5
    assert query(client, Limit=3) == 0.5
    assert query(client, "nobody") == 0.5


@pytest.mark.parametrize(
    "more",
    [
        {
            "FilterExpression": "#t = :t",
            "ExpressionAttributeNames": {"#t": "text"},
            "values": {":t": {"S": ""}},
        },
        {"Select": "COUNT"},
        {"ProjectionExpression": "pk"},
    ],
    ids=["filtered", "counted", "projected"],
)
def test_what_a_query_does_not_show_is_paid_for_all_the_same(client: Any, more: dict[str, Any]) -> None:
    assert query(client, **more) == 2.5


def test_of_an_index_is_read_what_it_holds(client: Any) -> None:
    answer = client.query(
        TableName=TABLE,
        IndexName="keys",
        KeyConditionExpression="sk = :sk",
        ExpressionAttributeValues={":sk": {"S": "102400"}},
        ReturnConsumedCapacity="INDEXES",
    )

    assert answer["Count"] == 1
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 0.5
    assert answer["ConsumedCapacity"]["GlobalSecondaryIndexes"]["keys"]["CapacityUnits"] == 0.5


def test_whoever_does_not_ask_gets_no_figures(client: Any) -> None:
    asked = {TABLE: {"Keys": [key("1024")]}}

    assert "ConsumedCapacity" not in client.batch_get_item(RequestItems=asked)
    assert "ConsumedCapacity" not in client.get_item(TableName=TABLE, Key=key("1024"))
