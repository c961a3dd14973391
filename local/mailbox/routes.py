"""The mailbox over HTTP, at /_local/mailbox: JSON for programs, pages for a browser."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs

from local.gateway.server import LOCAL_PREFIX
from local.http.messages import Request, Response, message
from local.mailbox import pages
from local.mailbox.store import Document, Mailbox, MailboxFailed
from local.pages.document import prefers_html
from shared.domain.json_text import Json


def mailbox_answer(mailbox: Mailbox, catch_up: Callable[[], None], request: Request) -> Response:
    """Return the list of messages, one message, or a deletion; `catch_up` first delivers pending messages."""
    catch_up()
    path = request.path.removeprefix(LOCAL_PREFIX).split("/")[1:]
    try:
        found = (
            _shown(mailbox, path, request) if request.method == "GET" else _removed(mailbox, path, request)
        )
    except MailboxFailed as failure:
        return message(500, str(failure))
    return found or message(404, "Not Found")


def _shown(mailbox: Mailbox, path: list[str], request: Request) -> Response | None:
    html = prefers_html(request)
    match path:
        case []:
            if (customer := _customer(request.query)) is not None:
                return _json(mailbox.messages_to_customer(*customer))
            return _list(mailbox, _recipient(request.query), html=html)
        case [message_id]:
            return _message(mailbox.message(message_id), html=html)
        case [message_id, "html"] if (found := mailbox.message(message_id)) and "html" in found:
            return pages.contained(found["html"])
    return None


def _removed(mailbox: Mailbox, path: list[str], request: Request) -> Response | None:
    """Return the answer after a deletion: to a program, or to the form of a page, which can only POST."""
    match request.method, path:
        case "DELETE", []:
            mailbox.clear()
            return Response(204)
        case "POST", ["clear"]:
            mailbox.clear()
        case "POST", [message_id, "delete"]:
            mailbox.remove(message_id)
        case _:
            return None
    return Response(303, (("location", pages.MAILBOX),))


def _list(mailbox: Mailbox, to: str | None, *, html: bool) -> Response:
    messages = mailbox.messages(to)
    return pages.list_page(messages, to) if html else _json(messages)


def _message(found: Document | None, *, html: bool) -> Response | None:
    if found is None:
        return pages.missing_page() if html else None
    return pages.message_page(found) if html else _json(found)


def _recipient(query: str) -> str | None:
    # In a form, a plus sign means a space, but in an address that is typed by hand it is a plus sign.
    return parse_qs(query.replace("+", "%2B")).get("to", [None])[0]


def _customer(query: str) -> tuple[str, str] | None:
    """Return the tenant and the number of a customer, if a program asks for messages to one."""
    given = parse_qs(query)
    if not {"tenant", "customer"} <= given.keys():
        return None
    return given["tenant"][0], given["customer"][0]


def _json(document: Json) -> Response:
    headers = (("content-type", "application/json"), ("cache-control", "no-store"), ("vary", "Accept"))
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return Response(200, headers, f"{text}\n".encode())
