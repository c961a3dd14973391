"""Port of what is kept of calls with an `Idempotency-Key`."""

from typing import Protocol

from shared.domain.idempotency import KeptAnswer, Receipt


class ReceiptStore(Protocol):
    """Keeps what calls were answered, besides what their own writes keep."""

    def keep_answer(self, receipt: Receipt, kept: KeptAnswer) -> str | None:
        """Keep how the call was refused, unless it has an answer already: then that is the answer.

        Returns the id of what the first call created, or none when this is the first answer. Raises
        `RefusedBefore` with the first answer, `IdempotencyKeyReused`.
        """
        ...

    def keep_created(self, receipt: Receipt, resource_id: str) -> str:
        """Keep that the call was answered as if it had created this, and return the id of its first answer.

        Raises `RefusedBefore` with the first answer, `IdempotencyKeyReused`.
        """
        ...

    def claim(self, receipt: Receipt) -> None:
        """Take the key for this body before there is an answer to keep. Raises `IdempotencyKeyReused`."""
        ...
