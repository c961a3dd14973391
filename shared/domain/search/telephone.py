"""Telephone numbers, however they are written: national and international forms are the same digits."""

import re

MIN_DIGITS = 3
"""Fewer digits are not the end of a telephone number to anybody."""
ENDING = 9
"""Digits from the end that tell a number from others, with its country or without."""
_TWO_DIGIT_CODES = frozenset(
    map(
        str,
        (
            *(20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67)),
            *(81, 82, 84, 86, *range(90, 96), 98),
        ),
    )
)
"""Calling codes of E.164 are 1, 7, these, and others of three digits. None is the beginning of another."""
_ONE_DIGIT_CODES = frozenset("17")
_INTERNATIONAL = re.compile(r"\s*(?:\+|00)")


def digits_of(text: str) -> str:
    """Return the decimal digits of a text, in ASCII."""
    return "".join(str(int(each)) for each in text if each.isdecimal())


def national_digits(text: str) -> str:
    """Return the digits of a telephone number, or its beginning, without country and leading zeros."""
    digits = digits_of(text).lstrip("0")
    return without_country(digits) if _INTERNATIONAL.match(text) else digits


def without_country(digits: str) -> str:
    """Return digits that begin with a calling code without it, and without leading zeros."""
    length = 1 if digits[:1] in _ONE_DIGIT_CODES else 2 if digits[:2] in _TWO_DIGIT_CODES else 3
    return digits[length:].lstrip("0")


def ending_of(digits: str) -> str:
    """Return the last digits of a number from the end: what a number ends with, this begins with."""
    return digits[: -ENDING - 1 : -1]
