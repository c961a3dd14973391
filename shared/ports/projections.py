"""Ports for what follows from changes of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime, timedelta

    from shared.domain.customers.customer import Customer
    from shared.domain.history.entries import CustomerEntry, Entry
    from shared.domain.messages.events import Change

Row_contra = TypeVar("Row_contra", contravariant=True)


class ChangeReader(Protocol):
    """Tells what a record of the table's stream means."""

    def read(self, record: Mapping[str, Any]) -> Change | None:
        """Return the change that the record is about, if it is one that anything follows from.

        Raises an error of any kind for a record that cannot be read.
        """
        ...

    def written_at(self, record: Mapping[str, Any]) -> datetime:
        """Return when the table was written, of a record that can be read."""
        ...


class ProjectionStore(Protocol[Row_contra]):
    """Where the rows of a projection are kept.

    The same rows may come any number of times, and those of one customer in any order. A store ends up as if
    each had come once, in the order of versions.
    """

    def put(self, rows: Sequence[Row_contra], /) -> Mapping[int, Exception]:
        """Keep the rows; of those that are not kept, return by position why. Rows behind them do not wait."""
        ...


class ProjectionRetryQueue(Protocol):
    """Where records wait of which a projection failed, so that nothing else waits for them."""

    def put(self, retries: Sequence[tuple[str, Mapping[str, Any]]]) -> Mapping[int, Exception]:
        """Keep records, each with the name of the projection, which is then given the record again.

        Of those that are not kept, return by position why.
        """
        ...


class ProjectionMeter(Protocol):
    """Keeps figures of projections, for whoever operates the service."""

    def __call__(self, projection: str, *, lag: timedelta | None, queued: int) -> None:
        """Note the end of a projection of a batch. `queued`: records that wait in the queue for its next try.

        `lag`: since the first of the batch's writes, if anything followed from it, made or not.
        """
        ...


class ShareOfTime(Protocol):
    """Has something be done in a share of the time that the function has."""

    def __call__(self, leaving: float, at_most: float = ...) -> AbstractContextManager[None]:
        """Return a context in which requests begin so many seconds before the last time for one, or earlier.

        `at_most`: seconds from now on, after which none begins either. Who asks too late is refused unasked.
        """
        ...


class HistoryReader(Protocol):
    """The histories of customers, as far as they are kept."""

    def newest_first(
        self, customer: Customer, *, before: tuple[int, int] | None = None, at_once: int | None = None
    ) -> Iterator[Entry]:
        """Yield the entries before a place, or all, as they are needed; they are read by so many.

        Raises `StorageUnavailable`.
        """
        ...


class HistoryStore(HistoryReader, Protocol):
    """Keeps the histories of customers."""

    def keep(self, row: CustomerEntry, until: datetime) -> None:
        """Keep an entry until then, unless the customer was deleted since. Raises `StorageUnavailable`."""
        ...
