"""The engine's process: DynamoDB on a loopback port, for those who have its key."""

import argparse
import contextlib
import fcntl
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

import uvicorn

from local.engine import KEY_VARIABLE, LOCK_FILE, READY, TABLE_SERVICES
from local.engine.application import Application
from local.engine.capacity import count_read_units
from local.engine.expressions import remember_expressions
from local.engine.ranges import read_ranges
from local.engine.sizes import measure_quickly
from local.engine.snapshot import BrokenState
from local.engine.storage import LOG_BYTES, Storage
from local.http.signature import AccessKey
from local.machine.loopback import HOST, PortUnavailable, listen


def main() -> None:
    """Serve until standard input closes or SIGTERM. The exit code is 1 if it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m local.engine", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="loopback port; 0 takes a free one")
    parser.add_argument("--state-dir", type=Path, help="folder of the state; without it, memory only")
    parser.add_argument("--log-bytes", type=int, default=LOG_BYTES, help="a longer log becomes a snapshot")
    arguments = parser.parse_args()
    folder: Path | None = arguments.state_dir
    key = AccessKey.of(os.environ.pop(KEY_VARIABLE))
    try:
        listener = listen(arguments.port)
    except PortUnavailable as error:
        sys.exit(str(error))
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    with contextlib.ExitStack() as held:
        storage = None
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                lock = held.enter_context((folder / LOCK_FILE).open("a+"))
                os.fchmod(lock.fileno(), 0o600)
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                lock.truncate(0)  # of an earlier start; empty, it says that this one is not ready
                storage = Storage(folder, arguments.log_bytes)
                storage.restore()
                lock.write(json.dumps({"url": url, "pid": os.getpid(), "key": str(key)}))
                lock.flush()
            except BlockingIOError:
                sys.exit(f"The state folder {folder} is in use by another engine; stop that one first.")
            except OSError as error:
                sys.exit(f"The state folder {folder} cannot be used: {error.strerror}.")
            except BrokenState as error:
                sys.exit(str(error))
        # Clients pool their connections: a reused one must not be closed during a request.
        config = uvicorn.Config(
            _application(key, storage),
            interface="asgi3",
            lifespan="on",
            proxy_headers=False,
            server_header=False,
            log_level="warning",
            timeout_keep_alive=3600,
        )
        server = uvicorn.Server(config)
        threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
        print(f"{READY}{url}", flush=True)
        server.run(sockets=[listener])


def _application(key: AccessKey, storage: Storage | None) -> Any:  # noqa: ANN401 - an ASGI application
    services = set(os.environ["SERVICES"].split(","))
    if services <= set(TABLE_SERVICES):
        count_read_units()
        remember_expressions()
        read_ranges()
        measure_quickly()
        return Application(key, storage, streams="dynamodbstreams" in services).serve
    from local.engine.emulator import serve

    return serve


def _stop_with_parent(server: uvicorn.Server) -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    server.should_exit = True


if __name__ == "__main__":
    main()
