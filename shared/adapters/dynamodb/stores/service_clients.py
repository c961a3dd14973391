"""Service clients in the table (`ServiceClientStore`)."""

from __future__ import annotations

import time
import uuid
from functools import partial
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, InstantAttribute, TableItem, rest_of
from shared.adapters.dynamodb.keys import CLIENT_PREFIX, listed_client_key, service_client_key
from shared.adapters.dynamodb.stores.standings import Standings
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Put
from shared.adapters.patience import turns
from shared.domain.callers.service_clients import (
    ClientNotFound,
    ClientSecret,
    ServiceClient,
    agreeing,
    check_room,
    is_client_id,
    welcoming,
)
from shared.domain.errors import Conflict, StorageUnavailable
from shared.domain.instants import instant_from, instant_text
from shared.domain.tenants.standing import UnknownTenant, refusing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.tenants.standing import Standing


class ServiceClientItem(TableItem):
    """A service client. `secret_hash`: the only secret of one from before there could be several.

    `write_id`: for a rival's write to be noticed.
    """

    tenant = UnicodeAttribute()
    name = UnicodeAttribute()
    scopes = DocumentAttribute()
    restrictions = DocumentAttribute(null=True)
    secret_hash = UnicodeAttribute(attr_name="secretHash", null=True)
    secrets = DocumentAttribute(null=True)
    adopted = BooleanAttribute(null=True)
    disabled = BooleanAttribute(null=True)
    created_at = InstantAttribute(attr_name="createdAt", null=True)
    created_by = UnicodeAttribute(attr_name="createdBy", null=True)
    write_id = UnicodeAttribute(attr_name="writeId", null=True)


def new_client_puts(client: ServiceClient) -> tuple[Put, Put]:
    """Return what makes a client known, and its tenant's; the first fails if there is one with this id."""
    return Put(_item(client), ServiceClientItem.pk.does_not_exist()), _listing(client)


class ServiceClients:
    """Reads are strong: a client that was just created works at once, one that was disabled does not."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._standings = Standings(table)

    def find(self, client_id: str) -> ServiceClient | None:
        """See `ServiceClientStore.find`."""
        raw = self._raw(client_id)
        return _client_from(raw) if raw is not None else None

    def add(self, client: ServiceClient, *, limited: bool = False) -> None:
        """See `ServiceClientStore.add`. A rival's client changes the standing, so all are counted again."""
        put, listing = new_client_puts(client)

        def rule(standing: Standing) -> Standing:
            at = time.time()
            if limited:
                check_room(standing, len(self._listed(client.tenant)), at)
            return welcoming(standing, client, at)

        try:
            self._standings.revise(client.tenant, rule, put, listing)
        except ConditionFailed as failure:
            if failure.met(put) != put.item:  # equal where only the answer of the first attempt was lost
                raise Conflict(f"Client '{client.id}' already exists.") from None

    def of_tenant(self, tenant: str) -> Iterator[ServiceClient]:
        """See `ServiceClientStore.of_tenant`."""
        listed = self._listed(tenant)
        found = self._table.batch_get(service_client_key(client_id) for client_id in listed)
        for client_id in listed:
            raw = found.get(service_client_key(client_id))
            if raw is not None and (client := _client_from(raw)).tenant == tenant:
                yield client

    def revise(self, client_id: str, rule: Callable[[ServiceClient], ServiceClient]) -> ServiceClient:
        """See `ServiceClientStore.revise`."""
        for _ in turns():
            raw = self._raw(client_id)
            if raw is None:
                raise ClientNotFound(client_id)
            after = rule(_client_from(raw))
            put = Put({**_item(after), **rest_of(ServiceClientItem, raw)}, _unchanged(raw))
            try:
                agreement = partial(agreeing, client=after, now=time.time())
                self._standings.revise(after.tenant, agreement, put, _listing(after))
            except ConditionFailed:
                continue
            return after
        raise StorageUnavailable

    def remove(self, client: ServiceClient, *, refused_until: int) -> None:
        """See `ServiceClientStore.remove`."""
        writes = (
            Delete(service_client_key(client.id)),
            Delete(listed_client_key(client.tenant, client.id)),
        )
        try:
            self._standings.revise(
                client.tenant,
                lambda standing: refusing(standing, client.id, refused_until, time.time()),
                *writes,
            )
        except UnknownTenant:  # whose tokens are refused in any case
            self._table.write(*writes)

    def _listed(self, tenant: str) -> list[str]:
        partition = (ServiceClientItem.pk == tenant) & ServiceClientItem.sk.startswith(CLIENT_PREFIX)
        return [
            raw["sk"]["S"].removeprefix(CLIENT_PREFIX)
            for raw in self._table.query(partition, consistent=True)
        ]

    def _raw(self, client_id: str) -> Item | None:
        return self._table.get(service_client_key(client_id)) if is_client_id(client_id) else None


def _client_from(raw: Item) -> ServiceClient:
    item: Any = ServiceClientItem.from_raw_data(dict(raw))
    stored = item.secrets or ([[item.secret_hash, None]] if item.secret_hash else [])
    return ServiceClient(
        id=item.pk.removeprefix(CLIENT_PREFIX),
        tenant=item.tenant,
        name=item.name,
        scopes=tuple(item.scopes),
        restrictions=tuple(item.restrictions or ()),
        secrets=tuple(ClientSecret(hash_, instant_from(at) if at else None) for hash_, at in stored),
        adopted=bool(item.adopted),
        disabled=bool(item.disabled),
        created_at=item.created_at,
        created_by=item.created_by,
    )


def _item(client: ServiceClient) -> Item:
    key = service_client_key(client.id)
    secrets = [
        [each.hash, instant_text(each.created_at) if each.created_at else None] for each in client.secrets
    ]
    return ServiceClientItem(
        pk=key.pk,
        sk=key.sk,
        tenant=client.tenant,
        name=client.name,
        scopes=client.scopes,
        restrictions=client.restrictions or None,
        secrets=secrets or None,
        adopted=client.adopted or None,
        disabled=client.disabled or None,
        created_at=client.created_at,
        created_by=client.created_by,
        write_id=uuid.uuid4().hex,
    ).raw()


def _unchanged(raw: Item) -> Condition:
    if "writeId" in raw:
        return ServiceClientItem.write_id == raw["writeId"]["S"]
    return ServiceClientItem.pk.exists() & ServiceClientItem.write_id.does_not_exist()


def _listing(client: ServiceClient) -> Put:
    key = listed_client_key(client.tenant, client.id)
    return Put(TableItem(pk=key.pk, sk=key.sk).raw())
