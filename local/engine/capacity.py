"""Read units as DynamoDB charges them, from the sizes of the read items.

ministack counts every query as one small item, and does not count batches. It counts writes as DynamoDB does.
"""

import json
import math
import threading
from http import HTTPStatus
from typing import Any, NamedTuple

from ministack.services import dynamodb

_UNIT_BYTES = 4096  # which one unit of a consistent read covers

Document = dict[str, Any]


class _Page(NamedTuple):
    """The items that a query or scan examined for one answer, before any filter."""

    items: list[Document]
    table: Document
    index_name: str | None

    def size(self) -> int:
        """Return the size in bytes; for an index, only of the projected attributes."""
        held = (dynamodb._apply_index_projection(item, self.table, self.index_name) for item in self.items)
        return sum(map(dynamodb._item_size_bytes, held if self.index_name is not None else self.items))


def count_read_units() -> None:
    """Let ministack in this process count them for requests that ask for their consumed capacity."""
    paginate, add_capacity = dynamodb._paginate_evaluated_items, dynamodb._add_consumed_capacity
    batch_get = dynamodb._batch_get_item
    examined = threading.local()  # a request is answered by one thread

    def paginate_noting(
        items: list[Document], limit: int | None, table: Document, index_name: str | None = None
    ) -> tuple[list[Document], bool]:
        page, stopped = paginate(items, limit, table, index_name)
        examined.page = _Page(page, table, index_name)
        return page, stopped

    def add_counted(result: Document, request: Document, table_name: str, **more: object) -> None:
        add_capacity(result, request, table_name, **more)
        if more.get("write") or "ConsumedCapacity" not in result:
            return
        if "Key" in request:
            units = _units(_item_size(dynamodb._tables[table_name], request["Key"]))
        else:
            units = _units(examined.page.size())
        _multiply(result["ConsumedCapacity"], units)

    def batch_get_counted(request: Document) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = batch_get(request)
        if status == HTTPStatus.OK and request.get("ReturnConsumedCapacity", "NONE") != "NONE":
            consumed = [_of_batch(name, asked) for name, asked in request["RequestItems"].items()]
            body = body.removesuffix(b"}") + b', "ConsumedCapacity": ' + json.dumps(consumed).encode() + b"}"
        return status, headers, body

    dynamodb._paginate_evaluated_items = paginate_noting
    dynamodb._add_consumed_capacity = add_counted
    dynamodb._batch_get_item = batch_get_counted


def _of_batch(name: str, asked: Document) -> Document:
    """The items of a batch are rounded up one by one, and a missing item costs a unit."""
    table = dynamodb._tables[dynamodb._normalize_table_name(name)]
    units = sum(_units(_item_size(table, key)) for key in asked["Keys"])
    return {"TableName": name, "CapacityUnits": units * (1.0 if asked.get("ConsistentRead") else 0.5)}


def _item_size(table: Document, key: Document) -> int:
    return int(dynamodb._item_size_bytes(dynamodb._get_item_by_key(table, key)))


def _units(size: int) -> int:
    return max(1, math.ceil(size / _UNIT_BYTES))


def _multiply(capacity: Document, units: int) -> None:
    """Multiply a capacity that was counted for one unit, including its parts."""
    for name, value in capacity.items():
        if isinstance(value, dict):
            _multiply(value, units)
        elif name == "CapacityUnits":
            capacity[name] = value * units
