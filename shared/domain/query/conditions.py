"""A parsed `q`: plain data that says what was asked, for evaluation and for the choice of an index."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from shared.domain.query.fields import Field
from shared.domain.query.regular_expressions import Expression, compile_expression

Operator = Literal[">=", "<=", ">", "<"]


@dataclass(frozen=True, slots=True)
class Operand:
    """A value as it was written: its text, escapes resolved, and whether it stood in quotes.

    A quoted operand is a text; the type of a bare one depends on the field.
    """

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Equals:
    """The value equals the operand."""

    operand: Operand


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value equals one of the operands."""

    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """The value and the operand are of one type, and in this relation."""

    operator: Operator
    operand: Operand


@dataclass(frozen=True, slots=True)
class Range:
    """Both comparisons hold; if the field is a list, for the same element."""

    first: Compare
    second: Compare


@dataclass(frozen=True)
class Matches:
    """The value is a text in which the regular expression (RE2) matches somewhere, ignoring case."""

    pattern: str

    @cached_property
    def expression(self) -> Expression:
        """The compiled pattern, for UTF-8 bytes. Raises `ValueError` with RE2's reason."""
        return compile_expression(self.pattern)


@dataclass(frozen=True, slots=True)
class IsNull:
    """The value is null or absent."""


@dataclass(frozen=True, slots=True)
class Exists:
    """The value is present and not null."""


Condition = Equals | OneOf | Compare | Range | Matches | IsNull | Exists


@dataclass(frozen=True, slots=True)
class Term:
    """`field:condition`. If the field is a list, one element has to satisfy the condition."""

    field: Field
    condition: Condition


@dataclass(frozen=True, slots=True)
class OfOneElement:
    """The node holds for one element of the list at this field; its terms have whole paths, too."""

    field: Field
    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of the nodes hold; without nodes it always holds. None of them is an `And` itself."""

    nodes: "tuple[Node, ...]" = ()


@dataclass(frozen=True, slots=True)
class Or:
    """One of the nodes holds. There are two or more, none of them an `Or` itself."""

    nodes: "tuple[Node, ...]"


Node = Term | OfOneElement | And | Or


def all_of(nodes: list[Node]) -> And:
    """Return the conjunction of the nodes in its normal form: no `And` directly within."""
    return And(tuple(inner for node in nodes for inner in (node.nodes if isinstance(node, And) else (node,))))


def any_of(nodes: list[Node]) -> Node:
    """Return the disjunction of the nodes in its normal form: no `Or` directly within; one node is itself."""
    inner = [inner for node in nodes for inner in (node.nodes if isinstance(node, Or) else (node,))]
    return inner[0] if len(inner) == 1 else Or(tuple(inner))


def terms_of(node: Node) -> Iterator[Term]:
    """Yield all terms of a tree, from left to right."""
    match node:
        case Term():
            yield node
        case OfOneElement(_, inner):
            yield from terms_of(inner)
        case And(nodes) | Or(nodes):
            for inner in nodes:
                yield from terms_of(inner)
