"""How far a transfer has come, on standard error: a bar on a terminal, else a line now and then."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from tqdm import tqdm

LINE_SECONDS = 5.0

Advance = Callable[[int], None]


@contextlib.contextmanager
def progress(doing: str, unit: str, total: int, *, initial: int = 0) -> Iterator[Advance]:
    """Yield a function to call with the number of units done since its last call.

    `initial`: how many were done before.
    """
    if sys.stderr.isatty():
        with tqdm(desc=doing, unit=f" {unit}", total=total, initial=initial, file=sys.stderr) as bar:

            def advance(count: int) -> None:
                bar.update(count)

            yield advance
    else:
        yield _Lines(doing, unit, total, initial).advance


class _Lines:
    def __init__(self, doing: str, unit: str, total: int, done: int) -> None:
        self._says = f"{doing}: {{}} of {total} {unit}"
        self._done = done
        self._next = time.monotonic() + LINE_SECONDS

    def advance(self, count: int) -> None:
        self._done += count
        if time.monotonic() >= self._next:
            print(self._says.format(self._done), file=sys.stderr, flush=True)
            self._next = time.monotonic() + LINE_SECONDS
