"""Changes of what customers log in with (`CredentialStore`), each one transaction."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.account import (
    AccountItem,
    account_from,
    key_of,
    waiting_key_of,
)
from shared.adapters.dynamodb.items.account_writes import (
    account_moved,
    account_proven,
    is_account_of,
    set_or_removed,
)
from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from, is_version
from shared.adapters.dynamodb.items.elsewhere import elsewhere_put
from shared.adapters.dynamodb.items.email_claim import KnownClaims, claim_writes
from shared.adapters.dynamodb.items.notice import notice_put
from shared.adapters.dynamodb.items.one_time_token import token_from, token_put, token_use
from shared.adapters.dynamodb.items.provider_account import link_put
from shared.adapters.dynamodb.items.session import SessionItem
from shared.adapters.dynamodb.items.writer import ending_document
from shared.adapters.dynamodb.keys import (
    ACCOUNT,
    BEHIND_SIGN_UPS,
    account_key,
    customer_key,
    email_claim_key,
    former_account_keys,
    mail_count_key,
    one_time_token_key,
    session_key,
    sign_up_key,
)
from shared.adapters.dynamodb.stores.customers import ending
from shared.adapters.dynamodb.stores.email_claims import claimant, learned
from shared.adapters.dynamodb.stores.log_ins import count_one, count_wait, tries_cleared
from shared.adapters.dynamodb.stores.mailboxes import find_account, refuse_former_accounts
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Update
from shared.adapters.patience import turns
from shared.domain.customers.customer import Customer
from shared.domain.errors import DuplicateAccount, StorageUnavailable
from shared.domain.fields import folded_email
from shared.domain.instants import now
from shared.domain.log_in.throttling import MESSAGE_WINDOW, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pynamodb.expressions.update import Action

    from shared.adapters.dynamodb.stores.customers import Customers
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Write
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.identity_providers import ProviderLink
    from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
    from shared.domain.log_in.proof import Proven
    from shared.domain.log_in.sessions import Session
    from shared.domain.messages.notices import Notice

_CLAIMS_MET = 4
"""Tries to confirm a sign-up: its two addresses may each have a stale claim, and one may be another's."""


