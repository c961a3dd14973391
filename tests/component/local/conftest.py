import importlib
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from local.bus.store import Bus
from local.engine import start_engine
from local.gateway.server import Gateway
from local.machine.loopback import listen
from local.stack.template import http_api, load_template
from local.triggers.changes import Changes
from local.triggers.queues import Queue
from local.triggers.topology import Topology, topology_of
from tests.component.local.sample import HERE, SAMPLE_TEMPLATE
from tests.component.local.streams import LOCAL_KEY, StreamedTable
from tests.component.local.triggering import changes_of


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Call:
    """Calls a gateway over HTTP."""

    def __init__(self, host: str, port: int) -> None:
        self.url = f"http://{host}:{port}"
        self._address = (host, port)

    def __call__(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | list[tuple[str, str]] | None = None,
        body: bytes | str = b"",
    ) -> Answer:
        connection = HTTPConnection(*self._address, timeout=20)
        try:
            lines = list(headers.items() if isinstance(headers, dict) else headers or ())
            skip_host = any(name == "Host" for name, _ in lines)
            connection.putrequest(method, path, skip_host=skip_host, skip_accept_encoding=True)
            for name, value in lines:
                connection.putheader(name, value)
            content = body.encode() if isinstance(body, str) else body
            if content:
                connection.putheader("Content-Length", str(len(content)))
            connection.endheaders(content)
            response = connection.getresponse()
            lines = [(name.lower(), value) for name, value in response.getheaders()]
            return Answer(response.status, lines, response.read())
        finally:
            connection.close()


@contextmanager
def served(gateway: Gateway) -> Iterator[Call]:
    """Yield a caller of the gateway, which a thread serves."""
    with listen(0) as listener:
        config = uvicorn.Config(gateway.serve, interface="asgi3", lifespan="off", log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield Call(*listener.getsockname())
        server.should_exit = True
        thread.join()
        gateway.close()


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    """Calls a gateway that serves the sample template."""
    sys.path.insert(0, str(HERE / "functions"))
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)))) as call:
        yield call
    sys.path.remove(str(HERE / "functions"))


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with start_engine(key=LOCAL_KEY) as engine:
        yield engine.url


@pytest.fixture
def streamed(url: str) -> StreamedTable:
    return StreamedTable(url)


@pytest.fixture
def functions() -> Iterator[Any]:
    """The sample functions that do as they are told."""
    sys.path.insert(0, str(HERE / "functions"))
    scripted = importlib.import_module("sample_functions.scripted")
    for handler in (scripted.of_changes, scripted.of_messages, scripted.of_day):
        handler.forget()
    yield scripted
    sys.path.remove(str(HERE / "functions"))


@pytest.fixture(scope="module")
def topology() -> Topology:
    return topology_of(load_template(SAMPLE_TEMPLATE))


@pytest.fixture
def bus(tmp_path: Path, topology: Topology) -> Iterator[Bus]:
    with Bus(tmp_path, topology.rules) as bus:
        yield bus


@pytest.fixture
def changes(streamed: StreamedTable, bus: Bus, topology: Topology, tmp_path: Path) -> Changes:
    return changes_of(streamed, bus, topology, tmp_path)


@pytest.fixture
def queue(bus: Bus, topology: Topology) -> Queue:
    return Queue(topology.queues[0], bus)
