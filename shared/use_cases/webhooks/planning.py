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
"""A look that is overdue for so long is not coming: its message would have come every quarter of an hour."""


def plan(deliveries: DeliveryStore, wakes: WakeQueue, tenant: str, code: str, at: datetime) -> None:
    """Have the webhook's waiting deliveries looked at then, unless they are before."""

    def is_planned(reception: Reception) -> bool:
        wakes_at = reception.wakes_at
        return wakes_at is not None and now() - _LOST < wakes_at <= at

    if is_planned(deliveries.reception(tenant, code)):
        return
    # The message first: if it is lost, nothing says that it is coming.
    wakes.put(Wake(tenant, code, at))
    deliveries.revise_reception(
        tenant, code, lambda reception: reception if is_planned(reception) else reception.wakes(at)
    )
