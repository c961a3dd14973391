"""Earlier states of a customer's profile, as far as they can be restored from its history."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from shared.domain.customers.customer import Customer
from shared.domain.errors import Conflict, Gone, VersionNotFound
from shared.domain.history.entries import Entry
from shared.domain.history.members import shown_document
from shared.domain.history.replay import HistoryIncomplete, rewound

MAX_UNDONE = 2_000
"""How many entries are undone at most."""
MAX_UNDONE_TEXT = 2_000_000
"""Bytes of entries behind which none is undone: a megabyte takes 0.1 s, and packs to a tenth or less."""
_RETRIED = timedelta(hours=1)
"""How long an entry is tried again that could not be kept."""
_NOT_RESTORED = frozenset({"active", "onHold", "addresses"})
"""Members that a history shows, and that a restored profile keeps as they are."""


class EntryAwaited(Conflict):
    """The history does not have a change of the customer yet that was made a while ago."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"The history of customer '{number}' does not have one of its latest changes yet. "
            "Try again in a moment."
        )


class HistoryEnded(Gone):
    """The history does not reach back to the version without a gap."""

    def __init__(self, number: str, version: int) -> None:
        super().__init__(
            f"The history of customer '{number}' does not reach back to version {version}: entries between "
            f"are not kept or not within reach, or without values, or more than {MAX_UNDONE}, or too large."
        )


def members_at(
    version: int, customer: Customer, newest_first: Iterable[Entry], now: datetime
) -> dict[str, Any]:
    """Return the members of a profile at a version, as the body of a PUT has them.

    Raises `VersionNotFound`, `EntryAwaited`, `HistoryEnded`.
    """
    if not 1 <= version <= customer.version:
        raise VersionNotFound(customer.number, version)
    undone = _Undone(customer, newest_first, version, now)
    try:
        document = rewound(shown_document(customer), customer.version, undone, version)
    except HistoryIncomplete:
        if undone.may_wait:
            raise EntryAwaited(customer.number) from None
        raise HistoryEnded(customer.number, version) from None
    return _body(document)


class _Undone:
    """The entries that have made the customer as it was read, as far back as they are undone."""

    def __init__(
        self, customer: Customer, newest_first: Iterable[Entry], version: int, now: datetime
    ) -> None:
        self._entries = newest_first
        self._present = customer.version
        self._version = version
        self._now = now
        self._expected = customer.version
        self._made_by = customer.modified_at
        """By when the expected version was made at the latest."""
        self.may_wait = False
        """Whether a version that was not met is so young that its entry may still be kept."""

    def __iter__(self) -> Iterator[Entry]:
        """Yield them; none where nothing is to be undone."""
        if self._version == self._present:
            return
        # A rival may have written since.
        present = (entry for entry in self._entries if entry.version <= self._present)
        undone = 0
        for entry in islice(present, MAX_UNDONE):
            self._expect(entry.version)
            if entry.version > self._version and not entry.is_whole:
                self.may_wait = False
            self._expected = entry.version - (entry.step == 0)
            self._made_by = entry.at
            yield entry
            undone += entry.size
            if undone >= MAX_UNDONE_TEXT or entry.is_arrival:
                return
        if next(present, None) is None:
            self._expect(self._version)

    def _expect(self, version: int) -> None:
        """Note whether what is missing may still come, if something is, down to a version that is there."""
        self.may_wait = version < self._expected and self._now - self._made_by < _RETRIED


def _body(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the body of a PUT has, with empty objects where there was nothing."""
    body: dict[str, Any] = {"restriction": None}
    body |= {name: value for name, value in document.items() if name not in _NOT_RESTORED}
    b2b = document.get("b2b", {})
    body["b2b"] = {name: value for name, value in b2b.items() if name != "legalEntities"}
    body["mixins"] = document.get("mixins", {})
    body["metadata"] = {"mixins": document.get("metadata", {}).get("mixins", {})}
    return body
