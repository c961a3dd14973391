"""Processes that tests start: they have ended when the test has, whatever becomes of it."""

import secrets
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from local.machine.paths import PROJECT_ROOT

_SECONDS_TO_END = 30


@contextmanager
def started(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A process that is given some time to end in the end; `options` as for `Popen`.

    Raises `TimeoutExpired` if that is not enough.
    """
    with subprocess.Popen(command, cwd=PROJECT_ROOT, text=True, **options) as process:
        try:
            yield process
            process.wait(_SECONDS_TO_END)
        finally:
            process.kill()


def free_port() -> int:
    """A loopback port that nothing listens on, and that no connection of a program beside is given."""
    while True:
        with socket.socket() as listener, suppress(OSError):
            port = 20_000 + secrets.randbelow(12_000)  # below those that the system gives to connections
            listener.bind(("127.0.0.1", port))
            return port
