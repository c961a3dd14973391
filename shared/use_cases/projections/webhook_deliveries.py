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
    from collections.abc import Mapping, Sequence

    from shared.domain.messages.events import Change, Event
    from shared.domain.webhooks.deliveries import Delivery
    from shared.ports.deliveries import DeliveryQueue
    from shared.ports.tenants import TenantScope
    from shared.ports.webhooks import WebhookStore


class Telling(NamedTuple):
    """An event, and the version of the customer that it is about, if the change says it."""

    event: Event
    sequence: int | None


def webhook_deliveries(
    webhooks: WebhookStore, queue: DeliveryQueue, scope: TenantScope
) -> Projection[Telling]:
    """Return the projection. A change of a tenant without webhooks costs a look at what is kept of it."""
    return Projection("webhooks", _rows_of, _FanOut(webhooks, queue, scope))


def _rows_of(change: Change) -> Sequence[Telling]:
    sequence = None
    if isinstance(change, ProfileWritten) and isinstance(change.after, Customer):
        sequence = change.after.version
    # Whatever a one-time token is needed for is not sent, so none is made.
    events = events_of(change, lambda *_: "", "")
    return [Telling(event, sequence) for event in events if event.name in SENT]


@dataclass(frozen=True, slots=True)
class _FanOut:
    """The `ProjectionStore`: one delivery for each place where a webhook wants the event."""

    webhooks: WebhookStore
    queue: DeliveryQueue
    scope: TenantScope

    def put(self, rows: Sequence[Telling], /) -> Mapping[int, Exception]:
        """See `ProjectionStore.put`. What comes again has the same ids, by which it is known later."""
        failed: dict[int, Exception] = {}
        deliveries: list[Delivery] = []
        origins: list[int] = []
        for place, row in enumerate(rows):
            try:
                with self.scope(row.event.tenant):
                    found = self._deliveries(row)
            except Exception as error:  # noqa: BLE001 - whatever it is, other tenants do not wait for it
                failed[place] = error
                continue
            deliveries += found
            origins += [place] * len(found)
        if deliveries:
            refusals = self.queue.put(deliveries)
            failed |= {origins[position]: refusal for position, refusal in refusals.items()}
        return failed

    def _deliveries(self, row: Telling) -> list[Delivery]:
        event = row.event
        return [
            delivery_of(
                event,
                fitted(payload_of(event, destination.excluded_fields, row.sequence)),
                code=destination.code,
                entry=destination.event_id,
            )
            for destination in self.webhooks.subscribed(event.tenant, event.name)
        ]
