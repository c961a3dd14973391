"""The page at /_local: what runs here, and where. `/` leads to the console."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from local.demo.shell_file import SHELL_FILE
from local.demo.tenant import CLIENTS, EMAIL, PASSWORD, TENANT, first_call
from local.http.messages import Request, Response, message
from local.pages.document import CONSOLE_PREFIX, page, prefers_html, template

_DOCUMENTS = {
    "README.md": "what this is, and the first steps",
    "docs/walkthrough.md": "a shop, step by step",
    "docs/cli.md": "the command line",
    "docs/operations.md": "deploying and operating it",
    "docs/architecture.md": "how it works inside",
    "docs/api.md": "the rules of the API",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The start page's facts about what `make run` has started."""

    url: str
    release: str
    state_dir: Path
    engine_url: str
    embedded_engine: bool
    mailbox: bool
    health: bool


def start_answer(running: Running, request: Request) -> Response:
    """Return the page, for a browser; programs have nothing to read here."""
    if request.path == "/":
        return Response(302, (("location", CONSOLE_PREFIX),))
    if request.method != "GET" or not prefers_html(request):
        return message(404, "Not Found")
    content = template("start.html").substitute(
        release=escape(running.release),
        url=escape(running.url),
        places=_places(running),
        callers=_callers(running),
        facts=_rows(_facts(running)),
        documents=_rows({name: escape(text) for name, text in _DOCUMENTS.items()}, code=True),
    )
    return page("Customer service", content, mailbox=running.mailbox)


def _places(running: Running) -> str:
    places = [
        (CONSOLE_PREFIX, "Console", "Customers, companies and settings, for people"),
        ("/docs", "API", "Every operation, with examples, to try out"),
    ]
    if running.mailbox:
        places.append(("/_local/mailbox", "Mailbox", "Messages to customers, which are not sent"))
    if running.health:
        places.append(("/health", "Health", "Whether the service works, and which release it is"))
    places += [
        ("/openapi.json", "OpenAPI document", "The same operations, for client generators"),
        (
            "/events.json",
            "Schemas of events",
            "The events that are published on the bus, and consumed from it",
        ),
    ]
    return "\n".join(
        f'<li><a href="{path}"><strong>{name}</strong><span>{text}</span><code>{path}</code></a></li>'
        for path, name, text in places
    )


def _callers(running: Running) -> str:
    kept = running.state_dir.resolve() / SHELL_FILE
    if not kept.exists():
        return (
            "<p>This table has no demo tenant. Create a tenant and a client with "
            "<code>./customers tenant create</code> and <code>./customers client create</code>.</p>"
        )
    clients = {name: escape(text) for name, text in CLIENTS.items()}
    return template("callers.html").substitute(
        clients=_rows(clients, code=True),
        kept=escape(str(kept)),
        commands=escape(first_call(kept)),
        email=EMAIL,
        password=PASSWORD,
    )


def _facts(running: Running) -> dict[str, str]:
    engine = "embedded" if running.embedded_engine else f"<code>{escape(running.engine_url)}</code>"
    return {
        "Demo tenant": f"<code>{TENANT}</code>",
        "State folder": f"<code>{escape(str(running.state_dir.resolve()))}</code>",
        "DynamoDB engine": engine,
        "Events and mailbox": "running" if running.mailbox else "none: the engine has no streams",
    }


def _rows(pairs: dict[str, str], *, code: bool = False) -> str:
    mark = "<code>{}</code>" if code else "{}"
    return "\n".join(
        f"<tr><th scope=row>{mark.format(escape(name))}</th><td>{text}</td></tr>"
        for name, text in pairs.items()
    )
