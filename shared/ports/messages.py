"""Ports for events and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shared.domain.log_in.bounces import BouncedMessage
    from shared.domain.messages.dispatch import Dispatch
    from shared.domain.messages.events import Event
    from shared.domain.messages.messages import Message


class EventBus(Protocol):
    """Where the service says what has happened."""

    def put(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        """Publish the events; of those that were not, by position, why. Raises nothing of its own."""
        ...


class MailService(Protocol):
    """Sends messages."""

    def send(self, message: Message, sender: str) -> None:
        """Hand the message over, to come from this address.

        Raises `MessageNotTaken`; another error if it is not known whether the message was taken.
        """
        ...


class SentMessageStore(Protocol):
    """The messages that were sent in the last two days, or were to be, by their ids."""

    def begin(self, message: Message) -> Dispatch | None:
        """Note that it is about to be sent; return None if it was sent before.

        Raises `BeingSent`, `SentInDoubt`, `StorageUnavailable`.
        """
        ...

    def add(self, message: Message) -> None:
        """Note that it was sent. Raises `StorageUnavailable`."""
        ...

    def not_taken(self, message: Message, dispatch: Dispatch) -> None:
        """Note that this try came to nothing. Raises `StorageUnavailable`."""
        ...


class BounceReader(Protocol):
    """Tells what an event of the mail service means."""

    def __call__(self, detail: Mapping[str, Any]) -> Iterable[BouncedMessage]:
        """Return those of our messages that were refused for good."""
        ...
