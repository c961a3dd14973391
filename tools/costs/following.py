"""Costs of all that the stream starts for one write, alone in its batch.

Requests to DynamoDB, their units, and lines of the log are those of the projections and of the sender on the
engine. Calls of the bus and of queues are counted by the rules of their prices, as no engine meters them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from local.stack.invocation import LambdaContext
from shared.domain.instants import now
from shared.domain.messages.events import EventName
from shared.domain.webhooks.deliveries import outcome_of
from shared.domain.webhooks.subscriptions import EventSubscription
from shared.domain.webhooks.webhook import SealedSecret, Webhook
from shared.runtime.deadline import is_over
from shared.runtime.figures import measure_projection
from shared.runtime.reach import WorkingFor
from shared.runtime.trigger import Trigger
from shared.runtime.wiring import wiring
from shared.use_cases.projections.kept_history import kept_history
from shared.use_cases.projections.search_index import search_index
from shared.use_cases.projections.told_feed import told_feed
from shared.use_cases.projections.webhook_deliveries import webhook_deliveries
from shared.use_cases.webhooks.send_deliveries import AT_ONCE, SendingPorts, send_messages
from tools.costs.costing import dollars_of_invocations, dollars_of_log, dollars_of_units, log_bytes
from tools.costs.indexing import IndexedTenant, followed
from tools.costs.units import read_units, write_units
from tools.rehearsal.recording import Recording, recording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from local.stack.template import Function
    from shared.domain.webhooks.deliveries import Delivery, Outcome
    from shared.use_cases.projections.projection import Projection
    from tools.costs.prices import Prices

_MILLION = 1_000_000
_CODE = "crm"
_MINUTE = 60.0
_CALLS_OF_A_BATCH = 2
"""A batch of a queue is received and deleted."""


@dataclass(frozen=True, slots=True)
class Following:
    """Something that follows from a write. `dollars`: for a million of it."""

    name: str
    requests: float
    read_units: float
    write_units: float
    dollars: float


class _Queue:
    """Keeps deliveries."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []

    def put(self, deliveries: Sequence[Delivery]) -> Mapping[int, Exception]:
        """See `DeliveryQueue.put`."""
        self.deliveries += deliveries
        return {}


class _Receivers:
    """Receivers that take everything."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:  # noqa: ARG002 - the port's
        """See `Receivers.post`."""
        return outcome_of(204, now())


class _Opened:
    """Opens no secret: it is in the sender's memory."""

    def seal(self, tenant: str, secret: str) -> str:  # noqa: ARG002 - the port's
        """See `SecretSealer.seal`."""
        return secret

    def open(self, tenant: str, sealed: str) -> str:  # noqa: ARG002 - the port's
        """See `SecretSealer.open`."""
        return sealed


def following_costs(functions: Mapping[str, Function], prices: Prices) -> list[Following]:
    """Return what follows from a write, by the functions of the template."""
    memory = {function.operation: function.memory for function in functions.values()}
    tenant = IndexedTenant(kept=True)
    queue = _webhook_of(tenant.tenant)
    projections: dict[str, Projection[Any]] = {
        "history": kept_history(wiring().histories, wiring().tenants, WorkingFor),
        "feed": told_feed(wiring().feeds, wiring().tenants, WorkingFor),
        "webhooks": webhook_deliveries(wiring().webhooks, queue, WorkingFor, is_over),
        "search": search_index(wiring().search_entries, wiring().tenants, WorkingFor),
    }
    creation = tenant.created("4711", "Weber")
    # What a process reads once a minute, and what is there of a customer from its first change on.
    for projection in projections.values():
        followed(projection, creation)
    change = tenant.revised(creation[1], lambda each: replace(each, last_name="Huber"))
    followings = {name: followed(projection, change) for name, projection in projections.items()}
    always = [followings["history"], followings["feed"]]
    batches = {size: _delivered(queue.deliveries[:1], size) for size in (1, 3, AT_ONCE)}
    return [
        _consumer(always, memory["on_customer_change"], prices),
        Following("its event on the bus", 0, 0, 0, _MILLION * prices.bus_event),
        _of("its entry in the history", followings["history"], prices),
        _of("its row in the feed", followings["feed"], prices),
        _of("its words in the index", followings["search"], prices),
        Following("for each webhook: a message in the queue", 0, 0, 0, _MILLION * prices.queue_request),
        *(
            _delivery(f"… and its delivery, {_size(size)}", made, size, memory["on_webhook_delivery"], prices)
            for size, made in batches.items()
        ),
    ]


