"""Slows down the guessing of passwords, and stops floods of messages (api.md §5, Throttling)."""

from dataclasses import dataclass
from datetime import timedelta

FREE_TRIES = 5
"""How many different wrong passwords for one account from one source are free of a wait."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
MOST_REMEMBERED = 20
"""Passwords per account and source; far fewer are enough for the longest wait."""
MEMORY = timedelta(hours=24)
"""How long tries are remembered after the last of them."""
FAILURES = 100
"""Failed log-ins from one source within `FAILURE_WINDOW`, over all accounts."""
FAILURE_WINDOW = timedelta(minutes=15)
MESSAGES = 3
"""Messages that can be requested for one e-mail address within `MESSAGE_WINDOW`."""
MESSAGE_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tries:
    """The different wrong passwords tried for an account from one source, as keyed hashes, and the last time.

    A password that is being checked counts as wrong until it is proven right, so that simultaneous tries all
    count.
    """

    hashes: frozenset[str] = frozenset()
    last_at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next password may be tried; 0 or less if one may be tried now."""
        excess = len(self.hashes) - FREE_TRIES
        if excess < 0:
            return 0.0
        delay: timedelta = min(FIRST_WAIT * 2 ** min(excess, 16), LONGEST_WAIT)
        return self.last_at + delay.total_seconds() - now

    def with_one_more(self, password_hash: str, now: float) -> "Tries":
        """These tries and one more; the same password counts once."""
        if password_hash in self.hashes:
            return self
        # It does not matter for the wait which one is forgotten; a patient guesser must not fill the item.
        remembered = sorted(self.hashes)[-(MOST_REMEMBERED - 1) :]
        return Tries(frozenset({*remembered, password_hash}), now)
