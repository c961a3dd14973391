"""Batches for functions, and the failures that functions report."""

import logging
from typing import Any

from local.stack.invocation import EventTooLarge, InvocationFailed, invoke
from local.stack.template import Function

logger = logging.getLogger(__name__)


def reported_failures(function: Function, records: list[Any]) -> set[str] | None:
    """Return the identifiers of the records that a function failed to handle.

    None if the whole batch failed.
    """
    try:
        answer = invoke(function, {"Records": records})
    except (InvocationFailed, EventTooLarge):
        return None
    try:
        failures = (answer or {}).get("batchItemFailures") or []
        identifiers = {failure["itemIdentifier"] for failure in failures}
    except (AttributeError, KeyError, TypeError):
        logger.error("%s reported failures in a form that Lambda does not understand", function.name)  # noqa: TRY400
        return None
    return identifiers
