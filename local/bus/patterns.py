"""Patterns of events, as far as template.yaml uses them: of EventBridge's rules, and of Lambda's filters."""

from collections.abc import Callable
from typing import Any

from shared.domain.json_text import Json

Test = Callable[[Any], bool]


class UnknownPattern(Exception):
    """A pattern uses something that is not supported here."""


def matcher(pattern: Json) -> Test:
    """Return whether an event matches the pattern. Raises `UnknownPattern`.

    A pattern is an object of any depth with lists of values (strings, numbers, `true`, `false`, `null`) and
    of `{"prefix": "..."}`; one entry of a list has to match. Nothing else is supported.
    """
    if not isinstance(pattern, dict) or not pattern or any(name.startswith("$") for name in pattern):
        raise UnknownPattern(f"the pattern {pattern} is not supported on this machine")
    tests = {
        name: _one_of(below) if isinstance(below, list) else matcher(below) for name, below in pattern.items()
    }

    def matches(document: Json) -> bool:
        if isinstance(document, list):
            return any(matches(each) for each in document)
        if not isinstance(document, dict):
            return False
        return all(name in document and test(document[name]) for name, test in tests.items())

    return matches


def _one_of(values: list[Any]) -> Test:
    if not values:
        raise UnknownPattern("an empty list matches nothing")
    tests = [_value(value) for value in values]

    def matches(document: Json) -> bool:
        if isinstance(document, list):
            return any(matches(each) for each in document)
        return any(test(document) for test in tests)

    return matches


def _value(value: Json) -> Test:
    match value:
        case {"prefix": str(prefix), **others} if not others:
            return lambda document: isinstance(document, str) and document.startswith(prefix)
        case dict() | list():
            raise UnknownPattern(f"the test {value} is not supported on this machine")
    # In Python, `True` equals 1.
    return lambda document: bool(document == value) and isinstance(document, bool) == isinstance(value, bool)
