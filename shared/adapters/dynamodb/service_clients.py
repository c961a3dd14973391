"""Service clients in the table (`ServiceClients`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items import DocumentAttribute, TableItem
from shared.adapters.dynamodb.keys import service_client_key
from shared.adapters.dynamodb.table import ConditionFailed, Put
from shared.domain.errors import Conflict
from shared.domain.service_clients import ServiceClient, is_client_id

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table


class ServiceClientItem(TableItem):
    """A service client; a public one and an adopted one have no secret."""

    tenant = UnicodeAttribute()
    name = UnicodeAttribute()
    scopes = DocumentAttribute()
    restrictions = DocumentAttribute(null=True)
    secret_hash = UnicodeAttribute(attr_name="secretHash", null=True)
    adopted = BooleanAttribute(null=True)


class ServiceClientTable:
    """Reads are strong: a client that was just created works at once."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, client_id: str) -> ServiceClient | None:
        """See `ServiceClients.find`."""
        raw = self._table.get(service_client_key(client_id)) if is_client_id(client_id) else None
        if raw is None:
            return None
        item: Any = ServiceClientItem.from_raw_data(raw)
        return ServiceClient(
            id=client_id,
            tenant=item.tenant,
            name=item.name,
            scopes=tuple(item.scopes),
            restrictions=tuple(item.restrictions or ()),
            secret_hash=item.secret_hash,
            adopted=bool(item.adopted),
        )

    def add(self, client: ServiceClient) -> None:
        """See `ServiceClients.add`."""
        key = service_client_key(client.id)
        item = ServiceClientItem(
            pk=key.pk,
            sk=key.sk,
            tenant=client.tenant,
            name=client.name,
            scopes=client.scopes,
            restrictions=client.restrictions or None,
            secret_hash=client.secret_hash,
            adopted=client.adopted or None,
        )
        try:
            self._table.write(Put(item.raw(), ServiceClientItem.pk.does_not_exist()))
        except ConditionFailed as failure:
            if failure.found[0] != item.raw():  # equal where only the answer of the first attempt was lost
                raise Conflict(f"Client '{client.id}' already exists.") from None
