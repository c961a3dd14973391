"""The tests' table on DynamoDB Local."""

from collections.abc import Collection
from typing import Any

from local.stack.table import create_table
from shared.adapters.dynamodb.service_partition import SERVICE


def is_dynamodb_local(client: Any, table_name: str) -> bool:
    """Whether the engine with this table is DynamoDB Local, which has a region of its own."""
    arn: str = client.describe_table(TableName=table_name)["Table"]["TableArn"]
    return arn.startswith("arn:aws:dynamodb:ddblocal:")


def forget_tenants(client: Any, table_name: str, kept: Collection[str]) -> None:
    """Make the table again, with none of its items except those of the service with these sort keys.

    A scan of everything takes this engine longer than that, and nobody else is answered meanwhile.
    """
    found = client.query(
        TableName=table_name,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": SERVICE}},
        ConsistentRead=True,
    )
    client.delete_table(TableName=table_name)
    create_table(client, table_name)
    for item in found["Items"]:
        if item["sk"]["S"] in kept:
            client.put_item(TableName=table_name, Item=item)
