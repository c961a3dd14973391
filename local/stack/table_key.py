"""The key in a file that encrypts what a table holds: it belongs to the table, whichever folder uses that."""

import os
import secrets
from pathlib import Path

from shared.adapters.aws import Client
from shared.adapters.dynamodb.service_partition import SERVICE

TABLE_KEY = "LOCAL#KEY"
"""The sort key under which a table has it, in the service's partition."""
_ITEM = {"pk": {"S": SERVICE}, "sk": {"S": TABLE_KEY}}
_KEY_BYTES = 32


def adopt_key(client: Client, table_name: str, file: Path, *earlier: Path) -> None:
    """Write the table's key into the file.

    A table without a key gets the file's, or that of the first `earlier` file that exists, or a new one.
    """
    held = next((each.read_bytes() for each in (file, *earlier) if each.exists()), None)
    key = held or secrets.token_bytes(_KEY_BYTES)
    item = {**_ITEM, "key": {"B": key}}
    try:
        client.put_item(TableName=table_name, Item=item, ConditionExpression="attribute_not_exists(pk)")
    except client.exceptions.ConditionalCheckFailedException:
        found = client.get_item(TableName=table_name, Key=_ITEM, ConsistentRead=True)
        key = found["Item"]["key"]["B"]
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(key)
    draft.replace(file)
