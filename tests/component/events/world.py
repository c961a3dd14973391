"""Projections in a world where processes crash, and records come late, twice and in another order.

Whatever projections the function makes are looked at as a whole: the tenant's items, and events on the bus.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.items.feed import segment_from, told_from
from shared.adapters.signed_calls import SignedService
from shared.domain.customers.deletions import Deletion, deletion_from
from shared.domain.feed.log import SHARDS
from shared.domain.messages.events import EventName
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.customers.clean_up import clean_up
from tests.component.customer_data.stored import items_of
from tests.component.events.stream import Bus, Document, publish, retry
from tests.component.wire import Killed

READS = frozenset({"GetItem", "BatchGetItem", "Query"})
MOST_RETRIES = 1000
"""What is left after so many is never done."""

Batch = list[Document]


@dataclass
class Steps:
    """The requests with which functions change the world outside, and what becomes of some of them.

    `killed_at`: the process ends with the request of this number, `late` when it was carried out. `refused`:
    the share of requests that are refused.
    """

    killed_at: int | None = None
    late: bool = False
    refused: float = 0
    random: Random = field(default_factory=Random)
    taken: int = 0

    def take(self, carry_out: Any, operation: str) -> Any:
        """Carry out a request, or not."""
        self.taken += 1
        if self.taken - 1 == self.killed_at:
            if self.late:
                carry_out()
            raise Killed
        if operation != "SendMessageBatch" and self.random.random() < self.refused:
            raise ClientError({"Error": {"Code": "ValidationException", "Message": "refused"}}, operation)
        return carry_out()


class World:
    """What projections have made of a tenant's changes, and how it looked before."""

    def __init__(self, tenant: str, bus: Bus, records: Batch) -> None:
        """`records`: all changes that the tenant's items come from, more than are delivered perhaps."""
        self._tenant = tenant
        self._bus = bus
        self._deletions = _deletions_in(records)
        self._before = self._items()
        self._client: Any = aws_session().create_client(
            "dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL_DYNAMODB"]
        )

    def made(self) -> Document:
        """Return what has been made, and forget it, so that it can be made once more.

        Of the feed, that is what it told first of each customer: it may be told again, and in other batches.

        What is left of deleted customers is removed, as their events have it. It is for those, too, whose
        deletion was not delivered: they are gone from the table, and by that alone history knows them.
        """
        events: Document = {}
        for event in self._bus.taken():
            told = {"name": event["detail-type"], "detail": event["detail"]}
            assert events.setdefault(event["detail"]["eventId"] + event["detail-type"], told) == told
        with WorkingFor(self._tenant):
            for deletion in self._deletions:
                clean_up(wiring().holdings, deletion)
        items = self._items()
        for key in items.keys() - self._before.keys():
            self._client.delete_item(TableName=os.environ["TABLE_NAME"], Key=_parts(items[key]))
        for key, item in self._before.items():
            if items.get(key) != item:
                self._client.put_item(TableName=os.environ["TABLE_NAME"], Item=item)
        for shard in range(SHARDS):
            wiring().feeds.forget(self._tenant, shard)
        others = {key: item for key, item in items.items() if not _is_of_feed(item)}
        return {"events": events, "items": others, "feed": _told_first(list(items.values()))}

    def _items(self) -> dict[tuple[str, str], Document]:
        return {(item["pk"]["S"], item["sk"]["S"]): item for item in items_of(self._tenant)}

    def deliver(
        self, batches: Sequence[Batch], steps: Steps | None = None, random: Random | None = None
    ) -> None:
        """Give batches to the function as Lambda does, until nothing is left of them, nor in its queue."""
        steps = steps or Steps()
        waiting = list(reversed(batches))
        while waiting:
            batch = waiting.pop()
            try:
                with _through(steps):
                    failed = publish(batch)
            except Killed:
                waiting += _bisected(batch)
                continue
            if failed:
                numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
                waiting += _bisected(batch[min(map(numbers.index, failed)) :])
        self._retry(steps, random)

    def _retry(self, steps: Steps, random: Random | None) -> None:
        left = self._bus.retries()
        for _ in range(MOST_RETRIES):
            if not left:
                return
            if random is not None:
                random.shuffle(left)
            try:
                with _through(steps):
                    left = retry(*left)
            except Killed:
                continue
        raise AssertionError(f"{len(left)} records wait for ever")


def schedule(records: Batch, random: Random) -> list[Batch]:
    """Return batches in which customers come in any order, each in its own, and any batch may come again."""
    lanes: dict[str, Batch] = {}
    for record in records:
        lanes.setdefault(record["dynamodb"]["Keys"]["pk"]["S"], []).append(record)
    rows = [lane[::-1] for lane in lanes.values()]
    batches: list[Batch] = []
    while rows:
        batch: Batch = []
        for _ in range(random.randint(1, 8)):
            if rows:
                row = random.choice(rows)
                batch.append(row.pop())
                rows = [each for each in rows if each]
        batches += [batch] * random.choice((1, 1, 2))
    return batches


@contextmanager
def _through(steps: Steps) -> Iterator[None]:
    client_type: Any = BaseClient
    call, send = client_type._make_api_call, SignedService.send

    def called(client: Any, operation: str, parameters: Document) -> Any:
        return steps.take(lambda: call(client, operation, parameters), operation)

    def sent(service: SignedService, operation: str, body: bytes) -> Any:
        if operation in READS:
            return send(service, operation, body)
        return steps.take(lambda: send(service, operation, body), operation)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client_type, "_make_api_call", called)
        patch.setattr(SignedService, "send", sent)
        yield


def _is_of_feed(item: Document) -> bool:
    partition, sort_key = str(item["pk"]["S"]), str(item["sk"]["S"])
    return partition.split("#")[1] == "G" or sort_key == "TOLD"


def _told_first(items: list[Document]) -> Document:
    """Return what the feed has told of each customer, without repetitions, and how far it has noted that."""
    told: Document = {}
    of_feed = sorted(filter(_is_of_feed, items), key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
    for item in of_feed:
        if "rows" in item:
            for row in segment_from(item).rows:
                of_customer = told.setdefault(row.number, [])
                if of_customer[-1:] != [(row.version, row.event)]:
                    of_customer.append((row.version, row.event))
        elif "told" in item:
            noted = told_from(item)
            told[item["pk"]["S"]] = noted.incarnation, noted.version, noted.is_over, noted.earlier
    return told


def _deletions_in(records: Batch) -> list[Deletion]:
    """Return the customers' deletions of which the changes tell."""
    ports = wiring().projection_ports
    changes = [change for record in records if (change := ports.reader.read(record)) is not None]
    (events,) = [each for each in ports.projections if each.name == "events"]
    told = [event for change in changes for event in events.rows_of(change)]
    return [deletion_from(event.detail()) for event in told if event.name == EventName.DELETED]


def _bisected(batch: Batch) -> list[Batch]:
    """Return both halves, the first one last."""
    middle = len(batch) // 2
    return [batch[middle:], batch[:middle]] if middle else [batch]


def _parts(item: Document) -> Document:
    return {name: item[name] for name in ("pk", "sk")}
