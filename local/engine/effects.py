"""The effects of a request on ministack's tables: noted while it is answered, undone if they cannot be kept.

What a request asks for would have another effect if it were made again later; its effects can be repeated.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import dynamodb

from local.engine.snapshot import Document, table_id

_KEPT_OF_TOKENS = ("response", "sizes", "completed_at")


class Effects:
    """The effects of one request."""

    def __init__(self) -> None:
        self._entry: Document = {}
        self._undo: list[Callable[[], object]] = []

    def __bool__(self) -> bool:
        return bool(self._entry)

    def text(self) -> bytes:
        """Return them as a line of the log; see `State.apply`, which reads it."""
        return json.dumps(self._entry, separators=(",", ":")).encode() + b"\n"

    def undo(self) -> None:
        """Bring the tables back to what they were before. Later effects must have been undone before."""
        while self._undo:
            self._undo.pop()()

    def note_item(
        self, table: Document, pk: str, sk: str, old: Document | None, new: Document | None
    ) -> None:
        """Note that an item was written, or removed."""
        self._entry.setdefault("items", []).append([table_id(table), pk, sk, new])
        if old is None:
            self._undo.append(lambda: _remove(table, pk, sk))
        else:
            self._undo.append(lambda: _set(table, pk, sk, old))

    def note_record(self, table: Document, records: list[Document]) -> None:
        """Note the stream's last record. It is about one of the items noted, so their images are left out."""
        record = records[-1]
        change = record["dynamodb"]
        keys = [dynamodb._extract_key_val(change["Keys"][name]) for name in _key_names(table)]
        item = next(
            number
            for number, (of, *found, _) in enumerate(self._entry["items"])
            if of == table_id(table) and found[: len(keys)] == keys
        )
        without = {name: 0 if name in ("OldImage", "NewImage") else value for name, value in change.items()}
        self._entry.setdefault("stream", []).append([item, {**record, "dynamodb": without}])
        self._undo.append(records.pop)

    def note_token(self, token: str, entry: Document) -> None:
        """Note that a transaction was made, which its repetition must not make again."""
        kept = {"digest": entry["signature"].digest, **{name: entry[name] for name in _KEPT_OF_TOKENS}}
        scope = (get_account_id(), get_region(), token)
        self._entry.setdefault("tokens", []).append([*scope, kept])
        self._undo.append(lambda: dynamodb._txn_idempotency.pop_scoped(*scope, None))

    def note_read(self, table: Document, trimmed: int) -> None:
        """Note that a stream now begins after so many records."""
        self._entry["read"] = [table_id(table), trimmed]

    def note_tables(self) -> None:
        """Note the tables that there are, without their items."""
        self._entry["tables"] = tables()
        self._entry["timeToLive"] = time_to_live()

    def expect_tables(self) -> None:
        """Prepare to undo a change of the tables themselves."""
        stores = (dynamodb._tables, dynamodb._ttl_settings, dynamodb._stream_records)
        copies = [dict(store._data) for store in stores]
        copies[0] = {scope: dict(table) for scope, table in copies[0].items()}

        def restore() -> None:
            for store, before in zip(stores, copies, strict=True):
                store._data.clear()
                store._data.update(before)

        self._undo.append(restore)


class Requested:
    """A transaction's request, of which only a digest is kept: it is compared with repetitions alone."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, digest: str) -> None:
        self.digest = digest

    @classmethod
    def of(cls, request: Document) -> "Requested":
        """Return what was asked for."""
        return cls(hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and Requested.of(other).digest == self.digest


_set, _remove = dynamodb._set_item, dynamodb._remove_item


class Recorder:
    """Notes from now on the effects of what ministack does in this process."""

    def __init__(self) -> None:
        self._effects = Effects()
        emit, store_token = dynamodb._emit_stream_event, dynamodb._txn_token_store

        def set_item(table: Document, pk: str, sk: str, item: Document) -> Document | None:
            old: Document | None = _set(table, pk, sk, item)
            self._effects.note_item(table, pk, sk, old, item)
            return old

        def remove_item(table: Document, pk: str, sk: str) -> Document | None:
            old: Document | None = _remove(table, pk, sk)
            if old is not None:
                self._effects.note_item(table, pk, sk, old, None)
            return old

        def emit_noting(name: str, *change: Any, **more: Any) -> None:  # noqa: ANN401 - ministack's
            before = (dynamodb._stream_records.get(name) or [None])[-1]
            emit(name, *change, **more)
            records = dynamodb._stream_records.get(name)
            if records and records[-1] is not before:
                self._effects.note_record(dynamodb._tables[name], records)

        def store_token_noting(token: str, entry: Document) -> None:
            entry["signature"] = Requested.of(entry["signature"])
            store_token(token, entry)
            self._effects.note_token(token, entry)

        dynamodb._set_item, dynamodb._remove_item = set_item, remove_item
        dynamodb._emit_stream_event, dynamodb._txn_token_store = emit_noting, store_token_noting

    @contextmanager
    def recording(self) -> Iterator[Effects]:
        """The effects of the block, which is one request."""
        self._effects = Effects()
        yield self._effects


def tables() -> list[Document]:
    """Return the tables of all accounts and regions, without their items."""
    return [
        {"scope": scope[:2], "table": {name: table[name] for name in table if name not in _NOT_OF_TABLE}}
        for scope, table in dynamodb._tables.all_items()
    ]


def time_to_live() -> list[Any]:
    """Return the settings of the tables' time to live."""
    return list(dynamodb._ttl_settings.all_items())


_NOT_OF_TABLE = frozenset({"items", dynamodb._INDEX_MEMBERS})


def _key_names(table: Document) -> list[str]:
    return [name for name in (table["pk_name"], table["sk_name"]) if name]
