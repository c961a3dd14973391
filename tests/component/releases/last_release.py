"""The functions of the last release, in a process of their own, on the table of these tests.

The archive beside this file has them as they were released: `make last-release RELEASE=<tag or commit>`.
"""

import json
import lzma
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.component.api import Handler

(ARCHIVE,) = Path(__file__).parent.glob("*.tar.xz")
_SERVING = """
import importlib, json, os, sys
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # where functions log
for line in sys.stdin:
    call = json.loads(line)
    handler = importlib.import_module(call["function"]).lambda_handler
    print(json.dumps(handler(call["event"], None)), file=answers, flush=True)
"""


@dataclass(frozen=True)
class LastRelease:
    """Calls functions of the last release."""

    calls: IO[str]
    answers: IO[str]

    def function(self, name: str) -> Handler:
        """The handler of a function, by the name of its module."""

        def call(event: Mapping[str, Any], _: object) -> dict[str, Any]:
            print(json.dumps({"function": name, "event": event}), file=self.calls, flush=True)
            answer: dict[str, Any] = json.loads(self.answers.readline())
            return answer

        return call


@contextmanager
def last_release(folder: Path) -> Iterator[LastRelease]:
    """Start the last release, unpacked into the folder, and end it in the end."""
    with lzma.open(ARCHIVE) as packed, tarfile.open(fileobj=packed) as archive:
        archive.extractall(folder, filter="data")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _SERVING],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{folder / 'functions'}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            yield LastRelease(process.stdin, process.stdout)
            process.stdin.close()
