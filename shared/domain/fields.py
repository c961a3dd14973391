"""Rules for single values: the one place of each limit that api.md §1 and §4 set.

Every function returns the value as it is stored, or raises `ValueError` saying what to change. No message
repeats the value, since messages may end up in logs and values are personal data. Lengths are checked before
anything that takes more than one look at each character.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from shared.domain import domain_names
from shared.domain.data.reference_data import COUNTRIES, CURRENCIES, LANGUAGE_REGIONS, LANGUAGES
from shared.domain.email_syntax import check_mailbox, unquoted
from shared.domain.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.domain.json_text import Json

MAX_TEXT_LENGTH = 256
MAX_NORMALISED = 512
MAX_URL_LENGTH = 2048
MAX_EMAIL_OCTETS = 254
MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH = 6, 128
MAX_DOCUMENT_DEPTH = 20
MAX_SIGNIFICANT_DIGITS = 38
MIN_EXPONENT, MAX_EXPONENT = -130, 125
_PLAIN_NUMBER = 10**18

TENANT_PATTERN = "^[a-z][a-z0-9]{2,15}$"
CUSTOMER_NUMBER_PATTERN = "^[a-zA-Z0-9_-]{1,66}$"
WEBHOOK_CODE_PATTERN = "^[a-zA-Z0-9._-]{1,64}$"
CLIENT_ID_PATTERN = "^[A-Za-z0-9._-]{1,64}$"
SECRET_ID_PATTERN = "^[0-9a-f]{8}$"  # noqa: S105 - of the name of one
DELIVERY_ID_PATTERN = r"^[0-9]{13}-[0-9a-f]{32}(-[a-zA-Z0-9._-]{1,64})?$"
PROPERTY_KEY_PATTERN = "^[a-zA-Z0-9._-]{1,256}$"
SESSION_ID_PATTERN = "^[!-~]{1,255}$"
VERSION_PATTERN = "^[1-9][0-9]{0,8}$"
ACTING_USER_PATTERN = r"^[a-zA-Z0-9._~:|/\\+=-]{1,128}$"
_LONGEST_ROLE = 16
RESERVED_CUSTOMER_NUMBER = "00000000"
"""The number that anonymous visitors are shown under."""
# Default ignorable characters (Unicode), a hyphen that is only seen at the end of a line, and an empty cell.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u1806\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
)
# The same beyond U+FFFF: a range of these is an error in JavaScript's expressions without the flag `u`.
_INVISIBLE_BEYOND = r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
TEXT_PATTERN = (
    rf"^(?![\s{_INVISIBLE}]+$)"
    r"[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$"
)
"""No control characters, of direction neither, and not only what cannot be seen."""
_NEVER_IN_URLS = r'\s\u0000-\u001f\u007f-\u009f\\<>"'
URL_PATTERN = (
    rf"^[Hh][Tt][Tt][Pp][Ss]?://([^{_NEVER_IN_URLS}/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\])"
    rf"(:[0-9]{{1,5}})?([/?#][^{_NEVER_IN_URLS}]*)?$"
)
"""An absolute http or https URL without a user name or password, which RFC 9110 §4.2.4 rules out."""

_OTHERWISE_IN_ISO = {"EL": "GR", "UK": "GB"}
"""The European Union's codes of two countries."""

