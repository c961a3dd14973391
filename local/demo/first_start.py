"""The first start: a new table gets the demo as a whole, however often that is interrupted."""

from collections.abc import Callable

from local.stack.table import create_table
from shared.adapters.aws import Client
from shared.adapters.dynamodb.service_partition import SERVICE

_UNFINISHED = {"pk": {"S": SERVICE}, "sk": {"S": "DEMO#UNFINISHED"}}


def prepare_table(client: Client, table_name: str, fill: Callable[[], None]) -> None:
    """Create the table if it is missing, and have it filled if it is new.

    A table is new, too, if an earlier start was interrupted: it is then empty, or marked.
    """
    is_new = create_table(client, table_name)
    if not is_new and _is_unfinished(client, table_name):
        _delete_table(client, table_name)
        is_new = create_table(client, table_name)
    if is_new:
        client.put_item(TableName=table_name, Item=_UNFINISHED)
        try:
            fill()
        except BaseException:
            _delete_table(client, table_name)
            raise
        client.delete_item(TableName=table_name, Key=_UNFINISHED)


def _is_unfinished(client: Client, table_name: str) -> bool:
    if "Item" in client.get_item(TableName=table_name, Key=_UNFINISHED, ConsistentRead=True):
        return True
    if client.describe_table(TableName=table_name)["Table"].get("ItemCount", 0):
        return False
    return not client.scan(TableName=table_name, Limit=1, ConsistentRead=True)["Count"]


def _delete_table(client: Client, table_name: str) -> None:
    client.delete_table(TableName=table_name)
    client.get_waiter("table_not_exists").wait(TableName=table_name, WaiterConfig={"Delay": 1})
