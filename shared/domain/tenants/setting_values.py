"""The types of the values of known settings, and how large a value may be (api.md §3)."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from shared.domain import fields, json_text
from shared.domain.errors import ValidationFailed
from shared.domain.roles import check_role_scopes
from shared.domain.tenants.configuration import (
    COMPANIES,
    CONTACT_PROPAGATION,
    CUSTOMER_WRITABLE_MIXINS,
    DEFAULTS,
    DISABLED,
    DOWNWARD,
    EXTERNAL_COMPANIES,
    MAIL_LANGUAGE,
    MAIL_SENDER,
    MAIL_TEXTS,
    OWN_COMPANIES,
    REFUSAL_SECONDS,
    RESTRICTIONS,
    ROLE_SCOPES,
    SEARCH,
    SEARCH_OFF,
    SEARCH_ON,
    SSO_IDENTIFIERS,
    SSO_PREFIX,
    STAFF_ROLES,
    TOKEN_EXCHANGE,
    UPWARD,
)
from shared.domain.tenants.token_exchange import check_token_exchange

MAX_RESTRICTIONS = 50
MAX_MIXIN_NAMES = 200
MIN_ACCESS_SECONDS, MAX_ACCESS_SECONDS = 60, 86_400
MAX_REFUSAL_SECONDS = 5
MAX_SESSION_DAYS = 365
MAX_INVITATION_DAYS = 30
MAX_HISTORY_DAYS = 3650
MAX_FEED_DAYS = 365
MAX_VALUE_BYTES = 64 * 1024
MAX_MAIL_TEXTS_BYTES = 32 * 1024
MAX_STAFF_ROLES_BYTES = 16 * 1024
"""Every function reads all that its tenant has set."""
MAX_SECRET_BYTES = 16 * 1024
"""KMS encrypts 4 KB in one call, so that a longer secret costs up to four."""


ROOM = MappingProxyType({MAIL_TEXTS: MAX_MAIL_TEXTS_BYTES, STAFF_ROLES: MAX_STAFF_ROLES_BYTES})


def check_size(value: object, at_most: int, *, secured: bool) -> None:
    """Raise `ValueError` unless it is a value that has so many bytes as JSON, or fewer."""
    if value is None:
        raise ValueError("is required: any JSON value except null")
    fields.json_value(value)
    highest = MAX_SECRET_BYTES if secured else at_most
    if len(json_text.dumps(value).encode()) > highest:
        raise ValueError(f"must have at most {highest} bytes as JSON{' if it is secured' if secured else ''}")


def anything(_value: object) -> None:
    """A key of the tenant's own may have any value."""


def _true_or_false(value: object) -> None:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004 - as every other problem of a value


def _restrictions(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError("must be a list of strings")
    if len(value) > MAX_RESTRICTIONS:
        raise ValueError(f"must have at most {MAX_RESTRICTIONS} restrictions")
    if len(set(value)) != len(value):
        raise ValueError("must not contain a restriction twice")
    for entry in value:
        try:
            fields.restriction(entry)
        except ValueError as error:
            raise ValueError(f"each restriction {error}") from None


def _mixin_names(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError("must be a list of names of mixins")
    if len(value) > MAX_MIXIN_NAMES:
        raise ValueError(f"must have at most {MAX_MIXIN_NAMES} names of mixins")


def _empty_or(check: Callable[[str], str]) -> Callable[[object], None]:
    def checked(value: object) -> None:
        if not isinstance(value, str):
            raise ValueError("must be a string")  # noqa: TRY004 - as every other problem of a value
        if value:
            check(value)

    return checked


def _one_of(*values: str) -> Callable[[object], None]:
    def checked(value: object) -> None:
        if value not in values:
            raise ValueError(f"must be {' or '.join(values)}")

    return checked


def _refusal_seconds(value: object) -> None:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not (is_number and 0 <= float(str(value)) <= MAX_REFUSAL_SECONDS):
        raise ValueError(f"must be a number from 0 to {MAX_REFUSAL_SECONDS}")


def _whole_number(least: int, most: int) -> Callable[[object], None]:
    def checked(value: object) -> None:
        # `true` is an int to Python.
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")

    return checked


def _language(value: object) -> None:
    if not isinstance(value, str):
        raise ValueError("must be a string")  # noqa: TRY004 - as every other problem of a value
    fields.language(value)


def _mail_texts(value: object) -> None:
    """Raise `ValueError` or, with a problem for each text that is wrong, `ValidationFailed`."""
    from shared.domain.message_texts import check_languages

    try:
        check_languages(value)
    except ValidationFailed as error:
        raise error.within("value") from None


def _identity_provider(value: object) -> None:
    if not isinstance(value, dict) or value.get("issuer") is None:
        raise ValueError("must be an object with the issuer of an identity provider")
    if not isinstance(value.get("acceptsIdTokens", False), bool):
        raise ValueError("its acceptsIdTokens must be true or false")  # noqa: TRY004 - as every other problem of a value
    if not isinstance(value.get("trustsUnverifiedEmail", False), bool):
        raise ValueError("its trustsUnverifiedEmail must be true or false")  # noqa: TRY004 - as every other problem of a value
    for member, check in _IDENTITY_PROVIDER.items():
        given = value.get(member)
        if given is None:
            continue
        if not (isinstance(given, str) and given):
            raise ValueError(f"its {member} must be a string that is not empty")
        try:
            check(given)
        except ValueError as error:
            raise ValueError(f"its {member} {error}") from None


_IDENTITY_PROVIDER: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "issuer": fields.secure_url,
        "audience": fields.text,
        "clientId": fields.text,
        "clientSecret": str,
        "tokenUrl": fields.secure_url,
        "redirectUri": fields.text,
    }
)
CHECKS: Mapping[str, Callable[[object], None]] = MappingProxyType(
    {
        **{key: _true_or_false for key, default in DEFAULTS.items() if isinstance(default, bool)},
        RESTRICTIONS: _restrictions,
        "customer.passwordreset.redirecturl": _empty_or(fields.secure_url),
        "customer.changeemail.redirecturl": _empty_or(fields.secure_url),
        "customer.optin.redirecturl": _empty_or(fields.secure_url),
        "customer.deletion.redirecturl": _empty_or(fields.secure_url),
        MAIL_SENDER: _empty_or(fields.email),
        CUSTOMER_WRITABLE_MIXINS: _mixin_names,
        MAIL_TEXTS: _mail_texts,
        MAIL_LANGUAGE: _language,
        "ssoCustomerIdentifierField": _one_of(*SSO_IDENTIFIERS),
        COMPANIES: _one_of(OWN_COMPANIES, EXTERNAL_COMPANIES),
        CONTACT_PROPAGATION: _one_of(UPWARD, DOWNWARD, DISABLED),
        ROLE_SCOPES: check_role_scopes,
        SEARCH: _one_of(SEARCH_OFF, SEARCH_ON),
        REFUSAL_SECONDS: _refusal_seconds,
        "token.accessSeconds": _whole_number(MIN_ACCESS_SECONDS, MAX_ACCESS_SECONDS),
        "mail.invitationDays": _whole_number(1, MAX_INVITATION_DAYS),
        "session.maxDays": _whole_number(1, MAX_SESSION_DAYS),
        "history.days": _whole_number(0, MAX_HISTORY_DAYS),
        "feed.days": _whole_number(0, MAX_FEED_DAYS),
        SSO_PREFIX: _identity_provider,
        TOKEN_EXCHANGE: check_token_exchange,
    }
)
