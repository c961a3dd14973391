"""How an account begins and is laid out in its item, and the mark of one with a legacy password hash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import InstantAttribute, TableItem, rest_of
from shared.adapters.dynamodb.keys import account_key, folded_account_key, legacy_account_key, sign_up_key
from shared.adapters.dynamodb.writes import Check, Put
from shared.domain.fields import folded_email
from shared.domain.instants import now
from shared.domain.log_in.bounces import Bounce, BounceKind

if TYPE_CHECKING:
    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item, Key, Write
    from shared.domain.log_in.account import Account

_ABSENT = TableItem.pk.does_not_exist()


class AccountItem(TableItem):
    """The log-in account of a customer, or under a key of its own a sign-up that waits to become one.

    `initial_password`: it was chosen by the seller and should be changed. `legacy`: the hash is erased when
    the tenant's password migration ends. `unconfirmed`: nobody can log in before the e-mail address is
    confirmed. `password_id`, and `bounce` with its time: see `Account`.
    """

    email = UnicodeAttribute()
    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()
    created_at = InstantAttribute(attr_name="createdAt")
    password_hash = UnicodeAttribute(attr_name="passwordHash", null=True)
    initial_password = BooleanAttribute(attr_name="initialPassword", null=True)
    legacy = BooleanAttribute(null=True)
    unconfirmed = BooleanAttribute(null=True)
    contested = BooleanAttribute(null=True)
    password_id = UnicodeAttribute(attr_name="passwordId", null=True)
    bounce = UnicodeAttribute(attr_name="mailRefusal", null=True)
    bounced_at = InstantAttribute(attr_name="mailRefusedAt", null=True)


class LegacyAccountItem(TableItem):
    """An account with a legacy password hash that waits for its customer's next log-in.

    `reminded_for`: the dates of the retention whose reminder has been sent.
    """

    email = UnicodeAttribute()
    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()
    reminded_for = UnicodeAttribute(attr_name="remindedFor", null=True)


def key_of(account: Account) -> Key:
    """Return the key of an account, which may be of a former form of its address, or of a sign-up that waits.

    Earlier sign-ups, which say nothing of their end, lie where accounts do.
    """
    if not account.confirmed and account.expires_at is not None:
        return sign_up_key(account.tenant, account.email, account.customer_number)
    if account.stored_as is not None:
        return folded_account_key(account.tenant, account.stored_as)
    return account_key(account.tenant, account.email)


def waiting_key_of(account: Account) -> Key:
    """Return the key of an account's entry among legacy hashes."""
    return legacy_account_key(account.tenant, account.email, account.stored_as)


def account_item(account: Account) -> Item:
    """Return the item of an account, or of a sign-up that waits."""
    key, bounce = key_of(account), account.bounce
    item = AccountItem(
        pk=key.pk,
        sk=key.sk,
        email=account.email,
        customer_number=account.customer_number,
        incarnation=account.incarnation,
        created_at=account.created_at,
        password_hash=account.password_hash,
        initial_password=account.initial_password or None,
        legacy=account.legacy or None,
        unconfirmed=None if account.confirmed else True,
        password_id=account.password_id,
        expires_at=account.expires_at,
        contested=account.contested or None,
        bounce=bounce.kind if bounce is not None else None,
        bounced_at=bounce.at if bounce is not None else None,
    )
    return {**item.raw(), **account.rest}


def waiting_item(account: Account) -> Item:
    """Return the item that puts an account with a legacy password hash on the waiting list."""
    key = waiting_key_of(account)
    return LegacyAccountItem(
        pk=key.pk,
        sk=key.sk,
        email=account.email,
        customer_number=account.customer_number,
        incarnation=account.incarnation,
    ).raw()


def account_from(tenant: str, raw: Item) -> Account:
    """Return the account of an item."""
    from shared.domain.log_in.account import Account

    item: Any = AccountItem.from_raw_data(raw)
    form = item.pk.split("#", 2)[2]
    return Account(
        tenant=tenant,
        email=item.email,
        customer_number=item.customer_number,
        incarnation=item.incarnation,
        created_at=item.created_at,
        password_hash=item.password_hash,
        initial_password=item.initial_password is True,
        legacy=item.legacy is True,
        confirmed=item.unconfirmed is not True,
        password_id=item.password_id,
        expires_at=int(item.expires_at) if item.expires_at is not None else None,
        contested=item.contested is True,
        bounce=(Bounce(BounceKind(item.bounce), item.bounced_at) if item.bounce is not None else None),
        stored_as=form if form != folded_email(item.email) else None,
        rest=rest_of(AccountItem, raw),
    )


def log_in_writes(account: Account | None) -> list[Write]:
    """Return what lets a new customer log in, and has a legacy password hash wait for that.

    A sign-up that is to be confirmed first stands besides others for its address, unless that has an account.
    """
    if account is None:
        return []
    if account.expires_at is not None:
        at_account = account_key(account.tenant, account.email)
        return [Put(account_item(account)), Check(at_account, _ABSENT | AccountItem.unconfirmed.exists())]
    put = Put(account_item(account), log_in_is_free())
    return [put, Put(waiting_item(account))] if account.legacy else [put]


def log_in_is_free() -> Condition:
    """Return the condition that nobody logs in with the address; a sign-up of too long ago is nobody."""
    from shared.domain.log_in.account import UNCONFIRMED_FOR

    too_old = now() - UNCONFIRMED_FOR
    return _ABSENT | (AccountItem.unconfirmed.exists() & (AccountItem.created_at < too_old))
