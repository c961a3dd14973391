"""The embedded DynamoDB engine: ministack in a child process, on loopback only.

The child ends with its parent: it stops, and saves, when its standard input closes.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from local.machine.paths import PROJECT_ROOT

LOCK_FILE = "engine.lock"
READY = "ready "
TABLE_SERVICES = ("dynamodb", "dynamodbstreams")

_STOP_SECONDS = 30


class EngineFailed(Exception):
    """The engine did not start; the message is one sentence that says why and what to do."""


class Engine:
    """A running engine. `url` is its DynamoDB endpoint."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self._process = process
        self.url = url

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
    state_dir: Path | None = None, port: int = 0, *, services: Sequence[str] = TABLE_SERVICES
) -> Engine:
    """Start an engine on a loopback port (0: any free one) and wait until it answers.

    Its tables are kept in `state_dir`, or only in memory. `services`: the services of AWS that it offers.
    Raises `EngineFailed`.
    """
    command = [sys.executable, "-m", "local.engine", "--port", str(port)]
    if state_dir is not None:
        command += ["--state-dir", str(state_dir.resolve())]
    process = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
        command,
        cwd=PROJECT_ROOT,
        env={**os.environ, "SERVICES": ",".join(services), "LOG_LEVEL": "WARNING", "AUTH": "false"},
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
            return Engine(process, line.removeprefix(READY).strip())
        said.append(line)
    process.communicate()
    raise EngineFailed("".join(said).strip() or f"The engine ended with code {process.returncode}.")


def _forward(output: IO[str]) -> None:
    with output:
        for line in output:
            sys.stderr.write(line)


def running_engine(state_dir: Path) -> str | None:
    """Return the endpoint of the engine that uses this state folder now, if any."""
    try:
        with (state_dir / LOCK_FILE).open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return str(json.load(lock)["url"])
    except FileNotFoundError:
        pass
    return None


@contextlib.contextmanager
def engine_for(state_dir: Path) -> Iterator[str]:
    """Return the endpoint of the engine that uses the state folder.

    If there is none, one is started meanwhile.
    """
    url = running_engine(state_dir)
    if url is not None:
        yield url
    else:
        with start_engine(state_dir) as engine:
            yield engine.url
