"""Tenant configuration in the table (`TenantConfiguration`), cached for at most a minute."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items import RealmsItem, SettingItem
from shared.adapters.dynamodb.keys import configuration_key, realms_key
from shared.adapters.dynamodb.table import Put, Update
from shared.domain.configuration import Configuration, checked_setting

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table, Write

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

    def put(self, tenant: str, key: str, value: object) -> None:
        """Set one value. New restrictions get their index partitions listed in the same transaction.

        Raises `ValidationFailed` when a known key has a value of another type.
        """
        setting = configuration_key(tenant, key)
        writes: list[Write] = [
            Put(SettingItem(pk=setting.pk, sk=setting.sk, value=checked_setting(key, value)).raw())
        ]
        if key == "restrictions" and isinstance(value, list) and value:
            anything = RealmsItem.pk.does_not_exist() | RealmsItem.pk.exists()
            writes.append(Update(realms_key(tenant), [RealmsItem.restrictions.add(set(value))], anything))
        self._table.write(*writes)
        self._cache.pop(tenant, None)

    def restrictions_ever(self, tenant: str) -> frozenset[str]:
        """Every restriction that customers of the tenant may have had, read now: a list must miss none."""
        raw = self._table.get(realms_key(tenant))
        item: Any = RealmsItem.from_raw_data(raw) if raw is not None else None
        return frozenset(item.restrictions or ()) if item is not None else frozenset()
