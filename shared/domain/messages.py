"""Messages to customers: which one a one-time token or a reminder leads to, to whom, and what it says."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta

from shared.domain.message_texts import FALLBACK_LANGUAGE, LANGUAGES, Kind
from shared.domain.one_time_tokens import LIFETIMES, OneTimeToken, Purpose

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationReminder:
    """That a customer has to log in before the day `retention_end`, on which its legacy password is erased.

    `expires_at`: until when it is kept, in seconds since the epoch; another reminder has another one.
    """

    tenant: str
    customer_number: str
    email: str = field(repr=False)
    site: str
    language: str
    retention_end: date
    incarnation: str
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is sent. `id`: the same one however often it is sent.

    `token` and `link` are what its text holds of them; `link` is none where no page of the tenant's is known.
    """

    id: str
    kind: Kind
    tenant: str
    site: str
    language: str
    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)
    token: str | None = field(default=None, repr=False)
    link: str | None = field(default=None, repr=False)


def token_message(token: OneTimeToken, minted: str, *, api_url: str) -> Message:
    """The message that carries a token, as it was minted. `api_url`: where this API is reached."""
    kind = Kind(token.purpose)
    language = _language(token.language)
    texts = LANGUAGES[language]
    to = token.new_email or token.email
    link = _link(token, minted, api_url)
    paragraphs = (
        texts.kinds[kind].opening.format(email=to, act=texts.by_code if link is None else texts.by_link),
        link or minted,
        texts.validity.format(hours=LIFETIMES[token.purpose] // _HOUR),
        texts.otherwise,
    )
    return Message(
        id=_id(token.tenant, token.customer_number, token.purpose, token.nonce),
        kind=kind,
        tenant=token.tenant,
        site=token.site,
        language=language,
        to=to,
        subject=texts.kinds[kind].subject,
        text="\n\n".join(paragraphs),
        token=minted,
        link=link,
    )


def reminder_message(reminder: MigrationReminder) -> Message:
    """The message of a reminder."""
    kind = Kind.PASSWORD_MIGRATION_REMINDER
    language = _language(reminder.language)
    wording = LANGUAGES[language].kinds[kind]
    return Message(
        id=_id(reminder.tenant, reminder.customer_number, reminder.incarnation, str(reminder.expires_at)),
        kind=kind,
        tenant=reminder.tenant,
        site=reminder.site,
        language=language,
        to=reminder.email,
        subject=wording.subject,
        text=wording.opening.format(email=reminder.email, day=reminder.retention_end.isoformat()),
    )


def with_token(url: str, minted: str) -> str:
    """The URL with the token as a parameter of its query; whatever else the URL says stays as it is."""
    before, mark, fragment = url.partition("#")
    joint = "" if before.endswith(("?", "&")) else "&" if "?" in before else "?"
    return f"{before}{joint}token={minted}{mark}{fragment}"


def _link(token: OneTimeToken, minted: str, api_url: str) -> str | None:
    if token.redirect_url is not None:
        return with_token(token.redirect_url, minted)
    if token.purpose is Purpose.OPT_IN:
        return f"{api_url}/customer/{token.tenant}/signup/optin/{minted}"
    return None


def _language(tag: str) -> str:
    language = tag.replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else FALLBACK_LANGUAGE


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
