"""Port for the feeds of tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from shared.domain.feed.changes import Step, Told
    from shared.domain.feed.log import Position, Segment, Start, Stretch


class FeedReader(Protocol):
    """Reads the logs of a feed."""

    def end(self, tenant: str, shard: int) -> Position:
        """Return the place at which the log goes on as it is now; where there is none, the beginning.

        Raises `FeedPaused` where a change was not kept a moment ago.
        """
        ...

    def segments(self, tenant: str, shard: int, position: Position, most: int) -> Stretch:
        """Return the segments from a place on as they are now, at most so many.

        Where these are all, with the start of the log, which was read after them.
        """
        ...

    def start(self, tenant: str, shard: int) -> Start | None:
        """Return the start of a log as it is now; None where nothing was ever appended."""
        ...


class FeedLog(Protocol):
    """Appends to the logs of feeds. Every method raises `StorageUnavailable`."""

    def free(self, tenant: str, shard: int, days: int) -> Position:
        """Return a place such that all segments before it are there. It may be known from moments ago.

        It is in a generation of which is noted that segments are kept for so many days, or for fewer.
        """
        ...

    def skip(self, tenant: str, shard: int) -> None:
        """Note that a change of the log is not kept: whoever has read it up to here misses it."""
        ...

    def forget(self, tenant: str, shard: int) -> None:
        """Forget which place was free."""
        ...

    def append(self, tenant: str, shard: int, segment: Segment, until: datetime) -> Segment | None:
        """Put a segment in its place; return the other one if the place is taken by another.

        It is kept until then, or longer, as long as the one before it.
        """
        ...

    def told(self, tenant: str, numbers: Collection[str]) -> Mapping[str, Told]:
        """Return the last changes of customers in the feed, as they are now, of those who have one."""
        ...

    def note(self, tenant: str, steps: Sequence[Step], until: datetime) -> Mapping[str, bool | Exception]:
        """Note the last changes of customers in the feed, where those before are as the steps say.

        Returns by number whether they were, or why that is not known. `until`: when the notes about customers
        who are gone may expire.
        """
        ...
