"""Runs `customers` in processes that do not load again what all of them load.

One process has loaded the libraries and forks for every run. A run has arguments, environment, standard
streams and an exit code of its own, and of our modules it loads all itself.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

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


def customers(
    *arguments: str, environment: Mapping[str, str] | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line and return how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("stdin", "stdout", "stderr")]
        streams[0].write_text(stdin or "")
        order = {
            "arguments": arguments,
            "environment": dict(os.environ if environment is None else environment),
            "streams": [str(path) for path in streams],
        }
        process = _forking()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        said = [path.read_text() for path in streams[1:]]
    return subprocess.CompletedProcess(["customers", *arguments], code, *said)


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
    for library in _LIBRARIES:
        importlib.import_module(library)
    _read_once()
    gc.freeze()  # a run would copy what is looked at
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


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
    sys.argv = ["customers", *order["arguments"]]
    runpy.run_module("cli", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _fork_for_each_order()
