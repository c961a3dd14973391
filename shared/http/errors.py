"""The one map from errors to answers (api.md §1, Errors)."""

from collections.abc import Mapping
from typing import Any

from shared.domain import errors, json_text
from shared.http.messages import NO_STORE, Response

_INTERNAL = (500, "internal_error")
_STATUS: dict[type[BaseException], tuple[int, str]] = {
    errors.BadParameter: (400, "bad_request"),
    errors.ValidationFailed: (400, "validation_failure"),
    errors.Unauthorized: (401, "unauthorized"),
    errors.Forbidden: (403, "forbidden"),
    errors.NotFound: (404, "resource_not_found"),
    errors.Conflict: (409, "conflict_resource"),
    errors.Gone: (410, "resource_gone"),
    errors.PreconditionFailed: (412, "precondition_failed"),
    errors.PayloadTooLarge: (413, "payload_too_large"),
    errors.UnsupportedMediaType: (415, "unsupported_media_type"),
    errors.IdempotencyKeyReused: (422, "idempotency_key_reused"),
    errors.TooManyTries: (429, "too_many_requests"),
    errors.ProviderUnavailable: (424, "identity_provider_unavailable"),
    errors.StorageUnavailable: (503, "service_unavailable"),
}
_RETRY_AFTER_SECONDS = {424: 60, 503: 1}
# A body of 4 MB can contain longer names than fit into an answer or a kept answer.
_MAX_FIELD_LENGTH = 256


def refusal(error: BaseException) -> Response:
    """Return the answer to a request that failed with this error.

    The map is walked along the error's bases.
    """
    if isinstance(error, errors.InvalidToken):
        return _fault(error)
    if isinstance(error, errors.TokenRefused):
        return _oauth_error(error)
    if isinstance(error, errors.RefusedBefore):
        return Response(error.status, error.body)
    for kind in type(error).__mro__:
        if kind in _STATUS and isinstance(error, errors.DomainError):
            return _error_message(*_STATUS[kind], error)
    return _error_message(*_INTERNAL, errors.DomainError("An unexpected error occurred."))


def _error_message(status: int, type_: str, error: errors.DomainError) -> Response:
    document: dict[str, Any] = {"status": status, "type": type_, "message": error.message}
    if error.problems:
        document["details"] = [detail(problem) for problem in error.problems[: errors.MAX_PROBLEMS]]
    seconds = (
        error.retry_after if isinstance(error, errors.TooManyTries) else _RETRY_AFTER_SECONDS.get(status)
    )
    headers = {"Retry-After": str(seconds)} if seconds is not None else {}
    return Response(status, json_text.dumps(document), headers)


def detail(problem: errors.Problem) -> dict[str, str]:
    """Return a problem as an element of `details`."""
    field = problem.field and problem.field[:_MAX_FIELD_LENGTH]
    members = {"field": field, "type": problem.type, "message": problem.message}
    return {name: value for name, value in members.items() if value is not None}


def said(details: Mapping[str, str]) -> str:
    """Return an element of `details` in one line."""
    return ": ".join(filter(None, (details.get("field"), details["message"])))


def _fault(error: errors.InvalidToken) -> Response:
    expired = isinstance(error, errors.ExpiredToken)
    code = "keymanagement.service.access_token_expired" if expired else "oauth.v2.InvalidAccessToken"
    fault = {"faultstring": error.message, "detail": {"errorcode": code}}
    return Response(401, json_text.dumps({"fault": fault}))


def _oauth_error(error: errors.TokenRefused) -> Response:
    document = {"error": error.code, "error_description": error.message}
    if error.code != "invalid_client":
        return Response(400, json_text.dumps(document), NO_STORE)
    challenge = {"WWW-Authenticate": 'Basic realm="oauth", charset="UTF-8"'}
    return Response(401, json_text.dumps(document), {**NO_STORE, **challenge})
