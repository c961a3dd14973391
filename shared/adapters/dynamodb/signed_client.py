"""A client of DynamoDB without an SDK: the calls of `Table`, with botocore's parameters and errors."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from shared.adapters.connections import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.aws import Shape
    from shared.adapters.signed_calls import SignedService


class SignedClient:
    """Makes one request per call; `Table` retries. Binary attributes are written as bytes, and read as text.

    `on_request`: called once for every request.
    """

    def __init__(self, service: SignedService, on_request: Callable[[], None]) -> None:
        self._service = service
        self._on_request = on_request

    def get_item(self, **parameters: Shape) -> Shape:
        """Read one item."""
        return self._call("GetItem", parameters)

    def batch_get_item(self, **parameters: Shape) -> Shape:
        """Read up to a hundred items."""
        return self._call("BatchGetItem", parameters)

    def query(self, **parameters: Shape) -> Shape:
        """Read items of one partition."""
        return self._call("Query", parameters)

    def scan(self, **parameters: Shape) -> Shape:
        """Read items of all partitions."""
        return self._call("Scan", parameters)

    def put_item(self, **parameters: Shape) -> Shape:
        """Write a whole item."""
        return self._call("PutItem", parameters)

    def update_item(self, **parameters: Shape) -> Shape:
        """Change attributes of an item."""
        return self._call("UpdateItem", parameters)

    def delete_item(self, **parameters: Shape) -> Shape:
        """Delete an item."""
        return self._call("DeleteItem", parameters)

    def batch_write_item(self, **parameters: Shape) -> Shape:
        """Write up to 25 items, each for itself."""
        return self._call("BatchWriteItem", parameters)

    def transact_write_items(self, **parameters: Shape) -> Shape:
        """Write several items or none."""
        return self._call("TransactWriteItems", parameters)

    def exchange(self, operation: str, body: bytes) -> tuple[int, bytes]:
        """Send one request, and return the answer's status and body. See `SignedService.send`."""
        return self._service.send(operation, body)

    def _call(self, operation: str, parameters: dict[str, Any]) -> Shape:
        self._on_request()
        url = self._service.url
        try:
            status, body = self.exchange(operation, json.dumps(parameters, default=_base64).encode())
        except Unreachable as error:
            raise EndpointConnectionError(endpoint_url=url, error=error.__cause__) from error
        except TimeoutError as error:
            raise ReadTimeoutError(endpoint_url=url, error=error) from error
        except (OSError, HTTPException) as error:
            raise ConnectionClosedError(endpoint_url=url, error=error) from error
        if status == HTTPStatus.OK:
            if (answer := _document(body)) is None:  # of something in between: DynamoDB may have done it
                raise ConnectionClosedError(endpoint_url=url)
            return answer
        response = _failure(status, body)
        raise _error_class(response["Error"]["Code"])(response, operation)


def _base64(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _document(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object in an answer, if it is one."""
    try:
        document = json.loads(body)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _failure(status: int, body: bytes) -> Shape:
    """Return an error's answer as botocore has it. What stands before DynamoDB may answer in HTML."""
    document = _document(body) or {}
    code = str(document.pop("__type", status)).rpartition("#")[2]
    message = document.pop("message", None) or document.pop("Message", "")
    return {
        **document,
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }


@cache
def _error_class(code: str) -> type[ClientError]:
    """Return a class with the code's name, which the log shows; a status has none."""
    return type(code, (ClientError,), {}) if code.isidentifier() else ClientError
