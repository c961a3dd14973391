"""Tenants and what they have set, in the table: as it is now, and together, at most a minute old."""

from __future__ import annotations

import uuid
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.items.item import is_written, rest_of
from shared.adapters.dynamodb.items.setting import (
    ConfiguredClientsItem,
    RealmsItem,
    SettingItem,
    is_unchanged,
    setting_from,
    setting_item,
)
from shared.adapters.dynamodb.keys import (
    CLIENT_SETTING_PREFIX,
    CONFIGURATION_PREFIX,
    client_settings_partition,
    configuration_key,
    configured_clients_key,
    realm,
    realms_key,
    standing_key,
)
from shared.adapters.dynamodb.stores.configurations import Configurations, standing_from
from shared.adapters.dynamodb.stores.standings import founding_puts
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Key, Put, Update
from shared.adapters.patience import turns
from shared.domain.errors import StorageUnavailable
from shared.domain.tenants.configuration import RESTRICTIONS
from shared.domain.tenants.configured_clients import recounted
from shared.domain.tenants.setting_rules import Carriers, DuplicateSetting, Setting, added_restrictions
from shared.domain.tenants.standing import TenantIsBeingDeleted, TextEntries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Write
    from shared.domain.json_text import Json
    from shared.domain.tenants.configuration import Configuration
    from shared.domain.tenants.search_index import SearchIndex
    from shared.domain.tenants.standing import Standing
    from shared.ports.callers import KeyCipher


