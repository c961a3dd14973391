"""Other services of the emulator, for tests: in memory, for programs on this machine, and for no page."""

from http import HTTPStatus

from ministack.app import app as ministack

from local.engine.access import refusal
from local.engine.application import send_answer
from local.http import asgi


async def serve(scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
    """The ASGI application: ministack, unless a browser or another host asks."""
    if scope["type"] == "http":
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = refusal("POST", "/", b"", headers)
        if refused is not None and refused.status == HTTPStatus.FORBIDDEN:
            await send_answer(refused, send)
            return
    await ministack(scope, receive, send)