_TENANT = Pattern(TENANT_PATTERN)
_CUSTOMER_NUMBER = Pattern(CUSTOMER_NUMBER_PATTERN)
_WEBHOOK_CODE = Pattern(WEBHOOK_CODE_PATTERN)
_CLIENT_ID = Pattern(CLIENT_ID_PATTERN)
_SECRET_ID = Pattern(SECRET_ID_PATTERN)
_DELIVERY_ID = Pattern(DELIVERY_ID_PATTERN)
_PROPERTY_KEY = Pattern(PROPERTY_KEY_PATTERN)
_SESSION_ID = Pattern(SESSION_ID_PATTERN)
_VERSION = Pattern(VERSION_PATTERN)
_ACTING_USER = Pattern(ACTING_USER_PATTERN)
_SEPARATOR = Pattern(r"[,\s]")
_TEXT = Pattern(TEXT_PATTERN)
_URL = Pattern(URL_PATTERN)
_LOOPBACK = r"([a-z0-9-]+\.)*localhost|127(\.[0-9]{1,3}){3}|\[::1\]"
_SECURE_URL = Pattern(rf"https://|http://({_LOOPBACK})([:/?#]|$)", re.IGNORECASE)
_LONE_SURROGATE = Pattern("[\ud800-\udfff]")
_LANGUAGE_TAG = Pattern(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(?:-[a-z]{4})?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
_FOLDED_OTHERWISE = Pattern('"|xn--', re.IGNORECASE)
UNSEEN_CHARACTER = Pattern(rf"[\u2028\u2029{_INVISIBLE}{_INVISIBLE_BEYOND}]")
_UNSEEN = Pattern(rf"[\s{_INVISIBLE}{_INVISIBLE_BEYOND}]+")


def text(value: str) -> str:
    """Return a name or another short text. Raises `ValueError`."""
    _check_length(value)
    if _UNSEEN.fullmatch(value):
        raise ValueError("must contain a character that can be seen")
    if not _TEXT.fullmatch(value):
        raise ValueError("must not contain control characters, nor those that change the direction of text")
    _refuse_lone_surrogates(value)
    value = normalised(value)
    _check_length(value)
    return value


def normalised(value: str) -> str:
    """Return the form (NFC) in which texts are stored and compared, of a text that is not long.

    It takes ever longer with the length; no stored text is longer than those that it is done for.
    """
    return value if value.isascii() or len(value) > MAX_NORMALISED else unicodedata.normalize("NFC", value)


def _check_length(value: str) -> None:
    if len(value) > MAX_TEXT_LENGTH:
        raise ValueError(f"must have at most {MAX_TEXT_LENGTH} characters")


def site(value: str) -> str:
    """Return the code of a site. Raises `ValueError`."""
    return text(value)


def url(value: str, example: str = "https://example.com/page") -> str:
    """Return an absolute http or https URL. Raises `ValueError`, with an example of such a one."""
    if len(value) > MAX_URL_LENGTH:
        raise ValueError(f"must have at most {MAX_URL_LENGTH} characters")
    if not _URL.fullmatch(value):
        raise ValueError(f"must be an absolute http or https URL, such as {example}")
    _refuse_lone_surrogates(value)
    return value


def photo_url(value: str) -> str:
    """Return the URL of a picture. Raises `ValueError`."""
    return url(value, "https://example.com/photo.png")


def schema_url(value: str) -> str:
    """Return the URL of a mixin's schema. Raises `ValueError`."""
    return url(value, "https://example.com/schema.json")


def destination_url(value: str) -> str:
    """Return the URL that events are sent to. Raises `ValueError`."""
    return url(value, "https://example.com/webhooks")


def secure_url(value: str) -> str:
    """Return a URL that secrets may be sent to: https, or http on this machine. Raises `ValueError`."""
    if not _SECURE_URL.match(url(value)):
        raise ValueError("must be an https URL")
    return value


def currency(value: str) -> str:
    """Return the code of a currency in use (ISO 4217). Raises `ValueError`."""
    if value not in _codes(CURRENCIES):
        raise ValueError("must be a currency code of ISO 4217 in upper case, such as EUR")
    return value


def country(value: str) -> str:
    """Return the code of a country: ISO 3166-1 alpha-2, or XK for Kosovo. Raises `ValueError`."""
    if value in _OTHERWISE_IN_ISO:
        raise ValueError(f"must be {_OTHERWISE_IN_ISO[value]}, the code of ISO 3166-1 for that country")
    if value not in _codes(COUNTRIES):
        raise ValueError("must be a country code of ISO 3166-1 alpha-2 in upper case, such as DE")
    return value


def language(value: str) -> str:
    """Return a language tag (BCP 47), its subtags separated by `-` or `_`. Raises `ValueError`."""
    tag = _LANGUAGE_TAG.fullmatch(value.replace("_", "-")) if len(value) <= MAX_TEXT_LENGTH else None
    if tag is None:
        raise ValueError("must be a language tag (BCP 47), such as en-US or en_US")
    if tag["language"].partition("-")[0].lower() not in _codes(LANGUAGES):
        raise ValueError("must begin with a registered language, such as en in en-US")
    region = tag["region"]
    if region is not None and region.upper() not in _codes(LANGUAGE_REGIONS):
        raise ValueError("must name a registered region, such as US in en-US")
    return value


def email(value: str) -> str:
    """Return an e-mail address (RFC 5321, with the characters of RFC 6531), without white space around it.

    Raises `ValueError`. Its compatibility form must be an address, too: accounts are compared by it, and it
    must not have an `@` or a dot that the given address does not show.
    """
    value = value.strip()
    if len(value) > MAX_EMAIL_OCTETS or len(value.encode(errors="replace")) > MAX_EMAIL_OCTETS:
        raise ValueError(f"must have at most {MAX_EMAIL_OCTETS} bytes in UTF-8")
    if UNSEEN_CHARACTER.search(value):
        raise ValueError("must be an e-mail address without characters that cannot be seen")
    check_mailbox(value)
    if not value.isascii():
        check_mailbox(unicodedata.normalize("NFKC", value))
    return value


@lru_cache(maxsize=8)  # an operation compares the same few again and again
def folded_email(value: str) -> str:
    """Return the form in which e-mail addresses are compared: two that fold alike are the same mailbox.

    The local part is in compatibility form, in lower case (with one sigma), and in quotes only where it needs
    them; the domain is as it goes on the wire. A text that is longer than any address stays as it is.
    """
    value = value.strip()
    if len(value) > MAX_EMAIL_OCTETS:
        return value
    local_part, at, domain = value.rpartition("@") if "@" in value else (value, "", "")
    try:
        name = domain_names.on_the_wire(domain)
    except ValueError:
        name = _compatible(domain)
    return f"{unquoted(_compatible(local_part))}{at}{name}".strip()


def former_folds(value: str) -> tuple[str, ...]:
    """Return the other forms under which this mailbox may be stored: that was once the whole address in NFKC.

    There are none of a plain address in ASCII.
    """
    if len(value) > MAX_EMAIL_OCTETS or (value.isascii() and not _FOLDED_OTHERWISE.search(value)):
        return ()
    local_part, at, domain = value.rpartition("@")
    names = [domain]
    with suppress(ValueError):
        names += [domain_names.on_the_wire(domain), domain_names.written_out(domain)]
    forms = dict.fromkeys(_former_fold(f"{local_part}{at}{name}") for name in names)
    forms.pop(folded_email(value), None)
    return tuple(forms)


def password(value: str) -> str:
    """Return a new password, as it is hashed. Raises `ValueError`."""
    value = normalised(value)
    if not MIN_PASSWORD_LENGTH <= len(value) <= MAX_PASSWORD_LENGTH:
        raise ValueError(f"must have {MIN_PASSWORD_LENGTH} to {MAX_PASSWORD_LENGTH} characters")
    return value


def customer_number(value: str) -> str:
    """Return the number of a customer, chosen by a client or generated. Raises `ValueError`."""
    _CUSTOMER_NUMBER.checked(value, "must be 1 to 66 characters from a-z, A-Z, 0-9, _ and -")
    if value == RESERVED_CUSTOMER_NUMBER:
        raise ValueError(f"must not be {RESERVED_CUSTOMER_NUMBER}, which is reserved")
    return value


def version(value: str) -> str:
    """Return the number of a version. Raises `ValueError`."""
    return _VERSION.checked(value, "must be a whole number of 1 or more")


def acting_user(value: str) -> str:
    r"""Return the id of somebody of the staff, which is not an e-mail address. Raises `ValueError`."""
    return _ACTING_USER.checked(
        value, r"must be 1 to 128 characters from a-z, A-Z, 0-9 and ._~:|/\+=-: an id, not an e-mail address"
    )


def address_id(value: str) -> str:
    """Return the id of an address, chosen by a client or generated. Raises `ValueError`."""
    return _CUSTOMER_NUMBER.checked(value, "must be 1 to 66 characters from a-z, A-Z, 0-9, _ and -")


def company_id(value: str) -> str:
    """Return the id of a new company or location, chosen by a client. Raises `ValueError`."""
    return address_id(value)


def known_company_id(value: str) -> str:
    """Return the id of a company, which may have come with an event. Raises `ValueError`."""
    if not value:
        raise ValueError("must not be empty")
    return text(value)


def group_id(value: str) -> str:
    """Return the id of a company's group: its role, a dot, and the company's id. Raises `ValueError`."""
    role, dot, company = value.partition(".")
    if not (role and dot and company) or len(role) > _LONGEST_ROLE:
        raise ValueError("must be a role and the id of a company, such as BUYER.muster")
    return f"{role}.{known_company_id(company)}"


def session_id(value: str) -> str:
    """Return the id of a session. Raises `ValueError`."""
    return _SESSION_ID.checked(value, "must be 1 to 255 printable ASCII characters without spaces")


def property_key(value: str) -> str:
    """Return the key of a setting, or the name of the client that it is for. Raises `ValueError`."""
    return _PROPERTY_KEY.checked(value, "must be 1 to 256 characters from a-z, A-Z, 0-9, ., _ and -")


def webhook_code(value: str) -> str:
    """Return the code of a webhook. Raises `ValueError`."""
    return _WEBHOOK_CODE.checked(value, "must be 1 to 64 characters from a-z, A-Z, 0-9, ., _ and -")


def client_id(value: str) -> str:
    """Return the id of a service client. Raises `ValueError`."""
    return _CLIENT_ID.checked(value, "must be 1 to 64 letters, digits, '.', '_' and '-'")


def secret_id(value: str) -> str:
    """Return the id of a client's secret. Raises `ValueError`."""
    return _SECRET_ID.checked(value, "must be the id of a secret, 8 digits of 0-9 and a-f")


def delivery_id(value: str) -> str:
    """Return the id of a delivery of a webhook. Raises `ValueError`."""
    return _DELIVERY_ID.checked(value, "must be the id of a delivery")


def restriction(value: str) -> str:
    """Return a restriction that a tenant may have. Raises `ValueError`."""
    # Tokens separate scopes by spaces and restrictions by commas; a restriction may be a scope's suffix.
    if not value or _SEPARATOR.search(value):
        raise ValueError("must not be empty, or contain spaces or commas")
    return text(value)


def tenant(value: str) -> str:
    """Return the name of a tenant. Raises `ValueError`."""
    return _TENANT.checked(value, "must be 3 to 16 characters from a-z and 0-9, and begin with a letter")


def document(value: Json) -> dict[str, Json]:
    """Return any JSON object of a client, which is itself the first level. Raises `ValueError`."""
    if not isinstance(value, dict):
        raise ValueError("must be an object")  # noqa: TRY004 - as every other problem of a value
    json_value(value)
    return value


def json_value(value: Json) -> Json:
    """Return any JSON value of a client; an object or a list is itself the first level.

    Raises `ValueError`.
    """
    level: list[Any] = list(_containers_within([value]))
    depth = 0
    while level:
        depth += 1
        if depth > MAX_DOCUMENT_DEPTH:
            raise ValueError(f"must not be nested more than {MAX_DOCUMENT_DEPTH} levels deep")
        level = [inner for container in level for inner in _containers_within(container)]
    return value


@cache
def _codes(table: str) -> frozenset[str]:
    """Return a table of reference data, split when a request first needs it."""
    return frozenset(table.split())


def _containers_within(container: dict[str, Any] | list[Any]) -> Iterator[Any]:
    """Yield them, and check the rest. Texts, of which there may be most, are looked at together."""
    members = container.values() if isinstance(container, dict) else container
    texts = [member for member in members if isinstance(member, str)]
    others = len(members) - len(texts)
    if isinstance(container, dict):
        texts += container
    _refuse_lone_surrogates("".join(texts))  # halves of two texts do not become a pair
    if not others:
        return
    for member in members:
        if isinstance(member, dict | list):
            yield member
        elif isinstance(member, Decimal) or (
            isinstance(member, int) and not -_PLAIN_NUMBER < member < _PLAIN_NUMBER
        ):
            _check_number(member)


def _refuse_lone_surrogates(value: str) -> None:
    if not value.isascii() and _LONE_SURROGATE.search(value):
        raise ValueError("must not contain unpaired surrogates")


def _check_number(value: int | Decimal) -> None:
    number = value if isinstance(value, Decimal) else Decimal(value)
    if not MIN_EXPONENT <= number.adjusted() <= MAX_EXPONENT and number:
        raise ValueError(f"must only contain numbers between 1E{MIN_EXPONENT} and 9.99E+{MAX_EXPONENT}, or 0")
    digits = number.as_tuple().digits
    if len(digits) > MAX_SIGNIFICANT_DIGITS and any(digits[MAX_SIGNIFICANT_DIGITS:]):
        raise ValueError(
            f"must only contain numbers with at most {MAX_SIGNIFICANT_DIGITS} significant digits"
        )


def _compatible(text: str) -> str:
    lower = domain_names.lowered(unicodedata.normalize("NFKC", text)).replace("ς", "σ")
    return unicodedata.normalize("NFKC", lower)


def _former_fold(value: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
