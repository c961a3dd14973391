"""Servers on this machine that tests make requests of."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext


class LoopbackServer:
    """A server on a free port, which answers until it is closed."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.address = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.address}"

    def speak_tls(self, context: SSLContext) -> None:
        """Answer by TLS from now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def close(self) -> None:
        """Take no more requests."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def on_loopback(handler: type[BaseHTTPRequestHandler]) -> Iterator[LoopbackServer]:
    """A server for as long as the block lasts."""
    server = LoopbackServer(handler)
    try:
        yield server
    finally:
        server.close()
