"""Slows down the guessing of passwords, and stops floods of messages and sign-ups (api.md §5, Throttling)."""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType

FREE_TRIES = 5
"""How many different wrong passwords for one account from one source are free of a wait."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
MOST_REMEMBERED = 12
"""Passwords per account and source; one fewer is enough for the longest wait."""
MOST_TRIES = 200
"""Tries per account that are remembered for longer than the ceiling needs them."""
MEMORY = timedelta(hours=24)
"""How long tries are remembered after the last of them."""
CEILING = 50
"""Wrong passwords for one account within `CEILING_WINDOW`, from all sources that it does not know."""
CEILING_WINDOW = timedelta(hours=1)
KNOWN_SOURCES = 20
"""Sources that an account remembers, those of the latest log-ins."""
SOURCE_MEMORY = timedelta(days=30)
FAILURES = 100
"""Failed log-ins from one source within `FAILURE_WINDOW`, over all accounts."""
CLIENT_FAILURES = 1000
"""Failed log-ins by one service within `FAILURE_WINDOW`, over all accounts and sources."""
FAILURE_WINDOW = timedelta(minutes=15)
MESSAGES = 3
"""Messages that can be requested for one e-mail address within `MESSAGE_WINDOW`."""
MESSAGE_WINDOW = timedelta(hours=1)
SIGN_UPS = 30
"""Sign-ups from one source within `SIGN_UP_WINDOW`."""
SIGN_UP_WINDOW = timedelta(hours=1)

Try = tuple[str, str]
"""A source and a password, as keyed hashes."""


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


@dataclass(frozen=True, slots=True)
class SourceLogIn:
    """The last log-in from a source. `incarnation`: of the customer whose account it was."""

    at: float
    incarnation: str


@dataclass(frozen=True, slots=True)
class AccountTries:
    """The tries to get into one account from everywhere, and the sources from which its customer got in.

    `tried`: when each password was last tried from each source. `log_ins`: by source. `cleared_at`: what was
    tried before does not count. Times are in seconds since the epoch.

    A source waits for what was tried from there since its last log-in. The account's ceiling holds for all
    strangers together: sources from which this customer has not logged in. A known source has a ceiling of
    its own, so that nobody can lock the customer out there.
    """

    tried: Mapping[Try, float] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    log_ins: Mapping[str, SourceLogIn] = field(default_factory=lambda: MappingProxyType({}))
    cleared_at: float = 0.0

    def known(self, incarnation: str | None, now: float) -> frozenset[str]:
        """Return the sources that the account of this customer remembers; an account of nobody knows none."""
        since = now - SOURCE_MEMORY.total_seconds()
        own = {
            source: log_in.at
            for source, log_in in self.log_ins.items()
            if log_in.incarnation == incarnation and log_in.at > since
        }
        return frozenset(heapq.nlargest(KNOWN_SOURCES, own, key=own.__getitem__))

    def from_source(self, source: str, now: float) -> Tries:
        """Return the tries from this source since its last log-in."""
        since = self._since(source)
        counted = {tried: at for (by, tried), at in self.tried.items() if by == source and at > since}
        last_at = max(counted.values(), default=0.0)
        if last_at + MEMORY.total_seconds() <= now:
            return Tries()
        return Tries(frozenset(counted), last_at)

    def wait(self, source: str, incarnation: str | None, now: float) -> float:
        """Seconds until a password may be tried from this source; 0 or less if one may be tried now."""
        return max(self.from_source(source, now).wait(now), self._ceiling_wait(source, incarnation, now))

    def has(self, source: str, password: str, now: float) -> bool:
        """Return whether the password counts as tried from this source."""
        return password in self.from_source(source, now).hashes

    def with_one_more(self, source: str, password: str, now: float) -> "AccountTries":
        """These tries and one more, without those that need not be remembered any longer.

        It comes after what is stored already, whatever the clock says: one that began before a rival's log-in
        and is counted after it is not forgiven by it.
        """
        after = {**self.tried, (source, password): max(now, math.nextafter(self._since(source), math.inf))}
        return replace(self, tried={key: after[key] for key in _remembered(after, now)})

    def surplus(self, source: str, incarnation: str, now: float) -> frozenset[str]:
        """Return the sources to forget when the customer has just logged in from this one."""
        after = {**self.log_ins, source: SourceLogIn(now, incarnation)}
        return frozenset(after) - replace(self, log_ins=after).known(incarnation, now)

    def _since(self, source: str) -> float:
        log_in = self.log_ins.get(source)
        return max(self.cleared_at, log_in.at if log_in is not None else 0.0)

    def _ceiling_wait(self, source: str, incarnation: str | None, now: float) -> float:
        known = self.known(incarnation, now)
        window = CEILING_WINDOW.total_seconds()
        since = max(self.cleared_at, now - window)
        recent = heapq.nlargest(
            CEILING,
            (
                at
                for (by, _), at in self.tried.items()
                if at > since and (by == source if source in known else by not in known)
            ),
        )
        return recent[-1] + window - now if len(recent) == CEILING else 0.0


def _remembered(tried: Mapping[Try, float], now: float) -> Iterator[Try]:
    """Yield the latest tries of each source and of all, and in any case those within the ceiling's window."""
    in_window, forgotten = now - CEILING_WINDOW.total_seconds(), now - MEMORY.total_seconds()
    of_source: Counter[str] = Counter()
    latest_first: Iterable[Try] = sorted(tried, key=lambda each: (tried[each], each), reverse=True)
    for position, each in enumerate(latest_first):
        source, _ = each
        of_source[source] += 1
        is_among_latest = position < MOST_TRIES and of_source[source] <= MOST_REMEMBERED
        if tried[each] > in_window or (is_among_latest and tried[each] > forgotten):
            yield each
