"""F1: what any function costs that talks to DynamoDB by botocore, made at init and used once."""

import os
from typing import Any

import botocore.session

_client: Any = botocore.session.get_session().create_client("dynamodb")


def lambda_handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Read an item."""
    parameters = event["pathParameters"]
    pk = f"{parameters['tenant']}#C#{parameters['customerNumber']}"
    key = {"pk": {"S": pk}, "sk": {"S": "PROFILE"}}
    found = _client.get_item(TableName=os.environ["TABLE_NAME"], Key=key, ConsistentRead=True)
    return {"statusCode": 200 if "Item" in found else 404}
