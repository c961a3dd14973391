"""The base of all items, and attributes for JSON documents and instants.

Documents that are always read and written whole (addresses, mixins, ...) are one JSON text each: botocore
parses a string where it would parse a tree, and numbers keep every digit.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from pynamodb.attributes import Attribute, AttributeContainer, NumberAttribute, UnicodeAttribute
from pynamodb.constants import STRING

from shared.domain import json_text
from shared.domain.instants import instant_from, instant_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.json_text import Json


SCHEMA = 1
"""The number of the shapes in which this release writes items (architecture.md, Shapes). Items from before
have none."""
Condition = Any
"""The result of comparing attributes; to mypy they are booleans."""


class DocumentAttribute(Attribute[Any]):
    """Any JSON value, as text."""

    attr_type = STRING

    def serialize(self, value: Json) -> str:
        """Return the value's JSON text."""
        return json_text.dumps(value)

    def deserialize(self, value: str) -> Json:
        """Return the value of a JSON text."""
        return json_text.loads(value)


class InstantAttribute(Attribute[datetime]):
    """A point in time, as the API writes it; texts sort by time."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        """Return the instant's text."""
        return instant_text(value)

    def deserialize(self, value: str) -> datetime:
        """Return the instant of a text."""
        return instant_from(value)


class TableItem(AttributeContainer):
    """The base of all items: a key, and for some the second (epoch) after which they may go.

    `schema`: the number of the shape in which it was last written as a whole. It is not a pynamodb model,
    whose connection would bring botocore's session along.
    """

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt", null=True)
    schema = NumberAttribute(default_for_new=SCHEMA, null=True)
    _raw: Item | None = None

    if TYPE_CHECKING:

        def __init__(self, **attributes: Json) -> None:
            """Of pynamodb, which says attributes where it means their values."""

    @classmethod
    def from_raw_data(cls, raw: Item) -> Self:
        """Return the item that DynamoDB has written so."""
        item = cls(_user_instantiated=False)
        item._container_deserialize(raw)
        return item

    def raw(self) -> Item:
        """Return the item as DynamoDB writes it, put together once: items do not change.

        Not by pynamodb, which takes six times as long.
        """
        if self._raw is None:
            values = self.attribute_values
            self._raw = {
                stored_as: {kind: written}
                for name, stored_as, kind, serialize in _layout(type(self))
                if (value := values.get(name)) is not None and (written := serialize(value)) is not None
            }
        return self._raw


@cache
def _layout(item: type[TableItem]) -> list[tuple[str, str, str, Callable[[Any], Any]]]:
    """Of every attribute its name here and in the table, its type in DynamoDB, and how it is written."""
    attributes: dict[str, Attribute[Any]] = item.get_attributes()
    return [(name, each.attr_name, each.attr_type, each.serialize) for name, each in attributes.items()]


def rest_of(item: type[TableItem], raw: Item) -> Item:
    """Return what an item has that this release does not know, and the number of the shape to write it in.

    The next release may have written it. Whoever writes the item as a whole writes this again.
    """
    unknown = {name: raw[name] for name in raw.keys() - _known(item)}
    return unknown | {TableItem.schema.attr_name: {"N": str(max(schema_of(raw), SCHEMA))}}


def schema_of(raw: Item) -> int:
    """Return the number of the shape that an item was last written in; 0 for an item from before numbers."""
    stored = raw.get(TableItem.schema.attr_name)
    return int(stored["N"]) if stored is not None else 0


@cache
def _known(item: type[TableItem]) -> frozenset[str]:
    return frozenset(stored_as for _, stored_as, _, _ in _layout(item))


def is_written(found: Item | None, write_id: str) -> bool:
    """Return whether the item that was found comes from this very write, whose answer was lost."""
    return found is not None and found.get("writeId") == {"S": write_id}


def item_size(raw: Item) -> int:
    """About the bytes that DynamoDB counts for an item: names and values."""
    return sum(len(name.encode()) + _value_size(value) for name, value in raw.items())


def _value_size(value: dict[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    return len(content) // 2 + 2 if kind == "N" else 1
