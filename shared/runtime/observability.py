"""What is known of a request afterwards: one line, which is log and metrics (EMF) at once.

Nothing personal goes in: no query string, no body, no e-mail address, and of an unforeseen error its type and
where it happened, but not its message, which may quote data.
"""

import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import PurePath

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

logger = Logger()


@dataclass(slots=True)
class RequestRecord:
    """Facts of one request, gathered while it runs."""

    operation: str
    request_id: str = ""
    tenant: str = ""
    status: int = 500
    storage_requests: int = 0
    started: float = field(default_factory=time.perf_counter)


_current: ContextVar[RequestRecord | None] = ContextVar("request", default=None)


def count_storage_request() -> None:
    """Add one to the storage requests of the request at hand."""
    record = _current.get()
    if record is not None:
        record.storage_requests += 1


@contextmanager
def recorded(operation: str) -> Iterator[RequestRecord]:
    """A record for the request within, written when it ends."""
    record = RequestRecord(operation)
    token = _current.set(record)
    try:
        yield record
    finally:
        _current.reset(token)
        _write(record)


def log_unforeseen(error: BaseException) -> None:
    """Say what failed and where in the request at hand, without the message."""
    record = _current.get()
    frames = traceback.extract_tb(error.__traceback__)
    logger.error(
        "unforeseen error",
        requestId=record.request_id if record is not None else None,
        error_type=type(error).__qualname__,
        frames=[f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    )


def _write(record: RequestRecord) -> None:
    metrics = EphemeralMetrics()
    metrics.add_dimension("operation", record.operation)
    duration = (time.perf_counter() - record.started) * 1000
    metrics.add_metric("Duration", MetricUnit.Milliseconds, round(duration, 2))
    metrics.add_metric("DynamoDbRequests", MetricUnit.Count, record.storage_requests)
    metrics.add_metric("ServerErrors", MetricUnit.Count, int(record.status >= 500))  # noqa: PLR2004 - 5xx
    metrics.add_metadata("tenant", record.tenant)
    metrics.add_metadata("status", record.status)
    metrics.add_metadata("requestId", record.request_id)
    metrics.flush_metrics()
