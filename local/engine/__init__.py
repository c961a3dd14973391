"""The embedded DynamoDB engine: ministack in a child process, on loopback only, for those who have its key.

The child ends with its parent: it stops when its standard input closes.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self

from local.http.signature import AccessKey
from local.machine.paths import PROJECT_ROOT

LOCK_FILE = "engine.lock"
OTHER_FILE = "other-engine.json"
READY = "ready "
TABLE_SERVICES = ("dynamodb", "dynamodbstreams")
KEY_VARIABLE = "ENGINE_ACCESS_KEY"
"""The variable with the key of an engine's process; for `make run`, the key of another engine."""

_STOP_SECONDS = 30
_STARTING_SECONDS = 0.05


class EngineFailed(Exception):
    """The engine did not start; the message is one sentence that says why and what to do."""


class Endpoint(NamedTuple):
    """Where an engine is, and the key that opens it. `is_other`: it is not the embedded one."""

    url: str
    key: AccessKey
    is_other: bool = False


class Engine:
    """A running engine. `url` is its DynamoDB endpoint, and `key` opens it."""

    def __init__(self, process: subprocess.Popen[str], url: str, key: AccessKey) -> None:
        self._process = process
        self.url = url
        self.key = key

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint with the key."""
        return Endpoint(self.url, self.key)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def wait(self) -> int:
        """Wait until it has ended, and return its exit code."""
        return self._process.wait()

    def stop(self) -> None:
        """Save and end the engine; returns when it is gone. Calling it again does nothing."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def signal(self, number: int) -> None:
        """Send the engine a signal, as a user or a crash would."""
        self._process.send_signal(number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_engine(
    state_dir: Path | None = None,
    port: int = 0,
    *,
    key: AccessKey | None = None,
    services: Sequence[str] = TABLE_SERVICES,
    log_bytes: int | None = None,
) -> Engine:
    """Start an engine on a loopback port (0: any free one) and wait until it answers.

    Its tables are kept in `state_dir`, or only in memory. It answers those who have `key`, a new one unless
    one is given. `services`: the services of AWS that it offers; with others than those of tables, it is an
    emulator for tests, which needs no key. Raises `EngineFailed`.
    """
    key = key or AccessKey.new()
    command = [sys.executable, "-m", "local.engine", "--port", str(port)]
    if log_bytes is not None:
        command += ["--log-bytes", str(log_bytes)]
    if state_dir is not None:
        command += ["--state-dir", str(state_dir.resolve())]
    process = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
        command,
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "SERVICES": ",".join(services),
            "LOG_LEVEL": "WARNING",
            "AUTH": "false",
            KEY_VARIABLE: str(key),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # Ctrl-C reaches the parent alone, which still needs the engine to finish
    )
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    said = []
    for line in process.stdout:
        if line.startswith(READY):
            threading.Thread(target=_forward, args=(process.stdout,), daemon=True).start()
            return Engine(process, line.removeprefix(READY).strip(), key)
        said.append(line)
    process.communicate()
    raise EngineFailed("".join(said).strip() or f"The engine ended with code {process.returncode}.")


def _forward(output: IO[str]) -> None:
    with output:
        for line in output:
            sys.stderr.write(line)


def running_engine(state_dir: Path) -> Endpoint | None:
    """Return the endpoint of the engine that uses this state folder now, if any.

    One that is just starting is waited for.
    """
    while True:
        try:
            with (state_dir / LOCK_FILE).open() as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    if text := lock.read():
                        written = json.loads(text)
                        return Endpoint(written["url"], AccessKey.of(written["key"]))
                else:
                    return None
        except FileNotFoundError:
            return None
        time.sleep(_STARTING_SECONDS)


def remember_other_engine(state_dir: Path, other: Endpoint | None) -> None:
    """Note in a state folder which other engine has its table; None if the embedded engine has it."""
    file = state_dir / OTHER_FILE
    if other is None:
        file.unlink(missing_ok=True)
    else:
        file.touch(mode=0o600)
        file.write_text(json.dumps({"url": other.url, "key": str(other.key)}))


@contextlib.contextmanager
def engine_for(state_dir: Path) -> Iterator[Endpoint]:
    """Return the endpoint of the engine that uses the state folder, or of the other one that is noted there.

    If there is none, one is started meanwhile.
    """
    if (state_dir / OTHER_FILE).exists():
        noted = json.loads((state_dir / OTHER_FILE).read_text())
        yield Endpoint(noted["url"], AccessKey.of(noted["key"]), is_other=True)
        return
    running = running_engine(state_dir)
    if running is not None:
        yield running
    else:
        with start_engine(state_dir) as engine:
            yield engine.endpoint
