"""Guesses at passwords, and what is stored of them."""

import time
from typing import Any

from shared.adapters.dynamodb.items.tries import AccountTriesItem, CountItem, try_counted
from shared.adapters.dynamodb.keys import failures_key, log_in_tries_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Item, Key, Put, Update
from shared.domain.log_in.throttling import CEILING
from shared.runtime.wiring import wiring
from shared.use_cases.sessions.proving import source_hash
from tests.component.customer_data.stored import items_of
from tests.component.customer_managed.storefront import SOURCE, Storefront

ELSEWHERE = "203.0.113.9"
ROUTE = "POST /customer/{tenant}/login"


def guess(storefront: Storefront, email: str, count: int, **options: str) -> list[int]:
    """The statuses of so many different wrong passwords."""
    return [storefront.log_in(email, f"guess {n}", **options).status for n in range(count)]


def passed_on(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": f"{address}, {SOURCE}"}


def aged(raw: Item, seconds: float) -> Item:
    """The item as if all of it had happened so many seconds earlier."""

    def earlier(name: str, value: dict[str, Any]) -> dict[str, Any]:
        if name.startswith("L#"):
            at, _, incarnation = value["S"].partition(" ")
            return {"S": f"{float(at) - seconds} {incarnation}"}
        if name.startswith("T#"):
            return {"N": str(float(value["N"]) - seconds)}
        return {"N": str(int(value["N"]) - int(seconds))} if name == "expiresAt" else value

    return {name: earlier(name, value) for name, value in raw.items()}


def exhausted(storefront: Storefront, email: str) -> None:
    """Strangers have tried as many passwords as the account takes in an hour."""
    now = time.time()
    tries = [try_counted((f"stranger{number}", "wrong"), now) for number in range(CEILING)]
    written = [AccountTriesItem.write_id.set("exhausted"), AccountTriesItem.expires_at.set(int(now) + 9999)]
    anything = AccountTriesItem.pk.exists() | AccountTriesItem.pk.does_not_exist()
    wiring().table.write(Update(log_in_tries_key(storefront.tenant, email), [*tries, *written], anything))


def all_failures(table: Table, tenant: str) -> list[Item]:
    return [raw for raw in items_of(tenant) if raw["sk"]["S"] == "FAILURES"]


def failures_of(table: Table, tenant: str) -> list[int]:
    return [int(raw["times"]["N"]) for raw in all_failures(table, tenant)]


def source_key(tenant: str, source: str = SOURCE) -> Key:
    return failures_key(tenant, source_hash(wiring().keyed_hashes, tenant, source))


def failed(table: Table, storefront: Storefront, *, times: int, ends_in: int = 900) -> None:
    """So many log-ins from the source failed."""
    key = source_key(storefront.tenant)
    table.write(
        Put(CountItem(pk=key.pk, sk=key.sk, times=times, expires_at=int(time.time()) + ends_in).raw())
    )


def counted(table: Table, key: Key) -> int:
    """How often something is counted to have happened."""
    raw = table.get(key)
    assert raw is not None
    return int(raw["times"]["N"])
