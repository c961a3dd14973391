"""Which passwords customers may choose (api.md §5)."""

from functools import cache
from pathlib import Path

from shared.domain.errors import Problem, ValidationFailed

_COMMON = Path(__file__).with_name("common_passwords.txt")
"""The 10,000 that are used most, in lower case, one per line."""


def check_new_password(password: str, field: str, *, refuse_common: bool) -> None:
    """Raises `ValidationFailed` for a password that is among the first that anybody would guess."""
    if refuse_common and password.lower() in _common_passwords():
        raise ValidationFailed(Problem("is among the most used passwords; choose another one", field))


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").splitlines())
