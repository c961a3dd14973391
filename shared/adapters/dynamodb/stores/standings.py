"""The list of tenants and their standings (`TenantStandings`)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, InstantAttribute, TableItem, rest_of
from shared.adapters.dynamodb.keys import CONFIGURATION_PREFIX, TENANT_PREFIX, listed_tenant_key, standing_key
from shared.adapters.dynamodb.service_partition import SERVICE
from shared.adapters.dynamodb.stores.configurations import standing_from
from shared.adapters.dynamodb.writes import ConditionFailed, Put
from shared.adapters.patience import turns
from shared.domain.errors import StorageUnavailable
from shared.domain.instants import now
from shared.domain.tenants.standing import Standing, UnknownTenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Write


class StandingItem(TableItem):
    """See `Standing`. `write_id`: for a rival's write to be noticed."""

    created_at = InstantAttribute(attr_name="createdAt", null=True)
    suspended_at = InstantAttribute(attr_name="suspendedAt", null=True)
    deleted_since = InstantAttribute(attr_name="deletedSince", null=True)
    refused_clients = DocumentAttribute(attr_name="refusedClients", null=True)
    senders = DocumentAttribute(null=True)
    text_entries = UnicodeAttribute(attr_name="textEntries", null=True)
    moving_since = InstantAttribute(attr_name="movingSince", null=True)
    search_reach = UnicodeAttribute(attr_name="searchReach", null=True)
    search_since = InstantAttribute(attr_name="searchSince", null=True)
    search_built_at = InstantAttribute(attr_name="searchBuiltAt", null=True)
    write_id = UnicodeAttribute(attr_name="writeId")


def founding_puts(tenant: str, standing: Standing) -> list[Put]:
    """Return what makes a tenant known; it fails for one that is suspended or being deleted."""
    unhindered = StandingItem.suspended_at.does_not_exist()
    return [Put(_standing_item(tenant, standing), unhindered), _listing(tenant)]


class Standings:
    """Reads are strong: a tenant that was just made or suspended is found so."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, tenant: str) -> Standing | None:
        """See `TenantStandings.find`."""
        return standing_from(self._items(tenant))

    def revise(self, tenant: str, rule: Callable[[Standing], Standing], *also: Write) -> Standing:
        """See `TenantStandings.revise`; one transaction, with other writes perhaps.

        Raises `ConditionFailed` where one of those fails.
        """
        for _ in turns():
            items = self._items(tenant)
            current = standing_from(items)
            if current is None:
                raise UnknownTenant(tenant)
            after = rule(current)
            if after == current and not also:
                return after
            stored = _stored(items, tenant)
            rest = rest_of(StandingItem, stored) if stored is not None else {}
            put = Put({**_standing_item(tenant, after), **rest}, _unchanged(stored))
            try:
                self._table.write(put, *also)
            except ConditionFailed as failure:
                if failure.of(*also):
                    raise
            else:
                return after
        raise StorageUnavailable

    def tenants(self) -> Iterator[tuple[str, Standing]]:
        """See `TenantStandings.tenants`."""
        partition = (StandingItem.pk == SERVICE) & StandingItem.sk.startswith(TENANT_PREFIX)
        for raw in self._table.query(partition, consistent=True):
            tenant = raw["sk"]["S"].removeprefix(TENANT_PREFIX)
            standing = self.find(tenant)
            if standing is not None:
                yield tenant, standing

    def found(self, tenant: str) -> None:
        """Make a tenant known that has no settings."""
        self._table.write(*founding_puts(tenant, Standing(created_at=now())))

    def add(self, tenant: str) -> None:
        """See `TenantStandings.add`."""
        self._table.write(_listing(tenant))

    def _items(self, tenant: str) -> list[Item]:
        partition: Any = StandingItem.pk == tenant
        condition = partition & (StandingItem.sk >= CONFIGURATION_PREFIX)
        return list(self._table.query(condition, consistent=True))


def _standing_item(tenant: str, standing: Standing) -> Item:
    key = standing_key(tenant)
    search = standing.search
    return StandingItem(
        pk=key.pk,
        sk=key.sk,
        created_at=standing.created_at,
        suspended_at=standing.suspended_at,
        deleted_since=standing.deleted_since,
        refused_clients=dict(standing.refused_clients) or None,
        senders=list(standing.senders) or None,
        text_entries=standing.text_entries.value,
        moving_since=standing.moving_since,
        search_reach=search.reach.value if search is not None and search.reach is not None else None,
        search_since=search.since if search is not None else None,
        search_built_at=search.built_at if search is not None else None,
        write_id=uuid.uuid4().hex,
    ).raw()


def _stored(items: list[Item], tenant: str) -> Item | None:
    return next((item for item in items if item["sk"]["S"] == standing_key(tenant).sk), None)


def _unchanged(stored: Item | None) -> Condition:
    """Return the condition that the standing is still this one, or still missing."""
    if stored is None:
        return StandingItem.pk.does_not_exist()
    return StandingItem.write_id == stored["writeId"]["S"]


def _listing(tenant: str) -> Put:
    key = listed_tenant_key(tenant)
    return Put(TableItem(pk=key.pk, sk=key.sk).raw())
