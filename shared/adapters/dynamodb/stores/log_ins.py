"""Tries to get into accounts (`LogInStore`)."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.tries import CountItem, TriesItem
from shared.adapters.dynamodb.keys import failures_key, log_in_tries_key
from shared.adapters.dynamodb.stores.mailboxes import account_among, account_keys
from shared.adapters.dynamodb.table import ConditionFailed, Delete, Put, Update
from shared.domain.errors import TooManyTries
from shared.domain.log_in.throttling import FAILURE_WINDOW, MEMORY, Tries
from shared.ports.log_in import LogInState

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Item, Key, Table


class LogIns:
    """Tries are counted by conditional writes, so that those made at the same time all count."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def state(self, tenant: str, email: str, source: str) -> LogInState:
        """See `LogInStore.state`; one request."""
        tries_key = log_in_tries_key(tenant, email, source)
        count_key = failures_key(tenant, source)
        found = self._table.batch_get((*account_keys(tenant, email), tries_key, count_key))
        account = account_among(found, tenant, email)
        failures, end = _count(found.get(count_key))
        return LogInState(tenant, email, source, account, _tries(found.get(tries_key)), failures, end)

    def count_try(self, state: LogInState, password_hash: str, now: float) -> LogInState:
        """See `LogInStore.count_try`; one write, none for a password that was tried before."""
        key = log_in_tries_key(state.tenant, state.email, state.source)
        tries = state.tries
        while True:
            if (wait := tries.wait(now)) > 0:
                raise TooManyTries(wait)
            after = tries.with_one_more(password_hash, now)
            if after is tries:
                return replace(state, tries=tries)
            item = TriesItem(
                pk=key.pk,
                sk=key.sk,
                hashes=set(after.hashes),
                last_at=after.last_at,
                expires_at=int(now + MEMORY.total_seconds()),
            )
            unchanged = (
                (TriesItem.hashes == set(tries.hashes))
                if tries.hashes
                else (TriesItem.pk.does_not_exist() | (TriesItem.expires_at <= time.time()))
            )
            put = Put(item.raw(), unchanged)
            try:
                self._table.write_alone(put)
            except ConditionFailed as failure:
                tries = _tries(failure.met(put))
                if failure.in_doubt and tries == after:
                    return replace(state, tries=after)
            else:
                return replace(state, tries=after)

    def forget_tries(self, state: LogInState) -> None:
        """See `LogInStore.forget_tries`; one write."""
        # One that arrives late forgives what was tried since: no more than a log-in does.
        self._table.write_alone(Delete(log_in_tries_key(state.tenant, state.email, state.source)))

    def count_failure(self, state: LogInState, now: float) -> None:
        """See `LogInStore.count_failure`."""
        count_one(self._table, failures_key(state.tenant, state.source), FAILURE_WINDOW.total_seconds(), now)


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


def _tries(raw: Item | None) -> Tries:
    if raw is None:
        return Tries()
    item: Any = TriesItem.from_raw_data(raw)
    if item.expires_at <= time.time():
        return Tries()
    return Tries(frozenset(item.hashes), float(item.last_at))


def _count(raw: Item | None) -> tuple[int, float]:
    if raw is None:
        return 0, 0.0
    item: Any = CountItem.from_raw_data(raw)
    return int(item.times), float(item.expires_at)
