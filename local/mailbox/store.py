"""The mailbox: the last messages to customers, in a file of the state folder.

For programs, a message has its `token`, if any, and the `link` to use it, besides its text.
"""

import contextlib
import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shared.domain.fields import folded_email
from shared.domain.instants import instant_text, now

MAILBOX_FILE = "mailbox.json"
CAPACITY = 500

Document = dict[str, Any]
_LOCK_FILE = "mailbox.lock"
_LINK = re.compile(r"https?://\S+")
_TOKEN = re.compile(r"[a-zA-Z0-9_-]{1,66}\.[0-9a-f]{32}\.[0-9a-f]{64}")


class MailboxFailed(Exception):
    """The mailbox cannot be used; the message is one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message as it is sent. `tags`: its sender's notes."""

    sender: str
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    html: str | None = field(repr=False)
    tags: Mapping[str, str]


class Mailbox:
    """The messages of a state folder, which only its owner can read.

    The service and the command line may use it at the same time.
    """

    def __init__(self, state_dir: Path) -> None:
        self._file = state_dir / MAILBOX_FILE
        self._lock_file = state_dir / _LOCK_FILE

    def messages(self, to: str | None = None) -> list[Document]:
        """Return all messages, or those to one e-mail address, newest first. Raises `MailboxFailed`."""
        found = reversed(self._content())
        return [each for each in found if to is None or folded_email(each["to"]) == folded_email(to)]

    def messages_to_customer(self, tenant: str, number: str) -> list[Document]:
        """Return the messages to a customer, newest first. Raises `MailboxFailed`."""
        told = (tenant, number)
        return [each for each in self.messages() if (each.get("tenant"), each.get("customerNumber")) == told]

    def message(self, message_id: str) -> Document | None:
        """Return one message. Raises `MailboxFailed`."""
        return next((each for each in self.messages() if each["id"] == message_id), None)

    def receive(self, mail: Mail) -> str:
        """Add a message and return its id; the oldest go when there are too many."""
        message_id = secrets.token_hex(8)
        with self._locked():
            kept = [*self._content(), _document(mail, message_id)]
            self._write(kept[-CAPACITY:])
        return message_id

    def remove(self, message_id: str) -> None:
        """Remove one message, if it is there."""
        with self._locked():
            self._write([each for each in self._content() if each["id"] != message_id])

    def clear(self) -> None:
        """Remove all messages."""
        with self._locked():
            self._write([])

    def _content(self) -> list[Document]:
        try:
            messages: list[Document] = json.loads(self._file.read_bytes())["messages"]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise MailboxFailed(f"The mailbox {self._file} cannot be read: {error.strerror}.") from None
        except (ValueError, KeyError, TypeError):
            raise MailboxFailed(f"The mailbox {self._file} is damaged; delete it.") from None
        return messages

    def _write(self, messages: list[Document]) -> None:
        """Replace the file atomically: at any time either the old or the new one is there, whole."""
        temporary = self._file.with_name(f"{MAILBOX_FILE}.new")
        temporary.unlink(missing_ok=True)
        temporary.touch(mode=0o600)
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({"messages": messages}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._file)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock_file.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _document(mail: Mail, message_id: str) -> Document:
    document = {
        "id": message_id,
        "receivedAt": instant_text(now()),
        **mail.tags,
        "from": _readable(mail.sender),
        "to": _readable(mail.to),
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
    }
    if token := _TOKEN.search(mail.text):
        document["token"] = token[0]
        document["link"] = next((link for link in _LINK.findall(mail.text) if token[0] in link), None)
    return {name: value for name, value in document.items() if value is not None}


def _readable(address: str) -> str:
    """Return the address with its domain as people write it; it is sent in ASCII."""
    local_part, _, domain = address.rpartition("@")
    return f"{local_part}@{domain.encode().decode('idna')}"
