"""Patterns of events, as far as template.yaml uses them: of EventBridge's rules, and of Lambda's filters."""

from collections.abc import Callable
from typing import Any

from shared.domain.json_text import Json

Test = Callable[[Any], bool]


class UnknownPattern(Exception):
    """A pattern uses something that is not supported here."""


def matcher(pattern: Json) -> Test:
    """Whether an event matches the pattern. Raises `UnknownPattern`.

    Supported are objects of any depth with lists of values (texts, numbers, `true`, `false`, `null`) and of
    `{"prefix": "..."}`; one entry of a list has to match.
    """
    if not isinstance(pattern, dict) or not pattern or any(name.startswith("$") for name in pattern):
        raise UnknownPattern(f"{pattern} is not a pattern that is understood here")
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
            raise UnknownPattern(f"{value} is not a test that is understood here")
    # To Python, `true` is 1.
    return lambda document: bool(document == value) and isinstance(document, bool) == isinstance(value, bool)
