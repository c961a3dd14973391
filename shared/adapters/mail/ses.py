"""Messages on their way through SES, and what SES says of those that came back."""

from __future__ import annotations

import re
import time
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError, ReadTimeoutError

from shared.adapters.aws import ONE_TRY, aws_session
from shared.domain import domain_names
from shared.domain.instants import instant_from
from shared.domain.log_in.bounces import Bounce, BouncedMessage, BounceKind
from shared.domain.messages.dispatch import MessageNotTaken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.domain.messages.messages import Message

_TENANT_TAG, _CUSTOMER_TAG, _KIND_TAG = "tenant", "customerNumber", "kind"
_PERMANENT, _NOT_SPAM = "Permanent", "not-spam"
_PASSING = frozenset({"TooManyRequestsException", "LimitExceededException", "ThrottlingException"})
_SERVER_FAULT = 500
_BUSY_SECONDS = 0.1
_ACE = "xn--"
# Python's codec, of IDNA 2003, takes them for other letters: the domain would be somebody else's.
_ANOTHER_NAME_IN_2003 = re.compile("[ßς\u200c\u200d]")


class MessageRejected(MessageNotTaken):
    """SES does not take this message, nor will it before somebody acts. The message is SES's code."""


class MailUnavailable(MessageNotTaken):
    """SES cannot take a message at the moment. The message is SES's code, or the kind of fault."""


class AnswerLost(Exception):
    """SES may have taken the message, or not. The message is the kind of fault."""


class SesMailService:
    """The `MailService`. `configuration_set`: has SES tell of messages that come back."""

    def __init__(self, configuration_set: str | None) -> None:
        self._options = {"ConfigurationSetName": configuration_set} if configuration_set else {}
        self._client: Any = aws_session().create_client("sesv2", config=ONE_TRY)

    def send(self, message: Message, sender: str) -> None:
        """See `MailService.send`; tried once more if SES is busy.

        Raises `MessageRejected`, `MailUnavailable`, `AnswerLost`: SES's own errors quote addresses.
        """
        try:
            self._send(message, sender)
        except MailUnavailable:
            time.sleep(_BUSY_SECONDS)
            self._send(message, sender)

    def _send(self, message: Message, sender: str) -> None:
        tags = {_TENANT_TAG: message.tenant, _KIND_TAG: str(message.kind)}
        if message.customer_number is not None:
            tags[_CUSTOMER_TAG] = message.customer_number
        body = {"Text": _content(message.text), "Html": _content(message.html)}
        try:
            self._client.send_email(
                FromEmailAddress=_on_the_wire(sender),
                Destination={"ToAddresses": [_on_the_wire(message.to)]},
                Content={"Simple": {"Subject": _content(message.subject), "Body": body}},
                EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
                **self._options,
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            passes = code in _PASSING or status >= _SERVER_FAULT
            raise (MailUnavailable if passes else MessageRejected)(code) from None
        except (ReadTimeoutError, ConnectionClosedError) as error:
            raise AnswerLost(type(error).__name__) from None
        except BotoCoreError as error:
            raise MailUnavailable(type(error).__name__) from None
        except UnicodeError:
            raise MessageRejected("InvalidDomain") from None


def bounced_messages(detail: Mapping[str, Any]) -> Iterator[BouncedMessage]:
    """See `BounceReader`; the detail is that of SES's "Email Bounced" or "Email Complaint Received".

    Bounces count that are permanent: what a full mailbox refuses may arrive the next time.
    """
    tags = detail["mail"]["tags"]
    if _TENANT_TAG not in tags or _CUSTOMER_TAG not in tags:
        return
    bounce, complaint = detail.get("bounce"), detail.get("complaint")
    if bounce is not None and bounce["bounceType"] == _PERMANENT:
        noted = Bounce(BounceKind.BOUNCE, instant_from(bounce["timestamp"]))
        recipients = bounce["bouncedRecipients"]
    elif complaint is not None and complaint.get("complaintFeedbackType") != _NOT_SPAM:
        noted = Bounce(BounceKind.COMPLAINT, instant_from(complaint["timestamp"]))
        recipients = complaint["complainedRecipients"]
    else:
        return
    for recipient in recipients:
        for email in _spellings(recipient["emailAddress"]):
            yield BouncedMessage(tags[_TENANT_TAG][0], tags[_CUSTOMER_TAG][0], email, noted)


def _content(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _on_the_wire(email: str) -> str:
    """Return the address with its domain in ASCII, as SES wants it."""
    local_part, _, domain = email.rpartition("@")
    return f"{local_part}@{'.'.join(map(_label_on_the_wire, domain.split('.')))}"


def _label_on_the_wire(label: str) -> str:
    with suppress(ValueError):
        return domain_names.on_the_wire(label)
    # An account of one that IDNA 2008 does not know may be older than the rule.
    lower = unicodedata.normalize("NFC", label.lower())
    if _ANOTHER_NAME_IN_2003.search(lower):
        return _ACE + lower.encode("punycode").decode()
    return label.encode("idna").decode()


def _spellings(email: str) -> list[str]:
    """Return the addresses of customers that are this one on the wire.

    Only one of them can be an account's.
    """
    local_part, _, domain = email.rpartition("@")
    domain = domain.lower()
    try:
        written_out = ".".join(map(_label_written_out, domain.split(".")))
        written_out.encode()  # what a label stands for may be half of a surrogate pair
    except UnicodeError:
        return [email]  # the label stands for nothing, but somebody has an account with it
    return [email] if written_out == domain else [email, f"{local_part}@{written_out}"]


def _label_written_out(label: str) -> str:
    return label.removeprefix(_ACE).encode().decode("punycode") if label.startswith(_ACE) else label
