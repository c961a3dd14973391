"""Puts what changes of the table announce to customers into the mailbox, while the service runs."""

import logging
import threading
from collections.abc import Callable
from typing import Self

from botocore.exceptions import BotoCoreError, ClientError

from local.mailbox.store import Mailbox, MailboxFailed
from local.table_stream import Position, Record, TableStream
from shared.adapters.dynamodb.announcements import announced
from shared.domain.messages import Message, reminder_message, token_message
from shared.domain.one_time_tokens import OneTimeToken
from shared.runtime import wiring
from shared.use_cases.credentials.one_time_tokens import minted

_EVERY_SECONDS = 0.5

logger = logging.getLogger(__name__)


def message_of(record: Record, api_url: str) -> Message | None:
    """The message that a change of the table leads to, if it leads to one. `api_url`: where the API is."""
    images = record["dynamodb"]
    announcement = announced(images.get("OldImage"), images.get("NewImage"))
    if announcement is None:
        return None
    if isinstance(announcement, OneTimeToken):
        token = minted(wiring.keyed_hashes(), announcement)
        return token_message(announcement, token, api_url=api_url)
    return reminder_message(announcement)


class Delivery:
    """Delivers twice a second, in a thread of its own, between `__enter__` and `__exit__`.

    `open_stream` gives the stream from a position on. `api_url`: where the API is.
    """

    def __init__(
        self, open_stream: Callable[[Position | None], TableStream], mailbox: Mailbox, api_url: str
    ) -> None:
        self._open_stream = open_stream
        self._mailbox = mailbox
        self._api_url = api_url
        self._stream: TableStream | None = None
        self._delivering = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mailbox", daemon=True)

    def catch_up(self) -> None:
        """Deliver what all writes so far announce.

        Raises `MailboxFailed`, `OSError`, and botocore's errors when the engine does not answer; what was not
        delivered then is delivered the next time.
        """
        with self._delivering:
            stream, self._stream = self._stream or self._open_stream(self._mailbox.position), None
            for records in stream.pages():
                messages = [each for record in records if (each := message_of(record, self._api_url))]
                if messages:
                    self._mailbox.receive(messages, stream.position)
            self._stream = stream

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._attempt()

    def _run(self) -> None:
        succeeded = True
        while not self._ended.wait(_EVERY_SECONDS):
            succeeded = self._attempt(complains=succeeded)

    def _attempt(self, *, complains: bool = True) -> bool:
        try:
            self.catch_up()
        except (BotoCoreError, ClientError, MailboxFailed, OSError) as error:
            if complains:
                logger.warning("no message reaches the mailbox: %s", type(error).__name__)
            return False
        return True
