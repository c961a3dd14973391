"""The daily run of password migrations: reminders before the end, erasure at the end."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice

from shared.domain.instants import now
from shared.domain.log_in.account import LegacyAccount
from shared.domain.log_in.one_time_tokens import reset_of_expired
from shared.domain.log_in.retention import Retention
from shared.domain.messages.notices import migration_reminder
from shared.domain.tenants.configuration import Configuration
from shared.use_cases.long_runs import LongRun, long_run
from shared.use_cases.migration.password_migration import MigrationDayPorts, MigrationPorts

_BATCH = 400


def on_migration_day(ports: MigrationDayPorts, today: date, seconds_left: Callable[[], float]) -> None:
    """Remind the legacy accounts of every tenant, or erase their hashes, as its retention has it for today.

    An account is treated once, however often this is called and by however many at a time: what was done
    is stored with the account. Trouble with one account or tenant keeps no other from its turn. Raises
    `Unfinished`, or in the end the first error that came up.
    """
    with long_run(seconds_left) as run:
        for tenant, retention in ports.retentions.tenants():
            run.attempt(partial(_treat_all, run, ports, today, tenant, retention))


def _treat_all(
    run: LongRun, ports: MigrationDayPorts, today: date, tenant: str, retention: Retention
) -> None:
    with ports.scope(tenant):
        treatments = _treatments(ports, today, tenant, retention)
        # Read as they are treated: a tenant has more accounts than memory should hold.
        while batch := list(islice(treatments, _BATCH)):
            run.attempt_all(batch)


def _treatments(
    ports: MigrationPorts, today: date, tenant: str, retention: Retention
) -> Iterator[Callable[[], object]]:
    if not retention.is_active(today):
        configuration = ports.tenants.of(tenant)
        for legacy in ports.legacy_accounts.waiting(tenant):
            yield partial(_expire, ports, legacy, retention, configuration)
    elif retention.notifies and today >= retention.reminder:
        for legacy in ports.legacy_accounts.waiting(tenant, unless_reminded_of=retention):
            yield partial(_remind, ports, legacy, retention)


def _expire(
    ports: MigrationPorts, legacy: LegacyAccount, retention: Retention, configuration: Configuration
) -> None:
    token = None
    if retention.notifies and legacy.may_log_in:
        token = reset_of_expired(legacy, configuration=configuration, now=time.time())
    ports.legacy_accounts.expire(legacy, token)


def _remind(ports: MigrationPorts, legacy: LegacyAccount, retention: Retention) -> None:
    ports.legacy_accounts.remind(legacy, retention, migration_reminder(legacy, end=retention.end, now=now()))
