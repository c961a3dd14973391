"""The meaning of a parsed `q`: the customer documents that it selects, whichever index is read."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.domain.fields import normalised
from shared.domain.json_text import Json
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
    terms_of,
)
from shared.domain.query.fields import Document, FieldKind
from shared.domain.query.values import (
    Type,
    Typed,
    equal_texts,
    spelled_boolean,
    spelled_number,
    typed,
    typed_text,
)

_Test = Callable[[Any], bool]
_Predicate = Callable[[Document], bool]
_COMPARISONS = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}


@dataclass(frozen=True)
class Query:
    """A `q`. All nodes of `where` have to hold; without any, every customer is selected."""

    where: And

    @property
    def is_empty(self) -> bool:
        """Whether it selects everything."""
        return not self.where.nodes

    def matches(self, document: Document) -> bool:
        """Return whether it selects this customer."""
        return self._predicate(document)

    def top_level_fields(self) -> frozenset[str]:
        """Return the members of the document that it tests."""
        return frozenset(term.field.path[0] for term in terms_of(self.where))

    @cached_property
    def _predicate(self) -> _Predicate:
        return _predicate(self.where)


def _predicate(node: Node, depth: int = 0) -> _Predicate:
    """Return the node as a function, so that operands are parsed once and not for each customer.

    It is given a whole document, or what is `depth` members below one.
    """
    match node:
        case Term(field, condition):
            test = _test(condition, field.kind)
            return lambda document: any(test(value) for value in field.values_in(document, depth))
        case OfOneElement(field, inner):
            holds_for = _predicate(inner, len(field.path))
            return lambda document: any(
                element is not None and holds_for(element) for element in field.values_in(document, depth)
            )
        case And(nodes):
            predicates = [_predicate(inner, depth) for inner in nodes]
            return lambda document: all(holds(document) for holds in predicates)
        case Or(nodes):
            predicates = [_predicate(inner, depth) for inner in nodes]
            return lambda document: any(holds(document) for holds in predicates)


def _test(condition: Condition, kind: FieldKind) -> _Test:  # noqa: PLR0911 - one per kind of condition
    match condition:
        case Exists():
            return lambda value: value is not None
        case IsNull():
            return lambda value: value is None
        case Equals(operand):
            return _equals_one((operand,), kind)
        case OneOf(operands):
            return _equals_one(operands, kind)
        case Compare():
            return _compares(condition, kind)
        case Range(first, second):
            holds, holds_too = _compares(first, kind), _compares(second, kind)
            return lambda value: holds(value) and holds_too(value)
        case Matches():
            search = condition.expression.search
            return lambda value: isinstance(value, str) and search(value.encode()) is not None


def _equals_one(operands: tuple[Operand, ...], kind: FieldKind) -> _Test:
    wanted = {spelled for operand in operands for spelled in _spelled(operand, kind)}
    return lambda value: typed(value, kind) in wanted


def _spelled(operand: Operand, kind: FieldKind) -> list[Typed | None]:
    """Return all values that the operand equals. In a field of one type, no value can equal the others."""
    texts = equal_texts(operand.text) if kind is FieldKind.TEXT else (operand.text,)
    spelled = [typed(text, kind) for text in texts]
    if not operand.quoted:
        spelled += [
            typed(value, kind)
            for value in (spelled_number(operand.text), spelled_boolean(operand.text))
            if value is not None
        ]
    return spelled


def _compares(comparison: Compare, kind: FieldKind) -> _Test:
    compare = _COMPARISONS[comparison.operator]
    operand_type, operand = _bound(comparison.operand, kind)
    # If the operand is a date, texts under `mixins` are read as dates; a text that is not one then never
    # matches.
    seen_as = FieldKind.INSTANT if operand_type is Type.INSTANT else kind

    def test(value: Json) -> bool:
        found = typed(value, seen_as)
        return found is not None and found[0] is operand_type and bool(compare(found[1], operand))

    return test


def _bound(operand: Operand, kind: FieldKind) -> Typed:
    number = None if operand.quoted else spelled_number(operand.text)
    if number is not None:
        return Type.NUMBER, number
    text = normalised(operand.text) if kind is FieldKind.TEXT else operand.text
    return typed_text(text, FieldKind.INSTANT if kind is FieldKind.ANY else kind)
