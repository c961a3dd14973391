"""Answers requests to DynamoDB and its streams by ministack's handlers.

ministack's own way from a request to its handler passes what tells a hundred services apart, and takes longer
than most handlers do. It would also open its other services, and pages of its own, to whoever asks.
"""

import json
import logging
import re
import threading
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import uuid4

from ministack.core.responses import set_request_account_id, set_request_region
from ministack.services import dynamodb, dynamodb_streams

_HANDLERS = {
    "DynamoDB_20120810": dynamodb.handle_request,
    "DynamoDBStreams_20120810": dynamodb_streams.handle_request,
}
STREAMS = "DynamoDBStreams_"
"""How the targets of requests to streams begin."""

_READS = frozenset(
    {
        "BatchGetItem",
        "DescribeEndpoints",
        "DescribeLimits",
        "DescribeStream",
        "DescribeTable",
        "DescribeTimeToLive",
        "GetItem",
        "GetRecords",
        "GetShardIterator",
        "ListStreams",
        "ListTables",
        "Query",
        "Scan",
        "TransactGetItems",
    }
)
_WRITES = frozenset({"BatchWriteItem", "DeleteItem", "PutItem", "TransactWriteItems", "UpdateItem"})
OF_TABLES = frozenset({"CreateTable", "DeleteTable", "UpdateTable", "UpdateTimeToLive"})
_OPERATIONS = _READS | _WRITES | OF_TABLES
"""The rest of DynamoDB (exports, backups, PartiQL, ...) is not offered: it changes tables past the log."""

_CREDENTIAL = re.compile(r"Credential=([^/]*)/[^/]*/([^/]*)/")
_REAPER = "dynamodb-ttl-reaper"

_logger = logging.getLogger(__name__)


class _OneAtATime:
    """The lock of requests, in place of ministack's own.

    ministack's thread that deletes expired items stays here: it would hold up requests while it looks at all
    items, and its deletions would be in no log.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        if threading.current_thread().name == _REAPER:
            threading.Event().wait()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


one_at_a_time = dynamodb._lock = _OneAtATime()


class Answer(NamedTuple):
    """An HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes


def operation_of(target: str) -> str:
    """Return the operation that an `X-Amz-Target` names."""
    return target.rpartition(".")[2]


def answer(target: str, authorization: str, body: bytes) -> Answer:
    """Return the answer to a request; safe to call from any thread."""
    service, _, operation = target.partition(".")
    if service not in _HANDLERS or operation not in _OPERATIONS:
        return error(HTTPStatus.BAD_REQUEST, "UnknownOperationException", f"There is no operation {target}.")
    with one_at_a_time:
        act_for(*_signed_for(authorization))
        try:
            handling = _HANDLERS[service]("POST", "/", {"x-amz-target": target}, body, {})
            status, headers, content = _result(handling)
        except Exception as failure:  # as ministack does, whatever a handler fails with
            _logger.exception("%s failed", target)
            return error(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalServerError", str(failure))
    return Answer(status, {**headers, "x-amzn-requestid": str(uuid4())}, content)


def error(status: int, code: str, text: str) -> Answer:
    """Return an error as DynamoDB writes it."""
    content = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": text}).encode()
    return Answer(status, {"Content-Type": "application/x-amz-json-1.0"}, content)


def act_for(account: str, region: str) -> None:
    """Have ministack work on the tables of this account and region from now on."""
    set_request_account_id(account)
    set_request_region(region)


def _signed_for(authorization: str) -> tuple[str, str]:
    """Return the access key and the region of a signature, empty without one."""
    found = _CREDENTIAL.search(authorization)
    return (found[1], found[2]) if found is not None else ("", "")


def _result(handling: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - ministack's
    """Return what a handler returns: it is a coroutine that waits for nothing."""
    try:
        handling.send(None)
    except StopIteration as done:
        return done.value
    handling.close()
    raise RuntimeError("it has waited for something")
