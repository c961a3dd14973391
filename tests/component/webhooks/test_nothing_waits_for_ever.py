"""Whatever waits is looked at, wherever a function is cut off, whatever comes between two of its writes."""

import itertools
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb.table import Table
from shared.adapters.events import webhook_queues
from shared.domain.errors import StorageUnavailable
from shared.domain.instants import now
from shared.domain.messages.events import Event, EventName
from shared.domain.webhooks.deliveries import (
    DeliveryNotFound,
    DeliveryState,
    Outcome,
    delivery_of,
    outcome_of,
)
from shared.domain.webhooks.webhook import SealedSecret, Webhook
from shared.runtime.wiring import wiring
from shared.use_cases.webhooks.resending import ResendingPorts, retry_delivery
from shared.use_cases.webhooks.send_deliveries import SendingPorts, send_messages
from tests.component.webhooks.calls import SECRET
from tests.component.webhooks.delivering import Clock

CODE = "crm"
WRITES = {"put_item", "update_item", "transact_write_items", "batch_write_item"}
COMES_AGAIN = timedelta(minutes=6)
"""The visibility timeout of the queues."""
UNDER_WAY = timedelta(seconds=7)
"""How long a message may be on its way into a queue."""
AT_MOST = 22
"""More writes than there are until the receiver is well."""


@dataclass
class Queue:
    """A queue as SQS is one: what is put in can be taken after its delay. `step`: taken by each call."""

    clock: Clock
    step: Callable[[], None]
    messages: list[tuple[datetime, str]] = field(default_factory=list)

    def put(
        self, bodies: Sequence[str], *, groups: Sequence[str] | None = None, delay: int | None = None
    ) -> dict[int, Exception]:
        self.step()
        self.messages += [(self.clock.at + timedelta(seconds=delay or 0), body) for body in bodies]
        return {}


class World:
    """A tenant with a receiver, and the queues that lead there."""

    def __init__(self, clock: Clock, patch: pytest.MonkeyPatch) -> None:
        self.clock = clock
        self.tenant = f"t{random.getrandbits(64):016x}"
        self.status = 500
        self.steps = itertools.count()
        self.place = -1
        self.comes_again: datetime | None = None
        self.intrusion: Callable[[], None] = lambda: None
        self.ids: list[str] = []
        self.first, self.wakes = Queue(clock, lambda: None), Queue(clock, self.step)
        wakes = webhook_queues.WebhookWakes(self.wakes)  # type: ignore[arg-type]
        self.ports: SendingPorts = replace(
            wiring().sending_ports, receivers=self, secrets=_Opened(), wakes=wakes
        )
        self.resending = ResendingPorts(
            webhooks=wiring().webhooks, deliveries=wiring().deliveries, wakes=lambda: wakes
        )
        secrets = (SealedSecret(SECRET),)
        webhook = Webhook(CODE, True, now(), now(), destination_url="https://a.example", secrets=secrets)
        wiring().webhooks.add(self.tenant, webhook)
        call = Table._call

        def stepped(table: Table, operation: str, **parameters: Any) -> Any:
            if operation in WRITES:
                self.step()
            return call(table, operation, **parameters)

        patch.setattr(Table, "_call", stepped)

    def step(self) -> None:
        """Come to the next write; at the place of the intrusion, that happens before it."""
        if next(self.steps) == self.place:
            self.intrusion()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        return outcome_of(self.status, self.clock.at)

    def tell(self) -> None:
        """Have an event sent."""
        event = Event(EventName.CREATED, self.tenant, f"{random.getrandbits(128):032x}", self.clock.at, {})
        delivery = delivery_of(event, {"eventId": event.id}, code=CODE)
        self.ids.append(delivery.id)
        webhook_queues.WebhookDeliveries(self.first).put([delivery])  # type: ignore[arg-type]

    def retry(self) -> None:
        """Have a tenant ask for the first event again; it does not ask twice."""
        try:
            retry_delivery(self.resending, self.tenant, CODE, self.ids[0])
        except (StorageUnavailable, DeliveryNotFound):
            return

    def run(self, span: timedelta) -> None:
        """Have that much time pass, and each message taken when it can be."""
        end = self.clock.at + span
        while messages := [
            (at, text, queue)
            for queue in (self.first, self.wakes)
            for at, text in queue.messages
            if at <= end
        ]:
            at, text, queue = min(messages, key=lambda each: each[0])
            queue.messages.remove((at, text))
            self.clock.at = max(self.clock.at, at)
            if send_messages(self.ports, [json.loads(text)], lambda: 60.0):
                self.comes_again = self.clock.at + COMES_AGAIN
                queue.messages.append((self.comes_again, text))
        self.clock.at = max(self.clock.at, end)

    def live(self) -> None:
        """Two events for a receiver that fails, of which one is asked for again, until it is well."""
        self.tell()
        self.run(timedelta(seconds=2))
        self.tell()
        self.run(timedelta(seconds=9))
        self.check()
        self.retry()
        self.run(timedelta(seconds=3))
        self.check()
        self.status = 204

    def check(self) -> None:
        """Whatever waits has a row, and a look that is planned in its time, unless a message comes again."""
        if any(at == self.comes_again for at, _ in (*self.first.messages, *self.wakes.messages)):
            return
        deliveries = wiring().deliveries
        found = (deliveries.find(self.tenant, CODE, each) for each in self.ids)
        due = [each.due for each in found if each is not None and each.due is not None]
        if not due:
            return
        reception, first = deliveries.reception(self.tenant, CODE), deliveries.next_due(self.tenant, CODE)
        assert first is not None
        assert first <= min(due)
        assert reception.wakes_at is not None
        assert reception.wakes_at <= max(min(due), reception.not_before or min(due), self.clock.at)
        in_time = max(min(due), reception.not_before or min(due)) + UNDER_WAY
        assert min(at for at, _ in self.wakes.messages) <= in_time

    def states(self) -> list[DeliveryState | None]:
        """What became of the events."""
        found = (wiring().deliveries.find(self.tenant, CODE, each) for each in self.ids)
        return [delivery.state if delivery is not None else None for delivery in found]

    def cut_off(self) -> None:
        """End the function."""
        raise StorageUnavailable

    def have_messages_taken(self) -> None:
        """Let so much time pass that messages come which have just been put."""
        self.run(UNDER_WAY)

    def have_another_told(self) -> None:
        """Have another event come and tried."""
        self.tell()
        self.run(timedelta(0))


class _Opened:
    """Opens no secret: that is not what this is about."""

    def seal(self, tenant: str, secret: str) -> str:
        return secret

    def open(self, tenant: str, sealed: str) -> str:
        return SECRET


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(Clock(monkeypatch), monkeypatch)


@pytest.mark.parametrize("place", range(AT_MOST))
@pytest.mark.parametrize("intrusion", [World.cut_off, World.have_messages_taken, World.have_another_told])
def test_whatever_comes_between_two_writes_everything_is_sent_in_the_end(
    intrusion: Callable[[World], None], place: int, world: World
) -> None:
    world.place, world.intrusion = place, lambda: intrusion(world)

    world.live()
    world.run(timedelta(hours=8))

    assert set(world.states()) == {DeliveryState.SUCCEEDED}
    assert wiring().deliveries.next_due(world.tenant, CODE) is None
    assert world.wakes.messages == []


def test_the_places_are_those_of_all_writes(world: World) -> None:
    world.live()
    assert 15 < next(world.steps) <= AT_MOST
