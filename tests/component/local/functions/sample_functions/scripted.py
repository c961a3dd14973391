from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Scripted:
    """A handler that does what a test tells it, and remembers what it was given."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.events: list[Any] = []
        self.act: Callable[[Any], Any] = lambda event: None

    def __call__(self, event: Any, context: Any) -> Any:
        self.events.append(event)
        return self.act(event)


of_changes = Scripted()
of_messages = Scripted()
of_day = Scripted()
