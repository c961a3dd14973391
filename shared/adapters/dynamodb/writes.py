"""Keys, conditional writes, and what a failed condition found instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pynamodb.expressions.condition import Condition
    from pynamodb.expressions.update import Action

Item = dict[str, dict[str, Any]]


class Key(NamedTuple):
    """Primary key of an item."""

    pk: str
    sk: str

    @classmethod
    def of(cls, raw: Item) -> Key:
        """Return the key of an item as DynamoDB writes it."""
        return cls(raw["pk"]["S"], raw["sk"]["S"])

    def raw(self) -> Item:
        """Return the key as DynamoDB writes it."""
        return {"pk": {"S": self.pk}, "sk": {"S": self.sk}}


class Put(NamedTuple):
    """Write a whole item, if the condition holds."""

    item: Item
    condition: Condition | None = None


class Update(NamedTuple):
    """Change attributes of an item, if the condition holds; without a condition it would create ghosts."""

    key: Key
    actions: Sequence[Action]
    condition: Condition


class Delete(NamedTuple):
    """Remove an item, if the condition holds."""

    key: Key
    condition: Condition | None = None


class Check(NamedTuple):
    """Write nothing, but fail the transaction unless the condition holds."""

    key: Key
    condition: Condition


Write = Put | Update | Delete | Check


class ConditionFailed(Exception):
    """Nothing was written, as conditions failed. It is asked about a write by the object that was given.

    `in_doubt`: an attempt before this one may have been carried out, so that it may be its own rival.
    """

    def __init__(self, met: Sequence[tuple[Write, Item | None]], *, in_doubt: bool = False) -> None:
        super().__init__(f"{len(met)} conditions failed")
        self._met = met
        self.in_doubt = in_doubt

    def of(self, *writes: Write) -> bool:
        """Return whether the condition of one of these writes failed."""
        return any(failed is write for failed, _ in self._met for write in writes)

    def only_of(self, *writes: Write) -> bool:
        """Return whether the conditions of all other writes held."""
        return all(any(failed is write for write in writes) for failed, _ in self._met)

    def met(self, write: Write) -> Item | None:
        """Return the item that failed this write's condition; None if there was none, or it held."""
        return next((found for failed, found in self._met if failed is write), None)