def _size(size: int) -> str:
    return "alone in its batch" if size == 1 else f"one of {size} in a batch"


def _webhook_of(tenant: str) -> _Queue:
    """Give the tenant a webhook that changes of customers are sent to; return where they wait."""
    at = now()
    secrets = (SealedSecret("whsec_" + "c2VjcmV0LW9mLTMyLWJ5dGVzLWZvci10aGUtdGVzdHM="),)
    url = "https://crm.example.com/hooks"
    webhook = Webhook(_CODE, active=True, created_at=at, modified_at=at, destination_url=url, secrets=secrets)
    wiring().webhooks.add(tenant, webhook)
    wiring().webhooks.revise_subscription(
        tenant,
        EventName.UPDATED,
        lambda _: EventSubscription(EventName.UPDATED, subscribed=True, created_at=at, modified_at=at),
    )
    return _Queue()


def _delivered(of_one: Sequence[Delivery], size: int) -> Recording:
    """Have as many deliveries like one sent, in one batch."""
    (one,) = of_one
    instant, event, *_ = one.id.split("-")
    batch: list[Any] = [replace(one, id=f"{instant}-{event}{size}x{place}") for place in range(size)]
    ports: SendingPorts = replace(
        wiring().sending_ports,
        receivers=_Receivers(),
        secrets=_Opened(),
        read=lambda message: message["delivery"],
    )
    with recording(metered=True) as made:
        _invoked("on_webhook_delivery")
        for error in send_messages(ports, [{"delivery": each} for each in batch], lambda: 60.0).values():
            raise error
    return made


def _invoked(name: str) -> None:
    """Leave the line of an invocation in the log."""
    context: Any = LambdaContext(name, "", deadline=time.monotonic() + _MINUTE)
    Trigger(name, lambda *_: None, lambda _: None, wiring())({}, context)


def _units(made: Recording) -> tuple[float, float]:
    return sum(map(read_units, made.exchanges)), sum(map(write_units, made.exchanges))


def _of(name: str, made: Recording, prices: Prices) -> Following:
    read, written = _units(made)
    return Following(name, len(made.exchanges), read, written, dollars_of_units(read, written, prices))


def _log_dollars(made: Recording, milliseconds: float, prices: Prices) -> float:
    return dollars_of_log(sum(log_bytes(line, milliseconds) for line in made.lines), prices)


def _consumer(always: Sequence[Recording], memory: int, prices: Prices) -> Following:
    """Return the invocation, with the projections that every change of a customer leads to."""
    requests = sum(len(made.exchanges) for made in always)
    milliseconds = prices.durations.milliseconds(memory, requests=requests, hashes=0)
    with recording(metered=False) as made:
        _invoked("on_customer_change")
        for projection in wiring().projection_ports.projections:
            measure_projection(projection.name, lag=timedelta(seconds=1.5), queued=0)
    dollars = dollars_of_invocations(milliseconds, memory, prices) + _log_dollars(made, milliseconds, prices)
    return Following("the consumer's invocation and its log", 0, 0, 0, dollars)


def _delivery(name: str, made: Recording, size: int, memory: int, prices: Prices) -> Following:
    """Return a delivery's share of its batch."""
    read, written = _units(made)
    durations = prices.durations
    milliseconds = durations.milliseconds(memory, requests=len(made.exchanges), hashes=0)
    milliseconds += durations.waiting_for_receiver
    dollars = (
        dollars_of_invocations(milliseconds, memory, prices)
        + _log_dollars(made, milliseconds, prices)
        + dollars_of_units(read, written, prices)
        + _MILLION * _CALLS_OF_A_BATCH * prices.queue_request
    )
    return Following(name, len(made.exchanges) / size, read / size, written / size, dollars / size)
