"""Writers who change what is read."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event


@contextmanager
def meanwhile(*writers: Callable[[], Iterator[None]]) -> Iterator[None]:
    """Every writer takes step after step in a thread of its own until the block is left."""
    over = Event()

    def run(writer: Callable[[], Iterator[None]]) -> None:
        for _ in writer():
            if over.wait(0.001):
                return

    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(run, writer) for writer in writers]
        try:
            yield
        finally:
            over.set()
    for each in running:
        each.result()
