"""A query of the table without an SDK (`signed_calls`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.adapters.signed_calls import DYNAMODB, call

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item


def query(table: str, partition: str, first: str, last: str) -> list[Item]:
    """Return the items of a partition between two sort keys, and with them. Raises `CallFailed`."""
    items: list[Item] = []
    request: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
        "ExpressionAttributeValues": {":pk": {"S": partition}, ":first": {"S": first}, ":last": {"S": last}},
        "ConsistentRead": True,
    }
    while True:
        answer = call(DYNAMODB, "Query", request)
        items += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return items
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
