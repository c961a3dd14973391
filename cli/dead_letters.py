"""The dead-letter queue of a stack."""

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import botocore.session

from cli.terminal.failures import CommandFailed
from shared.domain import json_text
from shared.domain.instants import instant_text

_AT_ONCE = 10
"""The most messages that SQS takes or gives in one call."""
_HIDDEN_SECONDS = 60
_POLL_SECONDS = 1.0

Document = dict[str, Any]


class DeadLetters:
    """The dead-letter queue with this ARN."""

    def __init__(self, arn: str) -> None:
        _, _, _, region, _, self._name = arn.split(":")
        self._arn = arn
        self._sqs: Any = botocore.session.get_session().create_client("sqs", region_name=region)

    def messages(self) -> Iterator[Document]:
        """Yield the messages. They stay in the queue, but nobody else receives them meanwhile."""
        url = self._sqs.get_queue_url(QueueName=self._name)["QueueUrl"]
        handles: dict[str, str] = {}
        try:
            while True:
                answer = self._sqs.receive_message(
                    QueueUrl=url,
                    MaxNumberOfMessages=_AT_ONCE,
                    VisibilityTimeout=_HIDDEN_SECONDS,
                    WaitTimeSeconds=1,
                    MessageSystemAttributeNames=["SentTimestamp", "DeadLetterQueueSourceArn"],
                )
                new = [each for each in answer.get("Messages", ()) if each["MessageId"] not in handles]
                if not new:
                    return
                for message in new:
                    handles[message["MessageId"]] = message["ReceiptHandle"]
                    yield _document(message)
        finally:
            self._show_again(url, list(handles.values()))

    def redrive(self) -> int:
        """Move the messages to the queues that they come from, and return how many there were."""
        self._sqs.start_message_move_task(SourceArn=self._arn)
        while True:
            task = self._sqs.list_message_move_tasks(SourceArn=self._arn, MaxResults=1)["Results"][0]
            if task["Status"] != "RUNNING":
                break
            time.sleep(_POLL_SECONDS)
        moved = int(task.get("ApproximateNumberOfMessagesMoved", 0))
        if task["Status"] != "COMPLETED":
            reason = task.get("FailureReason", task["Status"].lower())
            raise CommandFailed(
                f"moving the messages stopped after {moved}: {reason}; `customers events dead` shows the rest"
            )
        return moved

    def _show_again(self, url: str, handles: list[str]) -> None:
        for start in range(0, len(handles), _AT_ONCE):
            entries = [
                {"Id": str(number), "ReceiptHandle": handle, "VisibilityTimeout": 0}
                for number, handle in enumerate(handles[start : start + _AT_ONCE])
            ]
            self._sqs.change_message_visibility_batch(QueueUrl=url, Entries=entries)


def _document(message: Mapping[str, Any]) -> Document:
    attributes = message.get("Attributes", {})
    sent = datetime.fromtimestamp(int(attributes["SentTimestamp"]) / 1000, UTC)
    # A message that EventBridge could not deliver comes from no queue.
    queue = attributes.get("DeadLetterQueueSourceArn", "").rpartition(":")[2] or None
    try:
        event = json_text.loads(message["Body"])
    except ValueError:
        event = message["Body"]
    return {"queue": queue, "sentAt": instant_text(sent), "event": event}
