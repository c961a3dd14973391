"""Answers requests to DynamoDB and its streams by ministack's functions for their operations.

ministack's own way from a request to its function passes what tells a hundred services apart, and takes
longer than most of these functions do. It would also open its other services, and pages of its own, to
whoever asks.
"""

import json
import logging
import re
import secrets
import threading
import zlib
from functools import cache
from http import HTTPStatus
from types import ModuleType
from typing import Any, NamedTuple

from ministack.core import responses
from ministack.services import dynamodb, dynamodb_streams

_SERVICES: dict[str, ModuleType] = {
    "DynamoDB_20120810": dynamodb,
    "DynamoDBStreams_20120810": dynamodb_streams,
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

_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_SHORTER = {"DescribeTimeToLive": "_describe_ttl", "UpdateTimeToLive": "_update_ttl"}
"""The functions that are not called like their operations."""

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
# It never contains itself, which `json.dumps` would look for.
_ENCODER = json.JSONEncoder(check_circular=False, ensure_ascii=False)


def _json_response(
    document: Any,  # noqa: ANN401 - JSON
    status: int = HTTPStatus.OK,
    *,
    content_type: str = responses.JSON_1_0_CONTENT_TYPE,
) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": content_type}, _ENCODER.encode(document).encode()


dynamodb.json_response = dynamodb_streams.json_response = _json_response


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
    if service not in _SERVICES or operation not in _OPERATIONS:
        return error(HTTPStatus.BAD_REQUEST, "UnknownOperationException", f"There is no operation {target}.")
    with one_at_a_time:
        act_for(*_signed_for(authorization))
        try:
            status, headers, content = _done(_SERVICES[service], operation, body)
        except Exception as failure:  # as ministack does, whatever a function fails with
            _logger.exception("%s failed", target)
            return error(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalServerError", str(failure))
    checksum = str(zlib.crc32(content))
    return Answer(
        status, {**headers, "x-amz-crc32": checksum, "x-amzn-requestid": secrets.token_hex(16)}, content
    )


def _done(service: ModuleType, operation: str, body: bytes) -> Any:  # noqa: ANN401 - ministack's
    """Do what is asked for; the status, headers and body of the answer."""
    try:
        asked = json.loads(body) if body else {}
    except ValueError:
        return dynamodb.error_response_json("SerializationException", "Invalid JSON")
    # Looked up each time: other modules of this folder put functions in the place of ministack's.
    function = getattr(service, _function_of(operation), None)
    if function is None:
        return dynamodb.error_response_json(
            "UnknownOperationException", f"Unknown operation: {operation}", 400
        )
    return function(asked)


@cache
def _function_of(operation: str) -> str:
    return _SHORTER.get(operation) or f"_{_CAPITAL.sub('_', operation).lower()}"


def error(status: int, code: str, text: str) -> Answer:
    """Return an error as DynamoDB writes it."""
    content = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": text}).encode()
    return Answer(status, {"Content-Type": "application/x-amz-json-1.0"}, content)


def act_for(account: str, region: str) -> None:
    """Have ministack work on the tables of this account and region from now on."""
    responses._request_account_id.set(_account_of(account))
    responses.set_request_region(region)


@cache
def _account_of(access_key: str) -> str:
    """Return the account that ministack takes a key for; roles are assumed nowhere here."""
    responses.set_request_account_id(access_key)
    return str(responses.get_account_id())


def _signed_for(authorization: str) -> tuple[str, str]:
    """Return the access key and the region of a signature, empty without one."""
    found = _CREDENTIAL.search(authorization)
    return (found[1], found[2]) if found is not None else ("", "")
