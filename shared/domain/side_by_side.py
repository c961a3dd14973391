"""Several calls at once, in threads."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

_Result = TypeVar("_Result")


def side_by_side(calls: Sequence[Callable[[], _Result]], *, at_most: int | None = None) -> list[_Result]:
    """Return what the calls return, in their order. Raises an error of one of them, when all have ended.

    They run in the caller's context: what they ask for is counted for the request at hand, whatever thread
    they run in. `at_most`: how many run at once, if not all. A single call needs no thread.
    """
    if len(calls) == 1:
        return [calls[0]()]
    with ThreadPoolExecutor(at_most or len(calls) or 1) as threads:
        running = [threads.submit(copy_context().run, call) for call in calls]
    return [each.result() for each in running]
