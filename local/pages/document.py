"""Pages for a browser: the files of this folder, filled in; nothing is loaded from elsewhere."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template

from local.http.messages import Request, Response

CONSOLE_PREFIX = "/console/"

_FOLDER = Path(__file__).parent
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'{connects}; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A page of another site can neither read these pages nor put them into a frame.
ISOLATED = (
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
)

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>$title</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/_local/pages/page.css">
  <script src="/_local/pages/page.js" defer></script>
</head>
<body>
<header><nav>
  <a class="brand" href="/_local">Customer service</a>
  <a href="/docs">API</a>
  $links
</nav></header>
<main>
$content
</main>
</body>
</html>
""")
_MAILBOX_LINK = '<a href="/_local/mailbox">Mailbox</a>'


def with_headers(response: Response, headers: tuple[tuple[str, str], ...]) -> Response:
    """Return the response with the headers that it does not have yet."""
    named = {name for name, _ in response.headers}
    added = tuple((name, value) for name, value in headers if name not in named)
    return Response(response.status, (*response.headers, *added), response.body)


def document(text: str, status: int = 200, *, connects: Iterable[str] = ()) -> Response:
    """Return an HTML document that runs and loads only what this server has.

    `connects`: other origins that its scripts may call.
    """
    headers = (
        ("content-type", "text/html; charset=utf-8"),
        ("content-security-policy", _POLICY.format(connects="".join(f" {each}" for each in connects))),
        ("cache-control", "no-store"),
        ("vary", "Accept"),
    )
    return with_headers(Response(status, headers, text.encode()), ISOLATED)


def page(title: str, content: str, *, mailbox: bool, status: int = 200) -> Response:
    """Return a page below /_local. `content` is HTML; `mailbox` says whether to link to the mailbox."""
    links = _MAILBOX_LINK if mailbox else ""
    return document(_PAGE.substitute(title=escape(title), links=links, content=content), status)


def template(name: str) -> Template:
    """Return an HTML file of this folder, with placeholders to fill in."""
    return Template((_FOLDER / name).read_text(encoding="utf-8"))


def asset(name: str) -> Response | None:
    """Return a style sheet or script of this folder, as pages load it."""
    return media_file(_FOLDER, name)


def media_file(folder: Path, name: str) -> Response | None:
    """Return a style sheet, script or picture in a folder, or None if there is no such file."""
    # Only the names of files in the folder are known, so no name leads out of it.
    path = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*")}.get(name)
    if path is None or path.suffix not in _MEDIA_TYPES:
        return None
    headers = (("content-type", _MEDIA_TYPES[path.suffix]), ("cache-control", "no-cache"))
    return with_headers(Response(200, headers, path.read_bytes()), ISOLATED)


def prefers_html(request: Request) -> bool:
    """Return whether the caller explicitly accepts HTML, as browsers do, rather than data."""
    weights = dict(map(_media_range, (request.header("accept") or "").split(",")))
    wanted = weights.get("text/html", 0.0)
    return wanted > 0 and wanted >= weights.get("application/json", 0.0)


def _media_range(text: str) -> tuple[str, float]:
    media_type, *parameters = (part.strip().lower() for part in text.split(";"))
    quality = next((each.removeprefix("q=") for each in parameters if each.startswith("q=")), "1")
    try:
        return media_type, float(quality)
    except ValueError:
        return media_type, 0.0
