"""The tests' table on DynamoDB Local."""

from typing import Any


def is_dynamodb_local(client: Any, table_name: str) -> bool:
    """Whether the engine with this table is DynamoDB Local, which has a region of its own."""
    arn: str = client.describe_table(TableName=table_name)["Table"]["TableArn"]
    return arn.startswith("arn:aws:dynamodb:ddblocal:")
