"""The queue of records of which a projection failed, in SQS."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.aws import ONE_RETRY, Client, aws_session
from shared.adapters.events.runs import runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MESSAGE_BYTES = 1024 * 1024
MESSAGES = 10


class NotQueued(Exception):
    """The queue did not take a record; the message is the queue's code."""


class ProjectionRetries:
    """The `ProjectionRetryQueue`: one call for up to ten messages, of 1 MB together and each."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _client(self) -> Client:
        """The client of SQS, which is made when something has failed."""
        return aws_session().create_client("sqs", config=ONE_RETRY)

    def put(self, retries: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[int, Exception]:
        """See `ProjectionRetryQueue.put`."""
        failed: dict[int, Exception] = {}
        # JSON in ASCII, as SQS takes no control characters.
        bodies = [json.dumps({"projection": name, "record": dict(record)}) for name, record in retries]
        for run in runs([len(body) for body in bodies], count=MESSAGES, size=MESSAGE_BYTES):
            if len(bodies[run.start]) > MESSAGE_BYTES:
                failed[run.start] = NotQueued("BatchRequestTooLong")
            else:
                failed.update(self._send({str(position): bodies[position] for position in run}))
        return failed

    def _send(self, bodies: Mapping[str, str]) -> dict[int, Exception]:
        entries = [{"Id": name, "MessageBody": body} for name, body in bodies.items()]
        try:
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)
        except (BotoCoreError, ClientError) as error:
            return dict.fromkeys(map(int, bodies), error)
        return {int(refused["Id"]): NotQueued(refused["Code"]) for refused in answer.get("Failed", ())}
