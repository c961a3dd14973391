"""The projection that has events sent to the webhooks of their tenants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.messages.events import events_of
from shared.domain.webhooks.deliveries import delivery_of
from shared.domain.webhooks.payload import SENT, fitted, payload_of
from shared.use_cases.projections.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from shared.domain.messages.events import Change, Event
    from shared.domain.webhooks.deliveries import Delivery
    from shared.ports.deliveries import DeliveryQueue
    from shared.ports.tenants import TenantScope
    from shared.ports.webhooks import WebhookStore


_RUN = 10
"""Deliveries of a call of the queue: so many are made before they are handed over, and few more kept."""


class NoTimeLeft(Exception):
    """The time of this batch was over before the deliveries of an event were made."""


class SentEvent(NamedTuple):
    """An event, and the version of the customer that it is about, if the change says it."""

    event: Event
    sequence: int | None


def webhook_deliveries(
    webhooks: WebhookStore, queue: DeliveryQueue, scope: TenantScope, is_over: Callable[[], bool]
) -> Projection[SentEvent]:
    """Return the projection. A change of a tenant without webhooks costs a look at what is kept of it.

    `is_over`: whether the time is over in which the deliveries of one more event may be made.
    """
    return Projection("webhooks", _rows_of, _FanOut(webhooks, queue, scope, is_over))


def _rows_of(change: Change) -> Sequence[SentEvent]:
    sequence = None
    if isinstance(change, ProfileWritten) and isinstance(change.after, Customer):
        sequence = change.after.version
    # Whatever a one-time token is needed for is not sent, so none is made.
    events = events_of(change, lambda *_: "", "")
    return [SentEvent(event, sequence) for event in events if event.name in SENT]


@dataclass(frozen=True, slots=True)
class _FanOut:
    """The `ProjectionStore`: one delivery for each place where a webhook wants the event."""

    webhooks: WebhookStore
    queue: DeliveryQueue
    scope: TenantScope
    is_over: Callable[[], bool]

    def put(self, rows: Sequence[SentEvent], /) -> Mapping[int, Exception]:
        """See `ProjectionStore.put`. What comes again has the same ids, by which it is known later.

        Deliveries are handed over as they are made: all those of a batch may be more than there is memory.
        """
        failed: dict[int, Exception] = {}
        waiting: list[tuple[int, Delivery]] = []
        for place, row in enumerate(rows):
            if self.is_over():
                failed |= dict.fromkeys(range(place, len(rows)), NoTimeLeft())
                break
            try:
                with self.scope(row.event.tenant):
                    waiting += ((place, each) for each in self._deliveries(row))
            except Exception as error:  # noqa: BLE001 - whatever it is, other tenants do not wait for it
                failed[place] = error
                continue
            whole = len(waiting) // _RUN * _RUN
            self._hand_over(waiting[:whole], failed)
            waiting = waiting[whole:]
        self._hand_over(waiting, failed)
        return failed

    def _hand_over(self, waiting: Sequence[tuple[int, Delivery]], failed: dict[int, Exception]) -> None:
        if waiting:
            refusals = self.queue.put([delivery for _, delivery in waiting])
            failed |= {waiting[position][0]: refusal for position, refusal in refusals.items()}

    def _deliveries(self, row: SentEvent) -> list[Delivery]:
        """Make the deliveries of an event, whose payload is made once for all that leave out the same."""
        event = row.event
        payloads: dict[frozenset[str], Mapping[str, Any]] = {}
        found = []
        for destination in self.webhooks.subscribed(event.tenant, event.name):
            excluded = destination.excluded_fields
            if excluded not in payloads:
                payloads[excluded] = fitted(payload_of(event, excluded, row.sequence))
            found.append(
                delivery_of(
                    event,
                    payloads[excluded],
                    code=destination.code,
                    configuration_id=destination.configuration_id,
                )
            )
        return found
