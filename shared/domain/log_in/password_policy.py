"""Rules for new passwords (api.md §5): wherever one is chosen, all of them hold."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.fields import folded_email

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.domain.tenants.configuration import Configuration

_LONGEST_PATTERN = 4
"""Characters of a pattern that is repeated: `121212`, `asdfasdf`."""
_SHORTEST_RUN = 3
_RUNS = (
    "12345678901234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "!@#$%^&*()",
    # Rows of keyboards: English, German, French, Russian; then the ways down and across an English one.
    *("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiopü", "asdfghjklöä", "yxcvbnm,.-"),
    *("azertyuiop", "qsdfghjklm", "wxcvbn", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p"),
)
_WAYS = (*_RUNS, *(run[::-1] for run in _RUNS))


def check_password(
    password: str, field: str, configuration: Configuration, emails: Iterable[str | None]
) -> None:
    """Raise `ValidationFailed` for a password that is not accepted of a customer with these addresses."""
    check_new_password(password, field, configuration)
    check_unlike_email(password, field, emails)


def check_new_password(password: str, field: str, configuration: Configuration) -> None:
    """Raise `ValidationFailed` for a password that is among the first that anybody would guess.

    That includes its spelling in capitals, or in the wide letters of an East Asian keyboard.
    """
    if not configuration.refuses_common_passwords:
        return
    folded = _folded(password)
    if _is_most_used(folded.strip()):
        reason = "is one of the most common passwords"
    elif _is_pattern(folded):
        reason = "is one character or a short pattern, repeated"
    elif _is_run(folded):
        reason = "follows the keyboard or the alphabet"
    else:
        return
    raise ValidationFailed(Problem(f"{reason}; choose another one", field))


def check_unlike_email(password: str, field: str, emails: Iterable[str | None]) -> None:
    """Raise `ValidationFailed` for a password that is one of these e-mail addresses, or its local part."""
    folded = _folded(password).strip()
    for email in filter(None, emails):
        spellings = {_folded(email), folded_email(email)}
        if folded in spellings | {each.rpartition("@")[0] for each in spellings}:
            raise ValidationFailed(Problem("must not be the e-mail address, nor what is before its @", field))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_most_used(word: str) -> bool:
    # Imported here, since few functions set passwords, and even fewer requests; and searched as the text that
    # it is, since a set of its words would take many times the memory.
    from shared.domain.data.common_passwords import MOST_USED

    if word.split() != [word]:
        return False
    at = MOST_USED.find(word)
    while at >= 0:
        if MOST_USED[at - 1].isspace() and MOST_USED[at + len(word)].isspace():
            return True
        at = MOST_USED.find(word, at + 1)
    return False


def _is_pattern(text: str) -> bool:
    """Return whether the text is a pattern at least twice, the last time perhaps not whole."""
    return any(
        text == (text[:length] * len(text))[: len(text)]
        for length in range(1, min(_LONGEST_PATTERN, len(text) // 2) + 1)
    )


def _is_run(text: str) -> bool:
    """Return whether the text is nothing but runs of keyboard or alphabet, of three characters or more."""
    length, ways = 1, None
    for pair in pairwise(text):
        found = {way for way in _WAYS if "".join(pair) in way}
        on = found if ways is None else ways & found
        if on:
            length, ways = length + 1, on
        elif length < _SHORTEST_RUN:
            return False
        else:
            length, ways = 1, None
    return length >= _SHORTEST_RUN
