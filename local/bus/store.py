"""The bus and its queues, in a file of the state folder: the last events, and messages for functions.

An event and its messages are written together, so that a crash leaves all of them or none. The service and
the command line may use the file at the same time.
"""

import contextlib
import json
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from local.bus.entries import BusEvent
from local.bus.patterns import Test
from local.stack.table_stream import Position
from shared.domain import json_text

BUS_FILE = "bus.sqlite"
KEPT = 5000

_PATIENCE = 10.0  # seconds that one process waits for another
_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, bus TEXT NOT NULL, envelope TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS messages (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, queue TEXT NOT NULL, body TEXT NOT NULL,
  sent REAL NOT NULL, receives INTEGER NOT NULL, due REAL NOT NULL, is_dead INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_of_queue ON messages (queue, is_dead, due);
CREATE TABLE IF NOT EXISTS positions (stream TEXT PRIMARY KEY, shards TEXT NOT NULL);
"""


class BusFailed(Exception):
    """The bus cannot be used; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a bus: the events that match go to a queue."""

    bus: str
    matches: Test
    queue: str


@dataclass(frozen=True, slots=True)
class Message:
    """An event in a queue. `sent`: seconds since the epoch; `receives`: how often a function got it."""

    id: str
    queue: str
    body: str = field(repr=False)
    sent: float
    receives: int


class Bus:
    """The bus of a state folder, which only its owner can read. Its methods raise `BusFailed`."""

    def __init__(self, state_dir: Path, rules: Sequence[Rule]) -> None:
        self._file = state_dir / BUS_FILE
        self._rules = rules
        self._using = threading.Lock()
        with self._explaining():
            self._file.touch(mode=0o600)
            self._database = sqlite3.connect(
                self._file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                # A commit need not reach the disk at once: if the machine crashes, the table loses the same
                # changes.
                self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
                self._database.executescript(_SCHEMA)
            except sqlite3.Error:
                self._database.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._using:
            self._database.close()

    def put(self, events: Sequence[BusEvent]) -> None:
        """Add events, all or none, and give them to the queues of the rules that they match."""
        with self._writing() as database:
            for event in events:
                body = json_text.dumps(event.envelope)
                database.execute("INSERT INTO events (bus, envelope) VALUES (?, ?)", (event.bus, body))
                for rule in self._rules:
                    if rule.bus == event.bus and rule.matches(event.envelope):
                        _add_message(database, rule.queue, body)
            database.execute(
                "DELETE FROM events WHERE sequence <= (SELECT max(sequence) FROM events) - ?", (KEPT,)
            )

    def send(self, queue: str, messages: Sequence[tuple[str, float]]) -> None:
        """Put messages into a queue, all or none, past the rules; each is due after so many seconds."""
        with self._writing() as database:
            for body, delay in messages:
                _add_message(database, queue, body, delay)

    def events(self, after: int = 0) -> list[tuple[int, str]]:
        """Return the stored events, oldest first, with their increasing numbers.

        Only those `after` a number.
        """
        rows = self._rows("SELECT sequence, envelope FROM events WHERE sequence > ? ORDER BY sequence", after)
        return [(sequence, envelope) for sequence, envelope in rows]

    def receive(self, queue: str, count: int) -> list[Message]:
        """Return the oldest messages of a queue that are due, counted as received."""
        with self._writing() as database:
            rows = database.execute(
                "SELECT sequence, id, queue, body, sent, receives + 1 FROM messages"
                " WHERE queue = ? AND NOT is_dead AND due <= ? ORDER BY sequence LIMIT ?",
                (queue, time.time(), count),
            ).fetchall()
            received = [(sequence,) for sequence, *_ in rows]
            database.executemany("UPDATE messages SET receives = receives + 1 WHERE sequence = ?", received)
        return [Message(*message) for _, *message in rows]

    def remove(self, messages: Sequence[Message]) -> None:
        """Delete handled messages from their queues."""
        self._write("DELETE FROM messages WHERE id = ?", [(message.id,) for message in messages])

    def postpone(self, waits: Sequence[tuple[Message, float]]) -> None:
        """Deliver each message again after so many seconds; those with the same wait stay together."""
        now = time.time()
        rows = [(now + seconds, message.id) for message, seconds in waits]
        self._write("UPDATE messages SET due = ? WHERE id = ?", rows)

    def bury(self, queue: str, receives: int) -> int:
        """Mark as dead the messages that were received so often and are due again. Return their number."""
        return self._write(
            "UPDATE messages SET is_dead = 1 WHERE queue = ? AND NOT is_dead AND due <= ? AND receives >= ?",
            [(queue, time.time(), receives)],
        )

    def dead(self) -> list[Message]:
        """Return the dead messages, oldest first."""
        rows = self._rows(
            "SELECT id, queue, body, sent, receives FROM messages WHERE is_dead ORDER BY sequence"
        )
        return [Message(*row) for row in rows]

    def redrive(self) -> int:
        """Put the dead messages back into their queues, as if never received. Return their number."""
        return self._write("UPDATE messages SET is_dead = 0, receives = 0, due = 0 WHERE is_dead", [()])

    def position(self, stream: str) -> Position | None:
        """Return how far a stream was read."""
        rows = self._rows("SELECT shards FROM positions WHERE stream = ?", stream)
        return Position(stream, json.loads(rows[0][0])) if rows else None

    def remember(self, position: Position) -> None:
        """Store how far a stream was read."""
        shards = json.dumps(position.shards)
        self._write("INSERT OR REPLACE INTO positions VALUES (?, ?)", [(position.stream, shards)])

    def _rows(self, statement: str, *parameters: object) -> list[Any]:
        with self._using, self._explaining():
            return self._database.execute(statement, parameters).fetchall()

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> int:
        with self._writing() as database:
            return database.executemany(statement, rows).rowcount

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._using, self._explaining(), self._database as database:
            database.execute("BEGIN IMMEDIATE")
            yield database

    @contextlib.contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise BusFailed(f"The bus {self._file} cannot be used: {error}.") from None


def _add_message(database: sqlite3.Connection, queue: str, body: str, delay: float = 0) -> None:
    database.execute(
        "INSERT INTO messages (id, queue, body, sent, receives, due, is_dead) VALUES (?, ?, ?, ?, 0, ?, 0)",
        (str(uuid.uuid4()), queue, body, now := time.time(), now + delay if delay else 0),
    )
