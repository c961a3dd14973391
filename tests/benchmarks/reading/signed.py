"""DynamoDB called plainly: signed JSON out, bytes in, nothing checked and nothing parsed on the way."""

import json
import socket
from http import HTTPStatus
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session

from local.stack.invocation import REGION


class RequestFailed(Exception):
    """DynamoDB refused a request; the message is what it said."""


class SignedCalls:
    """Calls to one endpoint, from any thread."""

    def __init__(self, url: str) -> None:
        self._url = url
        # Without it the kernel holds the body back until the headers are acknowledged, 40 ms later.
        no_delay: Any = (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._session = URLLib3Session(socket_options=[no_delay])

    def __call__(self, operation: str, body: dict[str, Any]) -> bytes:
        """The answer to a request. Raises `RequestFailed`."""
        headers = {
            "X-Amz-Target": f"DynamoDB_20120810.{operation}",
            "Content-Type": "application/x-amz-json-1.0",
        }
        request = AWSRequest("POST", self._url, headers, json.dumps(body).encode())
        SigV4Auth(Credentials("local", "local"), "dynamodb", REGION).add_auth(request)
        response = self._session.send(request.prepare())
        answer: bytes = response.content
        if response.status_code != HTTPStatus.OK:
            raise RequestFailed(answer.decode())
        return answer
