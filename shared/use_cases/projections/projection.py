"""A projection: what follows from changes of the table, each time the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.domain.messages.events import Change
from shared.ports.projections import ProjectionStore

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Projection(Generic[Row]):
    """Something that is made from changes alone.

    `rows_of` is pure: the same change leads to the same rows at any time.
    """

    name: str
    rows_of: Callable[[Change], Sequence[Row]]
    store: ProjectionStore[Row]

    def project(self, changes: Mapping[int, Change]) -> Mapping[int, Exception]:
        """Keep what follows from the changes; of those that failed, return by their keys why.

        A change that failed may have left some of its rows in the store, so it comes again as a whole.
        """
        failed: dict[int, Exception] = {}
        origins: list[int] = []
        rows: list[Row] = []
        for position, change in changes.items():
            try:
                found = self.rows_of(change)
            except Exception as error:  # noqa: BLE001 - whatever it is, the other changes do not wait for it
                failed[position] = error
                continue
            rows += found
            origins += [position] * len(found)
        for place, refusal in self._put(rows).items():
            failed.setdefault(origins[place], refusal)
        return failed

    def _put(self, rows: Sequence[Row]) -> Mapping[int, Exception]:
        if not rows:
            return {}
        try:
            return self.store.put(rows)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other projections do not wait for it
            return dict.fromkeys(range(len(rows)), error)
