"""Tries to get into accounts (`LogInStore`)."""

from __future__ import annotations

import contextlib
import time
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.tries import (
    AccountTriesItem,
    CountItem,
    account_tries_from,
    source_forgotten,
    source_remembered,
    try_counted,
    try_forgotten,
)
from shared.adapters.dynamodb.keys import failures_key, log_in_tries_key, sign_ups_key
from shared.adapters.dynamodb.stores.mailboxes import account_among, account_keys
from shared.adapters.dynamodb.writes import ConditionFailed, Put, Update
from shared.domain.errors import TooManyTries
from shared.domain.log_in.throttling import (
    FAILURE_WINDOW,
    MEMORY,
    SIGN_UP_WINDOW,
    SIGN_UPS,
    SOURCE_MEMORY,
    AccountTries,
    SourceLogIn,
)
from shared.ports.log_in import CountedTry, LogInState

if TYPE_CHECKING:
    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key


class LogIns:
    """Tries are counted by conditional writes, so that those made at the same time all count."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def state(self, tenant: str, email: str, suspect: str) -> LogInState:
        """See `LogInStore.state`; one request."""
        tries_key, count_key = log_in_tries_key(tenant, email), failures_key(tenant, suspect)
        found = self._table.batch_get((*account_keys(tenant, email), tries_key, count_key))
        account = account_among(found, tenant, email)
        failures, end = _count(found.get(count_key))
        raw = found.get(tries_key)
        write_id = _write_id(raw)
        tries = account_tries_from(raw)
        return LogInState(tenant, email, suspect, account, tries, write_id, failures, end)

    def count_try(self, state: LogInState, source: str, password: str, now: float) -> CountedTry:
        """See `LogInStore.count_try`; one write, none for a password that was tried before."""
        key = log_in_tries_key(state.tenant, state.email)
        incarnation = state.account.incarnation if state.account is not None else None
        tries, write_id = state.tries, state.write_id
        while True:
            if (wait := tries.wait(source, incarnation, now)) > 0:
                raise TooManyTries(wait)
            if tries.has(source, password, now):
                return CountedTry(replace(state, tries=tries, write_id=write_id), source, password)
            after = tries.with_one_more(source, password, now)
            at = after.tried[source, password]
            next_id = uuid.uuid4().hex
            update = Update(
                key,
                [
                    try_counted((source, password), at),
                    *map(try_forgotten, sorted(tries.tried.keys() - after.tried.keys())),
                    AccountTriesItem.write_id.set(next_id),
                    AccountTriesItem.expires_at.set(_expiry(after, now)),
                ],
                _is_written(write_id),
            )
            try:
                self._table.write_alone(update)
            except ConditionFailed as failure:
                found = failure.met(update)
                tries, write_id = account_tries_from(found), _write_id(found)
                # It may be this very try, whose answer was lost: no other has source, password and time.
                if tries.tried.get((source, password)) != at:
                    continue
            else:
                tries, write_id = after, next_id
            return CountedTry(replace(state, tries=tries, write_id=write_id), source, password)

    def forget_tries(self, counted: CountedTry) -> None:
        """See `LogInStore.forget_tries`; one write."""
        if (forgiven := tries_forgiven(counted)) is not None:
            # Not alone: one that arrived late would bring back its write id, and let a rival's count pass.
            self._table.write(forgiven)

    def count_failure(self, state: LogInState, now: float) -> None:
        """See `LogInStore.count_failure`."""
        count_one(self._table, failures_key(state.tenant, state.suspect), FAILURE_WINDOW.total_seconds(), now)

    def count_sign_up(self, tenant: str, source: str, now: float) -> None:
        """See `LogInStore.count_sign_up`; one write, or two for the first of an hour."""
        key, window = sign_ups_key(tenant, source), SIGN_UP_WINDOW.total_seconds()
        if not count_one(self._table, key, window, now, at_most=SIGN_UPS):
            raise TooManyTries(count_wait(self._table, key, now), of="sign-ups")


def tries_forgiven(counted: CountedTry) -> Update | None:
    """Return the write after a right password: the source is remembered, and its tries do not count any more.

    It holds whatever rivals have written meanwhile.
    """
    state, now = counted.state, time.time()
    if state.account is None:
        return None
    log_in = SourceLogIn(now, state.account.incarnation)
    return Update(
        log_in_tries_key(state.tenant, state.email),
        [
            try_forgotten((counted.source, counted.password)),
            source_remembered(counted.source, log_in),
            *map(source_forgotten, sorted(state.tries.surplus(counted.source, log_in.incarnation, now))),
            AccountTriesItem.write_id.set(uuid.uuid4().hex),
            AccountTriesItem.expires_at.set(int(now + SOURCE_MEMORY.total_seconds())),
        ],
        _ANYTHING,
    )


def forget_former_sources(table: Table, tenant: str, email: str) -> None:
    """Forget where customers logged in who had the account of this e-mail address before; the counts stay."""
    key = log_in_tries_key(tenant, email)
    log_ins = account_tries_from(table.get(key)).log_ins
    if not log_ins:
        return
    found = {key: raw for key in account_keys(tenant, email) if (raw := table.get(key)) is not None}
    account = account_among(found, tenant, email)
    present = account.incarnation if account is not None else None
    former = sorted(source for source, log_in in log_ins.items() if log_in.incarnation != present)
    if former:
        table.write_if_unchanged(
            Update(key, list(map(source_forgotten, former)), AccountTriesItem.pk.exists())
        )


def tries_cleared(tenant: str, email: str) -> Update:
    """Return the write after which no earlier try counts, from wherever it came."""
    now = time.time()
    return Update(
        log_in_tries_key(tenant, email),
        [
            AccountTriesItem.cleared_at.set(now),
            AccountTriesItem.write_id.set(uuid.uuid4().hex),
            AccountTriesItem.expires_at.set(int(now + SOURCE_MEMORY.total_seconds())),
        ],
        _ANYTHING,
    )


def count_one(table: Table, key: Key, window: float, now: float, *, at_most: int | None = None) -> bool:
    """Add one to a count; the first of a window begins it. Returns whether it did: `at_most` stops it."""
    goes_on = CountItem.expires_at > int(now)
    room = goes_on if at_most is None else goes_on & (CountItem.times < at_most)
    first = CountItem(pk=key.pk, sk=key.sk, times=1, expires_at=int(now + window))
    one_more = Update(key, [CountItem.times.add(1)], room)
    while True:
        try:
            table.write_alone(one_more)
        except ConditionFailed as failure:
            found = failure.met(one_more)
            if found is not None and _count(found)[1] > int(now):
                return False
        else:
            return True
        unbegun = CountItem.pk.does_not_exist() | (CountItem.expires_at <= int(now))
        with contextlib.suppress(ConditionFailed):  # where a rival has begun the window meanwhile
            table.write_alone(Put(first.raw(), unbegun))
            return True


def count_wait(table: Table, key: Key, now: float) -> float:
    """Return the seconds until the window of a count is over, at least one."""
    _, end = _count(table.get(key))
    return max(end - now, 1.0)


def _count(raw: Item | None) -> tuple[int, float]:
    if raw is None:
        return 0, 0.0
    item: Any = CountItem.from_raw_data(raw)
    return int(item.times), float(item.expires_at)


_ANYTHING: Condition = AccountTriesItem.pk.does_not_exist() | AccountTriesItem.pk.exists()


def _is_written(write_id: str | None) -> Condition:
    written = AccountTriesItem.write_id
    return written.does_not_exist() if write_id is None else written == write_id


def _write_id(raw: Item | None) -> str | None:
    return raw["writeId"]["S"] if raw is not None else None


def _expiry(tries: AccountTries, now: float) -> int:
    memory = SOURCE_MEMORY.total_seconds()
    latest = max((log_in.at for log_in in tries.log_ins.values()), default=0.0)
    return int(max(now + MEMORY.total_seconds(), latest + memory))
