"""Receipts of calls with an `Idempotency-Key`, in the transaction of the write or with a kept answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.receipt import answered, receipt_put
from shared.adapters.dynamodb.writes import ConditionFailed

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table
    from shared.domain.idempotency import KeptAnswer, Receipt


class Receipts:
    """Keeps answers, so that a repeated call is refused in the same words, and keys of calls in parts."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def keep_answer(self, receipt: Receipt, kept: KeptAnswer) -> str | None:
        """Keep how the call was refused, unless it has an answer already: then that is the answer.

        Returns the id of what the first call created, or none when this is the first answer. Raises
        `RefusedBefore` with the first answer, `IdempotencyKeyReused`.
        """
        put = receipt_put(receipt, kept=kept)
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            return answered(receipt, failure.met(put))
        return None

    def keep_created(self, receipt: Receipt, resource_id: str) -> str:
        """See `ReceiptStore.keep_created`; one write."""
        put = receipt_put(receipt, resource_id=resource_id)
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            return answered(receipt, failure.met(put))
        return resource_id

    def claim(self, receipt: Receipt) -> None:
        """Take the key for this body before there is an answer to keep. Raises `IdempotencyKeyReused`."""
        put = receipt_put(receipt)
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            answered(receipt, failure.met(put))
