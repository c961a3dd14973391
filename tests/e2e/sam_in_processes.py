"""`sam` with processes in the place of containers: `python -m tests.e2e.sam_in_processes local start-api …`.

It is run by SAM's own Python. All is SAM's, from samconfig.toml to variables, routes and the authorizer, up
to where it would start a container: a function runs in the Runtime Interface Emulator, on this machine.
`RUNTIME_PYTHON`: a Python with Lambda's client. `RUNTIME_EMULATOR`: the emulator.
"""

import json
import os
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

# SAM's environment is not that of the tests, where mypy looks.
from samcli.cli.main import cli  # type: ignore[import-not-found]
from samcli.commands.local.cli_common.invoke_context import (  # type: ignore[import-not-found]
    InvokeContext,
)

from tests.e2e.lambda_runtime import invoke, started
from tools.sam.docker import CONTAINER_NAME


class Processes:
    """SAM's runtime. Functions stay once they are started, as in containers that are kept warm."""

    def __init__(self) -> None:
        self._running = ExitStack()
        self._urls: dict[str, str] = {}
        self._one_at_a_time = threading.Lock()

    def invoke(
        self, function: Any, event: str, *_: object, stdout: Any, extra_hosts: dict[str, str], **__: object
    ) -> None:
        """Write what the function answers."""
        assert extra_hosts == {CONTAINER_NAME: "host-gateway"}, "a container would not find this machine"
        with self._one_at_a_time:
            url = self._urls.get(function.name) or self._started(function)
            answer = invoke(url, json.loads(event), function.timeout)
        stdout.write_str(json.dumps(answer))

    def clean_runtime_containers(self) -> None:
        """End all functions."""
        self._running.close()

    def clean_running_containers_and_related_resources(self) -> None:
        """End all functions, likewise."""
        self._running.close()

    def _started(self, function: Any) -> str:
        assert function.architecture == os.environ["ARCHITECTURE"], (
            "the container would be of another processor"
        )
        url = self._running.enter_context(
            started(
                Path(os.environ["RUNTIME_EMULATOR"]),
                Path(os.environ["RUNTIME_PYTHON"]),
                Path(function.code_abs_path),
                [Path(layer.codeuri, "python") for layer in function.layers],
                function.handler,
                function.env_vars.resolve(),
                function.timeout,
            )
        )
        self._urls[function.name] = url
        return url


if __name__ == "__main__":
    processes = Processes()
    InvokeContext.lambda_runtime = processes
    InvokeContext._get_container_manager = lambda *_: None
    cli(sys.argv[1:])