class Tenants:
    """The `SettingStore`, and the `TenantConfiguration`, by what this process keeps of it."""

    def __init__(
        self, table: Table, cipher: Callable[[], KeyCipher], kept: Configurations | None = None
    ) -> None:
        self._table = table
        self._cipher = cipher
        self._kept = kept or Configurations(table)

    def of(self, tenant: str, *, naming: str | None = None) -> Configuration:
        """See `TenantConfiguration.of`."""
        return self._kept.of(tenant, naming=naming)

    def standing(self, tenant: str) -> Standing | None:
        """See `TenantConfiguration.standing`."""
        return self._kept.standing(tenant)

    def text_entries(self, tenant: str) -> TextEntries:
        """Return the form of the tenant's entries in the indexes by a text, as `standing` is known here."""
        standing = self.standing(tenant)
        return standing.text_entries if standing is not None else TextEntries.PRESENT

    def search_index(self, tenant: str) -> SearchIndex | None:
        """Return the tenant's index of words, as `standing` is known here."""
        standing = self.standing(tenant)
        return standing.search if standing is not None else None

    def secret(self, tenant: str, key: str) -> Json | None:
        """See `TenantConfiguration.secret`."""
        raw = self._table.get(configuration_key(tenant, key))
        return setting_from(raw, self._cipher).value if raw is not None else None

    def settings(self, tenant: str, *, client: str | None = None) -> list[Setting]:
        """See `SettingStore.settings`."""
        return [setting_from(raw) for raw in self._stored(configuration_key(tenant, "", client))]

    def clients(self, tenant: str) -> list[str]:
        """See `SettingStore.clients`; of one item, as each value may have 64 KB."""
        return sorted(_counts(self._table.get(configured_clients_key(tenant))))

    def setting(self, tenant: str, key: str, *, client: str | None = None) -> Setting | None:
        """See `SettingStore.setting`."""
        raw = self._table.get(configuration_key(tenant, key, client))
        return setting_from(raw) if raw is not None else None

    def allows_sender(self, tenant: str, email: str) -> bool:
        """See `SettingStore.allows_sender`."""
        raw = self._table.get(standing_key(tenant))
        standing = standing_from([raw] if raw is not None else [])
        return standing is not None and standing.allows_sender(email)

    def add_settings(
        self, tenant: str, settings: Sequence[Setting], *, founding: Standing | None = None
    ) -> None:
        """See `SettingStore.add_settings`; one transaction."""
        items = [setting_item(tenant, setting, self._cipher) for setting in settings]
        puts = [Put(item.raw(), SettingItem.pk.does_not_exist()) for item in items]
        realms = [write for setting in settings for write in self._realms(tenant, setting)]
        known = founding_puts(tenant, founding) if founding is not None else []
        client = next((setting.client for setting in settings), None)
        for _ in turns():
            counted = self._counted(tenant, client, len(settings))
            try:
                self._write(tenant, *puts, *realms, *known, *counted)
            except ConditionFailed as failure:
                taken = [
                    setting.key
                    for setting, item, put in zip(settings, items, puts, strict=True)
                    if failure.of(put) and not is_written(failure.met(put), item.write_id)
                ]
                if taken:
                    raise DuplicateSetting(taken) from None
                if failure.of(*known):
                    raise TenantIsBeingDeleted(tenant) from None
                if failure.of(*puts):
                    return
            else:
                return
        raise StorageUnavailable

    def revise_setting(
        self, tenant: str, key: str, rule: Callable[[Setting | None], Setting], *, client: str | None = None
    ) -> Setting:
        """See `SettingStore.revise_setting`."""
        for _ in turns():
            raw = self._table.get(configuration_key(tenant, key, client))
            current = setting_from(raw, self._cipher) if raw is not None else None
            after = rule(current)
            if after is current:
                return after
            item = setting_item(tenant, after, self._cipher)
            after = replace(after, write_id=item.write_id)
            unchanged = is_unchanged(current) if current is not None else SettingItem.pk.does_not_exist()
            rest = rest_of(SettingItem, raw) if raw is not None else {}
            put = Put({**item.raw(), **rest}, unchanged)
            counted = self._counted(tenant, client, 1) if current is None else []
            try:
                self._write(tenant, put, *self._realms(tenant, after), *counted)
            except ConditionFailed as failure:
                if is_written(failure.met(put), item.write_id):
                    return after
            else:
                return after
        raise StorageUnavailable

    def remove_setting(
        self, tenant: str, key: str, rule: Callable[[Setting | None], object], *, client: str | None = None
    ) -> None:
        """See `SettingStore.remove_setting`."""
        for _ in turns():
            current = self.setting(tenant, key, client=client)
            rule(current)
            if current is None:
                return
            delete = Delete(configuration_key(tenant, key, client), is_unchanged(current))
            try:
                self._write(tenant, delete, *self._counted(tenant, client, -1))
            except ConditionFailed as failure:
                if failure.of(delete) and failure.met(delete) is None:
                    return
            else:
                return
        raise StorageUnavailable

    def remove_client(self, tenant: str, client: str) -> None:
        """See `SettingStore.remove_client`; the name goes last, unless a rival sets something meanwhile."""
        for _ in turns():
            raw = self._table.get(configured_clients_key(tenant))
            counts = _counts(raw)
            found = self._stored(configuration_key(tenant, "", client))
            self._table.delete_all([Key.of(each) for each in found])
            if client not in counts:
                return
            after = recounted(counts, client, -counts[client])
            if self._table.write_if_unchanged(_counts_put(tenant, raw, after)):
                return
        raise StorageUnavailable

    def encrypt_again(self, tenant: str) -> int:
        """Encrypt the secured settings for their use, which those from long ago are not; return how many."""
        count = 0
        of_clients = Key(client_settings_partition(tenant), CLIENT_SETTING_PREFIX)
        for raw in chain(self._stored(Key(tenant, CONFIGURATION_PREFIX)), self._stored(of_clients)):
            if "ciphertext" in raw:
                item = setting_item(tenant, setting_from(raw, self._cipher), self._cipher)
                encrypted = {**item.raw(), **rest_of(SettingItem, raw)}
                put = Put(encrypted, SettingItem.ciphertext == raw["ciphertext"]["S"])
                count += self._table.write_if_unchanged(put)  # else somebody has set it in the meantime
        return count

    def carriers(self, tenant: str, restriction: str) -> Carriers:
        """See `SettingStore.carriers`; counted among keys alone."""
        from shared.adapters.dynamodb.keys import BY_CREATION, companies_realm

        def number_in(partition: str) -> int:
            return self._table.count(CustomerItem.realm == partition, index=BY_CREATION)[0]

        return Carriers(
            customers=sum(map(number_in, self.partitions(tenant, frozenset({restriction})))),
            companies=number_in(companies_realm(tenant, restriction)),
        )

    def partitions(self, tenant: str, restrictions: frozenset[str] | None) -> list[str]:
        """Return the index partitions of customers with these restrictions; `None`: of all customers."""
        # An empty name would be the partition of the customers without a restriction.
        named = self.restrictions_ever(tenant) if restrictions is None else filter(None, restrictions)
        reached = [*([None] if restrictions is None else []), *sorted(named)]
        return [realm(tenant, each, shard) for each in reached for shard in range(self.of(tenant).shards)]

    def restrictions_ever(self, tenant: str) -> frozenset[str]:
        """Return all restrictions that customers of the tenant may have had; a list must miss none."""
        return restrictions_in(self._table.get(realms_key(tenant)))

    def _realms(self, tenant: str, setting: Setting) -> list[Write]:
        """Return the write that lists the index partitions of new restrictions, for the same transaction."""
        if setting.client is not None or setting.key != RESTRICTIONS:
            return []
        added = added_restrictions(setting, self.restrictions_ever(tenant))
        anything = RealmsItem.pk.does_not_exist() | RealmsItem.pk.exists()
        add = RealmsItem.restrictions.add(set(added))
        return [Update(realms_key(tenant), [add], anything)] if added else []

    def _stored(self, beginning: Key) -> Iterator[Item]:
        """Yield the items of the settings in this partition whose sort keys begin like this."""
        partition = (SettingItem.pk == beginning.pk) & SettingItem.sk.startswith(beginning.sk)
        return self._table.query(partition, consistent=True)

    def _counted(self, tenant: str, client: str | None, by: int) -> list[Put]:
        """Return the write that counts keys of a client, for the same transaction. Raises `Conflict`."""
        if client is None:
            return []
        raw = self._table.get(configured_clients_key(tenant))
        return [_counts_put(tenant, raw, recounted(_counts(raw), client, by))]

    def _write(self, tenant: str, *writes: Write) -> None:
        self._table.write(*writes)
        self._kept.forget(tenant)


def restrictions_in(raw: Item | None) -> frozenset[str]:
    """Return the restrictions of the item at `realms_key`, if there is one."""
    item: Any = RealmsItem.from_raw_data(raw) if raw is not None else None
    return frozenset(item.restrictions or ()) if item is not None else frozenset()


def _counts(raw: Item | None) -> dict[str, int]:
    item: Any = ConfiguredClientsItem.from_raw_data(raw) if raw is not None else None
    return dict(item.counts) if item is not None else {}


def _counts_put(tenant: str, raw: Item | None, after: Mapping[str, int]) -> Put:
    """Return the write of the counts, unless a rival has changed those that were read."""
    pk, sk = configured_clients_key(tenant)
    item = ConfiguredClientsItem(pk=pk, sk=sk, counts=dict(after), write_id=uuid.uuid4().hex)
    if raw is None:
        return Put(item.raw(), ConfiguredClientsItem.pk.does_not_exist())
    rest = rest_of(ConfiguredClientsItem, raw)
    return Put({**item.raw(), **rest}, ConfiguredClientsItem.write_id == raw["writeId"]["S"])
