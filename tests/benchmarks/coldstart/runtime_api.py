"""Lambda's Runtime API, for a process that is given one event and answers it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from tests.benchmarks.loopback import Handler, serving

_NEXT, _RESPONSE = "/runtime/invocation/next", "/response"
_INVOCATION = {
    "Lambda-Runtime-Aws-Request-Id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
    "Lambda-Runtime-Deadline-Ms": "4102444800000",
    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-central-1:000000000000:function:measured",
}


class Failed(Exception):
    """The process has not started, or not answered; the message is what it sent instead."""


@dataclass(slots=True)
class RuntimeApi:
    """The requests of the process, in order."""

    events: SimpleQueue[bytes] = field(default_factory=SimpleQueue)
    calls: SimpleQueue[tuple[str, bytes]] = field(default_factory=SimpleQueue)

    def wait_for_start(self, seconds: float) -> None:
        """Return when the process asks for an event, its init done. Raises `Failed`."""
        self._called(_NEXT, seconds)

    def answer_to(self, event: bytes, seconds: float) -> bytes:
        """The process's answer to an event. Raises `Failed`."""
        self.events.put(event)
        return self._called(_RESPONSE, seconds)

    def _called(self, expected: str, seconds: float) -> bytes:
        try:
            path, body = self.calls.get(timeout=seconds)
        except Empty:
            raise Failed(f"no call of {expected} within {seconds} seconds") from None
        if not path.endswith(expected):
            raise Failed(body.decode())
        return body


@contextmanager
def runtime_api() -> Iterator[tuple[str, RuntimeApi]]:
    """Its address, and what it sees."""
    api = RuntimeApi()
    with serving(_Handler, api) as address:
        yield address, api
        api.events.put(b"")  # a process that was ended has left a call waiting


class _Handler(Handler):
    def do_GET(self) -> None:  # noqa: N802 - http.server's names
        self.served.calls.put((self.path, b""))
        event = self.served.events.get()
        if event:
            self.answer(200, event, _INVOCATION)

    def do_POST(self) -> None:  # noqa: N802
        self.served.calls.put((self.path, self.body()))
        self.answer(202, b'{"status":"OK"}')
