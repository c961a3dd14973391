"""The base of all items, and attributes for JSON documents and instants.

Documents that are always read and written whole (addresses, mixins, ...) are one JSON text each: reading
an item builds one string instead of a tree of typed values, and numbers keep every digit.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pynamodb.attributes import Attribute, AttributeContainer, NumberAttribute, UnicodeAttribute
from pynamodb.constants import STRING

from shared.domain import json_text
from shared.domain.instants import instant_from, instant_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.json_text import Json


SCHEMA = 1
"""The number of the shapes in which this release writes items (architecture.md, Shapes). Items from before
have none."""
_NUMBER_BYTES = 4
"""Of a number of six digits; a boolean has less."""
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

    Made, read and written not by pynamodb, which takes eight times as long, and no pynamodb model, whose
    connection would bring botocore's session along. `schema`: the number of the shape in which it was last
    written as a whole.
    """

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt", null=True)
    schema = NumberAttribute(null=True)
    _raw: Item | None = None

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - each attribute has its type
        """Take the values of attributes, by their names here."""
        self.attribute_values = {"schema": SCHEMA, **values}

    @classmethod
    def from_raw_data(cls, data: Item) -> Self:
        """Return the item that DynamoDB has written."""
        item = cls.__new__(cls)
        item.attribute_values = {
            name: read(data[stored_as][kind])
            for name, (stored_as, kind, _, read) in _layout(cls).items()
            if stored_as in data
        }
        return item

    def raw(self) -> Item:
        """Return the item as DynamoDB writes it, put together once: items do not change."""
        if self._raw is None:
            layout, raw = _layout(type(self)), {}
            for name, value in self.attribute_values.items():
                stored_as, kind, write, _ = layout[name]
                if value is not None and (written := write(value)) is not None:
                    raw[stored_as] = {kind: written}
            self._raw = raw
        return self._raw


class _Stored(NamedTuple):
    """An attribute in the table: its name and its type there, and how it is written and read."""

    name: str
    kind: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


@cache
def _layout(item: type[TableItem]) -> Mapping[str, _Stored]:
    """Return the attributes of a kind of item by their names here."""
    attributes: dict[str, Attribute[Any]] = item.get_attributes()
    return {
        name: _Stored(each.attr_name, each.attr_type, _writer(each), each.deserialize)
        for name, each in attributes.items()
    }


def _writer(attribute: Attribute[Any]) -> Callable[[Any], Any]:
    # Python's text of a number is JSON's, which takes forty times as long.
    return str if isinstance(attribute, NumberAttribute) else attribute.serialize


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
    return frozenset(stored.name for stored in _layout(item).values())


def is_written(found: Item | None, write_id: str) -> bool:
    """Return whether the item that was found comes from this very write, whose answer was lost."""
    return found is not None and found.get("writeId") == {"S": write_id}


def item_size(raw: Item) -> int:
    """About the bytes that DynamoDB counts for an item: names and values."""
    texts = [value[STRING] for value in raw.values() if STRING in value]
    return len("".join([*raw, *texts]).encode()) + _NUMBER_BYTES * (len(raw) - len(texts))
