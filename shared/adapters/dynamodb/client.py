"""The one DynamoDB client of a process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters import endpoints
from shared.adapters.dynamodb.signed_client import SignedClient
from shared.adapters.signed_calls import DYNAMODB, SignedService

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient

NOTHING = "PRIMING"
"""The partition of an item that there never is."""
_CONNECTING = 1  # seconds
_ANSWERING = 5


def make_client(on_request: Callable[[], None], endpoint_url: str | None = None) -> DynamoDBClient:
    """Return a client that calls `on_request` once for every request it puts on the wire, retries included.

    `endpoint_url` overrides the environment's (`AWS_ENDPOINT_URL_DYNAMODB`). botocore, which takes twice as
    long to load as all else that a function needs, is loaded only where the environment does not suffice.
    """
    if not endpoints.environment_suffices(DYNAMODB.service, os.environ, endpoint_url):
        from shared.adapters.dynamodb.sdk_client import make_sdk_client

        return make_sdk_client(on_request, endpoint_url, connecting=_CONNECTING, answering=_ANSWERING)
    url = endpoint_url or endpoints.endpoint_url(DYNAMODB.service, os.environ)
    service = SignedService(DYNAMODB, url, connecting=_CONNECTING, answering=_ANSWERING)
    client: Any = SignedClient(service, on_request)
    return cast("DynamoDBClient", client)


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
