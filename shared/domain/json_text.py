"""JSON with exact numbers: fractions are `Decimal`, never float, so that no digit from a client is lost."""

import json
import re
from contextlib import suppress
from decimal import Decimal
from typing import Any, NoReturn

import simplejson

MAX_VALUES = 50_000
"""Of a client's text. 4 MB have room for two million, and each is looked at often."""

Json = Any
"""Any JSON value."""


class DuplicateKey(ValueError):
    """An object has a member twice, so it is unclear what its sender meant."""


class NotJson(ValueError):
    """The text is not JSON (RFC 8259), or contains an unpaired surrogate."""


class TooManyValues(NotJson):
    """The text has more than `MAX_VALUES` values."""


def _check_number_of_values(raw: bytes) -> None:
    if len(raw) <= MAX_VALUES or _beginnings_of_values(raw) <= MAX_VALUES:
        return
    # Commas and brackets within texts do not count, but with so many texts it would take long to tell.
    # Each has two quotes, and those within it have a backslash.
    quotes = raw.count(b'"') - raw.count(b'\\"')
    if quotes > 2 * MAX_VALUES or _beginnings_of_values(_TEXT.sub(b"", raw)) > MAX_VALUES:
        raise TooManyValues


def _beginnings_of_values(raw: bytes) -> int:
    return len(raw) - len(raw.translate(None, b",[{"))  # takes half of the time of three counts


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        duplicate = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        duplicate.encode()  # an unpaired surrogate is not JSON in a name either
        raise DuplicateKey(duplicate)
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise NotJson(f"{name} is not JSON")


# A text that does not end ends with everything, so that none is looked at twice.
_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)

# Made once: simplejson's own functions make a decoder for each text.
_DECODER = simplejson.JSONDecoder(parse_float=Decimal)
_STRICT_DECODER = simplejson.JSONDecoder(
    parse_float=Decimal, object_pairs_hook=_unique, parse_constant=_refuse_constant
)
# The standard library's takes half of the time, and does not know `Decimal`.
_WITHOUT_FRACTIONS = json.JSONEncoder(
    check_circular=False, allow_nan=False, ensure_ascii=False, separators=(",", ":")
)
_ENCODER = simplejson.JSONEncoder(use_decimal=True, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Json:
    """Parse what this service itself wrote."""
    value, end = _DECODER.scan_once(text, 0)
    return value if end == len(text) else _DECODER.decode(text)


def loads_strictly(raw: bytes) -> Json:
    """Parse what a client sent. Raises `NotJson`, `TooManyValues`, or `DuplicateKey` naming the member."""
    _check_number_of_values(raw)
    try:
        text = raw.decode()
        value = _STRICT_DECODER.decode(text)
        if "\\u" in text:
            dumps(value).encode()
    except DuplicateKey:
        raise
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise NotJson(str(error)) from None
    return value


def dumps(value: Json) -> str:
    """Return the most compact text of a JSON value."""
    try:
        return _WITHOUT_FRACTIONS.encode(value)
    except TypeError:
        return _ENCODER.encode(value)


def _plain_number(number: Decimal) -> simplejson.RawJSON:
    """Return the number as it is for 100.0 and 1e2, where 100 is written like that; or for 1.50 and 1.5."""
    text = str(number)
    if "E" not in text:
        plain = text.rstrip("0").rstrip(".") if "." in text else text
        return simplejson.RawJSON("0" if plain == "-0" else plain)
    digits, _, exponent = text.replace(".", "").partition("E")
    behind_point = len(text.partition("E")[0].partition(".")[2])
    significant = digits.rstrip("0")
    if significant in {"", "-"}:
        return simplejson.RawJSON("0")
    zeros = int(exponent) - behind_point + len(digits) - len(significant)
    as_whole = 0 <= zeros <= _MAX_ZEROS
    return simplejson.RawJSON(significant + "0" * zeros if as_whole else f"{significant}e{zeros}")


MAX_PLAIN_VALUES = 40_000
"""To make a number plain takes 2 microseconds. 64 KB, which is all that visitors send, have fewer values."""
_MAX_ZEROS = 130  # more than a stored number can have
# All of them in ASCII: beyond it, the two libraries do not write all texts alike.
_SORTING_WITHOUT_FRACTIONS = json.JSONEncoder(
    check_circular=False, allow_nan=False, separators=(",", ":"), sort_keys=True
)
_SORTING_ENCODER = simplejson.JSONEncoder(use_decimal=True, separators=(",", ":"), sort_keys=True)
_PLAIN_ENCODER = simplejson.JSONEncoder(
    use_decimal=False, default=_plain_number, separators=(",", ":"), sort_keys=True
)


def canonical(value: Json) -> bytes:
    """Return the one text of a JSON value that does not tell how its sender wrote it.

    With more than `MAX_PLAIN_VALUES`, it tells 1.50 from 1.5. Raises `RecursionError` if it is too deep.
    """
    with suppress(TypeError):
        return _SORTING_WITHOUT_FRACTIONS.encode(value).encode()
    text = _SORTING_ENCODER.encode(value)
    # However numbers were written, the text has as many commas; it has at most one number more than commas.
    if text.count(",") < MAX_PLAIN_VALUES:
        text = _PLAIN_ENCODER.encode(value)
    return text.encode()


def same(one: Json, other: Json) -> bool:
    """Return whether two values are the same JSON, digit for digit.

    `==` takes `true` for 1 and 1.50 for 1.5.
    """
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) and str(one) == str(other)  # of a number, `str` is its text in JSON


def size_as_text(text: str) -> int:
    """Return the bytes of a JSON text within a JSON document, such as Lambda's answer, which escapes it."""
    return len(text.encode()) + text.count('"') + text.count("\\")