class Credentials:
    """The `CredentialStore` of the table."""

    def __init__(self, table: Table, customers: Customers) -> None:
        self._table = table
        self._customers = customers

    def find(self, tenant: str, email: str) -> tuple[Customer, Account] | None:
        """See `CredentialStore.find`; two requests."""
        held = self._held(tenant, email)
        account = next((each for each in held if each.confirmed), None) or (held[-1] if held else None)
        if account is None:
            return None
        profile = self._table.get(customer_key(tenant, account.customer_number))
        customer = customer_from(profile) if profile is not None else None
        if not isinstance(customer, Customer) or not _belongs(account, customer):
            return None
        return customer, account

    def claimant(self, tenant: str, email: str) -> Customer | None:
        """See `CredentialStore.claimant`; one request, or two."""
        claim = self._table.get(email_claim_key(tenant, email))
        return claimant(self._table, claim) if claim is not None else None

    def sign_ups(self, tenant: str, email: str) -> Sequence[Account]:
        """See `CredentialStore.sign_ups`; one request."""
        return [account for account in self._held(tenant, email) if not account.confirmed]

    def _held(self, tenant: str, email: str) -> list[Account]:
        """Return the account of an e-mail address and the sign-ups that wait for it, the latest last."""
        partition: Any = AccountItem.pk == account_key(tenant, email).pk
        part = partition & AccountItem.sk.between(ACCOUNT, BEHIND_SIGN_UPS)
        folded = folded_email(email)
        found = (account_from(tenant, raw) for raw in self._table.query(part, consistent=True))
        # One that was stored under a form that today is another mailbox's is not that one's.
        accounts = [account for account in found if folded_email(account.email) == folded]
        if not any(each.confirmed for each in accounts) and former_account_keys(tenant, email):
            former = find_account(self._table, tenant, email)
            accounts += [former] if former is not None and former.stored_as is not None else []
        now = time.time()
        return sorted((a for a in accounts if not a.is_gone(now)), key=lambda account: account.created_at)

    def account_of(self, customer: Customer) -> Account | None:
        """See `CredentialStore.account_of`; one request."""
        if customer.email is None:
            return None
        if customer.unconfirmed_until is None:
            account = find_account(self._table, customer.tenant, customer.email)
        else:
            raw = self._table.get(sign_up_key(customer.tenant, customer.email, customer.number))
            account = account_from(customer.tenant, raw) if raw is not None else None
        if account is None or not _belongs(account, customer) or account.is_gone(time.time()):
            return None
        return account

    def awaiting(
        self, tenant: str, number: str, purpose: TokenPurpose
    ) -> tuple[Customer, OneTimeToken] | None:
        """See `CredentialStore.awaiting`; one request."""
        profile_key, key = customer_key(tenant, number), one_time_token_key(tenant, number, purpose)
        found = self._table.batch_get((profile_key, key))
        if profile_key not in found or key not in found:
            return None
        customer, token = customer_from(found[profile_key]), token_from(found[key])
        if not isinstance(customer, Customer) or not token.is_good(customer, time.time()):
            return None
        return customer, token

    def send(self, token: OneTimeToken, asked_for: str) -> bool:
        """See `CredentialStore.send`; two writes."""
        if not self.count_message(token.tenant, asked_for, token.counted_as):
            return False
        self._table.write(token_put(token))
        return True

    def count_message(self, tenant: str, email: str, kind: str) -> bool:
        """See `CredentialStore.count_message`; one write, or two for the first of an hour."""
        key = mail_count_key(tenant, email, kind)
        window = MESSAGE_WINDOW.total_seconds()
        return count_one(self._table, key, window, time.time(), at_most=MESSAGES)

    def tell(self, notice: Notice) -> None:
        """See `CredentialStore.tell`; one write."""
        self._table.write(notice_put(notice))

    def message_wait(self, tenant: str, email: str, kind: str) -> float:
        """See `CredentialStore.message_wait`; one request."""
        return count_wait(self._table, mail_count_key(tenant, email, kind), time.time())

    def set_password(
        self,
        customer: Customer,
        account: Account,
        password_hash: str,
        *,
        keeps: Session | None,
        notice: Notice | None = None,
    ) -> bool:
        """See `CredentialStore.set_password`; one transaction."""
        is_initial = AccountItem.initial_password
        key = key_of(account)
        writes: list[Write] = [
            Update(
                key,
                [
                    AccountItem.password_hash.set(password_hash),
                    AccountItem.password_id.set(secrets.token_hex(8)),
                    is_initial.set(True) if keeps is None else is_initial.remove(),
                    AccountItem.legacy.remove(),
                ],
                is_account_of(customer),
            ),
            self._ending_sessions(customer),
            tries_cleared(account.tenant, account.email),
            *([_living_on(customer, keeps)] if keeps is not None else ()),
            *([notice_put(notice)] if notice is not None else ()),
        ]
        if account.legacy:
            writes.append(Delete(waiting_key_of(account)))
        return self._table.write_if_unchanged(*writes)

    def change_email(
        self,
        customer: Customer,
        account: Account,
        rule: Callable[[Customer], Customer],
        *,
        uses: OneTimeToken,
        notice: Notice | None = None,
    ) -> bool:
        """See `CredentialStore.change_email`; one transaction, made again after a rival's write."""
        known = KnownClaims()
        for turn in turns():
            if turn > 0:
                found = self.awaiting(uses.tenant, uses.customer_number, uses.purpose)
                if found is None or found[1].nonce != uses.nonce:
                    return False
                customer = found[0]
                current = self.account_of(customer)
                if current is None:
                    return False
                account = current
            if self._moved(customer, account, rule(customer), uses, known=known, notice=notice):
                return True
        raise StorageUnavailable

    def _moved(
        self,
        customer: Customer,
        account: Account,
        after: Customer,
        uses: OneTimeToken,
        *,
        known: KnownClaims,
        notice: Notice | None,
    ) -> bool:
        """Try it, and return whether profile and account were current. Raises `DuplicateAccount`."""
        new_email = after.email or account.email
        revision = self._customers.revision(
            customer, after, updated_by=customer.number, also=[CustomerItem.email_change.set(uses.nonce)]
        )
        refuse_former_accounts(self._table, customer.tenant, customer.number, (new_email,))
        account_writes = account_moved(customer, account, new_email)
        new_account = account_writes[:1] if len(account_writes) > 1 else []
        claims = claim_writes(customer, after, known)
        try:
            told = [notice_put(notice)] if notice is not None else []
            self._table.write(*revision, token_use(uses), *account_writes, *claims.writes, *told)
        except ConditionFailed as failure:
            taken = failure.only_of(*new_account, *claims.writes)
            if taken and not learned(self._table, failure, claims, known):
                raise DuplicateAccount(new_email, customer.tenant) from None
            return False
        return True

    def prove(
        self,
        customer: Customer,
        account: Account,
        after: Proven,
        *,
        uses: OneTimeToken | None = None,
        link: ProviderLink | None = None,
        notice: Notice | None = None,
        clears_tries: bool = False,
    ) -> bool:
        """See `CredentialStore.prove`; one transaction."""
        sets_password = after.account.password_hash not in {None, account.password_hash}
        profile = self._profile_proven(customer, after.customer, sets_password=sets_password)
        others: list[Write] = [
            *account_proven(account, after.account),
            *(write for ended in after.ended for write in ending(ended)),
        ]
        if uses is not None:
            others.append(token_use(uses))
        if link is not None:
            put = link_put(after.customer, link)
            others += [put, elsewhere_put(after.customer, put)]
        if notice is not None:
            others.append(notice_put(notice))
        if clears_tries:
            others.append(tries_cleared(account.tenant, account.email))
        if customer.unconfirmed_until is None:
            return self._table.write_if_unchanged(profile, *others)
        return self._confirmed(after.customer, profile, others)

    def _confirmed(self, customer: Customer, profile: Update, others: Sequence[Write]) -> bool:
        """Write a sign-up that is confirmed, unless its address is somebody else's by now.

        If only its contact e-mail address is, the proven one takes its place: another customer could keep
        somebody from an account otherwise.
        """
        known = KnownClaims()
        renamed: list[Action] = []
        for _ in range(_CLAIMS_MET):
            claims = claim_writes(None, customer, known)
            # The form of entries in indexes may be another one since it signed up.
            actions = [*profile.actions, *renamed, *self._places_set(customer)]
            try:
                self._table.write(profile._replace(actions=actions), *others, *claims.writes)
            except ConditionFailed as failure:
                if failure.only_of(*claims.writes) and learned(self._table, failure, claims, known):
                    continue
                if not failure.only_of(*claims.contact):
                    return False
                customer = replace(customer, contact_email=customer.email)
                renamed = [set_or_removed(CustomerItem.contact_email, customer.contact_email)]
            else:
                return True
        return False

    def _profile_proven(self, customer: Customer, after: Customer, *, sets_password: bool) -> Update:
        """Return the write of the profile. Its sessions carry the epoch of their beginning: they are over."""
        unchanged = (CustomerItem.incarnation == customer.incarnation) & (
            CustomerItem.session_epoch == customer.session_epoch
        )
        actions: list[Action] = [
            CustomerItem.session_epoch.add(after.session_epoch - customer.session_epoch),
            set_or_removed(CustomerItem.proof_id, after.proof_id),
            self._ended(sets_password=sets_password),
        ]
        if customer.joins_company and not after.joins_company:
            actions.append(CustomerItem.joins_company.remove())
        if customer.unconfirmed_until is not None:
            # From now on it is in the indexes, in the partition of its present restriction.
            actions += [
                CustomerItem.expires_at.remove(),
                CustomerItem.realm.set(self._customers.layouts.realm(after)),
            ]
            unchanged &= is_version(customer)
        return Update(customer_key(customer.tenant, customer.number), actions, unchanged)

    def _ending_sessions(self, customer: Customer) -> Update:
        """Sessions carry the epoch of their beginning: those of an earlier one are over."""
        return Update(
            customer_key(customer.tenant, customer.number),
            [CustomerItem.session_epoch.add(1), self._ended(sets_password=True)],
            (CustomerItem.incarnation == customer.incarnation)
            & (CustomerItem.session_epoch == customer.session_epoch),
        )

    def _ended(self, *, sets_password: bool) -> Action:
        writer = self._customers.layouts.writer()
        return CustomerItem.ended.set(ending_document(writer, now(), sets_password=sets_password))

    def _places_set(self, customer: Customer) -> list[Action]:
        name_key, email_key, company_key = self._customers.layouts.places(customer)
        return [
            CustomerItem.name_key.set(name_key),
            CustomerItem.email_key.set(email_key),
            CustomerItem.company_key.set(company_key),
        ]


def _belongs(account: Account, customer: Customer) -> bool:
    return (account.customer_number, account.incarnation) == (customer.number, customer.incarnation)


def _living_on(customer: Customer, session: Session) -> Update:
    """Return the write that keeps a session when all others of the customer end."""
    return Update(
        session_key(session.tenant, session.customer_number, session.id),
        [SessionItem.session_epoch.set(customer.session_epoch + 1)],
        SessionItem.family == session.family,
    )
