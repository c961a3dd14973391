"""The queue of records of which a projection failed, in SQS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.adapters.events.queue import SqsQueue


class ProjectionRetries:
    """The `ProjectionRetryQueue`."""

    def __init__(self, queue: SqsQueue) -> None:
        self._queue = queue

    def put(self, retries: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[int, Exception]:
        """See `ProjectionRetryQueue.put`."""
        # JSON in ASCII, as SQS takes no control characters.
        return self._queue.put(
            [json.dumps({"projection": name, "record": dict(record)}) for name, record in retries]
        )
