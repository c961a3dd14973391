"""Rules for a tenant's settings, and changes of them (api.md §3)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from shared.domain import fields, json_text
from shared.domain.errors import Conflict, NotFound, Problem, ValidationFailed
from shared.domain.preconditions import Precondition, entity_tag
from shared.domain.tenants.configuration import (
    DEFAULTS,
    RESTRICTIONS,
    SHARDS,
    SSO_PREFIX,
    TOKEN_EXCHANGE,
)
from shared.domain.tenants.setting_values import CHECKS, MAX_VALUE_BYTES, ROOM, anything, check_size

MAX_RESTRICTIONS_EVER = 200
"""A list reads the partitions of every restriction that a tenant has ever had."""


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
    check: Callable[[object], None] = anything
    room = MAX_VALUE_BYTES
    if client is None:
        check_changeable(key)
        if secured and key in DEFAULTS:
            raise ValidationFailed(
                Problem(f"must not be true for '{key}', which the service reads", "secured")
            )
        secured = secured or _has_secrets(key)
        check = CHECKS.get(SSO_PREFIX if key.startswith(SSO_PREFIX) else key, anything)
        room = ROOM.get(key, room)
    try:
        check_size(value, room, secured=secured)
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
