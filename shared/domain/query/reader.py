"""Reads the text of `q` and `sort` from left to right; errors are reported with their position."""

from typing import NoReturn

from shared.domain.errors import InvalidQuery, Problem
from shared.domain.query.fields import CUSTOMER, Field, FieldKind, Members, find_field, known_members

SPACES = frozenset(" \t\r\n")
SEPARATORS = SPACES | {";"}
ESCAPABLE = SEPARATORS | frozenset('.:(),"\\')
"""The characters that a backslash escapes in a path or a bare word. Before others it is an ordinary one."""

_END_OF_MEMBER = ESCAPABLE - {"\\"}
_EXAMPLES = (
    "id, firstName, lastName, company, contactEmail, active, addresses.city, mixins.<name>.<attribute>"
)
"""Of customers, who have too many fields to name them all."""


class Reader:
    """A position in the text of a query parameter. Reading moves it, or raises `InvalidQuery`."""

    def __init__(self, parameter: str, text: str, members: Members = CUSTOMER) -> None:
        """`members`: of the resource whose fields are named."""
        self._members = members
        self.parameter = parameter
        self.text = text
        self.position = 0
        try:
            text.encode()
        except UnicodeEncodeError as error:
            self.fail("a complete character", at=error.start)

    @property
    def at_end(self) -> bool:
        """Whether all of the text is read."""
        return self.position >= len(self.text)

    @property
    def next(self) -> str:
        """The next character, or `""` at the end."""
        return self.text[self.position : self.position + 1]

    def fail(self, expected: str, *, at: int | None = None, found: str | None = None) -> NoReturn:
        """Raise `InvalidQuery`: what was expected at this index (or here), and what was found there."""
        index = self.position if at is None else at
        if found is None:
            found = repr(self.text[index]) if index < len(self.text) else "the end"
        message = f"{self.parameter}, position {index + 1}: expected {expected}, found {found}"
        raise InvalidQuery(message, [Problem(message, field=self.parameter)])

    def skip(self, characters: frozenset[str] = SPACES) -> None:
        """Move to the next character that is none of these."""
        while self.next in characters:
            self.position += 1

    def take(self, token: str) -> bool:
        """Move past the token if it comes next."""
        if not self.text.startswith(token, self.position):
            return False
        self.position += len(token)
        return True

    def expect(self, token: str, expected: str | None = None) -> None:
        """Move past the token, which has to come next."""
        if not self.take(token):
            self.fail(expected or f"'{token}'")

    def word(self, end: frozenset[str]) -> str:
        """Return the characters up to the first of `end` without a backslash before it.

        Escapes are resolved.
        """
        characters = []
        while not self.at_end and self.next not in end:
            characters.append(self._character(ESCAPABLE))
        return "".join(characters)

    def quoted(self) -> str:
        r"""Return the text between quotes, `\"` and `\\` resolved."""
        start = self.position
        self.expect('"')
        characters = []
        while not self.take('"'):
            if self.at_end:
                self.fail(f"a '\"' that closes the one at position {start + 1}")
            characters.append(self._character(frozenset('"\\')))
        return "".join(characters)

    def path(self) -> tuple[str, ...]:
        """Return the names of members, separated by dots. A dot in a name is escaped."""
        members = [self._member()]
        while self.take("."):
            members.append(self._member())
        return tuple(members)

    def field(self, path: tuple[str, ...], *, at: int) -> Field:
        """Return the field at this path, which was read at index `at`."""
        field = find_field(*path, members=self._members)
        if field is None:
            self._fail_unknown(path, at)
        return field

    def _fail_unknown(self, path: tuple[str, ...], at: int) -> NoReturn:
        unknown = next(index for index in range(len(path)) if not self._knows(path[: index + 1]))
        parent = ".".join(path[:unknown])
        members = ", ".join(known_members(*path[:unknown], members=self._members))
        expected = (
            f"a member of '{parent}' ({members})"
            if parent and members
            else f"nothing below '{parent}', which has no members"
            if parent
            else f"a known field, such as {_examples(self._members)}"
        )
        self.fail(expected, at=at, found=f"'{path[unknown]}'")

    def _knows(self, path: tuple[str, ...]) -> bool:
        return find_field(*path, members=self._members) is not None

    def _member(self) -> str:
        return self.word(_END_OF_MEMBER) or self.fail("the name of a field")

    def _character(self, escapable: frozenset[str]) -> str:
        if self.next == "\\" and self.text[self.position + 1 : self.position + 2] in escapable:
            self.position += 1
        character = self.next
        self.position += 1
        return character


def _examples(members: Members) -> str:
    if members is CUSTOMER:
        return _EXAMPLES
    return ", ".join(name for name, kind in members.items() if isinstance(kind, FieldKind))
