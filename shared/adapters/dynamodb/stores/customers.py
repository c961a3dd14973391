"""Customers in the table (`CustomerStore`): read, created, revised and deleted, each write a transaction."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.account import (
    AccountItem,
    account_item,
    key_of,
    log_in_is_free,
    log_in_writes,
)
from shared.adapters.dynamodb.items.customer import (
    CustomerItem,
    customer_from,
    is_version,
    update_of,
)
from shared.adapters.dynamodb.items.elsewhere import elsewhere_put
from shared.adapters.dynamodb.items.email_claim import KnownClaims, claim, claim_writes, releases
from shared.adapters.dynamodb.items.former_place import former_place_puts, moved, placed
from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.items.legal_entity import name_check, new_membership_put, with_known_names
from shared.adapters.dynamodb.items.receipt import answered, receipt_put
from shared.adapters.dynamodb.items.trace import includes, trace_of
from shared.adapters.dynamodb.keys import (
    account_key,
    customer_key,
    former_account_keys,
    sign_up_key,
)
from shared.adapters.dynamodb.named_keys import keys_of
from shared.adapters.dynamodb.stores.email_claims import learned
from shared.adapters.dynamodb.stores.layouts import Layouts
from shared.adapters.dynamodb.stores.mailboxes import find_account, refuse_former_accounts
from shared.adapters.dynamodb.stores.turn import Turn
from shared.adapters.dynamodb.writes import Check, ConditionFailed, Delete, Put, Update
from shared.adapters.patience import turns
from shared.domain.callers.writer import NOBODY
from shared.domain.customers.customer import Customer, DeletedCustomer
from shared.domain.errors import (
    AnsweredBefore,
    CustomerNotFound,
    CustomerWasDeleted,
    DuplicateAccount,
    DuplicateCustomer,
    StorageUnavailable,
)
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pynamodb.expressions.update import Action

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key, Write
    from shared.domain.callers.writer import Writer
    from shared.domain.idempotency import Receipt
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.identity_providers import ProviderLink
    from shared.domain.log_in.one_time_tokens import OneTimeToken
    from shared.domain.messages.notices import Notice

_FREE = TableItem.pk.does_not_exist()


class Customers:
    """The `CustomerStore` of the table. What tenants are configured to is asked for by writes alone."""

    def __init__(
        self, table: Table, tenants: Callable[[], Tenants], writer: Callable[[], Writer] = lambda: NOBODY
    ) -> None:
        self._table = table
        self.layouts = Layouts(tenants, writer)

    def find(self, tenant: str, number: str) -> Customer | DeletedCustomer | None:
        """See `CustomerReader.find`; a strongly consistent read."""
        raw = self._table.get(customer_key(tenant, number))
        found = customer_from(raw) if raw is not None else None
        return None if isinstance(found, Customer) and found.is_gone(time.time()) else found

    def create(
        self,
        customer: Customer,
        account: Account | None,
        *,
        also: Sequence[OneTimeToken | Notice | ProviderLink] = (),
        recreates: bool,
        created_by: str,
        receipt: Receipt | None = None,
        ends: Sequence[Account] = (),
    ) -> str:
        """See `CustomerStore.create`; one transaction.

        There is another one for the number of a deleted customer, and where a claim in the way is stale.
        """
        emails = {customer.email, customer.claimed_email}
        refuse_former_accounts(self._table, customer.tenant, customer.number, emails)
        known = KnownClaims()
        mark: Item | None = None  # that is replaced: of no other one, should an attempt arrive late
        for _ in turns():
            item = self.layouts.item(customer, created_by, trace_of(mark) if mark is not None else "")
            free = _FREE | (CustomerItem.expires_at <= int(time.time()))
            profile = Put(item.raw(), free if mark is None else _is_still(mark))
            log_in = log_in_writes(account)
            names = [name_check(customer.tenant, entity) for entity in customer.legal_entities]
            records = [_record(receipt, customer)] if receipt is not None else []
            others = [
                *(new_membership_put(customer, entity) for entity in customer.legal_entities),
                *(_beginning(customer, fact) for fact in also),
                *records,
            ]
            claims = claim_writes(None, customer, known)
            checks = [*claims.writes, *names]
            ended = [write for sign_up in ends for write in ending(sign_up)]
            try:
                self._write(profile, *log_in, *others, *_pointers(customer, others), *checks, *ended)
            except ConditionFailed as failure:
                if receipt is not None and failure.of(*records):
                    return answered(receipt, failure.met(records[0]))
                if _is_own(failure, profile, item):
                    return customer.number
                found = failure.met(profile)
                if failure.only_of(*names, *ended):
                    ends = ()
                    customer = with_known_names(customer, [failure.met(name) for name in names])
                elif failure.of(profile):
                    if not recreates or found is None or "deletedAt" not in found:
                        raise _number_taken(customer, found) from None
                    mark = found
                    # A walk may have shown who had the number.
                    customer = moved(customer, at := now(), at)
                elif not learned(self._table, failure, claims, known):
                    taken = customer.email if failure.of(*log_in, *claims.log_ins) else customer.contact_email
                    raise DuplicateAccount(taken or "", customer.tenant) from None
            else:
                return customer.number
        raise StorageUnavailable

    def revise(
        self,
        current: Customer,
        rule: Callable[[Customer], Customer],
        *,
        updated_by: str,
        receipt: Receipt | None = None,
        creates: str | None = None,
        acting: str | None = None,
    ) -> Customer:
        """See `CustomerStore.revise`; one write, or a transaction where an e-mail address must be free.

        So it is where a company must keep an ADMIN.
        """
        known = KnownClaims()
        with Turn(self._table, customer_key(current.tenant, current.number)) as turn:
            for left in turn.tries():
                current = current if left is None else _present(left, current)
                after = rule(current)
                if after is current:
                    return current
                if not turn.has_come(left):
                    continue
                after = placed(current, after, now())
                item = self.layouts.item(after, updated_by, current.trace)
                after = replace(after, trace=trace_of(item.raw()))
                log_in = _new_log_in(current, after)
                claims = claim_writes(current, after, known)
                if log_in or claims.writes:
                    emails = {after.email, after.claimed_email}
                    refuse_former_accounts(self._table, after.tenant, after.number, emails)
                records = [receipt_put(receipt, resource_id=creates)] if receipt is not None else []
                changes = turn.taken_by(self._changes(current, item), left)
                partition = self.layouts.realm(current)
                leaving = former_place_puts(current, after, partition, item.write_id)
                others = [*log_in, *claims.writes, *records]
                checks = self._admins_kept(current, after, acting, len([changes, *others, *leaving]))
                try:
                    self._write(changes, *others, *checks, after=leaving)
                except ConditionFailed as failure:
                    turn.lost(failure.met(changes))
                    if _is_own(failure, changes, item):
                        return after
                    if receipt is not None and failure.of(*records):
                        raise AnsweredBefore(answered(receipt, failure.met(records[0]))) from None
                    if not (
                        failure.of(changes, *checks)
                        or learned(self._table, failure, claims, known)
                        or _is_account_of(after, *map(failure.met, log_in))
                    ):
                        raise DuplicateAccount(after.contact_email or "", after.tenant) from None
                else:
                    return after
        raise StorageUnavailable

    def revision(
        self, current: Customer, after: Customer, *, updated_by: str, also: Sequence[Action] = ()
    ) -> list[Update | Put]:
        """Return the write that replaces the current customer, unless a rival has changed it, and others."""
        after = placed(current, after, now())
        item = self.layouts.item(after, updated_by, current.trace)
        leaving = former_place_puts(current, after, self.layouts.realm(current), item.write_id)
        return [self._changes(current, item, *also), *leaving]

    def delete(
        self,
        current: Customer,
        rule: Callable[[Customer], object],
        *,
        deleted_by: str,
        acting: str | None = None,
    ) -> None:
        """See `CustomerStore.delete`; one transaction."""
        kept: set[Key] = set()
        for turn in turns():
            if turn > 0:
                left = self._table.get(customer_key(current.tenant, current.number))
                current = _present(left or {}, current)
            rule(current)
            mark = self.layouts.mark(current, deleted_by)
            released = [each for each in releases(current) if each.key not in kept]
            accounts = self._log_ins_removed(current)
            put = Put(mark.raw(), is_version(current))
            checks = self._admins_kept(current, None, acting, len([put, *accounts, *released]))
            try:
                self._write(put, *accounts, *released, *checks)
            except ConditionFailed as failure:
                if _is_own(failure, put, mark):
                    return
                if failure.only_of(*released):
                    kept.update(each.key for each in released)
                # The address is somebody else's by now.
                elif failure.only_of(*accounts, *released) and self._table.write_if_unchanged(put, *checks):
                    return
            else:
                return
        raise StorageUnavailable

    def _admins_kept(
        self, current: Customer, after: Customer | None, acting: str | None, besides: int
    ) -> list[Check]:
        """Return what keeps each of a customer's companies an ADMIN; see `checks_in_all`.

        `after`: the customer then, unless it is deleted.
        """
        if acting is None or not current.legal_entities:
            return []
        if after is not None and (after.may_log_in or not current.may_log_in):
            return []
        from shared.adapters.dynamodb.stores.admins import checks_in_all

        return checks_in_all(self._table, current, acting, besides=besides)

    def claim_email(self, customer: Customer) -> bool:
        """See `CustomerStore.claim_email`; one transaction, or none where the log-in claims the address."""
        if customer.claimed_email is None:
            return True
        current = Check(customer_key(customer.tenant, customer.number), is_version(customer))
        return self._table.write_if_unchanged(
            current, *claim(customer, customer.claimed_email, KnownClaims())
        )

    def _log_ins_removed(self, customer: Customer) -> list[Write]:
        """Return what removes the accounts of a customer, or the sign-up that waits."""
        emails = [account.email for account in customer.accounts]
        if customer.unconfirmed_until is not None:
            return [Delete(sign_up_key(customer.tenant, email, customer.number)) for email in emails]
        return [self._account_deleted(customer, email) for email in emails]

    def _account_deleted(self, customer: Customer, email: str) -> Delete:
        key = account_key(customer.tenant, email)
        if former_account_keys(customer.tenant, email):
            account = find_account(self._table, customer.tenant, email)
            if account is not None and account.customer_number == customer.number:
                key = key_of(account)
        is_own = AccountItem.pk.does_not_exist() | (AccountItem.customer_number == customer.number)
        return Delete(key, is_own)

    def _write(self, profile: Put | Update, *others: Write, after: Sequence[Put] = ()) -> None:
        """Write a profile, and what goes with it in one transaction. `after`: what is to be there by then.

        Alone, it is written at half the price: its condition holds once, and it is recognised by its trace.
        """
        if others:
            self._table.write(profile, *others, *after)
            return
        for put in after:
            self._table.write_alone(put)
        try:
            self._table.write_alone(profile)
        except ConditionFailed as failure:
            if not failure.in_doubt:
                for put in after:
                    self._table.write_alone(Delete(next(keys_of(put))))
            raise

    def _changes(self, current: Customer, item: CustomerItem, *also: Action) -> Update:
        update = update_of(current, self.layouts.stored(current), item)
        return update._replace(actions=[*update.actions, *also])


def _present(left: Item, customer: Customer) -> Customer:
    """Return the customer as rivals have left it. Raises `CustomerNotFound`."""
    found = customer_from(left) if left else None
    if not isinstance(found, Customer):
        raise CustomerNotFound(customer.number)
    return found


def _new_log_in(current: Customer, after: Customer) -> list[Put]:
    """Return the write of the account of a customer that has had none."""
    if after.accounts == current.accounts:
        return []
    from shared.domain.log_in.account import new_account

    account = new_account(after)
    return [Put(account_item(account), log_in_is_free())] if account is not None else []


def ending(sign_up: Account) -> list[Write]:
    """Return what removes a sign-up that waits for its confirmation, and the customer that it has made."""
    profile = customer_key(sign_up.tenant, sign_up.customer_number)
    is_its_own = _FREE | (CustomerItem.incarnation == sign_up.incarnation)
    waits: list[Write] = [] if sign_up.expires_at is None else [Delete(key_of(sign_up))]
    return [Delete(profile, is_its_own), *waits]


def _record(receipt: Receipt, customer: Customer) -> Put:
    return receipt_put(receipt, resource_id=customer.number, incarnation=customer.incarnation)


def _pointers(customer: Customer, puts: Sequence[Put]) -> list[Put]:
    """Return what leads from the customer's partition to what is written outside of it."""
    partition = customer_key(customer.tenant, customer.number).pk
    return [elsewhere_put(customer, put) for put in puts if put.item["pk"] != {"S": partition}]


