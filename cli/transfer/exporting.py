"""`customers export`: every customer of a tenant as a record, ordered by number."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, BinaryIO

from cli.transfer.files import writer_to
from cli.transfer.progress import progress
from cli.transfer.records import record_of
from shared.adapters.dynamodb.items.account import account_from
from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from
from shared.adapters.dynamodb.keys import BY_CREATION, customer_key, tenant_and_number
from shared.adapters.dynamodb.stores.mailboxes import account_keys
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.domain.customers.customer import Customer
from shared.runtime.wiring import wiring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from shared.domain.log_in.account import Account


def export_to(
    file: BinaryIO, tenant: str, format_: str, *, with_password_hashes: bool, raw: bool = False
) -> int:
    """Write the tenant's customers and return how many there were. Only their numbers are held in memory."""
    sites_decide = wiring().tenants.of(tenant).restriction_follows_site
    writer = writer_to(file, format_, raw=raw)
    numbers = _numbers(tenant)
    exported = 0
    with progress("exporting", "customers", len(numbers)) as advance:
        for start in range(0, len(numbers), BATCH_GET_LIMIT):
            customers = _customers(tenant, numbers[start : start + BATCH_GET_LIMIT])
            accounts = _accounts(tenant, customers) if with_password_hashes else {}
            for customer in customers:
                record = record_of(customer, accounts.get(customer.number), sites_decide=sites_decide)
                writer.write(record)
            exported += len(customers)
            advance(len(customers))
    return exported


@contextlib.contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a new file that only its owner can read. It gets its name when all is written, or is deleted."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _numbers(tenant: str) -> list[str]:
    """Return the numbers of all customers, sorted.

    A customer that moves to a partition that was read already would be missed. So all are read again, until a
    pass finds nobody new.
    """
    found: set[str] = set()
    while True:
        known = len(found)
        for partition in wiring().tenants.partitions(tenant, None):
            rows = wiring().table.query(CustomerItem.realm == partition, index=BY_CREATION)
            found.update(tenant_and_number(row["pk"]["S"])[1] for row in rows)
        if len(found) == known:
            return sorted(found)


def _customers(tenant: str, numbers: Iterable[str]) -> list[Customer]:
    keys = [customer_key(tenant, number) for number in numbers]
    found = wiring().table.batch_get(keys)
    customers = (customer_from(found[key]) for key in keys if key in found)
    return [customer for customer in customers if isinstance(customer, Customer)]


def _accounts(tenant: str, customers: Sequence[Customer]) -> Mapping[str, Account]:
    """Return the customers' accounts by customer number."""
    emails = [account.email for each in customers for account in each.accounts]
    found = wiring().table.batch_get(key for email in emails for key in account_keys(tenant, email))
    accounts = (account_from(tenant, raw) for raw in found.values())
    return {account.customer_number: account for account in accounts}
