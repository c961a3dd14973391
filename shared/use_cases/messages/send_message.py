"""Send a customer the message that an event asks for."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any

from shared.domain.errors import StorageUnavailable
from shared.domain.message_texts import Texts
from shared.domain.messages.dispatch import MessageNotTaken
from shared.domain.messages.messages import message_of
from shared.domain.messages.wording import Wording
from shared.ports.messages import MailService, SentMessageStore
from shared.ports.tenants import TenantConfiguration

_SECONDS_TO_SEND = 15.0  # what one message may take when the mail service is in trouble, and some


class NoSender(Exception):
    """The tenant has no sender that the operator allows it, and the stack has none."""


class OutOfTime(Exception):
    """The function may be ended before the message is sent and remembered."""


@dataclass(frozen=True, kw_only=True)
class MessagePorts:
    """Ports for sending messages.

    `texts`: the service's, by language. `sender`: whom messages come from where their tenant names nobody.
    """

    mail: MailService
    sent: SentMessageStore
    tenants: TenantConfiguration
    texts: Mapping[str, Texts]
    sender: str | None


def send_message(
    ports: MessagePorts, name: str, detail: Mapping[str, Any], seconds_left: Callable[[], float]
) -> None:
    """Send the message of an event of this name, unless it has expired or was sent before.

    Raises `NoSender`, `OutOfTime`, and what `message_of`, `MailService.send` and `SentMessageStore.begin`
    raise. That it is about to be sent is noted before: so it is sent twice at most, and that only if the call
    ends, or an answer is lost, between the note and the next.
    """
    if detail["expiresAt"] <= time.time():
        return
    if seconds_left() < _SECONDS_TO_SEND:
        raise OutOfTime
    configuration = ports.tenants.of(detail["tenant"])
    wording = Wording(ports.texts, configuration.mail_texts, configuration.mail_language)
    message = message_of(name, detail, wording)
    sender = _sender(ports, detail["tenant"], configuration.mail_sender)
    dispatch = ports.sent.begin(message)
    if dispatch is None:
        return
    try:
        ports.mail.send(message, sender)
    except MessageNotTaken:
        with _or_else_the_first_note_stays():
            ports.sent.not_taken(message, dispatch)
        raise
    with _or_else_the_first_note_stays():
        ports.sent.add(message)


def _or_else_the_first_note_stays() -> AbstractContextManager[None]:
    """With that note, another delivery of the event waits, and then sends the message once more at most."""
    return suppress(StorageUnavailable)


def _sender(ports: MessagePorts, tenant: str, wanted: str | None) -> str:
    """Return the tenant's own sender as far as the operator allows it, else the stack's."""
    standing = ports.tenants.standing(tenant) if wanted else None
    if wanted and standing is not None and standing.allows_sender(wanted):
        return wanted
    if ports.sender is None:
        raise NoSender
    return ports.sender
