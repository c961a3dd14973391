"""The wording of a message: a tenant's texts or the service's, in the language closest to the customer's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.domain.json_text import Json
from shared.domain.message_kinds import MessageKind
from shared.domain.message_texts import (
    DATE,
    DATES,
    DAY,
    FALLBACK_LANGUAGE,
    FIRST_OF_MONTH,
    MONTHS,
    PARTS,
    Texts,
    check_dates,
    check_text,
    filled,
    folded_tag,
)

_STAND_INS: Mapping[MessageKind, MessageKind] = MappingProxyType(
    {
        MessageKind.INVITATION: MessageKind.PASSWORD_RESET,
        MessageKind.ACCOUNT_CLAIM: MessageKind.PASSWORD_RESET,
    }
)


class Worded(NamedTuple):
    """A text, and the language that it is in."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts by language: a tenant's (`own`) before the service's (`shipped`), whose English is complete.

    `own` is checked here again, because rules may be stricter now than when it was set. Invalid texts are
    ignored, so that they never cost a customer a message.
    """

    shipped: Mapping[str, Texts]
    own: Mapping[str, Any]
    default_language: str

    def text(self, tag: str, kind: MessageKind, name: str) -> Worded:
        """Return a part of a message for customers of this language (BCP 47).

        The first language that has it counts: `de-AT`, `de`, the tenant's default language, English. The
        tenant's text for a new password stands in for its missing one for a first password.
        """
        check = partial(check_text, PARTS[kind][name])
        for language, texts in self._sources(tag, self.default_language, FALLBACK_LANGUAGE):
            stand_in = _STAND_INS.get(kind) if texts is not self.shipped.get(language) else None
            for each in filter(None, (kind, stand_in)):
                text = _member(_member(texts, each), name)
                if _passes(check, text):
                    return Worded(language, text.strip())
        raise LookupError(f"{kind}.{name}")

    def day(self, language: str, day: date) -> str:
        """Return the day in the language's format, or as ISO 8601 where there is none."""
        for _, texts in self._sources(language):
            dates = _member(texts, DATES)
            if _passes(check_dates, dates):
                pattern = dates.get(FIRST_OF_MONTH, dates[DATE]) if day.day == 1 else dates[DATE]
                month = dates[MONTHS][day.month - 1]
                return filled(pattern, {DAY: f"{day.day}", "{month}": month, "{year}": f"{day.year}"})
        return day.isoformat()

    def _sources(self, *tags: str) -> Iterator[tuple[str, Any]]:
        """Yield the languages that match these tags, with their texts, the closest first."""
        own = {folded_tag(tag): texts for tag, texts in self.own.items()}
        for tag in map(folded_tag, tags):
            known = {language for language in (*own, *self.shipped) if f"{tag}-".startswith(f"{language}-")}
            for language in sorted(known, key=len, reverse=True):
                yield from ((language, texts[language]) for texts in (own, self.shipped) if language in texts)


def _member(document: Json, name: str) -> Json:
    return document.get(name) if isinstance(document, Mapping) else None


def _passes(check: Callable[[Any], None], value: object) -> bool:
    try:
        check(value)
    except ValueError:
        return False
    return True
