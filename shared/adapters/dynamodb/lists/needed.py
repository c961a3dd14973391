"""Requirements of a query on all that match it: equal texts, bounds of creation, terms that must hold."""

from collections.abc import Iterator

from shared.domain.query.conditions import (
    And,
    Compare,
    Equals,
    Node,
    OfOneElement,
    OneOf,
    Range,
    Term,
)
from shared.domain.query.evaluation import Query
from shared.domain.query.values import spelled_instant

Path = tuple[str, ...]


def created_between(query: Query, created: Path) -> tuple[int | None, int | None]:
    """Return the earliest and the latest creation that the query allows."""
    lowest: int | None = None
    highest: int | None = None
    for operator, instant in _creation_bounds(query, created):
        if operator != "<":
            lowest = instant if lowest is None else max(lowest, instant)
        if operator != ">":
            highest = instant if highest is None else min(highest, instant)
    return lowest, highest


def _creation_bounds(query: Query, created: Path) -> Iterator[tuple[str, int]]:
    """Comparisons with the creation time: `<`, `>` or `=`, and an instant."""
    for term in needed_terms(query):
        if term.field.path != created:
            continue
        found: list[tuple[str, str]] = []
        match term.condition:
            case Equals(operand):
                found = [("=", operand.text)]
            case Compare(operator, operand):
                found = [(operator[0], operand.text)]
            case Range(first, second):
                found = [(c.operator[0], c.operand.text) for c in (first, second)]
        for relation, text in found:
            instant = spelled_instant(text)
            if instant is not None:
                yield relation, instant


def equal_texts_of(query: Query, *paths: Path) -> tuple[str, ...] | None:
    """Return the texts that one of the fields has to equal, where the query says so."""
    for term in needed_terms(query):
        if term.field.path in paths:
            match term.condition:
                case Equals(operand):
                    return (operand.text,)
                case OneOf(operands):
                    return tuple(dict.fromkeys(operand.text for operand in operands))
                case _:
                    continue
    return None


def needed_terms(query: Query) -> Iterator[Term]:
    """Return the terms that all have to hold; of one element of a list, too, where an index is broader."""
    return _needed(query.where)


def _needed(node: Node) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case OfOneElement(_, inner):
            yield from _needed(inner)
        case And(nodes):
            for each in nodes:
                yield from _needed(each)
