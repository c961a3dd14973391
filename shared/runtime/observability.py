"""One line for each request or event, which is log and metrics (EMF) at once.

A request's line is written by hand: its constant parts are put together once, and Powertools is loaded only
when there is something else to log. A trigger's line is made by Powertools.

Nothing personal goes in: no query string, no body, no e-mail address. Of an unforeseen error, the line has
its type and where it happened, but not its message, which may quote data.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from aws_lambda_powertools import Logger

UNITS = {"Duration": "Milliseconds", "DynamoDbRequests": "Count", "ServerErrors": "Count"}
_SERVICE = os.environ.get("POWERTOOLS_SERVICE_NAME", "")
_METRICS = [
    {
        "Namespace": os.environ.get("POWERTOOLS_METRICS_NAMESPACE", ""),
        "Dimensions": [["operation", "service"]],
        "Metrics": [{"Name": name, "Unit": unit} for name, unit in UNITS.items()],
    }
]


@cache
def logger() -> Logger:
    """Return what writes all other lines, from `LOG_LEVEL` on.

    Powertools prefers the level of Lambda's own filter, which is INFO for the sake of the lines of requests.
    """
    import logging

    from aws_lambda_powertools import Logger

    made = Logger()
    logging.getLogger(made.name).setLevel(os.environ.get("LOG_LEVEL", "INFO"))
    return made


@dataclass(slots=True)
class RequestRecord:
    """Facts of one request, gathered while it runs."""

    operation: str
    request_id: str = ""
    tenant: str = ""
    status: int = 500
    storage_requests: int = 0
    started: float = field(default_factory=time.perf_counter)

    def metrics(self) -> tuple[float, int, int]:
        """Return the values of the metrics in `UNITS`, in its order."""
        duration = (time.perf_counter() - self.started) * 1000
        return round(duration, 2), self.storage_requests, int(self.status >= 500)  # noqa: PLR2004 - 5xx


_current: ContextVar[RequestRecord | None] = ContextVar("request", default=None)


def count_storage_request() -> None:
    """Add one to the storage requests of the request at hand."""
    record = _current.get()
    if record is not None:
        record.storage_requests += 1


def line_of(record: RequestRecord) -> Mapping[str, Any]:
    """Return the line of a request that has ended."""
    duration, requests, errors = record.metrics()
    return {
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": _METRICS},
        "operation": record.operation,
        "service": _SERVICE,
        "tenant": record.tenant,
        "status": record.status,
        "requestId": record.request_id,
        "Duration": [duration],
        "DynamoDbRequests": [requests],
        "ServerErrors": [errors],
    }


@contextmanager
def recorded(
    operation: str, line: Callable[[RequestRecord], Mapping[str, Any]] = line_of
) -> Iterator[RequestRecord]:
    """Yield a record for the request within, which is written as a line when it ends."""
    record = RequestRecord(operation)
    token = _current.set(record)
    try:
        yield record
    finally:
        _current.reset(token)
        sys.stdout.write(json.dumps(line(record), separators=(",", ":")) + "\n")


def log_unforeseen(error: BaseException, projection: str | None = None) -> None:
    """Say what failed and where in the request at hand, without the message. `projection`: in which."""
    import traceback
    from pathlib import PurePath

    record = _current.get()
    frames = traceback.extract_tb(error.__traceback__)
    logger().error(
        "unforeseen error",
        requestId=record.request_id if record is not None else None,
        error_type=type(error).__qualname__,
        frames=[f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
        projection=projection,
    )


def log_ignored(event: str, tenant: str) -> None:
    """Count an event that has no effect, as the tenant does not go by such events."""
    logger().info("ignored event", event=event, tenant=tenant, ignoredEvents=1)
