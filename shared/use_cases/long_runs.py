"""Work on so many things that the time of a function may not do for all of them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from shared.domain.side_by_side import side_by_side

_AT_ONCE = 8
SECONDS_TO_STOP = 30.0  # what one thing may take when the table is in trouble, and some


class Unfinished(Exception):
    """Time ran out with some left; the next run continues with those."""


@dataclass(slots=True)
class LongRun:
    """Works on things, several at a time, as long as there is time; see `long_run`."""

    seconds_left: Callable[[], float]
    first_error: Exception | None = None

    def attempt(self, treat: Callable[[], object]) -> None:
        """Work on one thing, and remember an error of it. Raises `Unfinished`."""
        if self.seconds_left() < SECONDS_TO_STOP:
            raise Unfinished
        try:
            treat()
        except Unfinished:
            raise
        except Exception as error:  # noqa: BLE001 - raised when the others have had their turn
            self.first_error = self.first_error or error

    def attempt_all(self, treatments: Iterable[Callable[[], object]]) -> None:
        """Work on several things at once. Raises `Unfinished`."""
        side_by_side([partial(self.attempt, each) for each in treatments], at_most=_AT_ONCE)


@contextmanager
def long_run(seconds_left: Callable[[], float]) -> Iterator[LongRun]:
    """Yield a run in which one failure does not stop the rest; its end raises the first error.

    `seconds_left`: until the function is ended.
    """
    run = LongRun(seconds_left)
    yield run
    if run.first_error is not None:
        raise run.first_error
