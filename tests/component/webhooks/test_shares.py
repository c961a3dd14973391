"""A thousand receivers that say nothing, and one that answers."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.instants import now
from shared.domain.messages.events import Event, EventName
from shared.domain.webhooks.deliveries import PATIENCE_SECONDS, Failure, Outcome, delivery_of, outcome_of
from shared.domain.webhooks.webhook import SealedSecret, Webhook
from shared.runtime.wiring import wiring
from shared.use_cases.webhooks.send_deliveries import AT_ONCE, SendingPorts, send_messages
from tests.component.webhooks.calls import SECRET
from tests.component.webhooks.delivering import Clock, MemoryQueue, queues

DEAD = 1000
FUNCTIONS = 50
"""As many run at a time for first attempts: `MaximumConcurrency` in template.yaml."""
URL = "https://receiver.example"


class Internet:
    """Receivers of which one answers. No time passes: `seconds` says how long a batch would have taken."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.calls: Counter[str] = Counter()
        self.seconds = 0.0

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        self.calls[url] += 1
        if url.endswith("/well"):
            return outcome_of(200, self._clock.at)
        self.seconds = PATIENCE_SECONDS
        return Outcome(self._clock.at, failure=Failure.SILENT)


class Stage:
    """A tenant for each receiver, and the functions that send."""

    def __init__(self, clock: Clock, first: MemoryQueue, wakes: MemoryQueue) -> None:
        self.clock, self.first, self.wakes = clock, first, wakes
        self.internet = Internet(clock)
        self.ports: SendingPorts = replace(wiring().sending_ports, receivers=self.internet, secrets=_Opened())
        self.tenants = [f"dead{number}" for number in range(DEAD)]
        for tenant, url in [*((each, f"{URL}/{each}") for each in self.tenants), ("well", f"{URL}/well")]:
            webhook = Webhook("crm", True, now(), now(), destination_url=url, secrets=(SealedSecret(SECRET),))
            wiring().webhooks.add(tenant, webhook)

    def tell(self, tenants: list[str]) -> None:
        """Put an event of each tenant into the queue."""
        for tenant in tenants:
            event = Event(EventName.CREATED, tenant, f"{random.getrandbits(128):032x}", self.clock.at, {})
            wiring().webhook_deliveries.put([delivery_of(event, {"eventId": event.id}, code="crm")])

    def run(self, queue: MemoryQueue) -> float:
        """Have all that is in the queue handled; return when the receiver that is well had its last event."""
        free = [0.0] * FUNCTIONS
        last = 0.0
        texts = queue.taken()
        for start in range(0, len(texts), AT_ONCE):
            batch = [json.loads(text) for text in texts[start : start + AT_ONCE]]
            begins = min(free)
            before = self.internet.calls[f"{URL}/well"]
            self.internet.seconds = 0.0
            assert send_messages(self.ports, batch, lambda: 60.0) == {}
            if self.internet.calls[f"{URL}/well"] > before:
                last = begins
            free[free.index(begins)] = begins + self.internet.seconds
        return last


class _Opened:
    """Opens no secret: that is not what this is about."""

    def seal(self, tenant: str, secret: str) -> str:
        return secret

    def open(self, tenant: str, sealed: str) -> str:
        return SECRET


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with queues(monkeypatch) as (first, wakes):
        yield Stage(Clock(monkeypatch), first, wakes)


@pytest.mark.timeout(300)
def test_a_thousand_silent_receivers_hold_up_nobody(stage: Stage) -> None:
    dead = Counter({f"{URL}/{tenant}": 1 for tenant in stage.tenants})

    # All of them fall silent at once, before anybody knows, and one that is well comes last.
    stage.tell([*stage.tenants, "well"])
    assert stage.run(stage.first) <= 2 * PATIENCE_SECONDS
    assert stage.internet.calls == dead + Counter({f"{URL}/well": 1})

    # From then on, their events take nobody's time, however they are mixed with those of others.
    mixed = [*stage.tenants, *["well"] * 100]
    random.Random(7).shuffle(mixed)
    stage.tell(mixed)
    assert stage.run(stage.first) == 0
    assert stage.internet.calls == dead + Counter({f"{URL}/well": 101})

    # What waits is looked at elsewhere, by one attempt for each of them.
    stage.clock.forward(timedelta(seconds=5))
    stage.run(stage.wakes)
    assert stage.internet.calls == dead + dead + Counter({f"{URL}/well": 101})
    assert len(stage.wakes.texts) == DEAD
