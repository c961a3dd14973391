"""What a change of the table announces to a customer, told from the item before and after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items import MigrationReminderItem
from shared.adapters.dynamodb.keys import MIGRATION_REMINDER, TOKEN_PREFIX, tenant_and_number
from shared.adapters.dynamodb.one_time_tokens import token_from
from shared.domain.messages import MigrationReminder

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Item
    from shared.domain.one_time_tokens import OneTimeToken


def announced(old: Item | None, new: Item | None) -> OneTimeToken | MigrationReminder | None:
    """The token or the reminder that the change has made, if it has made one."""
    if new is None:
        return None
    sort_key = new["sk"]["S"]
    if sort_key.startswith(TOKEN_PREFIX):
        is_new = old is None or old["nonce"] != new["nonce"]
        return token_from(new) if is_new else None
    return _reminder_from(new) if sort_key == MIGRATION_REMINDER else None


def _reminder_from(raw: Item) -> MigrationReminder:
    item: Any = MigrationReminderItem.from_raw_data(raw)
    tenant, number = tenant_and_number(item.pk)
    return MigrationReminder(
        tenant=tenant,
        customer_number=number,
        email=item.email,
        site=item.site,
        language=item.language,
        retention_end=date.fromisoformat(item.retention_end),
        incarnation=item.incarnation,
        expires_at=int(item.expires_at),
    )
