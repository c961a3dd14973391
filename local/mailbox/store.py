"""The mailbox: the last messages to customers, in a file of the state folder."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from local.table_stream import Position
from shared.domain.fields import folded_email
from shared.domain.instants import instant_text, now
from shared.domain.messages import Message

MAILBOX_FILE = "mailbox.json"
CAPACITY = 500

Document = dict[str, Any]
_LOCK_FILE = "mailbox.lock"


class MailboxFailed(Exception):
    """The mailbox cannot be used as wanted; the message is one line."""


class Mailbox:
    """The messages of a state folder, which only its owner can read, and how far the stream was read.

    Both are in one file, so that no message comes twice or never. The service and the command line may use it
    at the same time.
    """

    def __init__(self, state_dir: Path) -> None:
        self._file = state_dir / MAILBOX_FILE
        self._lock_file = state_dir / _LOCK_FILE

    def messages(self, to: str | None = None) -> list[Document]:
        """All messages, or those to one e-mail address, newest first. Raises `MailboxFailed`."""
        found = reversed(self._content()["messages"])
        return [each for each in found if to is None or folded_email(each["to"]) == folded_email(to)]

    def message(self, message_id: str) -> Document | None:
        """One message. Raises `MailboxFailed`."""
        return next((each for each in self.messages() if each["id"] == message_id), None)

    @property
    def position(self) -> Position | None:
        """How far the stream was read. Raises `MailboxFailed`."""
        position = self._content()["position"]
        return Position(**position) if position is not None else None

    def receive(self, messages: list[Message], position: Position) -> None:
        """Add messages that are not there yet; the oldest go when there are too many."""
        with self._locked():
            kept: list[Document] = self._content()["messages"]
            known = {each["id"] for each in kept}
            kept += [_document(each) for each in messages if each.id not in known]
            self._write({"position": asdict(position), "messages": kept[-CAPACITY:]})

    def clear(self) -> None:
        """Remove all messages."""
        with self._locked():
            self._write({**self._content(), "messages": []})

    def _content(self) -> Document:
        try:
            content = json.loads(self._file.read_bytes())
            return {"position": content["position"], "messages": content["messages"]}
        except FileNotFoundError:
            return {"position": None, "messages": []}
        except OSError as error:
            raise MailboxFailed(f"The mailbox {self._file} cannot be read: {error.strerror}.") from None
        except (ValueError, KeyError, TypeError):
            raise MailboxFailed(f"The mailbox {self._file} is damaged; delete it.") from None

    def _write(self, content: Document) -> None:
        """Replace the file at once: whatever happens, either the old or the new one is there, whole."""
        temporary = self._file.with_name(f"{MAILBOX_FILE}.new")
        temporary.unlink(missing_ok=True)
        temporary.touch(mode=0o600)
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._file)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock_file.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _document(message: Message) -> Document:
    document = {**asdict(message), "receivedAt": instant_text(now())}
    return {name: value for name, value in document.items() if value is not None}
