"""The texts of messages to customers, and the rules for each (api.md §3).

The texts of a language are an object with the parts of each kind of message, and `dates`, the format of days.
The service's are in the files of `shared/messages`, a tenant's in the setting `mail.texts`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.domain import fields
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.message_kinds import MessageKind

FALLBACK_LANGUAGE = "en"
SUBJECT, TEXT, TEXT_WITH_LINK, TEXT_WITH_CODE = "subject", "text", "textWithLink", "textWithCode"
DATES, DATE, FIRST_OF_MONTH, MONTHS = "dates", "date", "firstOfMonth", "months"
LINK, CODE, DAY, WEBHOOK = "{link}", "{code}", "{day}", "{webhook}"
MAX_LANGUAGES = 20
MAX_TEXT_LENGTH = 4000

_MONTHS_OF_A_YEAR = 12
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")
_NEVER_IN_TEXTS = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]")
_QUOTABLE = re.compile(r"\{[a-zA-Z0-9_-]{1,40}\}")

Texts = Mapping[str, Mapping[str, Any]]
"""The texts of a language, by kind of message and part, and its `dates`."""


class Part(NamedTuple):
    """A text of a message, with its allowed and its obligatory placeholders."""

    placeholders: tuple[str, ...] = ()
    obligatory: tuple[str, ...] = ()
    is_one_line: bool = False


_SUBJECT = Part(is_one_line=True)
_OF_A_TOKEN = MappingProxyType(
    {
        SUBJECT: _SUBJECT,
        TEXT_WITH_LINK: Part(("{email}", "{hours}", LINK), (LINK,)),
        TEXT_WITH_CODE: Part(("{email}", "{hours}", CODE), (CODE,)),
    }
)
_OF_AN_INVITATION = MappingProxyType(
    {
        SUBJECT: _SUBJECT,
        TEXT_WITH_LINK: Part(("{email}", "{hours}", DAY, LINK), (LINK,)),
        TEXT_WITH_CODE: Part(("{email}", "{hours}", DAY, CODE), (CODE,)),
    }
)
_OF_AN_ACCOUNT = MappingProxyType({SUBJECT: _SUBJECT, TEXT: Part(("{email}",))})
PARTS: Mapping[str, Mapping[str, Part]] = MappingProxyType(
    {
        MessageKind.PASSWORD_RESET: _OF_A_TOKEN,
        MessageKind.OPT_IN: _OF_A_TOKEN,
        MessageKind.EMAIL_CHANGE: _OF_A_TOKEN,
        MessageKind.DELETION: _OF_A_TOKEN,
        MessageKind.INVITATION: _OF_AN_INVITATION,
        MessageKind.ACCOUNT_CLAIM: _OF_A_TOKEN,
        MessageKind.PASSWORD_CHANGED: _OF_AN_ACCOUNT,
        MessageKind.EMAIL_CHANGED: _OF_AN_ACCOUNT,
        MessageKind.PROVIDER_ADDED: _OF_AN_ACCOUNT,
        MessageKind.ACCOUNT_CREATED: _OF_AN_ACCOUNT,
        MessageKind.ACCOUNT_EXISTS: _OF_AN_ACCOUNT,
        MessageKind.ASSISTED_BUYING: _OF_AN_ACCOUNT,
        MessageKind.PASSWORD_MIGRATION_REMINDER: MappingProxyType(
            {SUBJECT: _SUBJECT, TEXT: Part(("{email}", DAY), (DAY,))}
        ),
        MessageKind.WEBHOOK_DISABLED: MappingProxyType(
            {SUBJECT: _SUBJECT, TEXT: Part(("{email}", WEBHOOK), (WEBHOOK,))}
        ),
    }
)
_OF_A_DATE = (DAY, "{month}", "{year}")
_DATE = Part(_OF_A_DATE, _OF_A_DATE, is_one_line=True)
_MONTH = Part(is_one_line=True)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with values in place of placeholders; braces within a value stay as they are."""
    return _BRACES.sub(lambda found: values[found[0]], text)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which empty lines separate."""
    return _BETWEEN_PARAGRAPHS.split(text.strip())


def check_text(part: Part, text: object) -> None:
    """Raise `ValueError`, saying what to change, unless the text can be this part of a message."""
    if not isinstance(text, str) or not text.strip():
        raise ValueError("must be a string that is not empty")
    if part.is_one_line:
        fields.text(text)
        if _LINE_SEPARATORS.search(text):
            raise ValueError("must be one line")
    if len(text) > MAX_TEXT_LENGTH:
        raise ValueError(f"must have at most {MAX_TEXT_LENGTH} characters")
    if _NEVER_IN_TEXTS.search(text):
        raise ValueError("must not contain control characters except line feeds")
    _check_placeholders(part, text)


def check_dates(dates: object) -> None:
    """Raise `ValueError`, saying what to change, unless this is a format of days."""
    if not isinstance(dates, Mapping) or not {DATE, MONTHS} <= dates.keys() <= {DATE, MONTHS, FIRST_OF_MONTH}:
        raise ValueError(f"must be an object of {MONTHS} and {DATE}, and optionally {FIRST_OF_MONTH}")
    months = dates[MONTHS]
    if not isinstance(months, list) or len(months) != _MONTHS_OF_A_YEAR:
        raise ValueError(f"its {MONTHS} must be a list of {_MONTHS_OF_A_YEAR} names")
    texts = [(MONTHS, _MONTH, month) for month in months]
    texts += [(name, _DATE, dates[name]) for name in (DATE, FIRST_OF_MONTH) if name in dates]
    for name, part, text in texts:
        try:
            check_text(part, text)
        except ValueError as error:
            raise ValueError(f"its {name} {error}") from None


def problems_of(texts: object) -> Iterator[Problem]:
    """Yield the problems of a language's texts; missing texts are not a problem."""
    if not isinstance(texts, Mapping):
        yield Problem("must be an object of kinds of messages and their texts")
        return
    for kind, parts in texts.items():
        if kind == DATES:
            yield from _problem(kind, check_dates, parts)
        elif kind not in PARTS:
            yield Problem(
                f"is not a kind of message; they are {', '.join(PARTS)}; and there is {DATES}", kind
            )
        elif not isinstance(parts, Mapping):
            yield Problem(f"must be an object of {', '.join(PARTS[kind])}", kind)
        else:
            yield from _problems_of_kind(kind, parts)