def _beginning(customer: Customer, fact: OneTimeToken | Notice | ProviderLink) -> Put:
    """Return the write of what begins with a customer; its layout is loaded when one does."""
    from shared.domain.log_in.one_time_tokens import OneTimeToken

    if isinstance(fact, OneTimeToken):
        from shared.adapters.dynamodb.items.one_time_token import token_put

        return token_put(fact)
    from shared.domain.log_in.identity_providers import ProviderLink

    if isinstance(fact, ProviderLink):
        from shared.adapters.dynamodb.items.provider_account import link_put

        return link_put(customer, fact)
    from shared.adapters.dynamodb.items.notice import notice_put

    return notice_put(fact)


def _is_still(mark: Item) -> Condition:
    return (CustomerItem.write_id == mark["writeId"]["S"]) & CustomerItem.deleted_at.exists()


def _is_own(failure: ConditionFailed, profile: Put | Update, item: CustomerItem) -> bool:
    """Return whether the write of the profile failed for itself, as an attempt before was carried out.

    Raises `StorageUnavailable` where so many rivals came after that attempt that nobody can tell.
    """
    if not failure.in_doubt or not failure.of(profile):
        return False
    own = includes(failure.met(profile), item.write_id, based_on=item.earlier_writes or "")
    if own is None:
        raise StorageUnavailable
    return own


def _is_account_of(customer: Customer, *found: Item | None) -> bool:
    """Return whether an account that was found is the customer's own, made by a rival's update."""
    return any(each is not None and each.get("customerNumber") == {"S": customer.number} for each in found)


def _number_taken(customer: Customer, found: Item | None) -> DuplicateCustomer | CustomerWasDeleted:
    if found is not None and "deletedAt" in found:
        return CustomerWasDeleted(customer.number)
    return DuplicateCustomer(customer.number)
