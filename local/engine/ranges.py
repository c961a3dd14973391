"""Has ministack read the part of an index that a query asks for, not all of it.

ministack sorts and filters a whole partition for every page. Here, the keys of a large partition are kept in
order once it was asked for, and ministack is given only the items that may be on the page.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ministack.services import dynamodb

Document = dict[str, Any]
Entry = tuple[Any, ...]
"""The values by which an index is in order, and at last the item's key in the table."""

_LARGE = 100
"""Smaller partitions are read as ministack reads them."""

_ORDERS = "\0orders"  # beside the members of the indexes, and forgotten with them
_PAGE_BYTES = 1024 * 1024


class _Order:
    """The entries of an index's partition in their order."""

    def __init__(self, table: Document, sort_key: str, keys: Iterable[tuple[str, str]]) -> None:
        self._names = dynamodb._index_order_keys(table, sort_key)
        self.kind: str = dynamodb._get_attr_type(table, sort_key)
        self._entries = sorted(self._entry(table["items"][pk][sk], pk, sk) for pk, sk in keys)

    def _entry(self, item: Document, *key: str) -> Entry:
        return (*(dynamodb._index_order_value(item, name, kind) for name, kind in self._names), *key)

    def change(self, item: Document, pk: str, sk: str, *, add: bool) -> None:
        """Add or remove the entry of an item."""
        entry = self._entry(item, pk, sk)
        if add:
            insort(self._entries, entry)
            return
        place = bisect_left(self._entries, entry)
        if self._entries[place : place + 1] == [entry]:
            del self._entries[place]

    def keys(self, bounds: "_Bounds", after: Document | None, *, forward: bool) -> Iterator[tuple[str, str]]:
        """The keys of the items within the bounds, after the item where the page before has ended."""
        start, stop = bounds.places(self._entries)
        if after is not None:
            cursor = self._entry(after)
            place = bisect_right if forward else bisect_left
            found = place(self._entries, cursor, key=lambda entry: entry[: len(cursor)])
            start, stop = (max(start, found), stop) if forward else (start, min(stop, found))
        numbers = range(start, stop) if forward else range(stop - 1, start - 1, -1)
        for number in numbers:
            yield self._entries[number][-2:]


class _Bounds:
    """The limits of the sort key in a key condition. Raises `LookupError` if that is not understood."""

    def __init__(self, request: Document, sort_key: str, kind: str) -> None:
        names = request.get("ExpressionAttributeNames", {})
        tokens = [
            (names.get(text, text) if of == "NAME_REF" else text)
            for of, text in dynamodb._tokenize(request["KeyConditionExpression"])
            if of not in ("LPAREN", "RPAREN", "COMMA", "EOF")
        ]
        self._operator, values = "", []
        if sort_key in tokens:
            place = tokens.index(sort_key)
            if place and tokens[place - 1] == "begins_with":
                self._operator, values = "begins_with", tokens[place + 1 : place + 2]
            elif tokens[place + 1].upper() == "BETWEEN":
                self._operator, values = "BETWEEN", [tokens[place + 2], tokens[place + 4]]
            else:
                self._operator, values = tokens[place + 1], tokens[place + 2 : place + 3]
        given = request["ExpressionAttributeValues"]
        self._values = [dynamodb._sort_key_value(given[name], kind) for name in values]
        if self._operator not in _PLACES:
            raise LookupError(self._operator)

    def places(self, entries: list[Entry]) -> tuple[int, int]:
        """Return the first place within the bounds, and the first one behind them."""
        start, stop = _PLACES[self._operator](entries, *self._values)
        return start, stop


def _first(entry: Entry) -> Any:  # noqa: ANN401 - text, a number, or bytes
    return entry[0]


def _from(entries: list[Entry], value: Any) -> int:  # noqa: ANN401
    return bisect_left(entries, value, key=_first)


def _behind(entries: list[Entry], value: Any) -> int:  # noqa: ANN401
    return bisect_right(entries, value, key=_first)


