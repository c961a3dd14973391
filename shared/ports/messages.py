"""Ports for events and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shared.domain.log_in.bounces import BouncedMessage
    from shared.domain.messages.events import Change, Event
    from shared.domain.messages.messages import Message


class ChangeReader(Protocol):
    """Tells what a record of the table's stream means."""

    def read(self, record: Mapping[str, Any]) -> Change | None:
        """Return the change that the record is about, if it is one that others learn of.

        Raises an error of any kind for a record that cannot be read.
        """
        ...


class EventBus(Protocol):
    """Where the service says what has happened."""

    def put(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        """Publish the events; of those that were not, by position, why. Raises nothing of its own."""
        ...


class MailService(Protocol):
    """Sends messages."""

    def send(self, message: Message, sender: str) -> None:
        """Hand the message over, to come from this address. Raises an error where it is not taken."""
        ...


class SentMessageStore(Protocol):
    """The messages that were sent in the last two days, by their ids."""

    def includes(self, message: Message) -> bool:
        """Return whether it was sent, as far as is known at this moment."""
        ...

    def add(self, message: Message) -> None:
        """Remember that it was sent."""
        ...


class BounceReader(Protocol):
    """Tells what an event of the mail service means."""

    def __call__(self, detail: Mapping[str, Any]) -> Iterable[BouncedMessage]:
        """Return those of our messages that were refused for good."""
        ...
