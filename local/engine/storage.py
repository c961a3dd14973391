"""The folder of an engine's state: read at its start, and kept up to date while it answers."""

import asyncio
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from subprocess import DEVNULL, PIPE

from ministack.services import dynamodb, dynamodb_streams

from local.engine.effects import Effects, Recorder, Requested
from local.engine.first_format import STREAMS_FILE, is_first_format, read_first_format
from local.engine.journal import Journal, log_file, logs_of, read_log, synchronise_folder
from local.engine.ranges import put_in_order
from local.engine.requests import OF_TABLES, Answer, act_for, error, one_at_a_time
from local.engine.snapshot import (
    STATE_FILE,
    BrokenState,
    Document,
    State,
    broken,
    read_snapshot,
    table_id,
    write_snapshot,
)

LOG_BYTES = 64 * 1024 * 1024
"""A log of this size is replaced by a snapshot; it takes about a second to read one."""

_EXPIRY_SECONDS = 60.0
_AT_ONCE = 2000
_AGAIN_SECONDS = 30.0


class Storage:
    """The state folder while the engine answers."""

    def __init__(self, folder: Path, log_bytes: int = LOG_BYTES) -> None:
        self._folder = folder
        self._log_bytes = log_bytes
        self._recorder = Recorder()
        self._log = 1
        self._journal: Journal | None = None
        self._work: list[asyncio.Task[None]] = []
        self._filled: asyncio.Queue[int] = asyncio.Queue()

    def restore(self) -> None:
        """Load the state into the engine. Raises `BrokenState`, `OSError`."""
        for unfinished in self._folder.glob(f"{STATE_FILE}.new*"):
            unfinished.unlink()
        if is_first_format(self._folder):
            self._convert()
        state, first = read_snapshot(self._folder)
        logs = logs_of(self._folder)
        for number in logs:
            if number < first:  # the snapshot has it; a crash came before its removal
                log_file(self._folder, number).unlink()
        logs = [number for number in logs if number >= first]
        if logs != list(range(first, first + len(logs))):
            missing = log_file(self._folder, first) if first not in logs else self._folder / STATE_FILE
            raise BrokenState(broken(missing, "it is missing"))
        for number in logs:
            for effects in read_log(log_file(self._folder, number), is_last=number == logs[-1]):
                state.apply(effects)
        _load(state)
        self._log = logs[-1] if logs else first
        log_file(self._folder, self._log).touch(mode=0o600)

    async def open(self) -> None:
        """Keep from now on what requests change. Raises `OSError`."""
        self._journal = Journal(self._folder, self._log, self._log_bytes, self._filled.put_nowait)
        if len(logs_of(self._folder)) > 1:
            self._filled.put_nowait(self._log)
        self._work = [asyncio.create_task(self._compact()), asyncio.create_task(self._expire())]

    async def close(self) -> None:
        """Stop when all is on disk."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        if self._journal is not None:
            await self._journal.close()

    async def answer(self, operation: str, make: Callable[[], Answer]) -> Answer:
        """Return the answer when everything that it shows is on disk."""
        assert self._journal is not None  # noqa: S101 - it is open
        with self._recorder.recording() as effects:
            if operation in OF_TABLES:
                effects.expect_tables()
            found = make()
            if found.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                effects.undo()
                return found
            if operation in OF_TABLES and found.status == HTTPStatus.OK:
                effects.note_tables()
            self._append(effects)
        try:
            await self._journal.written()
        except OSError as failure:
            sys.stderr.write(f"The engine cannot write to {self._folder}: {failure.strerror}.\n")
            sys.stderr.flush()
            return error(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalServerError", "It cannot be written.")
        return found

    def forget_read(self, iterator: str) -> None:
        """Delete the records before the place where the stream's only reader resumes."""
        place = dynamodb_streams._decode_iterator(iterator)
        if place is None:
            return
        scope = (place["a"], place["r"], place["t"])
        table = dynamodb._tables.get_scoped(*scope)
        records = dynamodb._stream_records.get_scoped(*scope)
        if table is None or table.get("LatestStreamArn") != place["arn"] or not records:
            return
        before = dynamodb._stream_trimmed.get_scoped(*scope, 0)
        read: int = min(place["p"] - before, len(records))
        if read > 0:
            del records[:read]
            dynamodb._stream_trimmed.set_scoped(*scope, before + read)
            with self._recorder.recording() as effects:
                effects.note_read(table, before + read)
                self._append(effects)

    def _append(self, effects: Effects) -> None:
        if effects and self._journal is not None:
            self._journal.append(effects)

    def _convert(self) -> None:
        """Write a state of an earlier version in the present format."""
        new_file = self._folder / f"{STATE_FILE}.new"
        write_snapshot(new_file, read_first_format(self._folder), 1)
        new_file.replace(self._folder / STATE_FILE)
        (self._folder / STREAMS_FILE).unlink(missing_ok=True)
        synchronise_folder(self._folder)

    async def _compact(self) -> None:
        """Replace full logs by a snapshot, whenever there are some."""
        while True:
            log = await self._filled.get()
            while not self._filled.empty():
                log = self._filled.get_nowait()
            if not await self._compacted(log):
                await asyncio.sleep(_AGAIN_SECONDS)
                self._filled.put_nowait(log)

    async def _compacted(self, log: int) -> bool:
        file = self._folder / f"{STATE_FILE}.new{log}"
        command = (sys.executable, "-m", "local.engine.compaction", str(self._folder), str(log), str(file))
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=DEVNULL)
        try:
            if await process.wait() != 0:
                file.unlink(missing_ok=True)
                return False
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            file.unlink(missing_ok=True)
            raise
        file.replace(self._folder / STATE_FILE)
        synchronise_folder(self._folder)
        for number in logs_of(self._folder):
            if number < log:
                log_file(self._folder, number).unlink()
        return True

    async def _expire(self) -> None:
        """Delete expired items, some at a time."""
        while True:
            await asyncio.sleep(_EXPIRY_SECONDS)
            for (account, region, name), setting in dynamodb._ttl_settings.all_items():
                table = dynamodb._tables.get_scoped(account, region, name)
                if table is not None and setting.get("TimeToLiveStatus") == "ENABLED":
                    partitions = list(table["items"])
                    for start in range(0, len(partitions), _AT_ONCE):
                        await asyncio.sleep(0)
                        with one_at_a_time, self._recorder.recording() as effects:
                            act_for(account, region)
                            _delete_expired(table, partitions[start : start + _AT_ONCE], setting)
                            self._append(effects)