_PLACES: dict[str, Any] = {
    "": lambda entries: (0, len(entries)),
    "=": lambda entries, value: (_from(entries, value), _behind(entries, value)),
    "<": lambda entries, value: (0, _from(entries, value)),
    "<=": lambda entries, value: (0, _behind(entries, value)),
    ">": lambda entries, value: (_behind(entries, value), len(entries)),
    ">=": lambda entries, value: (_from(entries, value), len(entries)),
    "BETWEEN": lambda entries, low, high: (_from(entries, low), _behind(entries, high)),
    "begins_with": lambda entries, value: (
        _from(entries, value),
        bisect_right(entries, value, key=lambda entry: entry[0][: len(value)]),
    ),
}


def read_ranges() -> None:
    """Have ministack in this process do so; called once."""
    query, index_item = dynamodb._query, dynamodb._index_item

    def query_of_range(request: Document) -> Any:  # noqa: ANN401 - ministack's
        table = dynamodb._tables.get(dynamodb._normalize_table_name(request.get("TableName")))
        try:
            found = _keys_of_page(table, request) if table is not None else None
        except (LookupError, TypeError, ValueError, AttributeError):
            found = None  # whatever is wrong with the request, ministack says it
        if table is None or found is None:
            return query(request)
        partition, keys = found
        members = table[dynamodb._INDEX_MEMBERS]
        table[dynamodb._INDEX_MEMBERS] = {request["IndexName"]: {partition: dict.fromkeys(keys)}}
        try:
            return query(request)
        finally:
            table[dynamodb._INDEX_MEMBERS] = members

    def index_item_in_order(table: Document, pk: str, sk: str, item: Document, *, add: bool) -> None:
        index_item(table, pk, sk, item, add)
        orders = (table.get(dynamodb._INDEX_MEMBERS) or {}).get(_ORDERS)
        if orders:
            for name, hashes, ranges in dynamodb._index_key_schemas(table):
                order = orders.get((name, dynamodb._index_partition(item, hashes, ranges)))
                if order is not None:
                    order.change(item, pk, sk, add=add)

    dynamodb._query, dynamodb._index_item = query_of_range, index_item_in_order


def put_in_order(table: Document) -> None:
    """Put the large partitions of a table in order now, so that no query has to wait for it."""
    members = dynamodb._index_members(table)
    for name, hashes, ranges in dynamodb._index_key_schemas(table):
        if len(hashes) == len(ranges) == 1:
            for partition, keys in members[name].items():
                if len(keys) >= _LARGE:
                    _order_of(table, name, partition)


def _order_of(table: Document, index: str, partition: str) -> _Order:
    members = dynamodb._index_members(table)
    orders = members.setdefault(_ORDERS, {})
    order: _Order | None = orders.get((index, partition))
    if order is None:
        _, (sort_key,) = dynamodb._index_key_lists(dynamodb._index_def(table, index))
        order = orders[index, partition] = _Order(table, sort_key, members[index][partition])
    return order


def _keys_of_page(table: Document, request: Document) -> tuple[str, list[tuple[str, str]]] | None:
    """Return the partition that a query of an index asks for, and the keys of all items of its page.

    None if it is not one, or of a small partition.
    """
    index = dynamodb._index_def(table, request["IndexName"])
    (hash_key,), (sort_key,) = dynamodb._index_key_lists(index)
    condition, values = request["KeyConditionExpression"], request["ExpressionAttributeValues"]
    names = request.get("ExpressionAttributeNames", {})
    partition = dynamodb._extract_pk_from_condition(condition, values, names, hash_key)
    members = dynamodb._index_members(table)
    keys = members[request["IndexName"]][partition]
    if len(keys) < _LARGE:
        return None
    order = _order_of(table, request["IndexName"], partition)
    bounds = _Bounds(request, sort_key, order.kind)
    forward = request.get("ScanIndexForward", True)
    wanted = order.keys(bounds, request.get("ExclusiveStartKey"), forward=forward)
    limit = request.get("Limit")
    return partition, list(
        _page(table, request["IndexName"], wanted) if limit is None else islice(wanted, limit)
    )


def _page(table: Document, index: str, keys: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what is on a page that is limited by its bytes, and one item more."""
    size = 0
    for pk, sk in keys:
        yield pk, sk
        if size > _PAGE_BYTES:
            return
        item = dynamodb._apply_index_projection(table["items"][pk][sk], table, index)
        size += dynamodb._item_size_bytes(item)
