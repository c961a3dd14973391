"""Values as they are compared: by type, and in order within a type."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Any

from shared.domain.collation import without_accents_and_case
from shared.domain.fields import folded_email, normalised
from shared.domain.json_text import Json
from shared.domain.query.fields import FieldKind

MAX_COMPARED_BYTES = 900
LONGEST_LETTER = 4  # bytes in UTF-8
_DIVIDER, _NEXT_TO_DIVIDER = "\0", "\1"


class Type(IntEnum):
    """Types whose values never equal those of another type, in the order of `sort`."""

    BOOLEAN = 0
    NUMBER = 1
    INSTANT = 2
    TEXT = 3
    OBJECT = 4


Typed = tuple[Type, Any]
"""A value with its type: `bool`, `int | Decimal`, microseconds since 1970, `str`, or `None` for an object."""

_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,6})?"
_INSTANT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[Tt](?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:[Zz]|[+-][0-9]{2}:?[0-5][0-9])?)?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BOOLEANS = {"true": True, "false": False}


def typed(value: Json, kind: FieldKind) -> Typed | None:
    """Return how a value in a field of this kind is compared; `None` for no value."""
    if value is None:
        return None
    if isinstance(value, str):
        return typed_text(value, kind)
    if isinstance(value, bool):
        return Type.BOOLEAN, value
    if isinstance(value, int | Decimal):
        return Type.NUMBER, value
    return Type.OBJECT, None


def typed_text(text: str, kind: FieldKind) -> Typed:
    """Return how a text in a field of this kind is compared."""
    if kind is FieldKind.EMAIL:
        return Type.TEXT, folded_email(text)
    if kind is FieldKind.INSTANT and (instant := spelled_instant(text)) is not None:
        return Type.INSTANT, instant
    return Type.TEXT, text


def equal_texts(text: str) -> tuple[str, ...]:
    """Return the texts that equal this one in a field whose texts are normalised when they are stored.

    As it is written, it equals one that was stored before they were.
    """
    return tuple(dict.fromkeys((normalised(text), text)))


def sort_text(text: str, kind: FieldKind) -> str:
    """Return the form by which a text is ordered, code point by code point.

    It is the text without accents and case (of an e-mail address as it is compared), and behind that the text
    as it is, together at most 900 bytes. An index for this order must contain exactly this form.
    """
    first = sort_beginning(folded_email(text) if kind is FieldKind.EMAIL else text)
    return cut_to_compare(f"{first}{_DIVIDER}{text[:MAX_COMPARED_BYTES]}")


def is_sort_text(text: str) -> bool:
    """Return whether a text can be what `sort_text` returned: in both forms, or as long as it may be."""
    size = len(text.encode())
    return size <= MAX_COMPARED_BYTES and (_DIVIDER in text or size > MAX_COMPARED_BYTES - LONGEST_LETTER)


def sort_beginning(text: str) -> str:
    """Return what the forms begin with of all texts that begin with this one, in whatever case."""
    plain = without_accents_and_case(text[:MAX_COMPARED_BYTES])
    return cut_to_compare(plain.replace(_DIVIDER, _NEXT_TO_DIVIDER))


def former_sort_text(text: str, kind: FieldKind) -> str:
    """Return the form that indexes contained before accents were left out: case-folded, at most 900 bytes."""
    return cut_to_compare(folded_email(text) if kind is FieldKind.EMAIL else text.casefold())


def cut_to_compare(folded: str) -> str:
    """Return as much of a folded text as is compared: a key of an index has room for no more."""
    return folded.encode()[:MAX_COMPARED_BYTES].decode(errors="ignore")


def spelled_boolean(text: str) -> bool | None:
    """Return the boolean that a word spells, in any case."""
    return _BOOLEANS.get(text.lower())


def spelled_number(text: str) -> Decimal | None:
    """Return the number that a word spells, as in JSON."""
    return Decimal(text) if re.fullmatch(_NUMBER, text) else None


def spelled_instant(text: str) -> int | None:
    """Return the instant that a date of ISO 8601 spells, in microseconds since 1970.

    The default time is midnight, and the default offset UTC. `None` for a text that is not a date.
    """
    if not re.fullmatch(_INSTANT, text):
        return None
    try:
        instant = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return (instant - _EPOCH) // timedelta(microseconds=1)


def instant_of(microseconds: int) -> datetime:
    """Return the instant these microseconds stand for. Raises `OverflowError` outside the years 1 to 9999."""
    return _EPOCH + timedelta(microseconds=microseconds)