def _delete_expired(table: Document, partitions: Sequence[str], setting: Mapping[str, str]) -> None:
    now, name = time.time(), setting["AttributeName"]
    for pk in partitions:
        for sk, item in list(table["items"].get(pk, {}).items()):
            if float(item.get(name, {}).get("N", "inf")) <= now:
                dynamodb._remove_item(table, pk, sk)


def _load(state: State) -> None:
    scopes = {}
    for account, region, table in ((*each["scope"], each["table"]) for each in state.tables):
        key = table_id(table)
        scopes[key] = (account, region, table["TableName"])
        table["items"] = defaultdict(dict, state.items.get(key, {}))
        dynamodb._update_counts(table)
        put_in_order(table)
        dynamodb._tables.set_scoped(*scopes[key], table)
        if key in state.streams:
            dynamodb._stream_records.set_scoped(*scopes[key], state.streams[key])
        dynamodb._stream_trimmed.set_scoped(*scopes[key], state.begins.get(key, 0))
    for scope, setting in state.time_to_live:
        dynamodb._ttl_settings.set_scoped(*scope, setting)
    for account, region, token, entry in state.tokens:
        signature = Requested(entry.pop("digest"))
        dynamodb._txn_idempotency.set_scoped(account, region, token, {**entry, "signature": signature})
    dynamodb._stream_seq_counter = state.sequence
