"""Events on an EventBridge bus."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.aws import ONE_RETRY, aws_session
from shared.adapters.events.runs import runs
from shared.domain import json_text
from shared.domain.messages.events import OMITTABLE, SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.domain.messages.events import Event

ENTRY_BYTES = 256 * 1024
ENTRIES = 10

_Entry = dict[str, str]


class NotPublished(Exception):
    """The bus did not take an event; the message is the bus's code, or ours."""


class EventBridgeBus:
    """The `EventBus`: one call for up to ten events, of 256 KB together and each.

    `ends_at` returns after which time (`time.monotonic`) no call is to begin.
    """

    def __init__(self, name: str, ends_at: Callable[[], float] = lambda: math.inf) -> None:
        self._name = name
        self._ends_at = ends_at
        self._client: Any = aws_session().create_client("events", config=ONE_RETRY)

    def put(self, events: Sequence[Event]) -> dict[int, Exception]:
        """See `EventBus.put`."""
        failed: dict[int, Exception] = {}
        entries = [self._entry(event) for event in events]
        for run in runs([_size(entry) for entry in entries], count=ENTRIES, size=ENTRY_BYTES):
            if time.monotonic() > self._ends_at():
                return failed | dict.fromkeys(range(run.start, len(entries)), NotPublished("NoTimeLeft"))
            try:
                refused = self._put(entries[run.start : run.stop])
            except BotoCoreError as error:
                # Waiting for each call in turn would use up the time of whatever else is to be done.
                return failed | dict.fromkeys(range(run.start, len(entries)), error)
            failed.update((run[position], error) for position, error in refused.items())
        return failed

    def _put(self, entries: Sequence[_Entry]) -> dict[int, Exception]:
        """Put entries in one call; of those that were not taken, return why. Raises if nobody answers."""
        try:
            answer = self._client.put_events(Entries=entries)
        except ClientError as error:
            return dict.fromkeys(range(len(entries)), error)
        return {
            position: NotPublished(result["ErrorCode"])
            for position, result in enumerate(answer["Entries"])
            if "ErrorCode" in result
        }

    def _entry(self, event: Event) -> _Entry:
        """Return the event as the bus takes it.

        A large one goes without what can be read from the API again.
        """
        detail = event.detail()
        entry = {"EventBusName": self._name, "Source": SOURCE, "DetailType": str(event.name)}
        entry["Detail"] = json_text.dumps(detail)
        omitted: list[str] = []
        for member in OMITTABLE:
            if _size(entry) <= ENTRY_BYTES:
                break
            if detail.pop(member, None) is not None:
                omitted.append(member)
                entry["Detail"] = json_text.dumps({**detail, "omitted": omitted})
        return entry


def _size(entry: _Entry) -> int:
    """Return the bytes that EventBridge counts."""
    return sum(len(entry[member].encode()) for member in ("Source", "DetailType", "Detail"))
