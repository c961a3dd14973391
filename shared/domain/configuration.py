"""What a tenant can configure (api.md §3): known keys, their defaults and the types of their values."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from shared.domain.errors import Problem, ValidationFailed

SHARDS = "shards"
SHARD_COUNTS = (1, 4, 16)
"""A shard is an index partition, which takes 1,000 writes a second."""
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "restrictions": [],
        "enableSyncBetweenRestrictionsAndSiteCodes": False,
        "enableRecreationOfDeletedCustomer": False,
        "customerActiveOnCreation": True,
        "customerOnHoldOnCreation": False,
        "customer.passwordreset.redirecturl": "",
        "token.accessSeconds": 14400,
        SHARDS: 1,
    }
)
MAX_RESTRICTIONS = 50
_KINDS = {bool: "true or false", int: "a whole number", str: "a text", list: "a list of texts"}


class Configuration:
    """One tenant's settings; what is not set has its default."""

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._values = {**DEFAULTS, **(values or {})}

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - any JSON value
        return self._values[key]

    @property
    def restrictions(self) -> tuple[str, ...]:
        """The values that a customer's `restriction` may have."""
        return tuple(self._values["restrictions"])

    @property
    def restriction_follows_site(self) -> bool:
        """Whether a customer without a restriction takes it from `preferredSite`."""
        return self._values["enableSyncBetweenRestrictionsAndSiteCodes"] is True

    @property
    def shards(self) -> int:
        """Over how many partitions the tenant's customers of one restriction are spread."""
        return int(self._values[SHARDS])

    @property
    def allows_recreation(self) -> bool:
        """Whether the number of a deleted customer may be used again."""
        return self._values["enableRecreationOfDeletedCustomer"] is True

    @property
    def active_on_creation(self) -> bool:
        """`active` of a new customer."""
        return self._values["customerActiveOnCreation"] is True

    @property
    def on_hold_on_creation(self) -> bool:
        """`onHold` of a new customer."""
        return self._values["customerOnHoldOnCreation"] is True

    @property
    def password_reset_url(self) -> str | None:
        """Where the link of a password reset message leads."""
        return self._values["customer.passwordreset.redirecturl"] or None

    @property
    def access_token_seconds(self) -> int:
        """How long an access token lasts."""
        return int(self._values["token.accessSeconds"])


def checked_setting(key: str, value: object) -> object:
    """The value of a setting. Raises `ValidationFailed` when a known key has a value of another type."""
    if key in DEFAULTS:
        kind = type(DEFAULTS[key])
        if type(value) is not kind or (
            isinstance(value, list) and not all(isinstance(entry, str) and entry for entry in value)
        ):
            raise ValidationFailed(Problem(f"must be {_KINDS[kind]}", key))
    if key == SHARDS:
        raise ValidationFailed(Problem("is fixed when the tenant is created", key))
    if key == "restrictions" and isinstance(value, list):
        if len(value) > MAX_RESTRICTIONS:
            raise ValidationFailed(Problem(f"at most {MAX_RESTRICTIONS} restrictions", key))
        if len(set(value)) != len(value):
            raise ValidationFailed(Problem("names a restriction twice", key))
    if key == "token.accessSeconds" and isinstance(value, int) and value <= 0:
        raise ValidationFailed(Problem("must be greater than 0", key))
    return value
