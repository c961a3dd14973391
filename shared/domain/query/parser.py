"""Parses the text of `q` into conditions. docs/query-language.md has the grammar."""

import re

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
    Operator,
    Range,
    Term,
    all_of,
    any_of,
)
from shared.domain.query.evaluation import Query
from shared.domain.query.field_types import (
    wanted_instead,
    wanted_instead_of_comparison,
    wanted_instead_of_expression,
)
from shared.domain.query.fields import CUSTOMER, Field, FieldKind, Members
from shared.domain.query.reader import SEPARATORS, SPACES, Reader
from shared.domain.query.regular_expressions import UnclosedBracket, end_of_expression

MAX_LENGTH = 4096
MAX_TERMS = 50
MAX_VALUES = 200
MAX_NESTING = 50
"""Nested parentheses: 50 terms never need more, and recursion stays shallow."""

_COMPOUND = "compoundLogicalQuery"
_OPERATORS: tuple[Operator, ...] = (">=", "<=", ">", "<")
_KEYWORDS: dict[str, Condition] = {"null": IsNull(), "missing": IsNull(), "exists": Exists()}
_BEGIN_COMPARISON = {">", "<"}
_BEGIN_NO_VALUE = {"~", *_BEGIN_COMPARISON}
_END_OF_VALUE = SEPARATORS | {"(", ")", ","}
_END_OF_GROUP = {")", ""}
_END_OF_WORD = SPACES | {"(", ")", ""}
# Between quoted bounds: pages write spaces as plus signs, and their HTTP clients encode these as such.
_AND_OF_PAGES = "+AND+"
_OR = re.compile(r"(?<![ \t\r\n])[ \t\r\n]+OR(?=[ \t\r\n(])")
"""The end of a raw expression in a list. Of a row of spaces only the first is tried."""
_MEMBER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*:(?!//)")
"""The beginning of a condition on a member, and not of a URL."""
_SHOWN = 40
"""Characters of a wrong value that an error repeats."""


def parse_query(text: str | None, members: Members = CUSTOMER) -> Query:
    """Return the query that `q` spells, of a resource with these members; an empty one selects everything.

    Raises `InvalidQuery` with the position (the first character is 1) and what was expected there.
    """
    reader = Reader("q", text or "", members)
    if len(reader.text) > MAX_LENGTH:
        reader.fail(f"at most {MAX_LENGTH} characters", at=MAX_LENGTH, found=f"{len(reader.text)} in all")
    return Query(_Parser(reader).query())


class _Parser:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._terms = 0
        self._nesting = 0
        self._within: tuple[str, ...] = ()

    def query(self) -> And:
        """`term term ...`; a semicolon separates them as a space does."""
        nodes: list[Node] = []
        self._reader.skip(SEPARATORS)
        while not self._reader.at_end:
            nodes.append(self._term())
            self._reader.skip(SEPARATORS)
        return all_of(nodes)

    def _term(self) -> Node:
        """`field:condition`, or `compoundLogicalQuery:(...)`."""
        reader, start = self._reader, self._reader.position
        path = reader.path()
        reader.expect(":", "':' and a condition after the field")
        node = self._group() if path == (_COMPOUND,) else self._simple_term(path, start)
        if not (reader.at_end or reader.next in SEPARATORS or (self._nesting and reader.next == ")")):
            reader.fail(
                r"a space, ';' or the end (in a value, put quotes around it or a \ before the character)"
            )
        return node

    def _simple_term(self, path: tuple[str, ...], start: int) -> Node:
        field = self._reader.field((*self._within, *path), at=start)
        if field.kind is FieldKind.OBJECT and self._reader.next == "(":
            return self._of_one_element(field)
        self._count_term(start)
        if self._reader.take("("):
            return self._bracketed(field)
        return Term(field, self._condition(field.kind))

    def _count_term(self, start: int) -> None:
        self._terms += 1
        if self._terms > MAX_TERMS:
            self._reader.fail(f"at most {MAX_TERMS} terms", at=start, found="one more")

    def _of_one_element(self, field: Field) -> OfOneElement:
        """`( term term ... )`, whose fields are members of an element of this one."""
        around, self._within = self._within, field.path
        node = self._group()
        self._within = around
        return OfOneElement(field, node)

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
        self._reader.skip()
        node = self._group() if self._reader.next == "(" else self._term()
        self._reader.skip(SEPARATORS)
        return node

    def _condition(self, kind: FieldKind) -> Condition:
        if self._reader.next == "~":
            return self._matches(kind, in_brackets=False)
        if self._reader.next in _BEGIN_COMPARISON:
            return self._comparison(kind, in_brackets=False)
        return self._keyword_or_value(kind, "a condition")

    def _keyword_or_value(self, kind: FieldKind, expected: str) -> Condition:
        start = self._reader.position
        operand = self._operand(expected)
        keyword = None if operand.quoted else _KEYWORDS.get(operand.text)
        return keyword or Equals(self._fitting(operand, kind, start))

    def _bracketed(self, field: Field) -> Node:
        """Return `value, value ...` or `condition OR condition ...`, after its `(` was read."""
        reader = self._reader
        reader.skip()
        start = reader.position
        if field.kind is FieldKind.ANY and (member := _MEMBER.match(reader.text, start)):
            wanted = "a value, with a colon in quotes (under mixins, brackets hold no conditions on members)"
            reader.fail(wanted, found=repr(member[0]))
        if reader.next not in _BEGIN_NO_VALUE:
            first = self._operand("a value")
            reader.skip()
            keyword = None if first.quoted else _KEYWORDS.get(first.text)
            if keyword is not None and reader.take(")"):
                return Term(field, keyword)
            if not self._at_word("OR"):
                one_of = self._one_of(self._fitting(first, field.kind, start), field.kind)
                reader.expect(")", "',', OR or ')'")
                return Term(field, one_of)
            reader.position = start
        alternatives = [self._alternative(field.kind)]
        while self._take_word("OR"):
            reader.skip()
            self._count_alternative(alternatives)
            alternatives.append(self._alternative(field.kind))
        if isinstance(alternatives[-1], Compare) and len(alternatives) == 1:
            reader.fail("AND and the other bound")
        reader.expect(")", "OR or ')'")
        return _any_of(field, alternatives)

    def _count_alternative(self, before: list[Condition]) -> None:
        """Hold a list to its limit; what is not a mere value is a term of its own."""
        if len(before) == MAX_VALUES:
            self._reader.fail(f"at most {MAX_VALUES} values in a list", found="one more")
        if self._reader.next in _BEGIN_NO_VALUE:
            self._count_term(self._reader.position)

    def _alternative(self, kind: FieldKind) -> Condition:
        """Return one condition of a list, and skip the spaces after it."""
        reader = self._reader
        if reader.next == "~":
            condition: Condition = self._matches(kind, in_brackets=True)
        elif reader.next in _BEGIN_COMPARISON:
            condition = self._comparison_or_range(kind)
        else:
            condition = self._keyword_or_value(kind, "a value")
        reader.skip()
        return condition

    def _comparison_or_range(self, kind: FieldKind) -> Compare | Range:
        """`>=10` or `>=10 AND <=20`"""
        first = self._comparison(kind, in_brackets=True)
        self._reader.skip()
        if not (self._take_word("AND") or self._reader.take(_AND_OF_PAGES)):
            return first
        self._reader.skip()
        return Range(first, self._comparison(kind, in_brackets=True))

    def _comparison(self, kind: FieldKind, *, in_brackets: bool) -> Compare:
        """`>=10`"""
        reader, start = self._reader, self._reader.position
        operator = self._take_operator() or reader.fail("one of >= <= > <")
        if wanted := wanted_instead_of_comparison(kind):
            reader.fail(wanted, at=start)
        if in_brackets:
            reader.skip()
        start = reader.position
        return Compare(operator, self._fitting(self._operand("a value"), kind, start, compared=True))

    def _one_of(self, first: Operand, kind: FieldKind) -> OneOf:
        """`value, value ...`, after the first value was read."""
        operands = [first]
        while self._reader.take(","):
            self._reader.skip()
            if len(operands) == MAX_VALUES:
                self._reader.fail(f"at most {MAX_VALUES} values in a list", found="one more")
            start = self._reader.position
            operands.append(self._fitting(self._operand("a value"), kind, start))
            self._reader.skip()
        return OneOf(tuple(operands))

    def _operand(self, expected: str) -> Operand:
        """Return a value, quoted or bare."""
        if self._reader.next == '"':
            return Operand(self._reader.quoted(), quoted=True)
        return Operand(self._reader.word(_END_OF_VALUE) or self._reader.fail(expected))

    def _fitting(self, operand: Operand, kind: FieldKind, start: int, *, compared: bool = False) -> Operand:
        """Return the operand, which was read from this index on, if it is of the field's type."""
        if wanted := wanted_instead(operand, kind, compared=compared):
            written = self._reader.text[start : self._reader.position].rstrip()
            shown = written if len(written) <= _SHOWN else written[:_SHOWN] + "..."
            self._reader.fail(wanted, at=start, found=repr(shown))
        return operand

    def _matches(self, kind: FieldKind, *, in_brackets: bool) -> Matches:
        """`~expression`, raw or quoted. It is compiled here, so that an error has a position."""
        reader = self._reader
        if wanted := wanted_instead_of_expression(kind):
            reader.fail(wanted)
        reader.expect("~")
        start = reader.position
        matches = Matches(reader.quoted() if reader.next == '"' else self._raw_expression(in_brackets))
        try:
            _ = matches.expression
        except ValueError as error:
            reader.fail("a regular expression in the syntax of RE2", at=start, found=str(error))
        return matches

    def _raw_expression(self, in_brackets: bool) -> str:  # noqa: FBT001 - passed on
        reader, start = self._reader, self._reader.position

        def ends_at(position: int) -> bool:
            if in_brackets:
                return _OR.match(reader.text, position) is not None
            return reader.text[position] in SEPARATORS

        try:
            reader.position = end_of_expression(reader.text, start, ends_at)
        except UnclosedBracket as bracket:
            reader.fail(f"the end of the bracket at position {bracket.position + 1}", at=len(reader.text))
        return reader.text[start : reader.position] or reader.fail("a regular expression")

    def _take_operator(self) -> Operator | None:
        return next((operator for operator in _OPERATORS if self._reader.take(operator)), None)

    def _at_word(self, word: str) -> bool:
        reader = self._reader
        end = reader.position + len(word)
        return reader.text.startswith(word, reader.position) and reader.text[end : end + 1] in _END_OF_WORD

    def _take_word(self, word: str) -> bool:
        return self._at_word(word) and self._reader.take(word)


def _any_of(field: Field, conditions: list[Condition]) -> Node:
    """Return that the field meets one of the conditions; an index can serve the values together."""
    values = tuple(condition.operand for condition in conditions if isinstance(condition, Equals))
    others = [Term(field, condition) for condition in conditions if not isinstance(condition, Equals)]
    return any_of([Term(field, OneOf(values)), *others] if values else [*others])
