"""Runs of things that go into one call of a service."""

from collections.abc import Iterator, Sequence


def runs(sizes: Sequence[int], *, count: int, size: int) -> Iterator[range]:
    """Yield the positions that go into one call: up to `count` things, of up to `size` bytes together.

    A larger one is alone in its call.
    """
    start, total = 0, 0
    for position, one in enumerate(sizes):
        if position > start and (position - start == count or total + one > size):
            yield range(start, position)
            start, total = position, 0
        total += one
    if sizes:
        yield range(start, len(sizes))
