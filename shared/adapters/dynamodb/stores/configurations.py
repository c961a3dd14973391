"""Settings and standings that functions keep (`TenantConfiguration`), read together."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import CONFIGURATION_PREFIX, STANDING
from shared.domain import json_text
from shared.domain.instants import instant_from
from shared.domain.tenants.configuration import Configuration
from shared.domain.tenants.search_index import SearchIndex
from shared.domain.tenants.search_reach import SearchReach
from shared.domain.tenants.standing import EFFECTIVE_SECONDS, Standing, TextEntries

if TYPE_CHECKING:
    from datetime import datetime

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item

CACHE_SECONDS = float(EFFECTIVE_SECONDS)
_NOBODY = (0.0, Configuration(), None)


class Configurations:
    """Keeps what it reads for `CACHE_SECONDS`. The absence of a tenant is not kept."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._kept: dict[str, tuple[float, Configuration, Standing | None]] = {}

    def of(self, tenant: str, *, naming: str | None = None) -> Configuration:
        """See `TenantConfiguration.of`."""
        kept_until, configuration, _ = self._kept.get(tenant, _NOBODY)
        is_fresh = time.monotonic() < kept_until
        if is_fresh and (naming is None or naming in configuration.restrictions):
            return configuration
        return self._read(tenant)[0]

    def standing(self, tenant: str) -> Standing | None:
        """See `TenantConfiguration.standing`."""
        kept_until, _, standing = self._kept.get(tenant, _NOBODY)
        return standing if time.monotonic() < kept_until else self._read(tenant)[1]

    def forget(self, tenant: str) -> None:
        """Read the tenant's afresh the next time."""
        self._kept.pop(tenant, None)

    def _read(self, tenant: str) -> tuple[Configuration, Standing | None]:
        # The tenant's clients lie before that.
        partition: Any = TableItem.pk == tenant
        items = list(self._table.query(partition & (TableItem.sk >= CONFIGURATION_PREFIX), consistent=True))
        configuration = Configuration(
            {
                item["sk"]["S"].removeprefix(CONFIGURATION_PREFIX): json_text.loads(item["value"]["S"])
                for item in items
                if item["sk"]["S"].startswith(CONFIGURATION_PREFIX) and "value" in item
            }
        )
        standing = standing_from(items)
        if standing is not None:
            self._kept[tenant] = (time.monotonic() + CACHE_SECONDS, configuration, standing)
        else:
            self.forget(tenant)
        return configuration, standing


def standing_from(items: list[Item]) -> Standing | None:
    """Return the standing of the tenant that these items are of; none where there are none.

    A tenant from before standings were kept has settings, and nothing against it.
    """
    if not items:
        return None
    item = next((item for item in items if item["sk"]["S"] == STANDING), {})
    refused = json_text.loads(item["refusedClients"]["S"]) if "refusedClients" in item else {}
    return Standing(
        _instant(item, "createdAt"),
        _instant(item, "suspendedAt"),
        _instant(item, "deletedSince"),
        refused,
        tuple(json_text.loads(item["senders"]["S"])) if "senders" in item else (),
        TextEntries(item["textEntries"]["S"]) if "textEntries" in item else TextEntries.FORMER,
        _instant(item, "movingSince"),
        _search_index(item),
    )


def _search_index(item: Item) -> SearchIndex | None:
    since = _instant(item, "searchSince")
    if since is None:
        return None
    reach = SearchReach(item["searchReach"]["S"]) if "searchReach" in item else None
    return SearchIndex(reach, since, _instant(item, "searchBuiltAt"))


def _instant(item: Item, name: str) -> datetime | None:
    return instant_from(item[name]["S"]) if name in item else None
