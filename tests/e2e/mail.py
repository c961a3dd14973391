"""The messages that the deployed service has sent, out of the emulator's outbox."""

import re
import time
from collections.abc import Callable
from typing import Any, TypeVar

import urllib3

from tests.e2e.deployment import Deployment

WAIT_SECONDS = 30
TOKEN = re.compile(r"[\w-]+\.[0-9a-f]{32}\.[0-9a-f]{64}")
Found = TypeVar("Found")


def awaited(look: Callable[[], Found | None], what: str, within: float = WAIT_SECONDS) -> Found:
    """Return the message that arrives within so many seconds. Raises `AssertionError` without one."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if (found := look()) is not None:
            return found
        time.sleep(0.3)
    raise AssertionError(f"{what} did not come")


class Outbox:
    """Return the sent messages by recipient; each message is given out once."""

    def __init__(self, deployment: Deployment) -> None:
        self._url = f"{deployment.environment['AWS_ENDPOINT_URL']}/_ministack/ses/messages"
        self._read: set[str] = set()

    def next_to(self, address: str) -> dict[str, Any]:
        """The next message to an address. Raises `AssertionError` when none comes."""

        def look() -> dict[str, Any] | None:
            accounts = urllib3.request("GET", self._url).json()["messages"]
            new = [
                message
                for messages in accounts.values()
                for message in messages
                if address in message["To"] and message["MessageId"] not in self._read
            ]
            return new[0] if new else None

        message = awaited(look, "a message")
        self._read.add(message["MessageId"])
        return message

    def next_token_to(self, address: str) -> str:
        """The one-time token in the next message to an address that has one."""
        while True:  # notices have none
            match = TOKEN.search(self.next_to(address)["BodyText"])
            if match is not None:
                return match[0]
