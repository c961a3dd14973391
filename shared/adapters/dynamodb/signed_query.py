"""A query of the table without an SDK (`signed_calls`), where the environment suffices for that."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from shared.adapters.endpoints import environment_suffices
from shared.adapters.signed_calls import DYNAMODB, call

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.json_text import Json


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
        answer = _answer(request)
        items += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return items
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _answer(request: dict[str, Any]) -> Json:
    if environment_suffices(DYNAMODB.service, os.environ):
        return call(DYNAMODB, "Query", request, "Items")
    from shared.adapters.dynamodb.sdk_client import query_by_sdk

    return query_by_sdk(request)
