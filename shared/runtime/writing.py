"""Whoever the present call's writes are recorded as. Use cases need not pass it on, and cannot forget it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from shared.domain.callers.writer import NOBODY, Writer

if TYPE_CHECKING:
    from contextvars import Token
    from types import TracebackType

_writer: ContextVar[Writer] = ContextVar("writer", default=NOBODY)


class WritingAs:
    """A context in which writes are recorded as this writer's."""

    __slots__ = ("_before", "_writer")

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def __enter__(self) -> None:
        """Write as it."""
        self._before: Token[Writer] = _writer.set(self._writer)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Write as before."""
        _writer.reset(self._before)


def write_as(writer: Writer) -> None:
    """Write as this writer until the present context ends."""
    _writer.set(writer)


def present_writer() -> Writer:
    """Return whoever writes."""
    return _writer.get()
