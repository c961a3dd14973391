"""Sessions in the table (`SessionStore`)."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.account import AccountItem, key_of
from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from
from shared.adapters.dynamodb.items.session import SessionItem, session_from, session_item
from shared.adapters.dynamodb.keys import (
    BEHIND_SESSIONS,
    PROFILE,
    SESSION_PREFIX,
    customer_key,
    membership_key,
    session_key,
)
from shared.adapters.dynamodb.stores.log_ins import tries_forgiven
from shared.adapters.dynamodb.table import TRANSACTION_LIMIT
from shared.adapters.dynamodb.writes import Check, ConditionFailed, Delete, Put, Update
from shared.domain.customers.customer import Customer
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Key, Write
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.sessions import Session
    from shared.domain.messages.notices import Notice
    from shared.domain.roles import Role
    from shared.ports.log_in import CountedTry

_ENDED_AT_ONCE = TRANSACTION_LIMIT - 1  # as the check of the one that stays is part of the transaction


class Sessions:
    """Reads session and profile together, strongly consistent: log-out and hold are immediate."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, tenant: str, number: str, session_id: str) -> tuple[Customer, Session] | None:
        """See `SessionStore.find`."""
        profile_key, key = customer_key(tenant, number), session_key(tenant, number, session_id)
        found = self._table.batch_get((profile_key, key))
        if profile_key not in found or key not in found:
            return None
        customer = customer_from(found[profile_key])
        return (customer, session_from(found[key])) if isinstance(customer, Customer) else None

    def find_with_role(
        self, tenant: str, number: str, session_id: str, legal_entity_id: str
    ) -> tuple[Customer, Session, Role | None] | None:
        """See `SessionStore.find_with_role`; the same request."""
        from shared.adapters.dynamodb.items.legal_entity import contact_role

        profile_key, key = customer_key(tenant, number), session_key(tenant, number, session_id)
        at_membership = membership_key(tenant, legal_entity_id, number)
        found = self._table.batch_get((profile_key, key, at_membership))
        if profile_key not in found or key not in found:
            return None
        customer = customer_from(found[profile_key])
        if not isinstance(customer, Customer):
            return None
        role = contact_role(found.get(at_membership), customer.incarnation)
        return customer, session_from(found[key]), role

    def role_of(self, customer: Customer, legal_entity_id: str) -> Role | None:
        """See `SessionStore.role_of`; one request."""
        from shared.adapters.dynamodb.items.legal_entity import contact_role

        key = membership_key(customer.tenant, legal_entity_id, customer.number)
        return contact_role(self._table.get(key), customer.incarnation)

    def of_customer(self, tenant: str, number: str) -> tuple[Customer, Sequence[Session]] | None:
        """See `SessionStore.of_customer`; one query of a part of the customer's partition."""
        partition: Any = CustomerItem.pk == customer_key(tenant, number).pk
        part = partition & CustomerItem.sk.between(PROFILE, BEHIND_SESSIONS)
        items = list(self._table.query(part, consistent=True))
        key = customer_key(tenant, number).raw()
        profile = next((customer_from(item) for item in items if item["sk"] == key["sk"]), None)
        if not isinstance(profile, Customer) or profile.is_gone(time.time()):
            return None
        return profile, [session_from(i) for i in items if i["sk"]["S"].startswith(SESSION_PREFIX)]

    def begin(
        self,
        customer: Customer,
        session: Session,
        *,
        ends: Sequence[Session] = (),
        proven: Account | None = None,
        clears: CountedTry | None = None,
        notice: Notice | None = None,
    ) -> bool:
        """See `SessionStore.begin`; one transaction."""
        put = Put(session_item(session), SessionItem.pk.does_not_exist())
        profile = customer_key(customer.tenant, customer.number)
        may_log_in: Condition = (
            (CustomerItem.incarnation == customer.incarnation)
            & (CustomerItem.session_epoch == customer.session_epoch)
            & (CustomerItem.active == True)  # noqa: E712 - pynamodb's condition
            & (CustomerItem.on_hold == False)  # noqa: E712
        )
        writes: list[Write] = [
            Update(profile, [CustomerItem.last_login.set(now())], may_log_in)
            if session.actor is None
            else Check(profile, may_log_in),
            put,
            *(Delete(session_key(customer.tenant, customer.number, ended.id)) for ended in ends),
        ]
        if notice is not None:
            from shared.adapters.dynamodb.items.notice import notice_put

            writes.append(notice_put(notice))
        if proven is not None:
            # The profile was read after the account: its epoch may already be that of the next password.
            writes.append(Check(key_of(proven), _is_still(proven)))
        if clears is not None and (forgiven := tries_forgiven(clears)) is not None:
            writes.append(forgiven)
        try:
            self._table.write(*writes)
        except ConditionFailed:
            return False
        return True

    def rotate(self, current: Session, after: Session) -> Session | None:
        """See `SessionStore.rotate`; one write."""
        still_current = (
            (SessionItem.family == current.family)
            & (SessionItem.generation == current.generation)
            & (SessionItem.session_epoch == current.epoch)
        )
        put = Put(session_item(after), still_current)
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            found = failure.met(put)
            return session_from(found) if found is not None else None
        return after

    def end(self, tenant: str, number: str, session_id: str, *, family: str | None) -> None:
        """See `SessionStore.end`; one write."""
        is_meant = SessionItem.family == family if family is not None else None
        with contextlib.suppress(ConditionFailed):
            self._table.write_alone(Delete(session_key(tenant, number, session_id), is_meant))

    def end_all(self, ended: Sequence[Session], *, keeps: Session | None = None) -> bool:
        """See `SessionStore.end_all`; one write, or one transaction for every 99 sessions."""
        # Two sessions that end each other at the same moment: the check leaves one of them.
        kept = [Check(_key_of(keeps), SessionItem.family == keeps.family)] if keeps is not None else []
        return all(
            self._table.write_if_unchanged(
                *(Delete(_key_of(session)) for session in ended[start : start + _ENDED_AT_ONCE]), *kept
            )
            for start in range(0, len(ended), _ENDED_AT_ONCE)
        )


def _key_of(session: Session) -> Key:
    return session_key(session.tenant, session.customer_number, session.id)


def _is_still(account: Account) -> Condition:
    of_password = AccountItem.password_id
    same_password: Any = (
        of_password.does_not_exist() if account.password_id is None else of_password == account.password_id
    )
    return (
        same_password
        & (AccountItem.customer_number == account.customer_number)
        & (AccountItem.incarnation == account.incarnation)
    )
