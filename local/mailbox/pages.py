"""The mailbox for a browser: messages as a person sees them, with their tokens to copy."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from local.http.messages import Response
from local.mailbox.store import Document
from local.pages.document import page, template

MAILBOX = "/_local/mailbox"
# No script, no form and nothing from elsewhere; a link opens in a new tab.
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
_CONTAINED = (
    f"sandbox {_SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "frame-ancestors 'self'"
)
_BESIDE = '<head><base target="_blank">'


def list_page(messages: Sequence[Document], to: str | None) -> Response:
    """Return all messages, or those to one address."""
    rows = "\n".join(map(_row, messages))
    nothing = "There are no messages to this address." if to else "There are no messages yet."
    shown = template("messages.html").substitute(rows=rows) if messages else f'<p class="quiet">{nothing}</p>'
    content = template("mailbox.html").substitute(count=len(messages), to=escape(to or ""), messages=shown)
    return page("Mailbox", content, mailbox=True)


def _row(message: Document) -> str:
    link = f"{MAILBOX}/{quote(message['id'])}"
    return (
        f'<tr><td><a href="{link}">{escape(message["subject"])}</a></td><td>{escape(message["to"])}</td>'
        f'<td class="when">{_when(message)}</td></tr>'
    )


def message_page(message: Document) -> Response:
    """Return one message: its heading, its token and link, how it looks, and its plain text."""
    token, link = message.get("token"), message.get("link")
    parts = {
        "subject": escape(message["subject"]),
        "sender": escape(message["from"]),
        "to": escape(message["to"]),
        "when": _when(message),
        "about": escape(
            " · ".join(str(message[name]) for name in ("kind", "tenant", "customerNumber") if name in message)
        ),
        "token": template("token.html").substitute(token=escape(token)) if token else "",
        # `link` always leads to the web; see the mailbox's store.
        "link": f'<p><a href="{escape(link)}" target="_blank" rel="noreferrer">{escape(link)}</a></p>'
        if link
        else "",
        "look": _look(message),
        "text": escape(message["text"]),
        "path": f"{MAILBOX}/{quote(message['id'])}",
    }
    return page(message["subject"], template("message.html").substitute(parts), mailbox=True)


def _look(message: Document) -> str:
    if "html" not in message:
        return ""
    source = f"{MAILBOX}/{quote(message['id'])}/html"
    return f'<iframe title="The message" sandbox="{_SANDBOX}" src="{source}"></iframe>'


def missing_page() -> Response:
    """The message does not exist."""
    content = f'<h1>No such message</h1><p>It was deleted. See <a href="{MAILBOX}">all messages</a>.</p>'
    return page("Mailbox", content, mailbox=True, status=404)


def contained(html: str) -> Response:
    """Return the HTML of a message: it is not trusted, so it is shown but cannot do anything."""
    headers = (
        ("content-type", "text/html; charset=utf-8"),
        ("content-security-policy", _CONTAINED),
        ("cache-control", "no-store"),
    )
    return Response(200, headers, html.replace("<head>", _BESIDE, 1).encode())


def _when(message: Document) -> str:
    """Return the instant to the second, in UTC."""
    instant = escape(message["receivedAt"])
    return f'<time datetime="{instant}">{instant[:19].replace("T", " ")} UTC</time>'
