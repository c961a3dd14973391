"""Regular expressions that are compiled when they are first used, since a function uses few of them."""

from __future__ import annotations

import re
from functools import cached_property


class Pattern:
    """A regular expression. Those of `fields.py` together would take a twentieth of each start to compile."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of all of the text, if it is one."""
        return self._compiled.fullmatch(text)

    def checked(self, text: str, otherwise: str) -> str:
        """Return the text. Raises `ValueError`, in the words of `otherwise`, unless all of it matches."""
        if not self._compiled.fullmatch(text):
            raise ValueError(otherwise)
        return text

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the beginning of the text, if there is one."""
        return self._compiled.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match anywhere in the text, if there is one."""
        return self._compiled.search(text)

    def sub(self, replacement: str, text: str) -> str:
        """Return the text with each match replaced."""
        return self._compiled.sub(replacement, text)
