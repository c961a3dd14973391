"""Messages to customers, made from the events that ask for them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

from shared.adapters.mail.texts import shipped_texts
from shared.domain.log_in.one_time_tokens import LIFETIMES, OneTimeToken, TokenPurpose
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.events import Event, NoticeDue, TokenIssued, events_of
from shared.domain.messages.messages import Message, message_of
from shared.domain.messages.notices import Notice
from shared.domain.messages.wording import Wording

API = "https://api.example.com"
MINTED = f"1001.{'a' * 32}.{'b' * 64}"
PAGE = "https://shop.example.com/next"
AT = datetime(2026, 11, 22, tzinfo=UTC)
DAY = date(2026, 12, 1)
SHIPPED = shipped_texts()
FIRST_PASSWORDS = [MessageKind.INVITATION, MessageKind.ACCOUNT_CLAIM]
TOKENS = {
    **{MessageKind(purpose): purpose for purpose in TokenPurpose},
    **dict.fromkeys(FIRST_PASSWORDS, TokenPurpose.PASSWORD_RESET),
}


def event_of(
    kind: MessageKind, *, page: str | None = PAGE, language: str = "en_US", email: str = "Anna@example.com"
) -> Event:
    """Return the event for a message of this kind; `page`: where the tenant's links lead."""
    common: dict[str, Any] = {
        "tenant": "acme",
        "customer_number": "1001",
        "email": email,
        "site": "main",
        "language": language,
        "incarnation": "i",
        "expires_at": 1795300000,
    }
    if kind in TOKENS:
        purpose = TOKENS[kind]
        common["expires_at"] = int((AT + LIFETIMES[purpose]).timestamp())
        new_email = f"new.{email}" if purpose is TokenPurpose.EMAIL_CHANGE else None
        token = OneTimeToken(
            **common,
            purpose=purpose,
            nonce="a" * 32,
            session_epoch=0,
            redirect_url=page,
            new_email=new_email,
            kind=kind if kind in FIRST_PASSWORDS else None,
        )
        (event,) = events_of(TokenIssued(token, AT), lambda *_: MINTED, API)
    else:
        day = DAY if kind is MessageKind.PASSWORD_MIGRATION_REMINDER else None
        (event,) = events_of(NoticeDue(Notice(**common, kind=kind, day=day), AT), lambda *_: MINTED, API)
        if kind is MessageKind.WEBHOOK_DISABLED:
            event = replace(event, payload={**event.payload, "webhook": "crm"})
    return event


def message(
    kind: MessageKind,
    *,
    changes: Mapping[str, Any] | None = None,
    own: Mapping[str, Any] | None = None,
    default_language: str = "en",
    **facts: Any,
) -> Message:
    """`own`: the tenant's texts by language."""
    event = event_of(kind, **facts)
    wording = Wording(SHIPPED, own or {}, default_language)
    return message_of(event.name, {**event.detail(), **(changes or {})}, wording)


def page_of(sent: Message) -> ElementTree.Element:
    """The message's HTML, which is read as XML: nothing in it may be left open or unescaped."""
    return ElementTree.fromstring(sent.html)  # noqa: S314 - what is parsed was made here


def links_of(sent: Message) -> list[str]:
    return [link.attrib["href"] for link in page_of(sent).iter("a")]
