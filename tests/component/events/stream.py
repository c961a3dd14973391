"""The stream and the bus of a test, both on a real engine."""

import json
import os
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError

from shared.adapters.aws import aws_session
from shared.adapters.events.bus import EventBridgeBus
from shared.domain import json_text
from shared.domain.messages.events import SOURCE, Event, events_of
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.credentials.one_time_tokens import minted
from shared.use_cases.projections.published_events import published_events
from shared.use_cases.projections.search_index import search_index
from tests.component.lambda_context import LambdaContext
from tests.event_schemas import check_event
from triggers import on_client_management_event, on_customer_change

Document = dict[str, Any]
_PAGE = 10


class Bus:
    """The bus that the functions publish on, a queue that keeps whatever comes, and the queue of retries."""

    def __init__(self, url: str) -> None:
        session: Any = aws_session()
        name = os.environ["EVENT_BUS_NAME"]
        self.events = session.create_client("events", endpoint_url=url)
        self._queues = session.create_client("sqs", endpoint_url=url)
        self._queue = self._queues.create_queue(QueueName=f"all-of-{name}")["QueueUrl"]
        arn = self._queues.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])
        self.events.create_event_bus(Name=name)
        self.events.put_rule(Name="all", EventBusName=name, EventPattern='{"source": ["customer-service"]}')
        target = {"Id": "queue", "Arn": arn["Attributes"]["QueueArn"]}
        self.events.put_targets(Rule="all", EventBusName=name, Targets=[target])
        self.retry_queue = str(self._queues.create_queue(QueueName=f"retries-of-{name}")["QueueUrl"])

    def taken(self) -> list[Document]:
        """The events that have come since the last look, in no order."""
        return self._emptied(self._queue)

    def retries(self) -> list[Document]:
        """The records that have come to wait since the last look, each with its projection, in no order."""
        return self._emptied(self.retry_queue)

    def _emptied(self, queue: str) -> list[Document]:
        found: list[Document] = []
        while messages := self._page(queue):
            found += [json.loads(message["Body"]) for message in messages]
        return found

    def _page(self, queue: str) -> list[Document]:
        page = self._queues.receive_message(QueueUrl=queue, MaxNumberOfMessages=_PAGE)
        messages: list[Document] = page.get("Messages", [])
        for message in messages:
            self._queues.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return messages


class Stream:
    """The records of the table's stream since this was made, as Lambda passes them on."""

    def __init__(self, url: str) -> None:
        session: Any = aws_session()
        self._client = session.create_client("dynamodbstreams", endpoint_url=url)
        stream = self._client.list_streams(TableName=os.environ["TABLE_NAME"])["Streams"][-1]["StreamArn"]
        shards = self._client.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
        self._iterators = [
            self._client.get_shard_iterator(
                StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="LATEST"
            )["ShardIterator"]
            for shard in shards
        ]

    def records(self, tenant: str) -> list[Document]:
        """Return a tenant's changes since the last look."""
        found: list[Document] = []
        for place, iterator in enumerate(self._iterators):
            page = self._client.get_records(ShardIterator=iterator)
            while page["Records"]:
                found += page["Records"]
                page = self._client.get_records(ShardIterator=page["NextShardIterator"])
            self._iterators[place] = page["NextShardIterator"]
        ours = [record for record in found if record["dynamodb"]["Keys"]["pk"]["S"].startswith(f"{tenant}#")]
        return [_as_lambda_has_it(record) for record in ours]

    def events(self, tenant: str, api_url: str = "") -> list[Event]:
        """Return the events of a tenant's changes since the last look."""
        reader, mint = wiring().change_reader, partial(minted, wiring().keyed_hashes)
        changes = [reader.read(record) for record in self.records(tenant)]
        found = [event for change in changes if change for event in events_of(change, mint, api_url)]
        for event in found:
            check_event(SOURCE, event.name, json.loads(json_text.dumps(event.detail())))
        return found


def _as_lambda_has_it(record: Document) -> Document:
    stream = dict(record["dynamodb"])
    stream["ApproximateCreationDateTime"] = stream["ApproximateCreationDateTime"].timestamp()
    return {**record, "dynamodb": stream}


def is_profile(record: Document) -> bool:
    return bool(record["dynamodb"]["Keys"]["sk"]["S"] == "PROFILE")


def publish(records: list[Document], bus: EventBridgeBus | None = None) -> list[str]:
    """Give the records to the function, perhaps with another bus; which ones failed, by sequence number.

    Lambda calls no function for no records.
    """
    if not records:
        return []
    handler = on_customer_change.lambda_handler
    if bus is not None:
        events = published_events(bus, wiring().keyed_hashes, wiring().environment.api_url)
        handler = replace(handler, uses=lambda _: replace(wiring().projection_ports, projections=[events]))
    answer = handler({"Records": records}, LambdaContext())
    assert answer is not None
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def index_changes(records: list[Document]) -> None:
    """Have the index of words follow from records, and from nothing else."""
    changes = [change for record in records if (change := wiring().change_reader.read(record)) is not None]
    projection = search_index(wiring().search_entries, wiring().tenants, WorkingFor)
    assert projection.project(dict(enumerate(changes))) == {}


def retry(*waiting: Document) -> list[Document]:
    """Give what waits to the function again; what failed again."""
    records = [
        {"messageId": str(place), "body": json.dumps(message), "eventSource": "aws:sqs"}
        for place, message in enumerate(waiting)
    ]
    answer = on_customer_change.lambda_handler({"Records": records}, LambdaContext())
    assert answer is not None
    return [waiting[int(failure["itemIdentifier"])] for failure in answer["batchItemFailures"]]


def faulty_bus(refused: int | None = None) -> EventBridgeBus:
    """A bus that does not take the entry at a position counted from one, or that cannot be reached at all."""

    def answer(request: Any, **_: Any) -> AWSResponse:
        if refused is None:
            raise EndpointConnectionError(endpoint_url=request.url)
        entries: list[Document] = [{"EventId": "an-id"} for _ in json.loads(request.body)["Entries"]]
        entries[refused - 1] = {"ErrorCode": "ThrottlingException", "ErrorMessage": "slow down"}
        body = json.dumps({"FailedEntryCount": 1, "Entries": entries}).encode()
        raw: Any = SimpleNamespace(stream=lambda: [body])
        headers: Any = {}
        return AWSResponse(request.url, 200, headers, raw)

    bus = EventBridgeBus(os.environ["EVENT_BUS_NAME"])
    bus._client.meta.events.register("before-send.events.PutEvents", answer)
    return bus


def come_back(
    events: list[tuple[str, dict[str, Any]]], handler: Any = on_client_management_event.lambda_handler
) -> None:
    """Have the function hear what the service has published of companies."""
    for name, detail in events:
        body = {"source": "customer-service", "detail-type": name, "detail": detail, "version": "0"}
        records = [
            {"messageId": "1", "body": json.dumps({**body, "id": "x", "time": "2026-11-30T09:00:00Z"})}
        ]
        answer = handler({"Records": records}, LambdaContext())
        assert answer == {"batchItemFailures": []}
