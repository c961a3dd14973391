"""Accounts of every kind that a log-in is refused for, which nobody may tell apart."""

import base64
import hashlib
import secrets
from datetime import timedelta
from functools import cache
from typing import Any

import bcrypt

from shared.adapters.dynamodb.items.account import AccountItem
from shared.adapters.dynamodb.keys import account_key
from shared.adapters.dynamodb.writes import Update
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.instants import now
from shared.domain.log_in.account import NewAccount, new_account
from shared.domain.log_in.password_hashes import LEGACY_ALGORITHM, legacy_hash
from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from tests.component.customer_managed.storefront import PASSWORD
from tests.component.stored_customers import customer_of
from tests.days import lasting_today

UNKNOWN = "unknown"
WRONG = "wrong password"
KINDS = (
    UNKNOWN,
    WRONG,
    "inactive",
    "on hold",
    "unconfirmed",
    "unconfirmed before sign-ups stood side by side",
    "without a password",
    "legacy hash",
    "legacy hash after the migration",
    "deleted",
)


@cache
def native_hash() -> str:
    """The native hash of the password."""
    return wiring().passwords.hash(PASSWORD)


@cache
def bcrypt_hash() -> str:
    """A hash of the password by another system."""
    return bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()


@cache
def hybris_hash() -> str:
    """A legacy hash of the password."""
    digest = hashlib.sha512(f"{PASSWORD}uid".encode()).digest()
    return legacy_hash(LEGACY_ALGORITHM, base64.b64encode(digest).decode(), "uid")


def retain_legacy_hashes(tenant: str) -> None:
    """Have the tenant's password migration last until tomorrow."""
    today = lasting_today()
    wiring().retentions.put(tenant, Retention(end=today + timedelta(days=1), reminder=today))


def customer_with(tenant: str, email: str, beginning: NewAccount, **attributes: Any) -> str:
    """The number of a new customer that logs in with this address."""
    customer = Customer(
        tenant=tenant,
        number=secrets.token_hex(8),
        incarnation=secrets.token_hex(8),
        created_at=now(),
        modified_at=now(),
        contact_email=email,
        accounts=(AccountId(email),),
        **attributes,
    )
    account = new_account(customer, beginning)
    return wiring().customers.create(customer, account, recreates=False, created_by="test")


def refused_account(kind: str, tenant: str, email: str) -> tuple[str, str]:
    """E-mail address and password of an account of this kind."""
    native = NewAccount(password_hash=native_hash())
    if kind == UNKNOWN:
        return email, PASSWORD
    if kind == "inactive":
        customer_with(tenant, email, native, active=False)
    elif kind == "on hold":
        customer_with(tenant, email, native, on_hold=True)
    elif kind == "unconfirmed":
        waiting = NewAccount(password_hash=native_hash(), confirmed=False)
        customer_with(tenant, email, waiting, unconfirmed_until=int(now().timestamp()) + 3600)
    elif kind == "unconfirmed before sign-ups stood side by side":
        number = customer_with(tenant, email, native)
        as_it_was = [AccountItem.unconfirmed.set(True)]
        key = account_key(tenant, email)
        wiring().table.write(Update(key, as_it_was, AccountItem.customer_number == number))
    elif kind == "without a password":
        customer_with(tenant, email, NewAccount())
    elif kind == "legacy hash":
        retain_legacy_hashes(tenant)
        customer_with(tenant, email, NewAccount(password_hash=hybris_hash(), legacy=True))
        return email, "wrong " + PASSWORD
    elif kind == "legacy hash after the migration":
        customer_with(tenant, email, NewAccount(password_hash=hybris_hash(), legacy=True))
        return email, "wrong " + PASSWORD
    elif kind == "deleted":
        customer = customer_of(tenant, customer_with(tenant, email, native))
        wiring().customers.delete(customer, lambda _: None, deleted_by="test")
    else:
        customer_with(tenant, email, native)
        return email, "wrong " + PASSWORD
    return email, PASSWORD
