"""Rules for a tenant's settings: the types of known keys (api.md §3), limits, and changes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.domain import fields, json_text
from shared.domain.errors import Conflict, NotFound, Problem, ValidationFailed
from shared.domain.preconditions import Precondition, entity_tag
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
    SHARDS,
    SSO_IDENTIFIERS,
    SSO_PREFIX,
    STAFF_ROLES,
    TOKEN_EXCHANGE,
    UPWARD,
)
from shared.domain.tenants.token_exchange import check_token_exchange

MAX_RESTRICTIONS = 50
MAX_RESTRICTIONS_EVER = 200
"""A list reads the partitions of every restriction that a tenant has ever had."""
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


_ROOM = MappingProxyType({MAIL_TEXTS: MAX_MAIL_TEXTS_BYTES, STAFF_ROLES: MAX_STAFF_ROLES_BYTES})


class SettingNotFound(NotFound):
    """The tenant has not set this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Configuration '{key}' not found.")


class DuplicateSetting(Conflict):
    """The tenant has set these keys already."""

    def __init__(self, keys: Collection[str]) -> None:
        named = ", ".join(f"'{key}'" for key in keys)
        super().__init__(f"Configuration {named} already exists.")


class Carriers(NamedTuple):
    """The numbers of customers and companies that have a restriction."""

    customers: int
    companies: int


class RestrictionsInUse(Conflict):
    """Restrictions that customers or companies have were to be removed; `carriers`: those of each."""

    def __init__(self, carriers: Mapping[str, Carriers]) -> None:
        super().__init__(
            "Customers or companies have a restriction that was to be removed.",
            [
                Problem(f"number of {kind} with '{restriction}': {count}", RESTRICTIONS)
                for restriction, counts in carriers.items()
                for kind, count in counts._asdict().items()
                if count
            ],
        )


@dataclass(frozen=True, slots=True)
class Annotations:
    """A setting's members about itself; None where nothing was said.

    `restricted`: it cannot be deleted. `read_only`: it cannot be changed. `schema_url`: a JSON Schema of the
    value, for clients; the service fetches no URL.
    """

    description: str | None = None
    restricted: bool | None = None
    read_only: bool | None = None
    schema_url: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that a tenant has set. A `secured` value is missing unless it was asked for.

    `client`: the one that the setting is for; None for a setting of the tenant, which the service may know.
    `write_id` changes with every write; None when nothing is stored, or since before there were any.
    """

    key: str
    value: Any = field(repr=False)
    secured: bool = False
    version: int = 1
    write_id: str | None = field(default=None, compare=False)
    client: str | None = None
    annotations: Annotations = field(default_factory=Annotations)

    @property
    def entity_tag(self) -> str:
        """The entity tag of the setting as it is stored."""
        return entity_tag(self.version, self.write_id)


@dataclass(frozen=True, slots=True)
class SettingChange:
    """The new value of a setting, and the version that the writer expects.

    `secured`: whether it is encrypted and never shown from now on; None leaves that as it is, and so do
    annotations that are None. `creates`: a key that is not set yet is set, and not an error.
    """

    tenant: str
    key: str
    value: Any = field(repr=False)
    secured: bool | None = None
    precondition: Precondition = field(default_factory=Precondition)
    creates: bool = False
    client: str | None = None
    annotations: Annotations = field(default_factory=Annotations)


def new_setting(
    key: str,
    value: object,
    *,
    secured: bool | None = None,
    client: str | None = None,
    annotations: Annotations | None = None,
) -> Setting:
    """Return a new setting. A setting of an identity provider is always secured.

    Raises `ValidationFailed` when a known key has a value of a wrong type, or the value is too large. No key
    of a client is known.
    """
    try:
        fields.property_key(key)
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), "key")) from None
    secured = bool(secured)
    check: Callable[[object], None] = _anything
    room = MAX_VALUE_BYTES
    if client is None:
        check_changeable(key)
        if secured and key in DEFAULTS:
            raise ValidationFailed(
                Problem(f"must not be true for '{key}', which the service reads", "secured")
            )
        secured = secured or _has_secrets(key)
        check = _CHECKS.get(SSO_PREFIX if key.startswith(SSO_PREFIX) else key, _anything)
        room = _ROOM.get(key, room)
    try:
        _check_size(value, room, secured=secured)
        check(value)
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), "value")) from None
    return Setting(key, value, secured, client=client, annotations=annotations or Annotations())


def changed(
    current: Setting, value: object, *, secured: bool | None = None, said: Annotations | None = None
) -> Setting:
    """Return the changed setting, or the same object where nothing changes.

    Raises `ValidationFailed` as `new_setting` does, and for annotations that stay for good.
    """
    wanted = new_setting(
        current.key,
        value,
        secured=current.secured if secured is None else secured,
        client=current.client,
        annotations=_revised(current.annotations, said or Annotations()),
    )
    if replace(wanted, value=None) == replace(current, value=None, version=1) and json_text.same(
        value, current.value
    ):
        return current
    return replace(wanted, version=current.version + 1)


def _revised(current: Annotations, said: Annotations) -> Annotations:
    problems = []
    if current.restricted and said.restricted is False:
        problems.append(Problem("must stay true", "restricted"))
    if current.schema_url is not None and said.schema_url not in {None, current.schema_url}:
        problems.append(Problem(f"must stay {current.schema_url}", "schemaUrl"))
    if problems:
        raise ValidationFailed(*problems)
    return Annotations(
        description=current.description if said.description is None else said.description,
        restricted=current.restricted if said.restricted is None else said.restricted,
        read_only=current.read_only if said.read_only is None else said.read_only,
        schema_url=current.schema_url if said.schema_url is None else said.schema_url,
    )


def check_writable(setting: Setting) -> None:
    """Raise `ValidationFailed` for a setting that says of itself that it is not to be changed."""
    if setting.annotations.read_only:
        raise ValidationFailed(Problem(f"must not be '{setting.key}', which is readOnly", "key"))


def check_removable(setting: Setting) -> None:
    """Raise `ValidationFailed` for a setting that says of itself that it is not to be deleted."""
    if setting.annotations.restricted:
        raise ValidationFailed(Problem(f"must not be '{setting.key}', which is restricted", "key"))


def added_restrictions(setting: Setting, ever: Collection[str]) -> frozenset[str]:
    """Return the setting's restrictions that the tenant never had before. Raises `Conflict` for too many."""
    added = frozenset(setting.value) - frozenset(ever)
    if len(added) + len(ever) > MAX_RESTRICTIONS_EVER:
        raise Conflict(
            f"A tenant can have {MAX_RESTRICTIONS_EVER} restrictions over time, including removed ones."
        )
    return added


