"""The queue of records of which a projection failed, in SQS."""

from __future__ import annotations

import json
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
"""At most two tries in 9 s: this comes when time is short, and the stream gives again what is not taken."""
MESSAGE_BYTES = 1024 * 1024
MESSAGES = 10


class NotQueued(Exception):
    """The queue did not take a record; the message is the queue's code, or ours."""


class ProjectionRetries:
    """The `ProjectionRetryQueue`: one call for up to ten messages, of 1 MB together and each.

    `ends_at` returns after which time (`time.monotonic`) no call is to begin.
    """

    def __init__(self, url: str, ends_at: Callable[[], float] = lambda: math.inf) -> None:
        self._url = url
        self._ends_at = ends_at

    @cached_property
    def _client(self) -> Client:
        """The client of SQS, which is made when something has failed."""
        return aws_session().create_client("sqs", config=_QUICKLY)

    def put(self, retries: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[int, Exception]:
        """See `ProjectionRetryQueue.put`."""
        failed: dict[int, Exception] = {}
        # JSON in ASCII, as SQS takes no control characters.
        bodies = [json.dumps({"projection": name, "record": dict(record)}) for name, record in retries]
        for run in runs([len(body) for body in bodies], count=MESSAGES, size=MESSAGE_BYTES):
            if len(bodies[run.start]) > MESSAGE_BYTES:
                failed[run.start] = NotQueued("BatchRequestTooLong")
                continue
            if time.monotonic() > self._ends_at():
                return failed | dict.fromkeys(range(run.start, len(bodies)), NotQueued("NoTimeLeft"))
            try:
                failed |= self._send({str(position): bodies[position] for position in run})
            except BotoCoreError as error:
                # Waiting for each call in turn would use up the time in which the batch is to be reported.
                return failed | dict.fromkeys(range(run.start, len(bodies)), error)
        return failed

    def _send(self, bodies: Mapping[str, str]) -> dict[int, Exception]:
        """Send messages in one call; of those not taken, return why. Raises if nobody answers."""
        entries = [{"Id": name, "MessageBody": body} for name, body in bodies.items()]
        try:
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
        except ClientError as error:
            return dict.fromkeys(map(int, bodies), error)
        return {int(refused["Id"]): NotQueued(refused["Code"]) for refused in answer.get("Failed", ())}
