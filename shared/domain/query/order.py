"""`sort`: an order of customers without ties, and positions in it that outlive a request."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shared.domain.errors import InvalidQuery, Problem
from shared.domain.json_text import Json
from shared.domain.query.fields import CUSTOMER, Document, Field, FieldKind, Members
from shared.domain.query.reader import SPACES, Reader
from shared.domain.query.values import (
    Type,
    Typed,
    instant_of,
    is_sort_text,
    sort_text,
    spelled_number,
    typed,
)

MAX_SORT_FIELDS = 20
MAX_SORT_LENGTH = 4096

Key = tuple[Any, ...]
"""A key that `<` puts into the order. Only keys of one `Order` compare with each other."""

_MISSING = (1,)
_DIRECTIONS = {"asc": False, "desc": True}
_END_OF_DIRECTION = SPACES | {","}


@dataclass(frozen=True, slots=True)
class SortField:
    """One field of a `sort`, and its direction."""

    field: Field
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """An order of customers: by each field in turn, a missing value last in either direction.

    If a field has values of several types (only under `mixins`), booleans come first, then numbers, texts and
    objects; the first element of a list decides. Customers that are equal in all fields are ordered by their
    ids, in the direction of the last field.
    """

    fields: tuple[SortField, ...]

    @property
    def is_default(self) -> bool:
        """Whether it is the order in which customers were created."""
        return self == DEFAULT_ORDER

    def top_level_fields(self) -> frozenset[str]:
        """Return the members of the document that decide the order."""
        return frozenset({"id"} | {sort.field.path[0] for sort in self.fields})

    def fingerprint(self) -> str:
        """Return a short text that tells this order from others that a client may have used before."""
        fields = [(sort.field.path, sort.descending) for sort in self.fields]
        return f"{zlib.crc32(repr(fields).encode()):08x}"

    def key(self, document: Document) -> Key:
        """Return the place of a customer in the order."""
        return self._key([_sortable(sort.field, document) for sort in self.fields], document["id"])

    def position(self, document: Document) -> list[Any]:
        """Return the place of a customer in the order, as JSON. It holds values of the customer."""
        return [*(_encoded(_sortable(sort.field, document)) for sort in self.fields), document["id"]]

    def key_of_position(self, position: Json) -> Key:
        """Return the key of a position. Raises `InvalidQuery` for one that is not of this order."""
        match position:
            case [*values, str(customer_id)] if len(values) == len(self.fields):
                return self._key([_decoded(value) for value in values], customer_id)
            case _:
                raise _foreign_position()

    def _key(self, values: Sequence[Typed | None], customer_id: str) -> Key:
        return (
            *(_element(value, sort.descending) for value, sort in zip(values, self.fields, strict=True)),
            _Descending(customer_id) if self.fields[-1].descending else customer_id,
        )


DEFAULT_ORDER = Order((SortField(Field(("metadataCreatedAt",), FieldKind.INSTANT)),))


def parse_order(text: str | None, members: Members = CUSTOMER, default: Order = DEFAULT_ORDER) -> Order:
    """Return the order that `sort` spells, of a resource with these members; without one, the default.

    Raises `InvalidQuery` with the position (the first character is 1) and what was expected there.
    """
    reader = Reader("sort", text or "", members)
    if len(reader.text) > MAX_SORT_LENGTH:
        reader.fail(f"at most {MAX_SORT_LENGTH} characters", at=MAX_SORT_LENGTH, found=f"{len(reader.text)}")
    reader.skip()
    if reader.at_end:
        return default
    fields = [_sort_field(reader)]
    while not reader.at_end:
        reader.expect(",", "':asc', ':desc' or ','")
        if len(fields) == MAX_SORT_FIELDS:
            reader.fail(f"at most {MAX_SORT_FIELDS} fields", found="one more")
        fields.append(_sort_field(reader))
    return Order(tuple(fields))


@dataclass(frozen=True, slots=True)
class _Descending:
    value: Any

    def __lt__(self, other: "_Descending") -> bool:
        return bool(other.value < self.value)


def _sort_field(reader: Reader) -> SortField:
    reader.skip()
    start = reader.position
    field = reader.field(reader.path(), at=start)
    descending = False
    if reader.take(":"):
        start = reader.position
        written = reader.word(_END_OF_DIRECTION)
        direction = written.lower()
        if direction not in _DIRECTIONS:
            reader.fail("asc or desc", at=start, found=repr(written))
        descending = _DIRECTIONS[direction]
    reader.skip()
    return SortField(field, descending)


def _sortable(field: Field, document: Document) -> Typed | None:
    value = field.first_in(document)
    if isinstance(value, str) and field.kind is not FieldKind.INSTANT:
        return Type.TEXT, sort_text(value, field.kind)
    return typed(value, field.kind)


def _element(value: Typed | None, descending: bool) -> Key:  # noqa: FBT001 - the direction is data here
    if value is None:
        return _MISSING
    return 0, _Descending(value) if descending else value


def _encoded(value: Typed | None) -> list[Any] | None:
    if value is None:
        return None
    return [int(value[0]), str(value[1]) if value[0] is Type.NUMBER else value[1]]


def _decoded(value: Json) -> Typed | None:
    match value:
        case None:
            return None
        case [Type.NUMBER, str(digits)] if (number := spelled_number(digits)) is not None:
            return Type.NUMBER, number
        case [Type.INSTANT, int(microseconds)] if _in_calendar(microseconds):
            return Type.INSTANT, microseconds
        case [Type.TEXT, str(text)] if is_sort_text(text):
            return Type.TEXT, text
        case [Type.BOOLEAN, bool(plain)] | [Type.OBJECT, None as plain]:
            return Type(value[0]), plain
        case _:
            raise _foreign_position()


def _in_calendar(microseconds: int) -> bool:
    try:
        instant_of(microseconds)
    except OverflowError:
        return False
    return True


def _foreign_position() -> InvalidQuery:
    message = "Query parameter 'next' belongs to another order; send the same 'sort' again."
    return InvalidQuery(message, [Problem(message, field="next")])
