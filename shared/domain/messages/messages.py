"""Messages to customers: which one an event of the bus asks for, to whom, and what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from shared.domain.fields import URL_PATTERN
from shared.domain.log_in.one_time_tokens import LIFETIMES, TokenPurpose
from shared.domain.messages.events import EventName
from shared.domain.messages.message_html import html_page
from shared.domain.messages.message_texts import FALLBACK_LANGUAGE, LANGUAGES, MessageKind

_HOUR = timedelta(hours=1)
_WEB_ADDRESS = re.compile(URL_PATTERN)
_KINDS: Mapping[str, MessageKind] = MappingProxyType(
    {
        EventName.PASSWORD_RESET: MessageKind.PASSWORD_RESET,
        EventName.OPT_IN: MessageKind.OPT_IN,
        EventName.EMAIL_CHANGE_REQUEST: MessageKind.EMAIL_CHANGE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is sent. `id`: its event's, the same one however often it is sent.

    `text` and `html` say the same. `token` and `link` are what they hold of them; `link` is none where no
    page of the tenant's is known.
    """

    id: str
    kind: MessageKind
    tenant: str
    customer_number: str
    site: str
    language: str
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    link: str | None = field(default=None, repr=False)


def message_of(name: str, detail: Mapping[str, Any]) -> Message:
    """The message that an event of this name asks for.

    Raises `KeyError` or `ValueError` for an event that asks for none, or that lacks what its message needs.
    """
    kind = MessageKind(detail["kind"]) if name == EventName.MESSAGE else _KINDS[name]
    language = _language(detail["language"])
    texts = LANGUAGES[language]
    subject, opening = texts.kinds[kind]
    to = detail["newEmail" if kind is MessageKind.EMAIL_CHANGE else "email"]
    facts = {"email": to}
    token, link, closing = None, None, []
    if name != EventName.MESSAGE:
        token, link = detail["token"], _link(detail)
        facts["act"] = texts.by_code if link is None else texts.by_link
        closing = [texts.validity.format(hours=LIFETIMES[TokenPurpose(kind)] // _HOUR), texts.otherwise]
    elif "day" in detail:
        facts["day"] = texts.day(date.fromisoformat(detail["day"]))
    opening = opening.format(**facts)
    return Message(
        id=detail["eventId"],
        kind=kind,
        tenant=detail["tenant"],
        customer_number=detail.get("customerNumber") or detail["customerId"],
        site=detail["site"],
        language=language,
        to=to,
        subject=subject,
        text="\n\n".join(filter(None, (opening, link or token, *closing))),
        html=html_page(language, subject, opening, closing, link=link, code=token),
        token=token,
        link=link,
    )


def _link(detail: Mapping[str, Any]) -> str | None:
    """Where the message's link leads; never to anything but a page of the web, whatever the event says."""
    url = detail.get("url") or detail.get("activateAccountUrl")
    return url if url is not None and _WEB_ADDRESS.fullmatch(url) else None


def _language(tag: str) -> str:
    language = tag.replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else FALLBACK_LANGUAGE
