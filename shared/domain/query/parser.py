"""Parses the text of `q` into conditions. docs/query-language.md has the grammar."""

from shared.domain.query.conditions import (
    And,
    Compare,
    Condition,
    Equals,
    Exists,
    IsNull,
    Matches,
    Node,
    OneOf,
    Operand,
    Operator,
    Range,
    Term,
    all_of,
    any_of,
)
from shared.domain.query.evaluation import Query
from shared.domain.query.reader import SPACES, Reader
from shared.domain.query.regular_expressions import UnclosedBracket, end_of_expression

MAX_LENGTH = 4096
MAX_TERMS = 50
MAX_VALUES = 200
MAX_NESTING = 50
"""Nested parentheses: 50 terms never need more, and recursion stays shallow."""

_COMPOUND = "compoundLogicalQuery"
_OPERATORS: tuple[Operator, ...] = (">=", "<=", ">", "<")
_KEYWORDS: dict[str, Condition] = {"null": IsNull(), "missing": IsNull(), "exists": Exists()}
_END_OF_VALUE = SPACES | {"(", ")", ","}
_END_OF_GROUP = {")", ""}
_END_OF_WORD = SPACES | {"(", ")", ""}


def parse_query(text: str | None) -> Query:
    """Return the query that `q` spells; an empty one selects everything.

    Raises `InvalidQuery` with the position (the first character is 1) and what was expected there.
    """
    reader = Reader("q", text or "")
    if len(reader.text) > MAX_LENGTH:
        reader.fail(f"at most {MAX_LENGTH} characters", at=MAX_LENGTH, found=f"{len(reader.text)} in all")
    return Query(_Parser(reader).query())


class _Parser:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._terms = 0
        self._nesting = 0

    def query(self) -> And:
        """`term term ...`"""
        nodes: list[Node] = []
        self._reader.skip_spaces()
        while not self._reader.at_end:
            nodes.append(self._term())
            self._reader.skip_spaces()
        return all_of(nodes)

    def _term(self) -> Node:
        """`field:condition`, or `compoundLogicalQuery:(...)`."""
        reader, start = self._reader, self._reader.position
        path = reader.path()
        reader.expect(":", "':' and a condition after the field")
        node = self._group() if path == (_COMPOUND,) else self._simple_term(path, start)
        if not (reader.at_end or reader.next in SPACES or (self._nesting and reader.next == ")")):
            reader.fail(r"a space or the end (in a value, put quotes around it or a \ before the character)")
        return node

    def _simple_term(self, path: tuple[str, ...], start: int) -> Term:
        field = self._reader.field(path, at=start)
        self._terms += 1
        if self._terms > MAX_TERMS:
            self._reader.fail(f"at most {MAX_TERMS} terms", at=start, found="one more")
        return Term(field, self._condition())

    def _group(self) -> Node:
        """`( conjunction OR conjunction ... )`"""
        if self._nesting == MAX_NESTING:
            self._reader.fail(f"at most {MAX_NESTING} parentheses within each other")
        self._nesting += 1
        self._reader.expect("(")
        alternatives = [self._conjunction()]
        while self._take_word("OR"):
            alternatives.append(self._conjunction())
        self._reader.expect(")", "AND, OR or ')'")
        self._nesting -= 1
        return any_of(alternatives)

    def _conjunction(self) -> Node:
        """`operand AND operand ...`; a mere space joins them, too, as it does between the terms of a `q`."""
        operands = [self._group_or_term()]
        while self._take_word("AND") or not (self._reader.next in _END_OF_GROUP or self._at_word("OR")):
            operands.append(self._group_or_term())
        return operands[0] if len(operands) == 1 else all_of(operands)

    def _group_or_term(self) -> Node:
        self._reader.skip_spaces()
        node = self._group() if self._reader.next == "(" else self._term()
        self._reader.skip_spaces()
        return node

    def _condition(self) -> Condition:
        if self._reader.take("("):
            return self._bracketed_condition()
        if self._reader.take("~"):
            return self._matches(spaces_end_it=True)
        if operator := self._take_operator():
            return Compare(operator, self._operand())
        operand = self._operand("a condition")
        return Equals(operand) if operand.quoted else _KEYWORDS.get(operand.text, Equals(operand))

    def _bracketed_condition(self) -> Condition:
        """Return a regular expression, a range or a list, after its `(` was read."""
        self._reader.skip_spaces()
        condition: Condition
        if self._reader.take("~"):
            condition = self._matches(spaces_end_it=False)
        elif self._reader.next in {">", "<"}:
            condition = self._range()
        else:
            condition = self._one_of()
        self._reader.skip_spaces()
        self._reader.expect(")", "',' or ')'" if isinstance(condition, OneOf) else None)
        return condition

    def _range(self) -> Range:
        """`>=10 AND <=20`"""
        first = self._bound()
        self._reader.skip_spaces()
        if not self._take_word("AND"):
            self._reader.fail("AND and the other bound")
        return Range(first, self._bound())

    def _bound(self) -> Compare:
        self._reader.skip_spaces()
        operator = self._take_operator() or self._reader.fail("one of >= <= > <")
        self._reader.skip_spaces()
        return Compare(operator, self._operand())

    def _one_of(self) -> OneOf:
        """`value, value ...`"""
        operands: list[Operand] = []
        while not operands or self._reader.take(","):
            self._reader.skip_spaces()
            if len(operands) == MAX_VALUES:
                self._reader.fail(f"at most {MAX_VALUES} values in a list", found="one more")
            operands.append(self._operand())
            self._reader.skip_spaces()
        return OneOf(tuple(operands))

    def _operand(self, expected: str = "a value") -> Operand:
        """Return a value, quoted or bare."""
        if self._reader.next == '"':
            return Operand(self._reader.quoted(), quoted=True)
        return Operand(self._reader.word(_END_OF_VALUE) or self._reader.fail(expected))

    def _matches(self, *, spaces_end_it: bool) -> Matches:
        """Return the expression after `~`: raw or quoted.

        It is compiled here, so that an error has a position.
        """
        reader, start = self._reader, self._reader.position
        if reader.next == '"':
            matches = Matches(reader.quoted())
        else:
            try:
                reader.position = end_of_expression(
                    reader.text, start, SPACES if spaces_end_it else frozenset()
                )
            except UnclosedBracket as bracket:
                reader.fail(f"the end of the bracket at position {bracket.position + 1}", at=len(reader.text))
            if reader.position == start:
                reader.fail("a regular expression")
            matches = Matches(reader.text[start : reader.position])
        try:
            _ = matches.expression
        except ValueError as error:
            reader.fail("a regular expression in the syntax of RE2", at=start, found=str(error))
        return matches

    def _take_operator(self) -> Operator | None:
        return next((operator for operator in _OPERATORS if self._reader.take(operator)), None)

    def _at_word(self, word: str) -> bool:
        reader = self._reader
        end = reader.position + len(word)
        return reader.text.startswith(word, reader.position) and reader.text[end : end + 1] in _END_OF_WORD

    def _take_word(self, word: str) -> bool:
        return self._at_word(word) and self._reader.take(word)
