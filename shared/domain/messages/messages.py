"""Messages to customers: which one an event of the bus asks for, to whom, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from shared.domain import fields
from shared.domain.instants import instant_from
from shared.domain.message_kinds import MessageKind
from shared.domain.message_texts import (
    CODE,
    DAY,
    LINK,
    PARTS,
    SUBJECT,
    TEXT,
    TEXT_WITH_CODE,
    TEXT_WITH_LINK,
    WEBHOOK,
    filled,
    paragraphs,
)
from shared.domain.messages.events import EventName
from shared.domain.messages.message_html import html_page
from shared.domain.messages.wording import Wording

_HOUR = timedelta(hours=1)
_KINDS: Mapping[str, MessageKind] = MappingProxyType(
    {
        EventName.PASSWORD_RESET: MessageKind.PASSWORD_RESET,
        EventName.OPT_IN: MessageKind.OPT_IN,
        EventName.EMAIL_CHANGE_REQUEST: MessageKind.EMAIL_CHANGE,
        EventName.DELETION_REQUEST: MessageKind.DELETION,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is sent. `id`: its event's, the same one however often it is sent.

    `expires_at`: until when it may be sent, in seconds since the epoch. `text` and `html` say the same.
    `customer_number`: none where it is not a customer who gets it. `token` and `link` are what they hold of
    them; `link` is none where no page of the tenant's is known.
    """

    id: str
    kind: MessageKind
    tenant: str
    customer_number: str | None
    site: str
    language: str
    expires_at: int
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    link: str | None = field(default=None, repr=False)


def message_of(name: str, detail: Mapping[str, Any], wording: Wording) -> Message:
    """Return the message that an event of this name asks for.

    Raises `KeyError` or `ValueError` for an event that asks for none, or that lacks what its message needs.
    """
    has_kind = name == EventName.MESSAGE or (name in _KINDS and "kind" in detail)
    kind = MessageKind(detail["kind"]) if has_kind else _KINDS[name]
    of_webhook = kind is MessageKind.WEBHOOK_DISABLED
    tag = detail.get("language", "") if of_webhook else detail["language"]
    to = detail["newEmail" if kind is MessageKind.EMAIL_CHANGE else "email"]
    values = {"{email}": to}
    if of_webhook:
        values[WEBHOOK] = detail["webhook"]
    token, link, part = None, None, TEXT
    if name != EventName.MESSAGE:
        token, link = detail["token"], _link(detail)
        part = TEXT_WITH_CODE if link is None else TEXT_WITH_LINK
        values |= {"{hours}": f"{_hours(detail)}"}
        values |= {CODE: token} if link is None else {LINK: link}
    language, text = wording.text(tag, kind, part)
    if name == EventName.MESSAGE and "day" in detail:
        values[DAY] = wording.day(language, date.fromisoformat(detail["day"]))
    elif name != EventName.MESSAGE and DAY in PARTS[kind][part].placeholders:
        values[DAY] = wording.day(language, datetime.fromtimestamp(detail["expiresAt"], UTC).date())
    subject = wording.text(tag, kind, SUBJECT).text
    blocks = paragraphs(text)
    return Message(
        id=detail["eventId"],
        kind=kind,
        tenant=detail["tenant"],
        customer_number=detail.get("customerNumber") or (None if of_webhook else detail["customerId"]),
        site=detail.get("site", "") if of_webhook else detail["site"],
        language=language,
        expires_at=detail["expiresAt"],
        to=to,
        subject=subject,
        text="\n\n".join(filled(block, values) for block in blocks),
        html=html_page(language, subject, blocks, values),
        token=token,
        link=link,
    )


def _hours(detail: Mapping[str, Any]) -> int:
    """Return for how many hours the token was good when it was made."""
    lifetime: float = detail["expiresAt"] - instant_from(detail["occurredAt"]).timestamp()
    return max(1, round(lifetime / _HOUR.total_seconds()))


def _link(detail: Mapping[str, Any]) -> str | None:
    """Return where the message's link leads.

    Whatever the event says, only to a page that is reached by https, or on this machine.
    """
    try:
        return fields.secure_url(detail.get("url") or detail.get("activateAccountUrl") or "")
    except ValueError:
        return None
