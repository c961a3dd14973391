"""Clients of AWS and their configurations."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - botocore's name
    HTTPClientError,
)
from botocore.session import Session

from shared.adapters.signed_calls import PASSING, CallFailed

Client = Any
"""A client of an AWS service; botocore makes its class at run time."""
Shape = Any
"""The answer of such a client, which depends on the operation."""

ONE_RETRY = Config(connect_timeout=1, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2})
"""For calls that a queue or stream retries anyway: at most two tries, 12 s in all."""

ONE_TRY = ONE_RETRY.merge(Config(retries={"mode": "standard", "total_max_attempts": 1}))
"""For calls that must not be repeated if an answer is lost."""


@cache
def aws_session() -> Session:
    """Return the session of this process: another one would take as long to make as a client."""
    return botocore.session.get_session()


@contextmanager
def failures_as_call_failed(service: str) -> Iterator[None]:
    """Raise `CallFailed` for botocore's errors: callers need not know who sent a request."""
    try:
        yield
    except ClientError as error:
        response: Any = error.response
        status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        code = response["Error"]["Code"]
        is_passing = status >= HTTPStatus.INTERNAL_SERVER_ERROR or code in PASSING
        raise CallFailed(service, f"{status} {code}", code, is_passing=is_passing) from error
    except BotoCoreError as error:
        is_passing = isinstance(error, ConnectionError | HTTPClientError)
        raise CallFailed(service, type(error).__name__, is_passing=is_passing) from error
