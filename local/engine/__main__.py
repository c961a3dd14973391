"""The engine's process: ministack's ASGI app on a loopback port, its state saved to a folder."""

import argparse
import asyncio
import contextlib
import fcntl
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import uvicorn
from ministack.app import SERVICE_HANDLERS
from ministack.app import app as ministack
from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb, dynamodb_streams

from local.engine import LOCK_FILE, READY
from local.engine.capacity import count_read_units
from local.engine.expressions import remember_expressions
from local.engine.requests import answer_http, service_of
from local.engine.state import BrokenState, Scope, read_state, write_state
from local.engine.streams import Records, StreamsFile
from local.http import asgi
from local.machine.loopback import HOST, PortUnavailable, listen

SAVE_SECONDS = 3.0

_READS = frozenset(
    {
        "GetItem",
        "BatchGetItem",
        "TransactGetItems",
        "Query",
        "Scan",
        "DescribeTable",
        "ListTables",
        "ListStreams",
        "DescribeStream",
        "GetShardIterator",
        "GetRecords",
    }
)


class SavingApp:
    """ministack with our own lifespan: it restores the folder's state, and saves it after writes."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._streams = StreamsFile(folder) if folder is not None else None
        self._changed = False
        self._read_on = False
        self._saver: asyncio.Task[None] | None = None

    async def serve(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """The ASGI application."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        headers = dict(scope["headers"])
        target = headers.get(b"x-amz-target", b"").decode("latin-1")
        action = target.rpartition(".")[2]
        if service_of(target) in SERVICE_HANDLERS:
            body = await answer_http(headers, receive, send)
            if action == "GetRecords" and self._folder is not None:
                self._read_on |= _forget_read(json.loads(body)["ShardIterator"])
        else:
            await ministack(scope, receive, send)
        if action not in _READS:
            self._changed = True

    def restore(self) -> None:
        """Load the state of the folder into the engine. Raises `BrokenState`, `OSError`."""
        if self._folder is not None and self._streams is not None:
            _restore_tables(self._folder)
            for scope, records in self._streams.read().items():
                dynamodb._stream_records.set_scoped(*scope, records)
            self._streams.write(_unread())

    async def _live(self, receive: asgi.Receive, send: asgi.Send) -> None:
        await receive()
        self._saver = asyncio.create_task(self._save_regularly())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._saver.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._saver
        await self._save()
        await send({"type": "lifespan.shutdown.complete"})

    async def _save_regularly(self) -> None:
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            try:
                await asyncio.shield(self._save())
            except OSError as error:
                print(f"The engine cannot save to {self._folder}: {error.strerror}", file=sys.stderr)

    async def _save(self) -> None:
        if self._folder is None or self._streams is None or not (self._changed or self._read_on):
            return
        changed, self._changed, self._read_on = self._changed, False, False
        try:
            unread, tables = _unread(), _snapshot() if changed else None
            # In this order, a crash between the two never leaves a change that is missing from the stream.
            await asyncio.to_thread(self._streams.write, unread)
            if tables is not None:
                await asyncio.to_thread(write_state, self._folder, *tables)
        except OSError:
            self._changed = self._read_on = True
            raise


def _snapshot() -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Return the tables at this moment.

    Items are not copied: ministack replaces items, and never edits them.
    """
    with dynamodb._lock:
        tables = {
            scope: {
                **{name: value for name, value in table.items() if name != dynamodb._INDEX_MEMBERS},
                "items": {key: dict(items) for key, items in table["items"].items()},
            }
            for scope, table in dynamodb._tables.all_items()
        }
        return tables, dict(dynamodb._ttl_settings.all_items())


def _unread() -> dict[Scope, tuple[int, Records]]:
    """Return the records of each stream at this moment, and how many others came before them."""
    return {
        scope: (dynamodb._stream_trimmed.get_scoped(*scope, 0), list(records))
        for scope, records in dynamodb._stream_records.all_items()
    }


def _forget_read(iterator: str) -> bool:
    """Delete the records before the place where the only reader resumes. Return whether there were any."""
    place = dynamodb_streams._decode_iterator(iterator)
    if place is None:
        return False
    scope = (place["a"], place["r"], place["t"])
    table = dynamodb._tables.get_scoped(*scope)
    records = dynamodb._stream_records.get_scoped(*scope)
    if table is None or table["LatestStreamArn"] != place["arn"] or not records:
        return False
    before = dynamodb._stream_trimmed.get_scoped(*scope, 0)
    read: int = max(0, place["p"] - before)
    del records[:read]
    dynamodb._stream_trimmed.set_scoped(*scope, before + read)
    return read > 0


def _restore_tables(folder: Path) -> None:
    state = read_state(folder)
    if state is None:
        return
    stores = []
    for saved in state:
        store = AccountRegionScopedDict()
        for scope, value in saved.items():
            store.set_scoped(*scope, value)
        stores.append(store)
    dynamodb.load_persisted_state({"tables": stores[0], "ttl_settings": stores[1]})


def main() -> None:
    """Serve until standard input closes or SIGTERM. The exit code is 1 if it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m local.engine", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="loopback port; 0 takes a free one")
    parser.add_argument("--state-dir", type=Path, help="folder of the state; without it, memory only")
    arguments = parser.parse_args()
    folder: Path | None = arguments.state_dir
    try:
        listener = listen(arguments.port)
    except PortUnavailable as error:
        sys.exit(str(error))
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    count_read_units()
    remember_expressions()
    app = SavingApp(folder)
    with contextlib.ExitStack() as held:
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                lock = held.enter_context((folder / LOCK_FILE).open("a+"))
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                app.restore()
                lock.truncate(0)
                json.dump({"url": url, "pid": os.getpid()}, lock)
                lock.flush()
            except BlockingIOError:
                sys.exit(f"The state folder {folder} is in use by another engine; stop that one first.")
            except OSError as error:
                sys.exit(f"The state folder {folder} cannot be used: {error.strerror}.")
            except BrokenState as error:
                sys.exit(str(error))
        # Clients pool their connections: a reused one must not be closed during a request.
        config = uvicorn.Config(
            app.serve,
            interface="asgi3",
            proxy_headers=False,
            log_level="warning",
            timeout_keep_alive=3600,
        )
        server = uvicorn.Server(config)
        threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
        print(f"{READY}{url}", flush=True)
        server.run(sockets=[listener])


def _stop_with_parent(server: uvicorn.Server) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.should_exit = True


if __name__ == "__main__":
    main()
