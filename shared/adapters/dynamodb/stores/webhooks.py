"""Webhooks of tenants and the event types that these have subscribed to (`WebhookStore`)."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.item import TableItem, is_written, rest_of
from shared.adapters.dynamodb.items.webhook import (
    EventSubscriptionItem,
    WebhookCountItem,
    WebhookItem,
    event_subscription_from,
    event_subscription_item,
    is_still,
    webhook_from,
    webhook_item,
)
from shared.adapters.dynamodb.webhook_keys import (
    SUBSCRIPTION_PREFIX,
    WEBHOOK_PREFIX,
    event_subscription_key,
    webhook_count_key,
    webhook_key,
    webhooks_partition,
)
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Put, Update
from shared.adapters.patience import turns
from shared.domain.errors import StorageUnavailable
from shared.domain.tenants.standing import EFFECTIVE_SECONDS
from shared.domain.webhooks.subscriptions import TenantWebhooks
from shared.domain.webhooks.webhook import (
    MAX_WEBHOOKS,
    DuplicateWebhook,
    TooManyWebhooks,
    WebhookNotFound,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.webhooks.subscriptions import EventSubscription
    from shared.domain.webhooks.webhook import Destination, Webhook

CACHE_SECONDS = float(EFFECTIVE_SECONDS)
"""As long as configurations are kept."""


class Webhooks:
    """One item for each webhook and each event type of a tenant, all in one partition.

    For `subscribed` alone, what is read is kept for `CACHE_SECONDS`.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._kept: dict[str, tuple[float, TenantWebhooks]] = {}

    def subscribed(self, tenant: str, event_type: str) -> Sequence[Destination]:
        """See `WebhookStore.subscribed`."""
        kept_until, webhooks = self._kept.get(tenant, (0.0, TenantWebhooks({}, {})))
        if time.monotonic() >= kept_until:
            webhooks = self._all(tenant)
            self._kept[tenant] = (time.monotonic() + CACHE_SECONDS, webhooks)
        return webhooks.destinations(event_type)

    def _all(self, tenant: str) -> TenantWebhooks:
        """Read both webhooks and subscriptions, in one request."""
        items = list(self._items(tenant, ""))
        webhooks = (webhook_from(each) for each in items if each["sk"]["S"].startswith(WEBHOOK_PREFIX))
        subscriptions = (
            event_subscription_from(each) for each in items if each["sk"]["S"].startswith(SUBSCRIPTION_PREFIX)
        )
        return TenantWebhooks(
            {each.code: each for each in webhooks}, {each.event_type: each for each in subscriptions}
        )

    def find(self, tenant: str, code: str) -> Webhook | None:
        """See `WebhookStore.find`."""
        raw = self._table.get(webhook_key(tenant, code))
        return webhook_from(raw) if raw is not None else None

    def of_tenant(self, tenant: str) -> list[Webhook]:
        """See `WebhookStore.of_tenant`."""
        return [webhook_from(raw) for raw in self._items(tenant, WEBHOOK_PREFIX)]

    def add(self, tenant: str, webhook: Webhook) -> Webhook:
        """See `WebhookStore.add`; one transaction, with their number."""
        item = webhook_item(tenant, webhook)
        put = Put(item.raw(), is_still(None))
        times = WebhookCountItem.times
        room = times.does_not_exist() | (times < MAX_WEBHOOKS)
        try:
            self._table.write(put, Update(webhook_count_key(tenant), [times.add(1)], room))
        except ConditionFailed as failure:
            if not failure.of(put):
                raise TooManyWebhooks from None
            if not is_written(failure.met(put), item.write_id):
                raise DuplicateWebhook(webhook.code) from None
        self._kept.pop(tenant, None)
        return replace(webhook, write_id=item.write_id)

    def revise(self, tenant: str, code: str, rule: Callable[[Webhook], Webhook]) -> Webhook:
        """See `WebhookStore.revise`."""
        for _ in turns():
            raw = self._table.get(webhook_key(tenant, code))
            if raw is None:
                raise WebhookNotFound(code)
            current = webhook_from(raw)
            after = rule(current)
            if after is current:
                return after
            item = webhook_item(tenant, after)
            if self._put({**item.raw(), **rest_of(WebhookItem, raw)}, item.write_id, current.write_id):
                self._kept.pop(tenant, None)
                return replace(after, write_id=item.write_id)
        raise StorageUnavailable

    def remove(self, tenant: str, code: str, rule: Callable[[Webhook], object]) -> None:
        """See `WebhookStore.remove`; one transaction, with their number."""
        times = WebhookCountItem.times
        one_less = Update(webhook_count_key(tenant), [times.add(-1)], times > 0)
        for _ in turns():
            current = self.find(tenant, code)
            if current is None:
                raise WebhookNotFound(code)
            rule(current)
            delete = Delete(webhook_key(tenant, code), is_still(current.write_id))
            if self._table.write_if_unchanged(delete, one_less):
                self._kept.pop(tenant, None)
                return
        raise StorageUnavailable

    def subscriptions(self, tenant: str) -> dict[str, EventSubscription]:
        """See `WebhookStore.subscriptions`."""
        found = map(event_subscription_from, self._items(tenant, SUBSCRIPTION_PREFIX))
        return {each.event_type: each for each in found}

    def revise_subscription(
        self, tenant: str, event_type: str, rule: Callable[[EventSubscription | None], EventSubscription]
    ) -> EventSubscription:
        """See `WebhookStore.revise_subscription`."""
        for _ in turns():
            raw = self._table.get(event_subscription_key(tenant, event_type))
            current = event_subscription_from(raw) if raw is not None else None
            after = rule(current)
            if after is current:
                return after
            item = event_subscription_item(tenant, after)
            rest = rest_of(EventSubscriptionItem, raw) if raw is not None else {}
            if self._put({**item.raw(), **rest}, item.write_id, current.write_id if current else None):
                self._kept.pop(tenant, None)
                return replace(after, write_id=item.write_id)
        raise StorageUnavailable

    def _put(self, item: Item, write_id: str, followed: str | None) -> bool:
        """Write an item that follows the one of a write; return False if a rival has written another."""
        put = Put(item, is_still(followed))
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            return is_written(failure.met(put), write_id)
        return True

    def _items(self, tenant: str, beginning: str) -> Iterator[Item]:
        condition = TableItem.pk == webhooks_partition(tenant)
        if beginning:
            condition &= TableItem.sk.startswith(beginning)
        return self._table.query(condition, consistent=True)
