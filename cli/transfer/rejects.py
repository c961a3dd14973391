"""The file of lines that could not be imported, each with the reason, without passwords or their hashes."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cli.transfer.columns import Record
from cli.transfer.failures import TransferFailed
from cli.transfer.files import JsonWriter
from shared.domain.errors import MAX_PROBLEMS, DomainError, Problem


class Rejects:
    """The file, cut to an earlier size. One run at a time can write it, and only its owner can read it."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        try:
            self._take_over(size)
        except TransferFailed:
            self._file.close()
            raise
        self._writer = JsonWriter(self._file)

    def _take_over(self, size: int) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TransferFailed(f"another import is writing {self._path}") from None
        os.fchmod(self._file.fileno(), 0o600)
        if self._file.seek(0, os.SEEK_END) < size:
            problem = "is shorter than the last run left it; start over with --restart"
            raise TransferFailed(f"{self._path} {problem}")
        self._file.truncate(size)
        self._file.seek(size)

    def add(self, line: int, error: DomainError, record: Record | None, *, last: int | None = None) -> None:
        """Write why a line, or a row of lines up to `last`, is rejected.

        `record`: what is known of it, without secrets.
        """
        document: dict[str, Any] = {"line": line, "reason": error.message}
        if last not in (None, line):
            document = {"line": line, "lastLine": last, "reason": error.message}
        if error.problems:
            document["details"] = [_detail(problem) for problem in error.problems[:MAX_PROBLEMS]]
        if record is None:
            self._writer.write(document)
            return
        try:
            self._writer.write({**document, "record": record})
        except RecursionError:  # more levels can be read than written
            self._writer.write(document)

    def sync(self) -> int:
        """Make sure that what was added outlives a crash, and return the size of the file."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if kind is None and self._path.stat().st_size == 0:
            self._path.unlink()


def _detail(problem: Problem) -> dict[str, str]:
    detail = {"field": problem.field, "message": problem.message}
    return {name: value for name, value in detail.items() if value is not None}
