"""Answers about the contexts of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.instants import instant_text
from shared.domain.log_in.session_contexts import MEMBERS

if TYPE_CHECKING:
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
