"""How guessing passwords is slowed down, and flooding mailboxes stopped (api.md §5, Throttling)."""

from dataclasses import dataclass
from datetime import timedelta

FREE_TRIES = 5
"""Different wrong passwords for one account from one source before there is a wait."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
MOST_REMEMBERED = 20
"""Passwords per account and source; with far fewer the wait is the longest."""
MEMORY = timedelta(hours=24)
"""How long tries are remembered after the last of them."""
FAILURES = 100
"""Failed log-ins from one source within `FAILURE_WINDOW`, over all accounts."""
FAILURE_WINDOW = timedelta(minutes=15)
MESSAGES = 3
"""Messages that can be asked for in the name of one e-mail address within `MESSAGE_WINDOW`."""
MESSAGE_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tries:
    """The different wrong passwords tried for an account from one source, as keyed hashes, and the last time.

    One that is being checked counts as wrong until it is proven right, so that tries at the same time cannot
    slip past one another.
    """

    hashes: frozenset[str] = frozenset()
    last_at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until the next password is looked at; not above 0 when one may be tried now."""
        excess = len(self.hashes) - FREE_TRIES
        if excess < 0:
            return 0.0
        delay: timedelta = min(FIRST_WAIT * 2 ** min(excess, 16), LONGEST_WAIT)
        return self.last_at + delay.total_seconds() - now

    def with_one_more(self, password_hash: str, now: float) -> "Tries":
        """These and the one tried now; the same one again counts once."""
        if password_hash in self.hashes:
            return self
        # Which one is forgotten makes no difference to the wait; a patient guesser must not fill the item.
        remembered = sorted(self.hashes)[-(MOST_REMEMBERED - 1) :]
        return Tries(frozenset({*remembered, password_hash}), now)
