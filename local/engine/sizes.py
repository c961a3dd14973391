"""Has ministack measure items at less cost, and entries of indexes only where their units are asked for.

It measures every item that it writes or reads, several times, to check limits and to count units.
"""

from typing import Any

from ministack.services import dynamodb

Document = dict[str, Any]

_measured, _index_units = dynamodb._attribute_value_size, dynamodb._index_write_units


def measure_quickly() -> None:
    """Have ministack in this process do so; called once."""
    transact_write = dynamodb._transact_write_items

    def transact_write_counting(request: Document) -> Any:  # noqa: ANN401 - ministack's
        if request.get("ReturnConsumedCapacity", "NONE") != "NONE":
            return transact_write(request)
        dynamodb._index_write_units = _none  # it would be left out of the answer
        try:
            return transact_write(request)
        finally:
            dynamodb._index_write_units = _index_units

    dynamodb._attribute_value_size = _size_of_value
    dynamodb._item_size_bytes = _size_of_item
    dynamodb._transact_write_items = transact_write_counting


def _none(*_: object) -> float:
    return 0.0


def _size_of_item(item: Any) -> int:  # noqa: ANN401 - JSON
    if not isinstance(item, dict):
        return 0
    size = 0
    for name, value in item.items():
        size += _size_of_text(name) + _size_of_value(value)
    return size


def _size_of_value(value: Any) -> int:  # noqa: ANN401 - JSON
    if type(value) is dict and len(value) == 1:
        ((kind, part),) = value.items()
        if kind == "S" and type(part) is str:
            return _size_of_text(part)
        if kind == "M" and type(part) is dict:
            size = 3
            for name, inner in part.items():
                size += 1 + _size_of_text(name) + _size_of_value(inner)
            return size
        if kind in {"BOOL", "NULL"}:
            return 1
    return int(_measured(value))


def _size_of_text(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
