"""Plan looks at the deliveries of a webhook that wait; there is one at a time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shared.domain.instants import now
from shared.domain.webhooks.deliveries import Wake

if TYPE_CHECKING:
    from datetime import datetime

    from shared.domain.webhooks.deliveries import Reception
    from shared.ports.deliveries import DeliveryStore, WakeQueue

_LOST = timedelta(minutes=20)
"""A look that is overdue by this long will not come: its message would have come every quarter of an hour."""


def is_lost(reception: Reception) -> bool:
    """Return whether a look was planned that nothing leads to any more."""
    return reception.wakes_at is not None and reception.wakes_at <= now() - _LOST


def plan(deliveries: DeliveryStore, wakes: WakeQueue, tenant: str, code: str, at: datetime) -> None:
    """Have the webhook's waiting deliveries looked at then, or earlier if that is planned.

    Called when these are kept: whoever looks at them later sees them.
    """
    at = max(at, now())

    def is_planned(reception: Reception) -> bool:
        wakes_at = reception.wakes_at
        return wakes_at is not None and wakes_at <= at and not is_lost(reception)

    def planned(reception: Reception) -> Reception:
        # The message may have come before its note is written: then its look is over, or was planned again.
        is_over = reception.last_look is not None and reception.last_look >= at
        return reception if is_over or is_planned(reception) else reception.wakes(at)

    if is_planned(deliveries.reception(tenant, code)):
        return
    # The message first: a note without a message would have everybody wait for it.
    wakes.put(Wake(tenant, code, at))
    deliveries.revise_reception(tenant, code, planned)


def plan_what_waits(deliveries: DeliveryStore, wakes: WakeQueue, tenant: str, code: str) -> None:
    """Have a look planned if anything of the webhook waits."""
    if (next_due := deliveries.next_due(tenant, code)) is not None:
        not_before = deliveries.reception(tenant, code).not_before
        plan(deliveries, wakes, tenant, code, max(next_due, not_before or next_due))