def check_changeable(key: str) -> None:
    """Raise `ValidationFailed` for a key whose value is fixed when the tenant is created."""
    if key == SHARDS:
        raise ValidationFailed(
            Problem(f"must not be '{SHARDS}', which is fixed when the tenant is created", "key")
        )


def is_hidden(setting: Setting) -> bool:
    """Return whether nobody is shown the value, which may be from before the service knew the key."""
    return setting.secured or (setting.client is None and _has_secrets(setting.key))


def _has_secrets(key: str) -> bool:
    return key.startswith(SSO_PREFIX) or key == TOKEN_EXCHANGE


def setting_document(setting: Setting) -> dict[str, Any]:
    """Return the setting as the API shows it: never with the value of a secured one."""
    of_client = {"_id": f"{setting.client}_{setting.key}", "client": setting.client}
    said = {
        "description": setting.annotations.description,
        "restricted": setting.annotations.restricted,
        "readOnly": setting.annotations.read_only,
        "schemaUrl": setting.annotations.schema_url,
    }
    return {
        **(of_client if setting.client is not None else {}),
        "key": setting.key,
        **({} if is_hidden(setting) else {"value": setting.value}),
        "secured": is_hidden(setting),
        "version": setting.version,
        **{name: each for name, each in said.items() if each is not None},
    }


def _check_size(value: object, at_most: int, *, secured: bool) -> None:
    if value is None:
        raise ValueError("is required: any JSON value except null")
    fields.json_value(value)
    highest = MAX_SECRET_BYTES if secured else at_most
    if len(json_text.dumps(value).encode()) > highest:
        raise ValueError(f"must have at most {highest} bytes as JSON{' if it is secured' if secured else ''}")


def _anything(_value: object) -> None:
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
_CHECKS: Mapping[str, Callable[[object], None]] = MappingProxyType(
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
