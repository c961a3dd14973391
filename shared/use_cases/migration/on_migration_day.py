"""What each day of a password migration brings: reminders before its end, erasure at its end."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import islice

from shared.domain.log_in.retention import Retention
from shared.use_cases.long_runs import LongRun, long_run
from shared.use_cases.migration.password_migration import PasswordMigration

_BATCH = 400


def on_migration_day(migration: PasswordMigration, today: date, seconds_left: Callable[[], float]) -> None:
    """Remind the legacy accounts of every tenant, or erase their hashes, as its retention has it for today.

    An account is treated once, however often this is called and by however many at a time: what was done
    is stored with the account. Trouble with one account or tenant keeps no other from its turn. Raises
    `Unfinished`, or in the end the first error that came up.
    """
    with long_run(seconds_left) as run:
        for tenant, retention in migration.retentions.tenants():
            run.attempt(partial(_treat_all, run, migration, today, tenant, retention))


def _treat_all(
    run: LongRun, migration: PasswordMigration, today: date, tenant: str, retention: Retention
) -> None:
    treatments = _treatments(migration, today, tenant, retention)
    # Read as they are treated: a tenant has more accounts than memory should hold.
    while batch := list(islice(treatments, _BATCH)):
        run.attempt_all(batch)


def _treatments(
    migration: PasswordMigration, today: date, tenant: str, retention: Retention
) -> Iterator[Callable[[], object]]:
    accounts = migration.accounts
    if not retention.is_active(today):
        reset_url = migration.tenants.of(tenant).password_reset_url
        for legacy in accounts.waiting(tenant):
            yield partial(accounts.expire, legacy, notify=retention.notifies, reset_url=reset_url)
    elif retention.notifies and today >= retention.reminder:
        for legacy in accounts.waiting(tenant, unless_reminded_of=retention):
            yield partial(accounts.remind, legacy, retention)
