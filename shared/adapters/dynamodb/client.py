"""The one DynamoDB client of a process."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.aws import aws_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient

NOTHING = "PRIMING"
"""The partition of an item that there never is."""
_CONFIG = Config(
    connect_timeout=1,
    read_timeout=5,
    max_pool_connections=128,  # in Lambda one or a few; on a laptop all functions share the client
    # `Table` retries, by one rule for single calls and transactions.
    retries={"total_max_attempts": 1},
    tcp_keepalive=True,
    # DynamoDB looks at every value itself; botocore's look at them takes as long as to write them as JSON.
    parameter_validation=False,
    # The answers' checksums are TLS's business; checking them again costs CPU on every call.
    response_checksum_validation="when_required",
    request_checksum_calculation="when_required",
)


def make_client(on_request: Callable[[], None], endpoint_url: str | None = None) -> DynamoDBClient:
    """Return a client that calls `on_request` once for every request it puts on the wire, retries included.

    `endpoint_url` overrides botocore's own settings (`AWS_ENDPOINT_URL_DYNAMODB`).
    """

    def count(**_: object) -> None:
        on_request()

    client: Any = aws_session().create_client("dynamodb", config=_CONFIG, endpoint_url=endpoint_url)
    client.meta.events.register("before-send.dynamodb", count)
    for operation in ("GetItem", "BatchGetItem", "Query"):
        client.meta.events.register(f"before-parse.dynamodb.{operation}", _parse_plainly)
    return cast("DynamoDBClient", client)


def _parse_plainly(
    response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: object
) -> None:
    """Read the answer as the JSON that it is, and leave botocore's parser, which walks every value, nothing.

    What comes out is the same, as the table holds no binary attributes.
    """
    if response_dict["status_code"] == HTTPStatus.OK:
        customized_response_dict.update(json.loads(response_dict["body"]))
        response_dict["body"] = b"{}"


def prime(client: DynamoDBClient, table_name: str) -> BotoCoreError | ClientError | None:
    """Open the connection and load what the first call would, so that no request pays for it.

    Returns what went wrong. Priming never fails a start: the first request reports the problem better.
    """
    key: dict[str, Any] = {"pk": {"S": NOTHING}, "sk": {"S": NOTHING}}
    try:
        client.get_item(TableName=table_name, Key=key)
    except (BotoCoreError, ClientError) as error:
        return error
    return None
