"""What each day of a password migration brings: reminders before its end, erasure at its end."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from shared.domain.retention import Retention
from shared.use_cases.migration.password_migration import PasswordMigration

_THREADS = 8
_BATCH = 400
_SECONDS_TO_STOP = 30.0  # what one account may take when the table is in trouble, and some


class Unfinished(Exception):
    """Time ran out with accounts left; the next run goes on with those."""


def on_migration_day(migration: PasswordMigration, today: date, seconds_left: Callable[[], float]) -> None:
    """Remind the legacy accounts of every tenant, or erase their hashes, as its retention has it for today.

    An account is treated once, however often this is called and by however many at a time: what was done
    is stored with the account. Trouble with one account or tenant keeps no other from its turn. Raises
    `Unfinished`, or in the end the first error that came up.
    """
    with ThreadPoolExecutor(_THREADS, initializer=_adopt, initargs=(copy_context(),)) as threads:
        run = _Run(migration, today, seconds_left, threads)
        for tenant, retention in migration.retentions.tenants():
            run.attempt(partial(run.treat_all, tenant, retention))
    if run.first_error is not None:
        raise run.first_error


@dataclass(slots=True)
class _Run:
    migration: PasswordMigration
    today: date
    seconds_left: Callable[[], float]
    threads: ThreadPoolExecutor
    first_error: Exception | None = None

    def attempt(self, treat: Callable[[], object]) -> None:
        if self.seconds_left() < _SECONDS_TO_STOP:
            raise Unfinished
        try:
            treat()
        except Unfinished:
            raise
        except Exception as error:  # noqa: BLE001 - raised when the others have had their turn
            self.first_error = self.first_error or error

    def treat_all(self, tenant: str, retention: Retention) -> None:
        treatments = self._treatments(tenant, retention)
        # Read as they are treated: a tenant has more accounts than memory should hold.
        while batch := list(islice(treatments, _BATCH)):
            list(self.threads.map(self.attempt, batch))

    def _treatments(self, tenant: str, retention: Retention) -> Iterator[Callable[[], object]]:
        accounts = self.migration.accounts
        if not retention.is_active(self.today):
            reset_url = self.migration.tenants.of(tenant).password_reset_url
            for legacy in accounts.waiting(tenant):
                yield partial(accounts.expire, legacy, notify=retention.notifies, reset_url=reset_url)
        elif retention.notifies and self.today >= retention.reminder:
            for legacy in accounts.waiting(tenant, unless_reminded_of=retention):
                yield partial(accounts.remind, legacy, retention)


def _adopt(context: Context) -> None:
    """Let a thread count to the same record of the run as the one that started it."""
    for variable, value in context.items():
        variable.set(value)
