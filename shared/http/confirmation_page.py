"""The page that the link of a confirmation message leads to, where the tenant has none of its own.

It confirms on a click, and never by being opened: scanners of e-mails open links.
"""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qs

from shared.domain.errors import BadParameter, PayloadTooLarge, UnsupportedMediaType
from shared.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.http.request import Request

FORM: Final = "application/x-www-form-urlencoded"
_MAX_TOKEN, _MAX_BODY = 256, 1024
_ENGLISH = "en"


class _Words(NamedTuple):
    title: str
    question: str
    button: str
    confirmed: str
    refused: str


_WORDS: Mapping[str, _Words] = MappingProxyType(
    {
        _ENGLISH: _Words(
            "Confirm your e-mail address",
            "Did you sign up with this e-mail address? If you did not, close this page: nothing changes.",
            "Confirm",
            "Your e-mail address is confirmed. You can log in to the shop now.",
            "This link is not valid, expired or already used. Ask for another one in the shop.",
        ),
        "de": _Words(
            "E-Mail-Adresse bestätigen",
            "Haben Sie sich mit dieser E-Mail-Adresse angemeldet? Wenn nicht, schließen Sie diese Seite: "
            "nichts ändert sich.",
            "Bestätigen",
            "Ihre E-Mail-Adresse ist bestätigt. Sie können sich jetzt im Shop einloggen.",
            "Dieser Link ist ungültig, abgelaufen oder schon benutzt. Fordern Sie im Shop einen neuen an.",
        ),
        "fr": _Words(
            "Confirmer votre adresse e-mail",
            "Vous êtes-vous inscrit avec cette adresse e-mail ? Sinon, fermez cette page : rien ne change.",
            "Confirmer",
            "Votre adresse e-mail est confirmée. Vous pouvez maintenant vous connecter à la boutique.",
            "Ce lien n'est pas valable, a expiré ou a déjà servi. Demandez-en un autre dans la boutique.",
        ),
    }
)
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><title>{title}</title></head>
<body style="margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 sans-serif;color:#1a1a1a">
<h1>{title}</h1>
<p>{text}</p>
{form}</body>
</html>
"""
_BUTTON = """\
<form method="post"><input type="hidden" name="token" value="{token}"/>
<button type="submit" style="padding:12px 24px;font:inherit">{label}</button></form>
"""
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Type": "text/html",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'",
        "Referrer-Policy": "no-referrer",
    }
)


def asking(request: Request) -> Response:
    """Return the page with the button that sends the link's token. Raises `BadParameter`."""
    token = _checked(request.required("token"))
    language, words = _words(request)
    form = _BUTTON.format(token=escape(token), label=escape(words.button))
    return _page(200, language, words.title, words.question, form)


def confirmed(request: Request) -> Response:
    """Return the page that the address is confirmed."""
    language, words = _words(request)
    return _page(200, language, words.title, words.confirmed)


def refused(request: Request) -> Response:
    """Return the page that the token is not good."""
    language, words = _words(request)
    return _page(400, language, words.title, words.refused)


def sent_token(request: Request) -> str:
    """Return the token that the button has sent.

    Raises `UnsupportedMediaType`, `PayloadTooLarge`, `BadParameter`.
    """
    if request.media_type != FORM:
        raise UnsupportedMediaType(f"The body must be of the media type {FORM}.")
    if len(request.content) > _MAX_BODY:
        raise PayloadTooLarge(f"The body must have at most {_MAX_BODY} bytes.")
    try:
        tokens = parse_qs(request.body.decode(), errors="strict", max_num_fields=1).get("token", [])
    except ValueError:
        tokens = []
    if len(tokens) != 1:
        raise BadParameter("The body must be a form with the member 'token'.")
    return _checked(tokens[0].strip())


def _checked(token: str) -> str:
    if len(token) > _MAX_TOKEN:
        raise BadParameter(f"'token' must have at most {_MAX_TOKEN} characters.")
    return token


def _words(request: Request) -> tuple[str, _Words]:
    """Return the first language of the browser that there are words in."""
    accepted = request.headers.get("accept-language", "")[:_MAX_TOKEN]
    for tag in accepted.lower().split(","):
        language = tag.strip().partition(";")[0].partition("-")[0]
        if language in _WORDS:
            return language, _WORDS[language]
    return _ENGLISH, _WORDS[_ENGLISH]


def _page(status: int, language: str, title: str, text: str, form: str = "") -> Response:
    page = _PAGE.format(language=language, title=escape(title), text=escape(text), form=form)
    return Response(status, page, _HEADERS)
