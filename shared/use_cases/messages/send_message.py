"""Send a customer the message that an event asks for."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.message_texts import Texts
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

    Raises `NoSender`, `OutOfTime`, and what `message_of` and `MailService.send` raise. The message is sent
    twice where two such calls run at once, or one ends between sending and remembering.
    """
    if detail["expiresAt"] <= time.time():
        return
    if seconds_left() < _SECONDS_TO_SEND:
        raise OutOfTime
    configuration = ports.tenants.of(detail["tenant"])
    wording = Wording(ports.texts, configuration.mail_texts, configuration.mail_language)
    message = message_of(name, detail, wording)
    if ports.sent.includes(message):
        return
    sender = _sender(ports, detail["tenant"], configuration.mail_sender)
    ports.mail.send(message, sender)
    ports.sent.add(message)


def _sender(ports: MessagePorts, tenant: str, wanted: str | None) -> str:
    """Return the tenant's own sender as far as the operator allows it, else the stack's."""
    standing = ports.tenants.standing(tenant) if wanted else None
    if wanted and standing is not None and standing.allows_sender(wanted):
        return wanted
    if ports.sender is None:
        raise NoSender
    return ports.sender
