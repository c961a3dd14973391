"""The engine's log: what requests have changed, in their order, on disk before they are answered.

A log consists of groups, which are written and synchronised together. Each starts with its length and its
checksum, so a group that a crash has cut short is recognised.
"""

import asyncio
import json
import os
import re
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from local.engine.effects import Effects
from local.engine.snapshot import BrokenState, Document, broken

_NAME = re.compile(r"dynamodb\.(\d{6,})\.log")
_HEAD = re.compile(rb"([0-9a-f]{8}) ([0-9a-f]{8})\n")
_HEAD_BYTES = 18


def log_file(folder: Path, number: int) -> Path:
    """Return the file of a log."""
    return folder / f"dynamodb.{number:06}.log"


def logs_of(folder: Path) -> list[int]:
    """Return the numbers of the folder's logs, oldest first."""
    return sorted(int(found[1]) for path in folder.iterdir() if (found := _NAME.fullmatch(path.name)))


def read_log(path: Path, *, is_last: bool) -> Iterator[Document]:
    """Yield the entries of a log. A last group that a crash has cut short is removed from the last log.

    Raises `BrokenState`, `OSError`.
    """
    with path.open("rb") as file:
        size, good = os.fstat(file.fileno()).st_size, 0
        while good < size:
            head = _HEAD.fullmatch(file.read(_HEAD_BYTES))
            length, checksum = (int(part, 16) for part in head.groups()) if head is not None else (0, 0)
            group = file.read(length)
            if head is None or len(group) < length or zlib.crc32(group) != checksum:
                if not is_last or not _is_torn(file.read(), has_head=head is not None):
                    raise BrokenState(broken(path, "it is damaged"))
                os.truncate(path, good)
                return
            good += _HEAD_BYTES + length
            yield from map(json.loads, group.splitlines())


def _is_torn(rest: bytes, *, has_head: bool) -> bool:
    """Return whether nothing follows the group, except what a file system leaves after a loss of power."""
    return not rest.strip(b"\0") if has_head else b"\n" not in rest.strip(b"\0")


class _Pending(NamedTuple):
    effects: Effects
    text: bytes


class Journal:
    """The log that is written at present, by a thread. Its methods are for the event loop's thread."""

    def __init__(self, folder: Path, number: int, limit: int, filled: Callable[[int], None]) -> None:
        """Begin or continue the log `number`; raises `OSError`.

        A log of `limit` bytes is followed by another, and `filled` is then called with the number of that.
        """
        self._folder, self._limit, self._filled = folder, limit, filled
        self._loop = asyncio.get_running_loop()
        self._number = number
        self._file, self._size = _opened(folder, number)
        self._pending: list[_Pending] = []
        self._written_next: list[asyncio.Future[None]] = []  # they wait for what is pending
        self._taken: list[_Pending] = []  # what is being written
        self._written_now: list[asyncio.Future[None]] = []  # they wait for what is being written
        self._ended = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._write_groups, name="log", daemon=True)
        self._thread.start()

    def append(self, effects: Effects) -> None:
        """Write what a request has changed, soon."""
        with self._changed:
            self._pending.append(_Pending(effects, effects.text()))
            self._changed.notify()

    async def written(self) -> None:
        """Wait until all that was appended so far is on disk.

        Raises `OSError` if that failed; everything that was not on disk yet is then undone.
        """
        with self._changed:
            if not self._pending and not self._taken:
                return
            done = self._loop.create_future()
            (self._written_next if self._pending else self._written_now).append(done)
        await done

    async def close(self) -> None:
        """Write what was appended, and end."""
        with self._changed:
            self._ended = True
            self._changed.notify()
        await asyncio.to_thread(self._thread.join)
        os.close(self._file)

    def _write_groups(self) -> None:
        while self._take():
            try:
                self._write(b"".join(each.text for each in self._taken))
            except OSError as error:
                undone = threading.Event()
                self._loop.call_soon_threadsafe(self._undo, error, undone)
                undone.wait()
                continue
            with self._changed:
                written, self._written_now, self._taken = self._written_now, [], []
            self._loop.call_soon_threadsafe(_resolve, written)
            if self._size >= self._limit:
                self._begin_next()

    def _take(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._pending or self._ended)
            self._taken, self._pending = self._pending, []
            self._written_now, self._written_next = self._written_next, []
            return bool(self._taken)

    def _write(self, group: bytes) -> None:
        rest = memoryview(b"%08x %08x\n%b" % (len(group), zlib.crc32(group), group))
        size = self._size + len(rest)
        try:
            while rest:
                rest = rest[os.pwrite(self._file, rest, size - len(rest)) :]
            _synchronise(self._file)
        except OSError:
            try:
                os.ftruncate(self._file, self._size)
            except OSError as error:
                path = log_file(self._folder, self._number)
                sys.stderr.write(f"The engine ends: {path} cannot be written: {error.strerror}.\n")
                sys.stderr.flush()
                os._exit(1)  # its next start will cut off what was half written
            raise
        self._size = size

    def _undo(self, error: OSError, undone: threading.Event) -> None:
        with self._changed:
            lost, self._taken, self._pending = self._taken + self._pending, [], []
            waiting, self._written_now, self._written_next = self._written_now + self._written_next, [], []
        for each in reversed(lost):
            each.effects.undo()
        for future in waiting:
            if not future.done():
                future.set_exception(error)
        undone.set()

    def _begin_next(self) -> None:
        try:
            file, size = _opened(self._folder, self._number + 1)
        except OSError:
            return  # after the next group, it is tried again
        os.close(self._file)
        self._file, self._size, self._number = file, size, self._number + 1
        self._loop.call_soon_threadsafe(self._filled, self._number)


def _opened(folder: Path, number: int) -> tuple[int, int]:
    """Return the descriptor and the size of a log, which is created if it is missing."""
    path = log_file(folder, number)
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)  # hashes of passwords are in it
    synchronise_folder(folder)
    return file, os.fstat(file).st_size


def synchronise_folder(folder: Path) -> None:
    """Have the names of the folder's files on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_synchronise = getattr(os, "fdatasync", os.fsync)  # macOS has only the latter


def _resolve(futures: list[asyncio.Future[None]]) -> None:
    for future in futures:
        if not future.done():
            future.set_result(None)
