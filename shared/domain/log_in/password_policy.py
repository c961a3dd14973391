"""Rules for the passwords that customers choose (api.md §5)."""

import unicodedata
from functools import cache

from shared.domain.errors import Problem, ValidationFailed


def check_new_password(password: str, field: str, *, refuse_common: bool) -> None:
    """Raise `ValidationFailed` for a password that is among the first that anybody would guess.

    That includes its spelling in capitals, or in the wide letters of an East Asian keyboard.
    """
    if refuse_common and unicodedata.normalize("NFKC", password).casefold() in _most_used():
        raise ValidationFailed(Problem("is one of the most common passwords; choose another one", field))


@cache
def _most_used() -> frozenset[str]:
    # Imported here, since few functions set passwords, and even fewer requests.
    from shared.domain.data.common_passwords import MOST_USED

    return frozenset(MOST_USED.split())
