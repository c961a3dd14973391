"""The deliveries of webhooks (`DeliveryStore`)."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pynamodb.expressions.condition import size

from shared.adapters.dynamodb.items.delivery import (
    NoticesItem,
    ReceptionItem,
    ReplayItem,
    SentCountItem,
    delivery_from,
    delivery_item,
    due_item,
    reception_from,
    reception_item,
)
from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.webhook_keys import (
    DELIVERY_PREFIX,
    DUE_PREFIX,
    deliveries_partition,
    delivery_key,
    notices_key,
    reception_key,
    replay_key,
    sent_count_key,
)
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Key, Put, Update
from shared.adapters.patience import turns
from shared.domain.errors import StorageUnavailable, TooManyTries
from shared.domain.instants import instant_text, now
from shared.domain.webhooks.deliveries import (
    KEPT,
    NOTICES_OF_TENANT,
    NOTICES_TO_ADDRESS,
    BeingLookedAt,
    Delivery,
    Reception,
    instant_number,
    instant_of_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.webhooks.deliveries import DeliveryState

_BEHIND_INSTANT = "$"
"""Sorts behind every id of an instant, whose number `#` ends."""
_BEHIND_ALL = "~"
"""Sorts behind every id."""
_SETTLED = timedelta(seconds=5)
"""How long a transaction may be half visible, at the very most: what it has written may differ so long."""
_LOOKED_AT = 200
"""Deliveries that a page of one state looks at, at most."""
_LOOKED_AT_BYTES = 900_000
"""Characters of payloads behind which a page or a part of a replay ends: about what DynamoDB answers."""


class Deliveries:
    """An item for each delivery, in a partition of its webhook, and one more while it waits."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def known(self, tenant: str, code: str, ids: Sequence[str]) -> tuple[Mapping[str, Delivery], Reception]:
        """See `DeliveryStore.known`."""
        deliveries = {delivery_key(tenant, code, each): each for each in ids}
        reception = reception_key(tenant, code)
        found = self._table.batch_get([*deliveries, reception], consistent=False)
        kept = {each: delivery_from(found[key]) for key, each in deliveries.items() if key in found}
        return kept, reception_from(found.get(reception))

    def find(self, tenant: str, code: str, delivery_id: str) -> Delivery | None:
        """See `DeliveryStore.find`."""
        raw = self._table.get(delivery_key(tenant, code, delivery_id))
        return delivery_from(raw) if raw is not None else None

    def keep(self, delivery: Delivery, before: Delivery | None = None) -> None:
        """See `DeliveryStore.keep`."""
        item, due = delivery_item(delivery), due_item(delivery)
        was_due = due_item(before) if before is not None else None
        if due is None and was_due is None:
            self._table.write_alone(Put(item))
            return
        moved = due is None or (was_due is not None and Key.of(was_due) != Key.of(due))
        # All or nothing: a delivery that waits without its row would wait for ever.
        puts = [Put(each) for each in (item, due) if each is not None]
        gone = [Delete(Key.of(was_due))] if was_due is not None and moved else []
        self._table.write(*puts, *gone)

    def due(self, tenant: str, code: str, until: datetime, limit: int) -> list[Delivery]:
        """See `DeliveryStore.due`."""
        last = f"{DUE_PREFIX}{instant_number(until)}{_BEHIND_INSTANT}"
        condition = (TableItem.pk == deliveries_partition(tenant, code)) & TableItem.sk.between(
            DUE_PREFIX, last
        )
        rows = list(self._table.query(condition, limit=limit, consistent=True))
        of_rows = {delivery_key(tenant, code, _delivery_id(row)): row for row in rows}
        found = {key: delivery_from(raw) for key, raw in self._table.batch_get(of_rows).items()}
        # A row that another attempt has left leads nowhere, or to a delivery that is due at another time.
        stale = {key: row for key, row in of_rows.items() if key not in found or not _is_due(found[key], row)}
        for key, row in stale.items():
            if _instant_of(row) < now() - _SETTLED:
                right = due_item(found[key]) if key in found else None
                puts = [Put(right)] if right is not None else []
                # What waits has a row at all times.
                self._table.write(*puts, Delete(Key.of(row)))
        return [found[key] for key in of_rows if key not in stale]

    def next_due(self, tenant: str, code: str) -> datetime | None:
        """See `DeliveryStore.next_due`."""
        condition = (TableItem.pk == deliveries_partition(tenant, code)) & TableItem.sk.startswith(DUE_PREFIX)
        rows = list(self._table.query(condition, limit=1, consistent=True))
        return _instant_of(rows[0]) if rows else None

    def page(
        self,
        tenant: str,
        code: str,
        *,
        kept_since: datetime,
        state: DeliveryState | None,
        before: str | None,
        limit: int,
    ) -> tuple[list[Delivery], str | None]:
        """See `DeliveryStore.page`."""
        last = before if before is not None else _BEHIND_ALL
        found: list[Delivery] = []
        looked_at = 0
        at_once = limit + 2 if state is None else _LOOKED_AT
        for delivery, read in self._deliveries(tenant, code, "", last, at_once, descending=True):
            if delivery.id == before:
                continue
            if len(found) == limit or looked_at == max(limit, _LOOKED_AT):
                return found, last
            if looked_at and read > _LOOKED_AT_BYTES:
                return found, last
            looked_at, last = looked_at + 1, delivery.id
            if state in (None, delivery.state) and delivery.is_kept_since(kept_since):
                found.append(delivery)
        return found, None

    def between(
        self, tenant: str, code: str, *, kept_since: datetime, begin: str, end: datetime, limit: int
    ) -> tuple[list[Delivery], str | None]:
        """See `DeliveryStore.between`."""
        # Every id of this instant is longer, and sorts behind it.
        last = instant_number(end)
        found: list[Delivery] = []
        if begin > last:
            return found, None
        looked_at = None
        for delivery, read in self._deliveries(tenant, code, begin, last, limit + 2):
            if delivery.id == begin:
                continue
            if len(found) == limit or (looked_at is not None and read > _LOOKED_AT_BYTES):
                return found, looked_at
            looked_at = delivery.id
            if delivery.is_kept_since(kept_since):
                found.append(delivery)
        return found, None

    def _deliveries(
        self, tenant: str, code: str, first: str, last: str, at_once: int, *, descending: bool = False
    ) -> Iterator[tuple[Delivery, int]]:
        """Yield deliveries, each with the characters of the payloads that were read before its own."""
        condition = (TableItem.pk == deliveries_partition(tenant, code)) & TableItem.sk.between(
            DELIVERY_PREFIX + first, DELIVERY_PREFIX + last
        )
        expired = now()
        read = 0
        answers = self._table.pages(condition, at_once=at_once, descending=descending)
        for raw in itertools.chain.from_iterable(answers):
            delivery = delivery_from(raw)
            if delivery.expires_at is None or delivery.expires_at > expired:
                yield delivery, read
            read += len(raw["payload"]["S"])

    def reception(self, tenant: str, code: str) -> Reception:
        """See `DeliveryStore.reception`."""
        return reception_from(self._table.get(reception_key(tenant, code)))

    def revise_reception(
        self, tenant: str, code: str, rule: Callable[[Reception], Reception], known: Reception | None = None
    ) -> Reception:
        """See `DeliveryStore.revise_reception`."""
        if known is not None and rule(known) == known:
            return known
        for _ in turns():
            raw = self._table.get(reception_key(tenant, code))
            current = reception_from(raw)
            after = rule(current)
            if after == current:
                return after
            version = ReceptionItem.version
            written = int(raw["version"]["N"]) if raw is not None else None
            still = version.does_not_exist() if written is None else version == written
            item = reception_item(tenant, code, after, (written or 0) + 1)
            if self._table.write_if_unchanged(Put(item, still)):
                return after
        raise StorageUnavailable

    def claim(self, tenant: str, code: str, until: datetime) -> bool:
        """See `DeliveryStore.claim`."""
        at = now()
        claimed = ReceptionItem.claimed_until
        condition = (ReceptionItem.wakes_at <= at) & (claimed.does_not_exist() | (claimed < at))
        version = ReceptionItem.version
        actions = [claimed.set(until), ReceptionItem.last_look.set(at), version.set(version + 1)]
        update = Update(reception_key(tenant, code), actions, condition)
        try:
            self._table.write_alone(update)
        except ConditionFailed as failure:
            reception = reception_from(failure.met(update))
            if reception.wakes_at is None or reception.wakes_at > at or reception.claimed_until is None:
                return False
            raise BeingLookedAt(reception.claimed_until) from None
        return True

    def begin_replay(self, tenant: str, code: str, pause: timedelta) -> None:
        """See `DeliveryStore.begin_replay`."""
        key, at = replay_key(tenant, code), now().timestamp()
        until = int(at + pause.total_seconds())
        is_over = ReplayItem.pk.does_not_exist() | (ReplayItem.expires_at <= int(at))
        begun = Put(ReplayItem(pk=key.pk, sk=key.sk, expires_at=until).raw(), is_over)
        try:
            self._table.write_alone(begun)
        except ConditionFailed as failure:
            found = failure.met(begun)
            ends = int(found["expiresAt"]["N"]) if found is not None else until
            raise TooManyTries(max(ends - at, 1.0), of="replays of this webhook") from None

    def may_tell(self, tenant: str, email: str, event_id: str, at: datetime) -> bool:
        """See `DeliveryStore.may_tell`."""
        day = instant_text(at)[:10]
        limits = (
            (notices_key(tenant, day, email), NOTICES_TO_ADDRESS),
            (notices_key(tenant, day), NOTICES_OF_TENANT),
        )
        ids = NoticesItem.ids
        for key, limit in limits:
            number: Any = size(ids)  # type: ignore[no-untyped-call]
            room = ids.does_not_exist() | ids.contains(event_id) | (number < limit)
            kept_until = NoticesItem.expires_at.set(int((at + KEPT).timestamp()))
            try:
                self._table.write_alone(Update(key, [ids.add([event_id]), kept_until], room))
            except ConditionFailed:
                return False
        return True

    def count(self, tenant: str, month: str, number: int) -> None:
        """See `DeliveryStore.count`."""
        times = SentCountItem.times
        any_item = times.does_not_exist() | (times >= 0)
        # If an answer is lost it counts twice, which statistics bear better than the double price of all.
        self._table.write_alone(Update(sent_count_key(tenant, month), [times.add(number)], any_item))

    def sent_by_month(self, tenant: str, first: str, last: str) -> dict[str, int]:
        """See `DeliveryStore.sent_by_month`."""
        begin, end = sent_count_key(tenant, first), sent_count_key(tenant, last)
        condition = (TableItem.pk == begin.pk) & TableItem.sk.between(begin.sk, end.sk)
        return {
            raw["sk"]["S"].partition("#")[2]: int(raw["times"]["N"]) for raw in self._table.query(condition)
        }


def _is_due(delivery: Delivery, row: Item) -> bool:
    due = due_item(delivery)
    return due is not None and Key.of(due) == Key.of(row)


def _delivery_id(raw: Item) -> str:
    return str(raw["sk"]["S"]).split("#", 2)[2]


def _instant_of(raw: Item) -> datetime:
    return instant_of_number(str(raw["sk"]["S"]).split("#", 2)[1])
