"""The layout of a receipt: the first answer to a call with an `Idempotency-Key`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, InstantAttribute, TableItem
from shared.adapters.dynamodb.keys import receipt_key
from shared.adapters.dynamodb.writes import Put
from shared.domain.errors import IdempotencyKeyReused, RefusedBefore
from shared.domain.idempotency import LIFETIME
from shared.domain.instants import now

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.idempotency import KeptAnswer, Receipt


class ReceiptItem(TableItem):
    """The first answer to a call with an `Idempotency-Key`: what it created, or how it was refused.

    `incarnation`: of the customer that it created.
    """

    fingerprint = UnicodeAttribute()
    value_fingerprint = UnicodeAttribute(attr_name="valueFingerprint", null=True)
    path = UnicodeAttribute()
    made_at = InstantAttribute(attr_name="madeAt")
    incarnation = UnicodeAttribute(null=True)
    resource_id = UnicodeAttribute(attr_name="resourceId", null=True)
    kept_answer = DocumentAttribute(attr_name="refusal", null=True)


def receipt_put(
    receipt: Receipt,
    *,
    resource_id: str | None = None,
    incarnation: str | None = None,
    kept: KeptAnswer | None = None,
) -> Put:
    """Return the write of a receipt. It fails if there is one already that has not expired.

    `incarnation`: of the customer that was created, if one was.
    """
    key = receipt_key(receipt)
    present = int(time.time())
    item = ReceiptItem(
        pk=key.pk,
        sk=key.sk,
        fingerprint=receipt.fingerprint,
        value_fingerprint=receipt.value_fingerprint,
        path=receipt.path,
        made_at=now(),
        incarnation=incarnation,
        resource_id=resource_id,
        kept_answer=[kept.status, kept.body] if kept is not None else None,
        expires_at=present + int(LIFETIME.total_seconds()),
    )
    return Put(item.raw(), ReceiptItem.pk.does_not_exist() | (ReceiptItem.expires_at < present))


def answered(receipt: Receipt, found: Item | None) -> str:
    """Return the id of what the first call created. Raises `RefusedBefore`, or `IdempotencyKeyReused`."""
    item: Any = ReceiptItem.from_raw_data(found or {})
    if not receipt.is_of(item.fingerprint, item.value_fingerprint):
        raise IdempotencyKeyReused
    if item.kept_answer is not None:
        raise RefusedBefore(*item.kept_answer)
    return str(item.resource_id)
