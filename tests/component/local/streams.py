"""A table with a stream, and clients that can be made to fail."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.config import Config

from local.engine import KEY_VARIABLE, READY
from local.http.signature import AccessKey
from local.stack.table import create_table
from shared.adapters.aws import aws_session
from tests.component.local.sample import SAMPLE_TEMPLATE
from tests.processes import started

LOCAL_KEY = AccessKey("local", "local")
"""The key of engines that tests start, unless they are about keys."""


def client_of(service: str, url: str, key: AccessKey = LOCAL_KEY) -> Any:
    return aws_session().create_client(
        service,
        endpoint_url=url,
        region_name="eu-central-1",
        aws_access_key_id=key.id,
        aws_secret_access_key=key.secret,
        config=Config(retries={"total_max_attempts": 1}),
    )


@contextmanager
def engine_without_streams() -> Iterator[str]:
    """The endpoint of an engine that knows DynamoDB alone."""
    engine = started(
        [sys.executable, "-m", "local.engine"],
        env={**os.environ, "SERVICES": "dynamodb", "AUTH": "false", KEY_VARIABLE: str(LOCAL_KEY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with engine as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield next(line.split()[1] for line in process.stdout if line.startswith(READY))
        process.stdin.close()


class StreamedTable:
    """A table of its own on an engine."""

    def __init__(self, url: str) -> None:
        self.name = f"t{secrets.token_hex(6)}"
        self.client = client_of("dynamodb", url)
        self.streams = client_of("dynamodbstreams", url)
        create_table(self.client, self.name, SAMPLE_TEMPLATE)

    def put(self, item: dict[str, Any]) -> None:
        self.client.put_item(TableName=self.name, Item=item)

    @contextmanager
    def refusing(self, operation: str, code: str) -> Iterator[None]:
        """The next call of an operation on the stream fails with an error code."""
        with self.answering(operation, 400, f'{{"__type": "{code}"}}'.encode()):
            yield

    @contextmanager
    def answering(self, operation: str, status: int, content: bytes) -> Iterator[None]:
        """The next call of an operation on the stream gets this answer."""
        event = f"before-send.dynamodb-streams.{operation}"

        def refuse(request: Any, **_: Any) -> AWSResponse:
            self.streams.meta.events.unregister(event, refuse)
            body: Any = SimpleNamespace(stream=lambda: [content])
            headers: Any = {}
            return AWSResponse(request.url, status, headers, body)

        self.streams.meta.events.register(event, refuse)
        yield
        self.streams.meta.events.unregister(event, refuse)
