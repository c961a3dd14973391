"""See the deliveries of a webhook, and have them sent again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shared.domain.errors import Conflict
from shared.domain.instants import now
from shared.domain.webhooks.deliveries import Delivery, DeliveryNotFound, DeliveryState, instant_number
from shared.use_cases.webhooks.planning import plan
from shared.use_cases.webhooks.reading import get_webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from shared.domain.webhooks.webhook import Webhook
    from shared.ports.deliveries import DeliveryStore, WakeQueue
    from shared.ports.webhooks import WebhookStore

REPLAYED_AT_ONCE = 200
"""Deliveries that one call of a replay looks at, or fewer that are large."""
PAUSE_OF_REPLAYS = timedelta(seconds=10)
"""Between calls for one webhook: each writes up to a megabyte into its partition."""


class InactiveWebhook(Conflict):
    """Nothing is sent to the webhook."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Webhook '{code}' is not active: make it active first.")


@dataclass(frozen=True, kw_only=True)
class ResendingPorts:
    """Ports for deliveries that are sent again. `wakes`: made when something is."""

    webhooks: WebhookStore
    deliveries: DeliveryStore
    wakes: Callable[[], WakeQueue]


@dataclass(frozen=True, slots=True)
class Replay:
    """The events to send again: that occurred from `begin` to before `end`. `after`: the delivery that the
    call before ended with.
    """

    begin: datetime
    end: datetime
    after: str | None = None


def list_deliveries(
    ports: ResendingPorts,
    tenant: str,
    code: str,
    *,
    state: DeliveryState | None,
    before: str | None,
    limit: int,
) -> tuple[Sequence[Delivery], str | None]:
    """Return deliveries, newest events first, and where the next page begins. Raises `WebhookNotFound`."""
    webhook = get_webhook(ports.webhooks, tenant, code)
    return ports.deliveries.page(
        tenant, code, kept_since=webhook.created_at, state=state, before=before, limit=limit
    )


def retry_delivery(ports: ResendingPorts, tenant: str, code: str, delivery_id: str) -> None:
    """Have a delivery sent again at once, whatever became of it.

    Raises `WebhookNotFound`, `InactiveWebhook`, `DeliveryNotFound`.
    """
    webhook = _active(ports, tenant, code)
    delivery = ports.deliveries.find(tenant, code, delivery_id)
    if delivery is None or not delivery.is_kept_since(webhook.created_at):
        raise DeliveryNotFound(delivery_id)
    at = now()
    # The row of the attempt that was planned stays: the look at that time finds that it leads nowhere.
    ports.deliveries.keep(delivery.again(at))
    plan(ports.deliveries, ports.wakes(), tenant, code, at)


def replay_deliveries(
    ports: ResendingPorts, tenant: str, code: str, replay: Replay
) -> tuple[int, str | None]:
    """Have deliveries sent again, oldest events first; those that still wait are sent anyway.

    Returns how many, and after which the next call goes on, if there are more. A call that failed can be
    repeated. Raises `WebhookNotFound`, `InactiveWebhook`, `TooManyTries`.
    """
    webhook = _active(ports, tenant, code)
    ports.deliveries.begin_replay(tenant, code, PAUSE_OF_REPLAYS)
    begin = replay.after if replay.after is not None else instant_number(replay.begin)
    found, after = ports.deliveries.between(
        tenant, code, kept_since=webhook.created_at, begin=begin, end=replay.end, limit=REPLAYED_AT_ONCE
    )
    at = now()
    ended = [delivery for delivery in found if delivery.state is not DeliveryState.WAITING]
    for delivery in ended:
        ports.deliveries.keep(delivery.again(at))
    due = [at for _ in ended[:1]] + [each.due for each in found if each.due is not None]
    if due:
        # Those that wait, too: a call before this one may have ended before it had them planned.
        plan(ports.deliveries, ports.wakes(), tenant, code, min(due))
    return len(ended), after


def _active(ports: ResendingPorts, tenant: str, code: str) -> Webhook:
    webhook = get_webhook(ports.webhooks, tenant, code)
    if not webhook.active:
        raise InactiveWebhook(code)
    return webhook
