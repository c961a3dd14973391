"""The form in which texts are compared where accents and case come second: by `sort`, and by search."""

import unicodedata
from functools import lru_cache

_SPELLED = {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that Unicode does not take apart; `ß` becomes `ss` with its case."""


def without_accents_and_case(text: str) -> str:
    """Return the text in compatibility form (NFKD), without marks, in lower case.

    It is made letter by letter: the form of a beginning is the beginning of the form, and it takes no longer
    for marks in any number and order.
    """
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter)
    plain = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
    # Folding the case makes one of letters that have two small forms, as regular expressions take them.
    return "".join(_SPELLED.get(each, each) for each in plain.casefold().lower())
