"""The AWS services that functions call besides the table: EventBridge and SQS (the bus), SES (mailbox)."""

import json
from typing import Any

from local.bus.entries import ENTRY_BYTES, BusEvent, EntryRefused, bus_event, size_of
from local.bus.store import Bus, BusFailed
from local.environment import AWS_PATH
from local.http.messages import Request, Response, message
from local.mailbox.store import Mail, Mailbox, MailboxFailed

Document = dict[str, Any]
_PUT_EVENTS = "AWSEvents.PutEvents"
_SEND_MESSAGES = "AmazonSQS.SendMessageBatch"
_SEND_EMAIL = "POST", f"{AWS_PATH}/v2/email/outbound-emails"
_ENTRIES = 10
_MESSAGE_BYTES = 1024 * 1024


class CallRefused(Exception):
    """AWS rejects the call; its code, and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def aws_answer(bus: Bus, mailbox: Mailbox, request: Request) -> Response:
    """Return the answer to a call of an AWS client. Whether it may call is decided before."""
    try:
        if request.header("x-amz-target") == _PUT_EVENTS:
            return _json(200, _put_events(bus, json.loads(request.body)))
        if request.header("x-amz-target") == _SEND_MESSAGES:
            return _json(200, _send_messages(bus, json.loads(request.body)))
        if (request.method, request.path) == _SEND_EMAIL:
            return _json(200, _send_email(mailbox, json.loads(request.body)))
    except CallRefused as refusal:
        return _json(400, {"__type": refusal.code, "message": str(refusal)}, refusal.code)
    except (BusFailed, MailboxFailed) as failure:
        return _json(500, {"__type": "InternalException", "message": str(failure)}, "InternalException")
    return message(404, "Not Found")


def _put_events(bus: Bus, call: Document) -> Document:
    entries = call["Entries"]
    if len(entries) > _ENTRIES:
        limit = f"Member must have length less than or equal to {_ENTRIES}"
        raise CallRefused("ValidationException", f"Value at 'entries' failed to satisfy constraint: {limit}")
    if sum(map(size_of, entries)) > ENTRY_BYTES:
        raise CallRefused(
            "ValidationException", "Total size of the entries in the request is over the limit."
        )
    taken: list[BusEvent] = []
    results: list[Document] = []
    for entry in entries:
        try:
            taken.append(bus_event(entry))
            results.append({"EventId": taken[-1].envelope["id"]})
        except EntryRefused as refusal:
            results.append({"ErrorCode": refusal.code, "ErrorMessage": str(refusal)})
    bus.put(taken)
    return {"FailedEntryCount": len(entries) - len(taken), "Entries": results}


def _send_messages(bus: Bus, call: Document) -> Document:
    """Put messages into the queue that the last segment of the URL names."""
    entries = call["Entries"]
    if len(entries) > _ENTRIES:
        raise CallRefused(
            "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", "There are too many entries in the batch."
        )
    if sum(len(entry["MessageBody"].encode()) for entry in entries) > _MESSAGE_BYTES:
        raise CallRefused("AWS.SimpleQueueService.BatchRequestTooLong", "The batch is over the limit.")
    messages = [(entry["MessageBody"], float(entry.get("DelaySeconds", 0))) for entry in entries]
    bus.send(call["QueueUrl"].rpartition("/")[2], messages)
    return {"Successful": [{"Id": entry["Id"], "MessageId": entry["Id"]} for entry in entries], "Failed": []}


def _send_email(mailbox: Mailbox, call: Document) -> Document:
    match call:
        case {
            "FromEmailAddress": str(sender),
            "Destination": {"ToAddresses": [str(to)]},
            "Content": {"Simple": {"Subject": {"Data": str(subject)}, "Body": {"Text": {"Data": str(text)}}}},
        }:
            html = call["Content"]["Simple"]["Body"].get("Html", {}).get("Data")
            tags = {tag["Name"]: tag["Value"] for tag in call.get("EmailTags", [])}
            mail = Mail(sender=sender, to=to, subject=subject, text=text, html=html, tags=tags)
            return {"MessageId": mailbox.receive(mail)}
    reason = "Send a simple message with a subject and a text, from one address to one address."
    raise CallRefused("BadRequestException", reason)


def _json(status: int, document: Document, error: str | None = None) -> Response:
    headers = [("content-type", "application/x-amz-json-1.1")]
    if error is not None:
        headers.append(("x-amzn-errortype", error))
    return Response(status, tuple(headers), json.dumps(document).encode())
