"""Writes the customers of records, as the mode of an import says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cli.transfer.modes import Mode
from cli.transfer.pace import CUSTOMERS_PER_SECOND, Pace
from cli.transfer.records import (
    check_is_certain,
    check_is_customer,
    identity_of,
    imported_change,
    imported_customer,
)
from shared.adapters.dynamodb.stores.mailboxes import account_among, account_keys, find_account
from shared.domain.callers.access import EVERYWHERE
from shared.domain.errors import (
    CustomerNotFound,
    DuplicateAccount,
    DuplicateCustomer,
    Problem,
    ValidationFailed,
)
from shared.use_cases.migration.import_customer import Imported, import_customer
from shared.use_cases.migration.update_imported_customer import update_imported_customer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cli.transfer.columns import Record
    from cli.transfer.records import IdentityRecord
    from shared.adapters.dynamodb.table import Table
    from shared.domain.customers.customer_rules import Members
    from shared.domain.idempotency import Receipt
    from shared.use_cases.migration.import_customer import ImportPorts

_RACES_LOST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A customer who was known, as updated. `password_left`: the record has a password hash, not imported."""

    number: str
    version: int
    changed: bool
    password_left: bool


@dataclass(frozen=True, slots=True)
class Before:
    """A customer whom an earlier run has created from the same line. `reset_needed`: see `Imported`."""

    reset_needed: str | None = None


Written = Imported | Known | Before


class Writer:
    """Writes customers of one tenant, no faster than its indexes take them.

    `resumes`: the import was begun before, so a line that has created a customer is done. Otherwise, with
    `upsert`, that customer is updated like any other who is known.
    """

    def __init__(
        self, importing: ImportPorts, table: Table, tenant: str, mode: Mode, *, resumes: bool
    ) -> None:
        self._importing = importing
        self._table = table
        self._tenant = tenant
        self._mode = mode
        self._resumes = resumes
        configuration = importing.tenants.of(tenant)
        self._restrictions = frozenset(configuration.restrictions)
        self._pace = Pace(CUSTOMERS_PER_SECOND * configuration.shards)

    def numbers_of(self, emails: Collection[str]) -> Mapping[str, str]:
        """Return the numbers of the known customers among those who log in with these addresses."""
        keys = (key for email in emails for key in account_keys(self._tenant, email))
        found = self._table.batch_get(keys)
        accounts = {email: account_among(found, self._tenant, email) for email in emails}
        return {email: account.customer_number for email, account in accounts.items() if account is not None}

    def write(self, record: Record, receipt: Receipt, *, is_answered: bool) -> Written:
        """Write the customer. `is_answered`: the line with this receipt has created one before.

        Raises `ValidationFailed` and other errors of the domain.
        """
        check_is_certain(record)
        if is_answered and (self._resumes or self._mode == Mode.CREATE):
            return self._before(record)
        if self._mode == Mode.CREATE:
            return self._create(record, receipt)
        identity = identity_of(record)
        if identity.id is not None or identity.email is not None:
            return self._update(record, receipt, identity)
        if self._mode == Mode.UPDATE:
            raise ValidationFailed(Problem("needs an id, or account.email, to tell whom to update"))
        return self._before(record) if is_answered else self._create(record, receipt)

    def _before(self, record: Record) -> Before:
        encoded = identity_of(record).password_hash
        return Before(self._importing.verifier().objection(encoded.strip()) if encoded is not None else None)

    def _create(self, record: Record, receipt: Receipt) -> Imported:
        check_is_customer(record)
        item = imported_customer(record, tenant=self._tenant, receipt=receipt)
        self._keep_pace(item.members)
        return import_customer(self._importing, EVERYWHERE, item)

    def _update(self, record: Record, receipt: Receipt, identity: IdentityRecord) -> Written:
        """Update the customer, or with `upsert`, create one who is not known; a rival may do so meanwhile."""
        is_taken = DuplicateCustomer if identity.id is not None else DuplicateAccount
        for _ in range(_RACES_LOST):
            known = self._known(record, identity)
            if known is not None:
                return known
            try:
                return self._create(record, receipt)
            except is_taken:
                continue
        return self._create(record, receipt)

    def _known(self, record: Record, identity: IdentityRecord) -> Known | None:
        """Update the customer if it is known; None if it may be created instead."""
        number = identity.id or self._number_of(identity.email or "")
        may_be_new = self._mode == Mode.UPSERT
        if number is None:
            if may_be_new:
                return None
            raise ValidationFailed(Problem("is not the log-in of a known customer", "account.email"))
        try:
            change = imported_change(record, tenant=self._tenant, number=number)
            self._keep_pace(change.members)
            updated = update_imported_customer(self._importing, EVERYWHERE, change)
        except CustomerNotFound:
            if may_be_new:
                return None
            raise
        return Known(number, updated.version, updated.changed, identity.password_hash is not None)

    def _number_of(self, email: str) -> str | None:
        account = find_account(self._table, self._tenant, email)
        return account.customer_number if account is not None else None

    def _keep_pace(self, members: Members) -> None:
        restriction = members.get("restriction")
        self._pace.wait(restriction if restriction in self._restrictions else None)
