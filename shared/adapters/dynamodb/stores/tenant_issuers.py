"""The issuers that tenants trust (`TenantIssuerStore`); `service_records` reads them for tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, TableItem
from shared.adapters.dynamodb.keys import issuer_key
from shared.adapters.dynamodb.service_partition import ISSUER_PREFIX, SERVICE
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Put
from shared.adapters.tokens.service_records import entry_of
from shared.adapters.tokens.trusted_issuers import trusted_issuer
from shared.domain.callers.tenant_issuers import IssuerNotFound, TenantIssuer
from shared.domain.errors import Problem, ValidationFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.adapters.dynamodb.table import Table


class IssuerItem(TableItem):
    """See `TenantIssuer`."""

    issuer = UnicodeAttribute()
    tenant = UnicodeAttribute()
    audience = DocumentAttribute(null=True)
    jwks_url = UnicodeAttribute(attr_name="jwksUrl", null=True)
    staff = BooleanAttribute(null=True)


class TenantIssuers:
    """One item for each issuer of a tenant, all in one partition."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, issuer: TenantIssuer) -> None:
        """See `TenantIssuerStore.add`."""
        key = issuer_key(issuer.tenant, issuer.issuer)
        item = IssuerItem(
            pk=key.pk,
            sk=key.sk,
            issuer=issuer.issuer,
            tenant=issuer.tenant,
            audience=list(issuer.audience) if issuer.audience is not None else None,
            jwks_url=issuer.jwks_url,
            staff=issuer.staff or None,
        ).raw()
        try:
            trusted_issuer(entry_of(item))
        except ValueError as error:
            raise ValidationFailed(Problem(str(error), "issuer")) from None
        self._table.write(Put(item))

    def of_tenant(self, tenant: str) -> Iterator[TenantIssuer]:
        """See `TenantIssuerStore.of_tenant`."""
        partition = (IssuerItem.pk == SERVICE) & IssuerItem.sk.startswith(f"{ISSUER_PREFIX}{tenant}#")
        for raw in self._table.query(partition, consistent=True):
            item: Any = IssuerItem.from_raw_data(raw)
            audience = tuple(item.audience) if item.audience is not None else None
            yield TenantIssuer(item.tenant, item.issuer, audience, item.jwks_url, bool(item.staff))

    def remove(self, tenant: str, issuer: str) -> None:
        """See `TenantIssuerStore.remove`."""
        try:
            self._table.write(Delete(issuer_key(tenant, issuer), IssuerItem.pk.exists()))
        except ConditionFailed:
            raise IssuerNotFound(tenant, issuer) from None
