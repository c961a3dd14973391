"""Days of a password migration, and what they leave."""

import time
from datetime import date
from typing import Any

from shared.adapters.dynamodb.items.notice import NoticeItem
from shared.adapters.dynamodb.keys import notice_key
from shared.domain.instants import now
from shared.domain.log_in.account import LegacyAccount
from shared.domain.log_in.one_time_tokens import reset_of_expired
from shared.domain.log_in.retention import Retention
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.notices import migration_reminder
from shared.domain.tenants.configuration import Configuration
from shared.runtime.wiring import wiring
from shared.use_cases.migration.on_migration_day import on_migration_day
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tests.component.wire import Wire

NATIVE = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA"


WEEK = 7 * 24 * 3600


def run(day: date, *, looks: float = float("inf"), wire: Wire | None = None) -> None:
    """A run of that day; its time is up after so many looks at the clock."""
    context = LambdaContext(looks - 1)
    migration = (wire.wiring if wire is not None else wiring()).migration_day_ports
    on_migration_day(migration, day, lambda: context.get_remaining_time_in_millis() / 1000)


def reminder(api: Api, number: str) -> Any:
    raw = wiring().table.get(notice_key(api.tenant, number, MessageKind.PASSWORD_MIGRATION_REMINDER))
    return NoticeItem.from_raw_data(raw) if raw is not None else None


def waiting(api: Api) -> list[LegacyAccount]:
    return list(wiring().migration_ports.legacy_accounts.waiting(api.tenant))


def writes(wire: Wire) -> int:
    return wire.requests["TransactWriteItems"]


def remind(legacy: LegacyAccount, retention: Retention) -> bool:
    """Whether this call had the customer reminded."""
    notice = migration_reminder(legacy, end=retention.end, now=now())
    return wiring().migration_ports.legacy_accounts.remind(legacy, retention, notice)


def expire(legacy: LegacyAccount) -> bool:
    """Whether this call erased the hash."""
    token = reset_of_expired(legacy, configuration=Configuration(), now=time.time())
    return wiring().migration_ports.legacy_accounts.expire(legacy, token)
