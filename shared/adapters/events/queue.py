"""A queue in SQS, as far as functions put messages into one."""

from __future__ import annotations

import math
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.aws import ONE_RETRY, Client, aws_session
from shared.adapters.events.runs import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_QUICKLY = ONE_RETRY.merge(Config(read_timeout=3))
"""At most two tries in 9 s: this comes when time is short, and whoever asks is asked again."""
MESSAGE_BYTES = 1024 * 1024
MESSAGES = 10


class NotQueued(Exception):
    """The queue did not take a message; this one's text is the queue's code, or ours."""


class SqsQueue:
    """A queue by its URL: one call for up to ten messages, of 1 MB together and each.

    `ends_at` returns after which time (`time.monotonic`) no call is to begin.
    """

    def __init__(self, url: str, ends_at: Callable[[], float] = lambda: math.inf) -> None:
        self._url = url
        self._ends_at = ends_at

    @cached_property
    def _client(self) -> Client:
        """The client of SQS, which is made when there is something to send."""
        return aws_session().create_client("sqs", config=_QUICKLY)

    def put(
        self, bodies: Sequence[str], *, groups: Sequence[str] | None = None, delay: int | None = None
    ) -> dict[int, Exception]:
        """Put messages in ASCII into the queue; of those that are not taken, return by position why.

        `groups`: whose each message is, so that many of one do not hold up those of others. `delay`: seconds,
        900 at most, instead of the queue's own.
        """
        failed: dict[int, Exception] = {}
        for run in runs([len(body) for body in bodies], count=MESSAGES, size=MESSAGE_BYTES):
            if len(bodies[run.start]) > MESSAGE_BYTES:
                failed[run.start] = NotQueued("BatchRequestTooLong")
                continue
            if time.monotonic() > self._ends_at():
                return failed | dict.fromkeys(range(run.start, len(bodies)), NotQueued("NoTimeLeft"))
            entries: list[dict[str, Any]] = [
                {"Id": str(position), "MessageBody": bodies[position]}
                | ({"MessageGroupId": groups[position]} if groups is not None else {})
                | ({"DelaySeconds": delay} if delay is not None else {})
                for position in run
            ]
            try:
                failed |= self._send(entries)
            except BotoCoreError as error:
                # Waiting for each call in turn would use up the time in which the batch is to be reported.
                return failed | dict.fromkeys(range(run.start, len(bodies)), error)
        return failed

    def _send(self, entries: Sequence[Mapping[str, Any]]) -> dict[int, Exception]:
        """Send messages in one call; of those not taken, return why. Raises if nobody answers."""
        try:
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
        except ClientError as error:
            return dict.fromkeys((int(entry["Id"]) for entry in entries), error)
        return {int(refused["Id"]): NotQueued(refused["Code"]) for refused in answer.get("Failed", ())}
