"""All that is stored of a tenant (`TenantItems`), found by going through the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import (
    CLIENT_PREFIX,
    CONFIGURATION_PREFIX,
    RETENTION_PREFIX,
    TENANT_PREFIX,
    listed_client_key,
    listed_tenant_key,
    standing_key,
)
from shared.adapters.dynamodb.service_partition import ISSUER_PREFIX, SERVICE
from shared.adapters.dynamodb.stores.service_clients import ServiceClientItem
from shared.adapters.dynamodb.writes import Delete, Key, Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table


class TenantItems:
    """No key leads to all items of a tenant: partitions are named by customers, accounts and the like."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def sweep(self, tenant: str) -> Iterator[int]:
        """See `TenantItems.sweep`."""
        kept = {standing_key(tenant), listed_tenant_key(tenant)}
        for page in self._table.scan(_of(tenant)):
            found = [key for item in page if (key := Key.of(item)) not in kept]
            self._table.delete_all(found)
            yield len(found)

    def forget(self, tenant: str) -> None:
        """See `TenantItems.forget`."""
        self._table.write(Delete(standing_key(tenant)), Delete(listed_tenant_key(tenant)))

    def list_all(self) -> int:
        """See `TenantItems.list_all`."""
        listed = 0
        settings = TableItem.sk.startswith(CONFIGURATION_PREFIX)
        clients = TableItem.pk.startswith(CLIENT_PREFIX)
        for page in self._table.scan(settings | clients, "tenant"):
            for item in page:
                pk = item["pk"]["S"]
                key = listed_tenant_key(pk)
                if pk.startswith(CLIENT_PREFIX):
                    key = listed_client_key(item["tenant"]["S"], pk.removeprefix(CLIENT_PREFIX))
                put = Put(TableItem(pk=key.pk, sk=key.sk).raw(), TableItem.pk.does_not_exist())
                listed += self._table.write_if_unchanged(put)
        return listed


def _of(tenant: str) -> Condition:
    """Return the filter for items of the tenant: its own, those among the service's, and its clients."""
    own = (TableItem.pk == tenant) | TableItem.pk.startswith(f"{tenant}#")
    of_service = TableItem.sk.startswith(f"{ISSUER_PREFIX}{tenant}#") | TableItem.sk.is_in(
        RETENTION_PREFIX + tenant, TENANT_PREFIX + tenant
    )
    client = TableItem.pk.startswith(CLIENT_PREFIX) & (ServiceClientItem.tenant == tenant)
    return own | ((TableItem.pk == SERVICE) & of_service) | client
