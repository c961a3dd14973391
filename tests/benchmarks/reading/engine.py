"""dynalite in a child process: an engine whose queries cost the same however large the partition is."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import ClientError

from local.machine.loopback import HOST
from local.stack.table import create_table
from shared.adapters.aws import aws_session

HERE = Path(__file__).parent
_STOP_SECONDS = 30


class EngineMissing(Exception):
    """The engine cannot be started; the message says what to do."""


@contextmanager
def running_engine(data: Path) -> Iterator[str]:
    """The endpoint of an engine that keeps its tables in `data`. Raises `EngineMissing`."""
    data.mkdir(parents=True, exist_ok=True)
    try:
        process = subprocess.Popen(
            ["node", HERE / "engine.js", data],  # noqa: S607 - the user's own Node.js
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    except FileNotFoundError:
        raise EngineMissing("Node.js 20 or later is needed, as 'node'.") from None
    with process:
        assert process.stdout is not None
        assert process.stdin is not None
        port = process.stdout.readline().strip()
        if not port:
            raise EngineMissing(
                "dynalite did not start; install it with 'npm ci' in tests/benchmarks/reading."
            )
        try:
            yield f"http://{HOST}:{port}"
        finally:
            process.stdin.close()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def make_table(url: str, name: str) -> None:
    """Create the template's table, except its time to live, which dynalite does not have."""
    try:
        create_table(aws_session().create_client("dynamodb", endpoint_url=url), name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "UnknownOperationException":
            raise
