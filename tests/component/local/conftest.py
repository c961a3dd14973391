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

from local.gateway import Gateway
from local.loopback import listen
from local.template import http_api, load_template

HERE = Path(__file__).parent
SAMPLE_TEMPLATE = HERE / "template.yaml"


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
