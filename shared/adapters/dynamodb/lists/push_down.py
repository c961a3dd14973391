"""The part of a `q` that DynamoDB can test while it reads the directory.

A filter never decides: everything it lets through is tested again by the query itself. So whatever DynamoDB
would see differently, or cannot see in the index, is simply left out.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.lists.of_customers import CUSTOMERS
from shared.adapters.dynamodb.lists.plan import Index, IndexRange, Plan
from shared.domain.fields import normalised
from shared.domain.query.conditions import (
    And,
    Compare,
    Equals,
    Exists,
    IsNull,
    Node,
    OfOneElement,
    OneOf,
    Operand,
    Or,
    Range,
    Term,
    terms_of,
)
from shared.domain.query.values import (
    equal_texts,
    instant_of,
    spelled_boolean,
    spelled_instant,
    spelled_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shared.adapters.dynamodb.lists.resource import Resource

MAX_OPERANDS = 100
"""Of a whole filter: an expression has at most 4 KB."""

_Attribute = Any
_Filter = Any
_COMPARISONS: dict[str, Callable[[_Attribute, str | datetime], _Filter]] = {
    ">": lambda attribute, value: attribute > value,
    ">=": lambda attribute, value: attribute >= value,
    "<": lambda attribute, value: attribute < value,
    "<=": lambda attribute, value: attribute <= value,
}


def filter_of(plan: Plan, resource: Resource = CUSTOMERS) -> _Filter | None:
    """Return the filter for the directory's rows; None where DynamoDB can test nothing of the query."""
    query = plan.query
    if not (isinstance(plan.source, IndexRange) and plan.source.index is Index.DIRECTORY):
        return None
    if sum(_operands(term) for term in terms_of(query.where)) > MAX_OPERANDS:
        return None
    return _joined(and_, [_filter(node, resource) for node in query.where.nodes])


def _filter(node: Node, resource: Resource) -> _Filter | None:
    match node:
        case Term():
            return _term(node, resource)
        case OfOneElement():
            return None
        case Or(nodes):
            filters = [_filter(inner, resource) for inner in nodes]
            return _joined(or_, filters) if None not in filters else None
        case And(nodes):
            return _joined(and_, [_filter(inner, resource) for inner in nodes])


def _joined(join: Callable[[_Filter, _Filter], _Filter], filters: list[_Filter | None]) -> _Filter | None:
    known = [each for each in filters if each is not None]
    return reduce(join, known) if known else None


def _term(term: Term, resource: Resource) -> _Filter | None:
    path = term.field.path
    attribute = resource.texts.get(path, resource.presence_alone.get(path))
    if attribute is not None and isinstance(term.condition, IsNull):
        return attribute.does_not_exist()
    if attribute is not None and isinstance(term.condition, Exists):
        return attribute.exists()
    if path in resource.texts:
        return _text_term(resource.texts[path], term)
    if path in resource.times:
        return _time_term(resource.times[path], term)
    if path in resource.booleans and isinstance(term.condition, Equals) and not term.condition.operand.quoted:
        value = spelled_boolean(term.condition.operand.text)
        return None if value is None else resource.booleans[path] == value
    return None


def _time_term(attribute: _Attribute, term: Term) -> _Filter | None:
    """Return a filter by a time, which is stored in milliseconds; it lets those of the same one through."""
    match term.condition:
        case Compare() as comparison:
            return _time_comparison(attribute, comparison)
        case Range(first, second):
            return _joined(and_, [_time_comparison(attribute, each) for each in (first, second)])
        case _:
            return None


def _time_comparison(attribute: _Attribute, comparison: Compare) -> _Filter | None:
    instant = spelled_instant(comparison.operand.text)
    if instant is None:
        return None
    return _COMPARISONS[f"{comparison.operator[0]}="](attribute, instant_of(instant))


def _text_term(attribute: _Attribute, term: Term) -> _Filter | None:
    match term.condition:
        case Equals(operand):
            return attribute.is_in(*equal_texts(operand.text))
        case OneOf(operands):
            return attribute.is_in(*(text for operand in operands for text in equal_texts(operand.text)))
        case Compare() as comparison:
            return _comparison(attribute, comparison)
        case Range(first, second):
            return _joined(and_, [_comparison(attribute, first), _comparison(attribute, second)])
        case _:
            return None


def _comparison(attribute: _Attribute, comparison: Compare) -> _Filter | None:
    operand: Operand = comparison.operand
    if not operand.quoted and spelled_number(operand.text) is not None:
        return None
    return _COMPARISONS[comparison.operator](attribute, normalised(operand.text))


def _operands(term: Term) -> int:
    if isinstance(term.condition, OneOf):
        return sum(len(equal_texts(operand.text)) for operand in term.condition.operands)
    return 2
