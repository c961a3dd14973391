"""Errors as clients of the published customer management read them, with the members of ours besides.

`status` is a text there, and `code` the number: one member cannot be both, so here it is theirs.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from shared.domain import json_text
from shared.domain.errors import DomainError
from shared.http.errors import refusal
from shared.http.messages import Response

_UNAUTHORIZED = 401
"""Its body is the gateway's `fault` in both."""


def published_refusal(error: BaseException, parameters: Mapping[str, str]) -> Response:
    """Return the answer to a request that failed with this error. `parameters`: of its path."""
    response = refusal(error)
    if response.status == _UNAUTHORIZED or response.body is None:
        return response
    document: dict[str, Any] = json_text.loads(response.body)
    if "code" in document:  # a kept answer, which is made already
        return response
    about = error.about if isinstance(error, DomainError) else None
    about = about or next((value for name, value in parameters.items() if name != "tenant"), None)
    members = {"code": response.status, **document, "status": HTTPStatus(response.status).phrase}
    if about is not None:
        members["resourceId"] = about
    return Response(response.status, json_text.dumps(members), response.headers)
