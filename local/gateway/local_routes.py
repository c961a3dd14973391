"""Routes below /_local and /console, which belong to this machine and not to the API.

Only this machine may call them, and no page of another site.
"""

from collections.abc import Callable, Mapping

from local.gateway.server import LOCAL_PREFIX
from local.http.messages import Request, Response, message
from local.http.signature import AccessKey, is_signed
from local.machine.loopback import is_loopback
from local.pages.document import ISOLATED, asset, with_headers

Answers = Mapping[str, Callable[[Request], Response | None]]
"""The handlers, by the first part of the path."""

START = ""  # the path of the start page
_OWN_SITE = frozenset({"same-origin", "none"})


def local_answer(answers: Answers, request: Request) -> Response:
    """Return the answer by the first part of the path.

    Another site may let its name point to this machine, but then the request has that name as its host.
    """
    if not is_loopback(request.header("host")) or _is_of_another_site(request):
        return with_headers(message(403, "Forbidden"), ISOLATED)
    first, _, rest = request.path.removeprefix(LOCAL_PREFIX.rstrip("/")).strip("/").partition("/")
    if first == "pages" and request.method == "GET":
        found = asset(rest)
    else:
        found = answers[first](request) if first in answers else None
    return with_headers(found or message(404, "Not Found"), ISOLATED)


def signed_only(key: AccessKey, answer: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return a handler for calls that clients of AWS have signed with the key."""

    def answer_signed(request: Request) -> Response:
        headers = dict(request.headers)
        is_allowed = request.method == "POST" and not request.query
        if not is_allowed or not is_signed(key, request.path, headers, request.body):
            return message(403, "Forbidden")
        return answer(request)

    return answer_signed


def _is_of_another_site(request: Request) -> bool:
    """Return whether a page of another site makes the request, by the browser's word. Links are allowed.

    Programs send neither header, and a page cannot leave them out.
    """
    origin = request.header("origin")
    if origin is not None and origin != f"http://{request.header('host')}":
        return True
    site = request.header("sec-fetch-site")
    follows_link = request.method == "GET" and request.header("sec-fetch-dest") == "document"
    return site is not None and site not in _OWN_SITE and not follows_link
