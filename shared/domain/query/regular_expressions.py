"""Regular expressions of `q`: where one ends in the text, and how RE2 runs it in linear time."""

from collections.abc import Callable
from functools import cache
from typing import Any

Expression = Any  # google-re2 has no types
Options = Any
_MAX_MEMORY = 1 << 20
"""Bytes that one expression may use. RE2 rejects a pattern that needs more to compile, and slows down rather
than use more when it runs; 50 terms stay within the memory of a small function."""


_SPECIAL = frozenset("\\^$.|?*+()[]{}")
_MAKES_OPTIONAL = frozenset("?*{")


class UnclosedBracket(ValueError):
    """A bracket in an expression is never closed. `position` is its index in the text."""

    def __init__(self, position: int) -> None:
        super().__init__("unclosed bracket")
        self.position = position


def compile_expression(pattern: str) -> Expression:
    """Return the pattern as a compiled expression that ignores case and searches UTF-8 bytes.

    Raises `ValueError` with RE2's reason when the pattern is malformed, too large, or has a construct that
    no linear-time engine can run.
    """
    import re2  # type: ignore[import-untyped]

    try:
        return re2.compile(pattern, _options())
    except re2.error as error:
        reason = error.args[0]
        raise ValueError(reason.decode() if isinstance(reason, bytes) else reason) from None
    finally:
        # The module would keep the last 128 expressions with all their memory; here each is freed with its
        # query.
        re2.purge()


@cache
def _options() -> Options:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    return options


def literal_beginning(pattern: str) -> str:
    """Return the literal text that every match of an anchored pattern (`^Do…`) begins with, in some case.

    It is rather too short than too long: it ends before anything that may make a character optional or
    special.
    """
    if not pattern.startswith("^") or "|" in pattern:
        return ""
    beginning = ""
    for position, character in enumerate(pattern[1:], 1):
        following = pattern[position + 1 : position + 2]
        if character in _SPECIAL or following in _MAKES_OPTIONAL:
            break
        beginning += character
    return beginning


def end_of_expression(text: str, start: int, ends_at: Callable[[int], bool]) -> int:
    """Return the index after a raw expression: of a `)` that it did not open, or where it ends otherwise.

    `ends_at` is asked about each index outside brackets. Escaped characters are not brackets, nor are those
    in a character class. Raises `UnclosedBracket`.
    """
    groups: list[int] = []
    position = start
    while position < len(text):
        character = text[position]
        if not groups and (character == ")" or ends_at(position)):
            return position
        if character == "[":
            position = _end_of_class(text, position)
            continue
        if character == "(":
            groups.append(position)
        elif character == ")":
            groups.pop()
        position += 2 if character == "\\" else 1
    if groups:
        raise UnclosedBracket(groups[-1])
    return len(text)


def _end_of_class(text: str, start: int) -> int:
    position = start + 1
    if text.startswith("^", position):
        position += 1
    if text.startswith("]", position):
        position += 1
    while position < len(text):
        if text[position] == "]":
            return position + 1
        named_class_end = text.find(":]", position) if text.startswith("[:", position) else -1
        if named_class_end >= 0:
            position = named_class_end + 2
        else:
            position += 2 if text[position] == "\\" else 1
    raise UnclosedBracket(start)
