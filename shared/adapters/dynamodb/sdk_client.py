"""A client of DynamoDB by botocore, for processes whose environment does not say all that a client needs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from botocore.config import Config

from shared.adapters.aws import aws_session, failures_as_call_failed
from shared.adapters.signed_calls import DYNAMODB, TIMEOUT_SECONDS, persistent

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient

    from shared.domain.json_text import Json


def make_sdk_client(
    on_request: Callable[[], None], endpoint_url: str | None, *, connecting: float, answering: float
) -> DynamoDBClient:
    """Return a client that does what `SignedClient` does."""
    config = Config(
        connect_timeout=connecting,
        read_timeout=answering,
        max_pool_connections=128,  # in Lambda one or a few; on a laptop all functions share the client
        # `Table` retries, by one rule for single calls and transactions.
        retries={"total_max_attempts": 1},
        tcp_keepalive=True,
        # DynamoDB looks at every value itself; botocore's look takes as long as writing them as JSON.
        parameter_validation=False,
        # The answers' checksums are TLS's business; checking them again costs CPU on every call.
        response_checksum_validation="when_required",
        request_checksum_calculation="when_required",
    )

    def count(**_: object) -> None:
        on_request()

    client: Any = aws_session().create_client("dynamodb", config=config, endpoint_url=endpoint_url)
    client.meta.events.register("before-send.dynamodb", count)
    return cast("DynamoDBClient", client)


def query_by_sdk(request: dict[str, Any]) -> Json:
    """Return the answer to a query. Raises `CallFailed`, as `signed_calls.call` does."""

    def attempt() -> Json:
        with failures_as_call_failed(DYNAMODB.service):
            return cast("Json", _query_client().query(**request))

    return persistent(attempt)


@cache
def _query_client() -> DynamoDBClient:
    seconds = TIMEOUT_SECONDS
    return make_sdk_client(lambda: None, None, connecting=seconds, answering=seconds)
