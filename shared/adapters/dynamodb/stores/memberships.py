"""The roles of customers in their legal entities (`MembershipReader`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.legal_entity import contact_role
from shared.adapters.dynamodb.keys import membership_key
from shared.domain.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from shared.adapters.dynamodb.table import Table


class Memberships:
    """Reads memberships strongly consistent: whoever is no longer ADMIN has lost that at once."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def administered(
        self, tenant: str, number: str, incarnation: str, legal_entity_ids: Collection[str]
    ) -> frozenset[str]:
        """See `MembershipReader.administered`; one request, or none without a legal entity."""
        keys = {each: membership_key(tenant, each, number) for each in legal_entity_ids}
        found = self._table.batch_get(keys.values())
        return frozenset(
            each for each, key in keys.items() if contact_role(found.get(key), incarnation) is Role.ADMIN
        )
