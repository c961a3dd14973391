"""Answers about the contexts of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.errors import NotFound
from shared.domain.instants import instant_text
from shared.domain.log_in.session_contexts import MEMBERS
from shared.http.errors import refusal
from shared.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.use_cases.session_context.contexts import Shown


def context_document(shown: Shown) -> dict[str, Any]:
    """Return a context as `SessionContext`."""
    context = shown.context
    metadata = {
        "version": context.version,
        "createdAt": instant_text(context.created_at) if context.created_at is not None else None,
        "modifiedAt": instant_text(context.modified_at) if context.modified_at is not None else None,
    }
    document = {
        "sessionId": context.session_id,
        "customerId": context.owner.number if context.owner is not None else None,
        "legalEntityId": shown.legal_entity_id,
        **{name: context.members[name] for name in MEMBERS if name in context.members},
        "context": dict(context.attributes),
        "metadata": {name: value for name, value in metadata.items() if value is not None},
    }
    return {name: value for name, value in document.items() if value is not None}


_UNAUTHORIZED = 401
"""Its body is the gateway's `fault`, as published."""


def context_refusal(error: BaseException, _parameters: Mapping[str, str]) -> Response:
    """Return the answer to a call that failed, with the members of the published error besides ours."""
    response = refusal(error)
    if response.status == _UNAUTHORIZED or response.body is None:
        return response
    members = {"code": response.status, **json_text.loads(response.body)}
    if isinstance(error, NotFound) and error.about is not None:
        members["sessionId"] = error.about
    return Response(response.status, json_text.dumps(members), response.headers)