def missing_from(texts: Texts) -> list[str]:
    """Return the names of the texts that a complete language has and this one lacks."""
    wanted = {f"{kind}.{name}" for kind, parts in PARTS.items() for name in parts} | {DATES}
    return sorted(
        wanted - {f"{kind}.{name}" for kind, parts in texts.items() for name in parts} - texts.keys()
    )


def check_languages(value: object) -> None:
    """Check a tenant's texts by language; missing texts are not a problem.

    Raises `ValueError` where they are not an object, `ValidationFailed` with the problems of single texts.
    """
    if not isinstance(value, Mapping):
        raise ValueError("must be an object of texts by language, such as en, de-AT or pt_BR")  # noqa: TRY004 - as every other problem of a value
    if len(value) > MAX_LANGUAGES:
        raise ValueError(f"must have at most {MAX_LANGUAGES} languages")
    problems: list[Problem] = []
    seen: set[str] = set()
    for tag, texts in value.items():
        problems += _problem(tag, fields.language, tag)
        if folded_tag(tag) in seen:
            problems.append(Problem("is the same language as another one, spelled differently", tag))
        seen.add(folded_tag(tag))
        problems += [replace(each, field=_path(tag, each.field)) for each in problems_of(texts)]
    if problems:
        raise ValidationFailed(*problems)


def folded_tag(tag: str) -> str:
    """Return the form of a language tag in which tags are compared."""
    return tag.replace("_", "-").lower()


def _problems_of_kind(kind: str, parts: Mapping[str, Any]) -> Iterator[Problem]:
    for name, text in parts.items():
        part = PARTS[kind].get(name)
        if part is None:
            yield Problem(
                f"is not a text of this message, which has {', '.join(PARTS[kind])}", f"{kind}.{name}"
            )
        else:
            yield from _problem(f"{kind}.{name}", partial(check_text, part), text)


def _problem(field: str, check: Callable[[Any], object], value: object) -> Iterator[Problem]:
    try:
        check(value)
    except ValueError as error:
        yield Problem(str(error), field)


def _path(tag: str, field: str | None) -> str:
    return f"{tag}.{field}" if field else tag


def _check_placeholders(part: Part, text: str) -> None:
    known = f"it may have {', '.join(part.placeholders)}" if part.placeholders else "it may have none"
    found = [match[0] for match in _BRACES.finditer(text)]
    for placeholder in found:
        if placeholder not in part.placeholders:
            unknown = f"the placeholder {placeholder}" if _QUOTABLE.fullmatch(placeholder) else "other braces"
            raise ValueError(f"must not have {unknown}; {known}")
    for placeholder in part.obligatory:
        if placeholder not in found:
            raise ValueError(f"must have the placeholder {placeholder}")
    for placeholder in {LINK, CODE}.intersection(found):
        if found.count(placeholder) > 1 or placeholder not in paragraphs(text):
            raise ValueError(f"must have {placeholder} once, between empty lines")
