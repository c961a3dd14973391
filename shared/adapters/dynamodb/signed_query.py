"""A query of the table signed and sent by hand, for a function whose start an SDK would double.

It heeds what botocore would: region, credentials, endpoint and CA bundle of the environment.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.adapters.dynamodb.table import Item
    from shared.domain.json_text import Json

TIMEOUT_SECONDS = 2
ATTEMPTS = 2
_TARGET, _CONTENT_TYPE = "DynamoDB_20120810.Query", "application/x-amz-json-1.0"
_ENDPOINTS = ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL")
_OK = 200


class QueryFailed(Exception):
    """The table could not be read; the message says why, and nothing of what it holds."""


def query(table: str, partition: str, first: str, last: str) -> list[Item]:
    """Return the items of a partition between two sort keys, and with them. Raises `QueryFailed`."""
    items: list[Item] = []
    request: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
        "ExpressionAttributeValues": {":pk": {"S": partition}, ":first": {"S": first}, ":last": {"S": last}},
        "ConsistentRead": True,
    }
    while True:
        answer = _answer(json.dumps(request).encode())
        items += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return items
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _answer(body: bytes) -> Json:
    failure = ""
    for _ in range(ATTEMPTS):
        try:
            status, text = _sent(body)
            document = json.loads(text)
        except (OSError, HTTPException, ValueError) as error:
            failure = type(error).__name__
            continue
        if status == _OK:
            return document
        failure = f"{status} {str(document.get('__type', '')).rpartition('#')[2]}"
    raise QueryFailed(f"the table cannot be read: {failure}")


def _sent(body: bytes) -> tuple[int, bytes]:
    endpoint = urlsplit(endpoint_url(os.environ))
    headers = signed_headers(os.environ, endpoint.netloc, endpoint.path or "/", body, time.time())
    host = endpoint.hostname or ""
    connection: HTTPConnection
    if endpoint.scheme == "https":
        context = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE") or None)
        connection = HTTPSConnection(host, endpoint.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = HTTPConnection(host, endpoint.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("POST", endpoint.path or "/", body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def endpoint_url(environment: Mapping[str, str]) -> str:
    """Return where DynamoDB is: as configured, or else in the region."""
    if environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() != "true":
        for name in _ENDPOINTS:
            if url := environment.get(name):
                return url
    region = _region(environment)
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://dynamodb.{region}.{suffix}"


def signed_headers(
    environment: Mapping[str, str], host: str, path: str, body: bytes, now: float
) -> dict[str, str]:
    """Return the headers of a request with its signature (AWS Signature Version 4)."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    scope = f"{stamp[:8]}/{_region(environment)}/dynamodb/aws4_request"
    headers = {
        "content-type": _CONTENT_TYPE,
        "host": host,
        "x-amz-date": stamp,
        "x-amz-target": _TARGET,
    }
    if token := environment.get("AWS_SESSION_TOKEN"):
        headers["x-amz-security-token"] = token
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    canonical = f"POST\n{path}\n\n{lines}\n{signed}\n{hashlib.sha256(body).hexdigest()}"
    key = f"AWS4{environment.get('AWS_SECRET_ACCESS_KEY', '')}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    signature = _hmac(key, f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}").hex()
    credential = f"{environment.get('AWS_ACCESS_KEY_ID', '')}/{scope}"
    authorization = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature={signature}"
    return {**headers, "authorization": authorization}


def _region(environment: Mapping[str, str]) -> str:
    return environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or ""


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
