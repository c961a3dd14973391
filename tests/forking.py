"""Runs `customers`, and the service, in processes that do not load again what all of them load.

One process has loaded the libraries and forks for every run. A run has arguments, environment, standard
streams and an exit code of its own, and of our modules it loads all itself.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

from local.machine.paths import PROJECT_ROOT

_LIBRARIES = (
    "boto3",
    "botocore.args",
    "botocore.endpoint",
    "botocore.httpsession",
    "botocore.session",
    "click",
    "cryptography.hazmat.primitives.asymmetric.ec",
    "jwt",
    "pydantic",
    "pynamodb.models",
    "simplejson",
    "tqdm",
    "yaml",
)
_LIBRARIES_OF_THE_SERVICE = (
    "argon2",
    "asyncio",
    "aws_lambda_powertools.logging",
    "aws_lambda_powertools.metrics",
    "botocore.auth",
    "botocore.parsers",
    "botocore.regions",
    "botocore.serialize",
    "cryptography.hazmat.primitives.ciphers.aead",
    "http.client",
    "re2",
    "sqlite3",
    "uvicorn.lifespan.off",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "xml.etree.ElementTree",
)
_SECONDS_TO_END = 30


class Forked:
    """A running process as `Popen` has it, whose standard output and standard error are pipes."""

    def __init__(self, pid: int, stdout: IO[str], stderr: IO[str], end: IO[str]) -> None:
        self.pid = pid
        self.stdout = stdout
        self.stderr = stderr
        self.returncode: int | None = None
        self._end = end

    def poll(self) -> int | None:
        """See `Popen.poll`."""
        return self._ended_within(0)

    def wait(self, timeout: float | None = None) -> int:
        """See `Popen.wait`."""
        code = self._ended_within(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """See `Popen.communicate`."""
        with ThreadPoolExecutor(2) as readers:
            said = [readers.submit(stream.read) for stream in (self.stdout, self.stderr)]
            try:
                self.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            return said[0].result(), said[1].result()

    def send_signal(self, number: int) -> None:
        """See `Popen.send_signal`."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """See `Popen.terminate`."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """See `Popen.kill`."""
        self.send_signal(signal.SIGKILL)

    def _ended_within(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._end], [], [], seconds)[0]:
            self.returncode = int(self._end.readline())
        return self.returncode


@contextmanager
def forked_service(*arguments: str) -> Iterator[Forked]:
    """The service, started with these arguments; it is given some time to end in the end."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        streams = [Path(os.devnull), *(Path(folder, name) for name in ("stdout", "stderr"))]
        end = Path(folder, "end")
        for pipe in (*streams[1:], end):
            os.mkfifo(pipe)
        order = {
            "module": "local.run",
            "libraries": _LIBRARIES_OF_THE_SERVICE,
            "arguments": arguments,
            "environment": dict(os.environ),
            "streams": [str(path) for path in streams],
            "end": str(end),
        }
        pid = int(_ordered(order))
        process = Forked(pid, *(opened.enter_context(pipe.open()) for pipe in (*streams[1:], end)))
        try:
            yield process
            process.wait(_SECONDS_TO_END)
        finally:
            process.kill()
            process.wait()


def customers(
    *arguments: str, environment: Mapping[str, str] | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line and return how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("stdin", "stdout", "stderr")]
        streams[0].write_text(stdin or "")
        order = {
            "module": "cli",
            "arguments": arguments,
            "environment": dict(os.environ if environment is None else environment),
            "streams": [str(path) for path in streams],
        }
        code = int(_ordered(order))
        said = [path.read_text() for path in streams[1:]]
    return subprocess.CompletedProcess(["customers", *arguments], code, *said)


def _ordered(order: Mapping[str, Any]) -> str:
    """Have the forking process carry out an order, and return its answer."""
    process = _forking()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    return process.stdout.readline()


@cache
def _forking() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forking"],
        cwd=PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    with process:
        assert process.stdin is not None
        process.stdin.close()


def _fork_for_each_order() -> None:
    _load(_LIBRARIES)
    for line in sys.stdin:
        order = json.loads(line)
        _load(order.get("libraries", ()))
        _reap()
        child = _watched(order) if "end" in order else os.fork()
        if child == 0:
            _run(order)
            return
        answer = child if "end" in order else os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _load(libraries: Sequence[str]) -> None:
    for library in libraries:
        importlib.import_module(library)
    _read_once()
    gc.freeze()  # a run would copy what is looked at


def _reap() -> None:
    """Forget those that have watched to the end."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _watched(order: Mapping[str, Any]) -> int:
    """Return what `fork` does, but have another process wait for the child and tell how it ended."""
    numbers = os.pipe()
    watching = os.fork()
    if watching:
        os.close(numbers[1])
        with os.fdopen(numbers[0]) as told:
            return int(told.readline())
    child = os.fork()
    if child == 0:
        for number in numbers:
            os.close(number)
        return 0
    os.write(numbers[1], f"{child}\n".encode())
    for number in numbers:
        os.close(number)
    with Path(order["end"]).open("w") as end:
        end.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
    os._exit(0)


def _read_once() -> None:
    """Read botocore's descriptions of services, of which each client makes what it needs."""
    from botocore import session

    session.create_loader = cache(session.create_loader)
    for service in ("dynamodb", "dynamodbstreams"):
        session.Session().create_client(service, region_name="eu-central-1")


def _run(order: Mapping[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(order["environment"])
    for number, (path, mode) in enumerate(zip(order["streams"], ("r", "w", "w"), strict=True)):
        with Path(path).open(mode) as file:
            os.dup2(file.fileno(), number)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115 - descriptors
    sys.stderr = open(2, "w", errors="backslashreplace", closefd=False)  # noqa: SIM115 - a descriptor
    sys.argv = [order["module"], *order["arguments"]]
    runpy.run_module(order["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _fork_for_each_order()
