"""How often a message is sent whose event may come more than once: once, and in doubt once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_TRY = timedelta(minutes=1)
"""How long a try may still be running: the function that sends has 29 s."""
MAX_TRIES = 2


class MessageNotTaken(Exception):
    """The mail service has not taken the message, which may be sent again without a doubt."""


class BeingSent(Exception):
    """Another delivery of the event may be sending the message at this moment."""


class SentInDoubt(Exception):
    """The message was handed over as often as it may be, and it is not known whether it was taken."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A message that is to be sent, and is not known to be sent: how often it was tried, and when last."""

    tries: int
    begun_at: datetime

    def next_try(self, at: datetime, longest_try: timedelta) -> Dispatch:
        """Return the next try, if the last cannot be running any more. Raises `BeingSent`, `SentInDoubt`."""
        if self.tries >= MAX_TRIES:
            raise SentInDoubt
        if at < self.begun_at + longest_try:
            raise BeingSent
        return Dispatch(self.tries + 1, at)

    def not_taken(self) -> Dispatch:
        """Return it after a try that came to nothing: the next may begin at once."""
        return Dispatch(self.tries - 1, self.begun_at - LONGEST_TRY)
