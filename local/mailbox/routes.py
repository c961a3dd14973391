"""The mailbox over HTTP, at /_local/mailbox."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from local.gateway import LOCAL_PREFIX
from local.gateway_messages import Request, Response, message
from local.mailbox.store import Mailbox, MailboxFailed


def mailbox_answer(mailbox: Mailbox, catch_up: Callable[[], None], request: Request) -> Response:
    """The list of messages, one of them, or nothing left of them; `catch_up` brings those on their way."""
    catch_up()
    try:
        match request.method, request.path.removeprefix(LOCAL_PREFIX).split("/"):
            case "GET", ["mailbox"]:
                return _json(mailbox.messages(_recipient(request.query)))
            case "GET", ["mailbox", message_id] if (found := mailbox.message(message_id)) is not None:
                return _json(found)
            case "DELETE", ["mailbox"]:
                mailbox.clear()
                return Response(204)
    except MailboxFailed as failure:
        return message(500, str(failure))
    return message(404, "Not Found")


def _recipient(query: str) -> str | None:
    # In forms a plus sign is a space, but in addresses typed by hand it is one of their characters.
    return parse_qs(query.replace("+", "%2B")).get("to", [None])[0]


def _json(document: Any) -> Response:  # noqa: ANN401 - any JSON value
    headers = (("content-type", "application/json"), ("cache-control", "no-store"))
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return Response(200, headers, f"{text}\n".encode())
