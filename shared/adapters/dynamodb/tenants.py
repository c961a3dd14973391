"""Tenant configuration in the table (`TenantConfiguration`), cached for at most a minute."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items import RealmsItem, SettingItem
from shared.adapters.dynamodb.keys import configuration_key, realm, realms_key
from shared.adapters.dynamodb.table import ConditionFailed, Put, Update
from shared.domain.configuration import SHARD_COUNTS, SHARDS, Configuration, checked_setting
from shared.domain.errors import Conflict, Problem, ValidationFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.table import Item, Table, Write

CACHE_SECONDS = 60.0
_PREFIX = "CONFIG#"


class Tenants:
    """Settings of tenants, read together and kept for `CACHE_SECONDS`."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._cache: dict[str, tuple[float, Configuration]] = {}

    def of(self, tenant: str, *, naming: str | None = None) -> Configuration:
        """See `TenantConfiguration.of`."""
        kept_until, configuration = self._cache.get(tenant, (0.0, Configuration()))
        is_fresh = time.monotonic() < kept_until
        if is_fresh and (naming is None or naming in configuration.restrictions):
            return configuration
        configuration = Configuration(self.settings(tenant))
        self._cache[tenant] = (time.monotonic() + CACHE_SECONDS, configuration)
        return configuration

    def settings(self, tenant: str) -> dict[str, Any]:
        """All settings of a tenant that are not left to their default, as stored at this moment."""
        partition = (SettingItem.pk == tenant) & SettingItem.sk.startswith(_PREFIX)
        items: list[Any] = [
            SettingItem.from_raw_data(raw) for raw in self._table.query(partition, consistent=True)
        ]
        return {item.sk.removeprefix(_PREFIX): item.value for item in items}

    def create(self, tenant: str, *, restrictions: Sequence[str] = (), shards: int = 1) -> None:
        """Make a tenant ready for use. Raises `Conflict` when it is, or `ValidationFailed`."""
        if shards not in SHARD_COUNTS:
            raise ValidationFailed(Problem(f"must be one of {SHARD_COUNTS}", SHARDS))
        try:
            self._table.write(Put(_setting(tenant, SHARDS, shards), SettingItem.pk.does_not_exist()))
        except ConditionFailed:
            raise Conflict(f"tenant {tenant} exists already") from None
        self.put(tenant, "restrictions", list(restrictions))

    def put(self, tenant: str, key: str, value: object) -> None:
        """Set one value. New restrictions get their index partitions listed in the same transaction.

        Raises `ValidationFailed` when a known key has a value of another type.
        """
        writes: list[Write] = [Put(_setting(tenant, key, checked_setting(key, value)))]
        if key == "restrictions" and isinstance(value, list) and value:
            anything = RealmsItem.pk.does_not_exist() | RealmsItem.pk.exists()
            writes.append(Update(realms_key(tenant), [RealmsItem.restrictions.add(set(value))], anything))
        self._table.write(*writes)
        self._cache.pop(tenant, None)

    def partitions(self, tenant: str, restrictions: frozenset[str] | None) -> list[str]:
        """The index partitions of customers with these restrictions, or of all the tenant's (`None`)."""
        # An empty name would be the partition of the customers without a restriction.
        named = self.restrictions_ever(tenant) if restrictions is None else filter(None, restrictions)
        reached = [*([None] if restrictions is None else []), *sorted(named)]
        return [realm(tenant, each, shard) for each in reached for shard in range(self.of(tenant).shards)]

    def restrictions_ever(self, tenant: str) -> frozenset[str]:
        """Every restriction that customers of the tenant may have had, read now: a list must miss none."""
        raw = self._table.get(realms_key(tenant))
        item: Any = RealmsItem.from_raw_data(raw) if raw is not None else None
        return frozenset(item.restrictions or ()) if item is not None else frozenset()


def _setting(tenant: str, key: str, value: object) -> Item:
    place = configuration_key(tenant, key)
    return SettingItem(pk=place.pk, sk=place.sk, value=value).raw()
