"""Faults of requests to DynamoDB: which pass, and after which a request may have been carried out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004 - botocore's name

from shared.adapters.signed_calls import PASSING

FAULTS = (ClientError, ConnectionError, HTTPClientError)
CONDITION_FAILED = "ConditionalCheckFailed"
_OUTCOME_UNKNOWN = frozenset({"InternalServerError", "ServiceUnavailable"})


def is_passing(error: ClientError | ConnectionError | HTTPClientError) -> bool:
    """Return whether the same request may succeed later."""
    if not isinstance(error, ClientError):
        return True
    reasons = {reason.get("Code") for reason in reasons_of(error)}
    # A condition that failed is an answer, whatever else the transaction ran into.
    if CONDITION_FAILED in reasons:
        return False
    return _is_of_server(error) or bool(PASSING & {code_of(error), *reasons})


def is_unknown(error: ClientError | ConnectionError | HTTPClientError) -> bool:
    """Return whether the request may have been carried out all the same."""
    return not isinstance(error, ClientError) or _is_of_server(error)


def _is_of_server(error: ClientError) -> bool:
    """Return whether DynamoDB, or what is before it, has failed; that may answer in HTML, without a code."""
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR or code_of(error) in _OUTCOME_UNKNOWN


def reasons_of(error: ClientError) -> list[dict[str, Any]]:
    """Return why a transaction was cancelled: a reason for each of its writes, or nothing."""
    response: Any = error.response
    reasons: list[dict[str, Any]] = response.get("CancellationReasons", [])
    return reasons


def code_of(error: ClientError) -> str:
    """Return the code of the fault, if it has one."""
    return error.response.get("Error", {}).get("Code", "")
