"""What the engine does at less cost than ministack comes to the same."""

import os
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.engine.sizes import _size_of_item, _size_of_value
from shared.adapters.aws import aws_session

TABLE = os.environ["TABLE_NAME"]
PLACE = {"pk": {"S": "shortcuts"}, "sk": {"S": "1"}}


@pytest.fixture
def client() -> Any:
    return aws_session().create_client("dynamodb")


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "abc"}, 3),
        ({"S": "aü李"}, 6),
        ({"N": "12.5"}, 3),
        ({"N": "-7"}, 3),
        ({"B": "AAEC"}, 3),
        ({"BOOL": False}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["a", "ü"]}, 3),
        ({"NS": ["1", "100"]}, 4),
        ({"L": []}, 3),
        ({"L": [{"S": "ab"}, {"BOOL": True}]}, 8),
        ({"M": {}}, 3),
        ({"M": {"ü": {"S": "a"}, "b": {"L": [{"M": {"c": {"NULL": True}}}]}}}, 19),
        ({"S": "a", "N": "1"}, 0),
        ({}, 0),
        ("S", 0),
    ],
)
def test_a_value_is_as_large_as_dynamodb_has_it(value: Any, size: int) -> None:
    assert _size_of_value(value) == size
    assert _size_of_item({"nämen": value}) == 6 + size


@pytest.mark.parametrize("asked", ["TOTAL", "INDEXES"])
def test_a_transaction_that_asks_for_its_units_is_told_those_of_the_indexes(client: Any, asked: str) -> None:
    indexes = client.describe_table(TableName=TABLE)["Table"]["GlobalSecondaryIndexes"]
    keys = {index["IndexName"]: {key["AttributeName"] for key in index["KeySchema"]} for index in indexes}
    item = {**PLACE, **{name: {"S": "1"} for name in keys["directory"]}}
    held_in = [name for name, names in keys.items() if names <= item.keys()]
    put = [{"Put": {"TableName": TABLE, "Item": item}}]

    client.delete_item(TableName=TABLE, Key=PLACE)
    quiet = client.transact_write_items(TransactItems=put)
    client.delete_item(TableName=TABLE, Key=PLACE)
    told = client.transact_write_items(TransactItems=put, ReturnConsumedCapacity=asked)
    (consumed,) = told["ConsumedCapacity"]

    assert "ConsumedCapacity" not in quiet
    assert consumed["CapacityUnits"] == 2 + len(held_in)
    assert [*consumed.get("GlobalSecondaryIndexes", {})] == (held_in if asked == "INDEXES" else [])


@pytest.mark.parametrize(
    ("condition", "values"),
    [
        ("begins_with(sk, :n)", {":n": {"N": "1"}}),
        ("sk BETWEEN :b AND :a", {":a": {"S": "1"}, ":b": {"S": "2"}}),
        ("((sk = :a))", {":a": {"S": "1"}}),
        ("sk = = :a", {":a": {"S": "1"}}),
    ],
)
def test_a_condition_that_is_not_sound_is_refused_each_time_for_the_same_reason(
    client: Any, condition: str, values: Any
) -> None:
    def refusal() -> str:
        with pytest.raises(ClientError) as raised:
            client.put_item(
                TableName=TABLE, Item=PLACE, ConditionExpression=condition, ExpressionAttributeValues=values
            )
        return str(raised.value)

    client.put_item(TableName=TABLE, Item=PLACE)

    first = refusal()
    assert first.startswith("An error occurred (ValidationException)")
    assert [refusal(), refusal()] == [first, first]


def test_a_condition_is_tested_on_each_item_and_with_each_value(client: Any) -> None:
    def holds(number: str) -> bool:
        try:
            client.put_item(
                TableName=TABLE,
                Item={**PLACE, "n": {"N": number}},
                ConditionExpression="attribute_not_exists(n) OR n < :n",
                ExpressionAttributeValues={":n": {"N": number}},
            )
        except client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    client.delete_item(TableName=TABLE, Key=PLACE)

    assert [holds(number) for number in ("1", "2", "2", "1", "10", "9")] == [
        True,
        True,
        False,
        False,
        True,
        False,
    ]
