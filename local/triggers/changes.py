"""The table's stream, as Lambda reads it for a function: in batches, one after the other, oldest first."""

import base64
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from local.bus.store import Bus
from local.stack.table_stream import Position, Record, TableStream
from local.triggers.batches import reported_failures
from local.triggers.topology import StreamMapping
from shared.domain.instants import instant_text, now

FAILED_FILE = "failed-changes.ndjson"

_LONGEST_WAIT = 1.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Batch:
    records: Sequence[Record] = field(repr=False)
    retries: int = 0


class Changes:
    """Handles the table's changes. A change that always fails is written to a file of the state folder.

    `open_stream` returns the stream from a position on; the bus stores the position.
    """

    def __init__(
        self,
        mapping: StreamMapping,
        bus: Bus,
        state_dir: Path,
        stream: str,
        open_stream: Callable[[Position | None], TableStream],
    ) -> None:
        self._mapping = mapping
        self._bus = bus
        self._failed_file = state_dir / FAILED_FILE
        self._name = stream
        self._open_stream = open_stream
        self._stream: TableStream | None = None
        self._pages: Iterator[list[Record]] = iter(())
        self._batches: list[_Batch] = []  # of the last page, the next one last
        self._not_before = 0.0

    def advance(self) -> bool:
        """Handle the next batch. Returns whether there was one.

        Raises `BusFailed`, `OSError`, and botocore's errors when the engine does not answer; the same changes
        are then read again.
        """
        if time.monotonic() < self._not_before:
            return False
        stream, self._stream = self._stream or self._open(), None
        if not self._batches and not self._read_page(stream):
            self._stream = stream
            return False
        if self._batches:
            self._deal_with(self._batches.pop())
        if not self._batches:
            self._bus.remember(stream.position)
        self._stream = stream
        return True

    def _open(self) -> TableStream:
        """Return the stream from the stored position, where reading also resumes after an error."""
        self._batches = []
        self._pages = iter(())
        return self._open_stream(self._bus.position(self._name))

    def _read_page(self, stream: TableStream) -> bool:
        """Make batches of the next page. The engine is asked for it only when the pages before are done."""
        page = next(self._pages, None)
        if page is None:
            self._pages = stream.pages()
            page = next(self._pages, None)
        if page is None:
            return False
        records = [self._as_lambda_has_it(record) for record in page]
        wanted = [record for record in records if self._mapping.wants(record)]
        size = self._mapping.batch_size
        self._batches = [_Batch(wanted[start : start + size]) for start in range(0, len(wanted), size)][::-1]
        return True

    def _as_lambda_has_it(self, record: Record) -> Record:
        """Return the record as Lambda gets it: times and bytes as JSON again, with the stream's name."""
        parsed: Record = json.loads(json.dumps({**record, "eventSourceARN": self._name}, default=_json))
        return parsed

    def _deal_with(self, batch: _Batch) -> None:
        done = self._call(batch.records)
        left = batch.records[done:]
        if not left:
            return
        if len(left) > 1 and self._mapping.bisects:
            middle = len(left) // 2
            self._batches += [_Batch(left[middle:], batch.retries), _Batch(left[:middle], batch.retries)]
        elif batch.retries < self._mapping.retries:
            self._batches.append(_Batch(left, batch.retries + 1))
            self._not_before = time.monotonic() + min(_LONGEST_WAIT, 0.05 * 2**batch.retries)
        else:
            self._give_up(left)

    def _call(self, records: Sequence[Record]) -> int:
        """Return how many records the function has handled; it may not have reached the later ones."""
        failed = reported_failures(self._mapping.function, list(records))
        if failed is None:
            return 0
        numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
        if not failed <= set(numbers):
            return 0
        return min((numbers.index(number) for number in failed), default=len(records))

    def _give_up(self, records: Sequence[Record]) -> None:
        self._failed_file.touch(mode=0o600)
        with self._failed_file.open("a", encoding="utf-8") as file:
            for record in records:
                kept = {"givenUpAt": instant_text(now()), "record": record}
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")
        logger.warning(
            "%s failed %d times for %d changes of the table, which are now in %s",
            self._mapping.function.name,
            self._mapping.retries + 1,
            len(records),
            self._failed_file,
        )


def _json(value: datetime | bytes) -> float | str:
    return value.timestamp() if isinstance(value, datetime) else base64.b64encode(value).decode()
