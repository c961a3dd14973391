"""DynamoDB with constant answers, in a process of its own, so that its CPU is not ours."""

import json
import subprocess
import sys
import urllib.request
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from local.machine.paths import PROJECT_ROOT
from tests.benchmarks.loopback import Handler, serving
from tools.rehearsal.recording import Exchange

_READS = frozenset({"GetItem", "BatchGetItem", "Query"})


class Answers:
    """The recorded answers. A read gets the answer of the same read; other requests get those in turn."""

    def __init__(self) -> None:
        self._recorded: list[dict[str, Any]] = []
        self._asked: Counter[str] = Counter()

    def replace(self, recorded: list[dict[str, Any]]) -> None:
        """Answer like these from now on."""
        self._recorded = recorded
        self._asked.clear()

    def to(self, operation: str, body: bytes) -> tuple[int, bytes]:
        """Status and body for a request."""
        of_operation = [each for each in self._recorded if each["operation"] == operation]
        if operation in _READS:
            parameters = json.loads(body)
            same = [each for each in of_operation if each["parameters"] == parameters]
            of_operation = same or of_operation
        chosen = of_operation[self._asked[operation] % len(of_operation)]
        self._asked[operation] += 1
        return chosen["status"], chosen["answer"].encode()


class _Handler(Handler):
    def do_PUT(self) -> None:  # noqa: N802 - the base class calls it so
        self.served.replace(json.loads(self.body()))
        self.answer(200, b"{}")

    def do_POST(self) -> None:  # noqa: N802 - the base class calls it so
        status, body = self.served.to(self.headers["X-Amz-Target"].rpartition(".")[2], self.body())
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "x-amzn-RequestId": "3LI9PO0KQ1VKGMGJ7VCDTE4EPNVV4KQNSO5AEMVJF66Q9ASUAAJG",
            "x-amz-crc32": str(zlib.crc32(body)),
        }
        self.answer(status, body, headers)


class Stub:
    """The running process. `url` is its endpoint."""

    def __init__(self, url: str) -> None:
        self.url = url

    def answer_like(self, exchanges: Sequence[Exchange]) -> None:
        """Have it answer as in these exchanges from now on."""
        recorded = [
            {
                "operation": exchange.operation,
                "parameters": exchange.parameters,
                "status": exchange.status,
                "answer": exchange.answer.decode(),
            }
            for exchange in exchanges
        ]
        request = urllib.request.Request(self.url, json.dumps(recorded).encode(), method="PUT")
        with urllib.request.urlopen(request) as answer:
            answer.read()


@contextmanager
def running_stub() -> Iterator[Stub]:
    """The stub, until the end of the block."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield Stub(process.stdout.readline().strip())
        process.stdin.close()


def main() -> None:
    """Serve until standard input closes."""
    with serving(_Handler, Answers()) as address:
        sys.stdout.write(f"http://{address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
