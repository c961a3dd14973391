"""The meaning of `q`, written a second time as plainly as possible, sharing nothing with the evaluation."""

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from shared.domain.query.conditions import (
    And,
    Compare,
    Condition,
    Equals,
    Exists,
    IsNull,
    Matches,
    Node,
    OfOneElement,
    OneOf,
    Operand,
    Or,
    Range,
    Term,
)

EMAIL_PATHS = {("contactEmail",), ("email",), ("accounts", "id")}
INSTANT_PATHS = {("metadataCreatedAt",), ("metadataModifiedAt",), ("lastLogin",)}
FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S.%f%z"]


def selects(node: Node, document: dict[str, Any]) -> bool:
    match node:
        case And(nodes):
            return all(selects(inner, document) for inner in nodes)
        case Or(nodes):
            return any(selects(inner, document) for inner in nodes)
        case OfOneElement(field, inner):
            elements = [place for place in places(document, list(field.path)) if place is not None]
            return any(selects(inner, with_only(element, document, list(field.path))) for element in elements)
        case Term(field, condition):
            return any(holds(condition, value, field.path) for value in places(document, list(field.path)))


def with_only(element: Any, value: Any, path: list[str]) -> Any:
    """The document, as if this element were the only one at the path."""
    return {**value, path[0]: with_only(element, value[path[0]], path[1:])} if path else [element]


def places(value: Any, path: list[str]) -> list[Any]:
    """Every place where the path ends, with `None` where nothing is."""
    if value == []:
        return [None]
    if isinstance(value, list):
        return [place for element in value for place in places(element, path)]
    if path == []:
        return [value]
    return places(value.get(path[0]) if isinstance(value, dict) else None, path[1:])


def holds(condition: Condition, value: Any, path: tuple[str, ...]) -> bool:  # noqa: PLR0911 - one per kind of condition
    match condition:
        case IsNull():
            return value is None
        case Exists():
            return value is not None
        case Equals(operand):
            return equal(value, operand, path)
        case OneOf(operands):
            return any(equal(value, operand, path) for operand in operands)
        case Compare():
            return compares(value, condition, path)
        case Range(first, second):
            return compares(value, first, path) and compares(value, second, path)
        case Matches(pattern):
            return isinstance(value, str) and bool(re.search(pattern, value, re.IGNORECASE))


def equal(value: Any, operand: Operand, path: tuple[str, ...]) -> bool:
    if isinstance(value, str):
        if path in EMAIL_PATHS:
            return value.lower() == operand.text.lower()
        if path in INSTANT_PATHS:
            return instant(value) == instant(operand.text)
        return value == operand.text
    if operand.quoted or not isinstance(value, bool | int | Decimal):
        return False
    word = spelled(operand.text)
    return isinstance(word, bool) == isinstance(value, bool) and word == value


def compares(value: Any, comparison: Compare, path: tuple[str, ...]) -> bool:
    operand = comparison.operand
    number = None if operand.quoted else spelled(operand.text)
    date = instant(operand.text) if path in INSTANT_PATHS or "mixins" in path or path[-1] == "en" else None
    if isinstance(number, int | Decimal) and not isinstance(number, bool):
        numeric = isinstance(value, int | Decimal) and not isinstance(value, bool)
        return numeric and in_relation(value, comparison.operator, number)
    if not isinstance(value, str):
        return False
    if date is not None:
        return instant(value) is not None and in_relation(instant(value), comparison.operator, date)
    if path in INSTANT_PATHS:
        return False
    if path in EMAIL_PATHS:
        return in_relation(value.lower(), comparison.operator, operand.text.lower())
    return in_relation(value, comparison.operator, operand.text)


def in_relation(value: Any, operator: str, operand: Any) -> bool:
    below, same = bool(value < operand), bool(value == operand)
    return {"<": below, "<=": below or same, ">": not (below or same), ">=": not below}[operator]


def spelled(word: str) -> Any:
    with suppress(ValueError):
        return json.loads(word.lower(), parse_float=Decimal)
    return None


def instant(text: str) -> datetime | None:
    for form in FORMATS:
        with suppress(ValueError):
            parsed = datetime.strptime(text, form)  # noqa: DTZ007 - UTC is added below
            return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return None
