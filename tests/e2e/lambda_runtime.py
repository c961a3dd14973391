"""Lambda's own runtime around a built function: the Runtime Interface Emulator with the runtime client."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import urllib3

from tests.processes import free_port

_INVOCATIONS = "/2015-03-31/functions/function/invocations"
_START_SECONDS = 30


def emulator_of(sam: Path, architecture: str) -> Path:
    """The Runtime Interface Emulator that comes with SAM."""
    (folder,) = sam.parent.parent.resolve().glob("lib/python*/site-packages/samcli/local/rapid")
    return folder / f"aws-lambda-rie-{architecture}"


@contextmanager
def started(
    emulator: Path,
    python: Path,
    folder: Path,
    layers: Sequence[Path],
    handler: str,
    variables: Mapping[str, str],
    timeout: float,
    log: Path = Path(os.devnull),
) -> Iterator[str]:
    """The URL at which a function takes events, run from the folder and the layers that SAM has built.

    It finds the variables that it is deployed with, and nothing else of this machine's environment. What it
    logs goes to `log`.
    """
    port, api_port = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="runtime-") as home:
        environment = {
            **variables,
            "PATH": os.environ["PATH"],
            "HOME": home,
            "LAMBDA_TASK_ROOT": str(folder),
            "PYTHONPATH": ":".join(map(str, (folder, *layers))),
            "AWS_LAMBDA_FUNCTION_NAME": folder.name,
            "AWS_LAMBDA_FUNCTION_TIMEOUT": str(int(timeout)),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        addresses = [
            *("--runtime-interface-emulator-address", f"127.0.0.1:{port}"),
            *("--runtime-api-address", f"127.0.0.1:{api_port}"),
            *("--log-level", "error"),
        ]
        # The interpreter is a link of its environment, which following it would leave.
        command = [emulator, *addresses, python.absolute(), "-m", "awslambdaric", handler]
        with (
            log.open("wb") as written,
            subprocess.Popen(
                [str(word) for word in command],
                cwd=folder,
                env=environment,
                stdout=written,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                yield f"http://127.0.0.1:{port}{_INVOCATIONS}"
            finally:
                process.terminate()


def invoke(url: str, event: Mapping[str, Any], timeout: float) -> Any:
    """Return the function's answer, or the error that Lambda makes of it."""
    retries = urllib3.Retry(connect=20, read=0, backoff_factor=0.02, backoff_max=0.5)
    answer = urllib3.request(
        "POST", url, body=json.dumps(event).encode(), retries=retries, timeout=_START_SECONDS + timeout
    )
    assert answer.status == 200, answer.data
    return json.loads(answer.data)
