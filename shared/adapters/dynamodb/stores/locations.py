"""Locations in the table (`LocationStore`): each is written with the copies that companies have of it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.item import is_written, item_size
from shared.adapters.dynamodb.items.legal_entity import (
    check_size_with_copies,
    legal_entity_from,
    legal_entity_put,
)
from shared.adapters.dynamodb.items.location import is_current, location_from, location_put
from shared.adapters.dynamodb.items.receipt import answered, receipt_put
from shared.adapters.dynamodb.keys import legal_entity_key, location_key
from shared.adapters.dynamodb.writes import ConditionFailed, Delete
from shared.adapters.patience import turns
from shared.domain.companies.location_rules import (
    DuplicateLocation,
    LocationNotFound,
    UsersTooLarge,
    with_location,
)
from shared.domain.errors import StorageUnavailable
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Put
    from shared.domain.companies.location_rules import Location
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.idempotency import Receipt

MAX_BYTES_TOGETHER = 4_000_000
"""A little below what DynamoDB takes as one transaction."""


class Locations:
    """The `LocationStore` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, tenant: str, location_id: str) -> Location | None:
        """See `LocationStore.find`; a strongly consistent read."""
        raw = self._table.get(location_key(tenant, location_id))
        return location_from(raw) if raw is not None else None

    def create(
        self,
        location: Location,
        receipt: Receipt | None = None,
        *,
        check: Callable[[], object] = lambda: None,
    ) -> str:
        """See `LocationStore.create`; one transaction."""
        write_id = uuid.uuid4().hex
        put = location_put(None, location, write_id)
        check()
        records = [receipt_put(receipt, resource_id=location.id)] if receipt is not None else []
        try:
            self._table.write(put, *records)
        except ConditionFailed as failure:
            if receipt is not None and failure.of(*records):
                return answered(receipt, failure.met(records[0]))
            raise DuplicateLocation(location.id) from None
        return location.id

    def revise(
        self,
        current: Location,
        rule: Callable[[Location], Location],
        *,
        check: Callable[[Location], object],
        updated_by: str,
    ) -> Location:
        """See `LocationStore.revise`; one transaction with all companies that have the location."""
        for turn in turns():
            if turn > 0:
                current = self._present(current)
            after = rule(current)
            if after is current:
                check(current)
                return current
            write_id, users = uuid.uuid4().hex, self._users(current)
            after = replace(after, users=frozenset(each.id for each in users))
            put = location_put(current, after, write_id)
            copies = [_with_copy(company, after, updated_by) for company in users]
            check(current)
            if sum(item_size(each.item) for each in (put, *copies)) > MAX_BYTES_TOGETHER:
                raise UsersTooLarge(current.id)
            try:
                self._table.write(put, *copies)
            except ConditionFailed as failure:
                if is_written(failure.met(put), write_id):
                    return after
            else:
                return after
        raise StorageUnavailable

    def delete(self, current: Location, rule: Callable[[Location], object]) -> None:
        """See `LocationStore.delete`; one transaction."""
        for turn in turns():
            if turn > 0:
                current = self._present(current)
            rule(replace(current, users=frozenset(each.id for each in self._users(current))))
            key = location_key(current.tenant, current.id)
            if self._table.write_if_unchanged(Delete(key, is_current(current))):
                return
        raise StorageUnavailable

    def _users(self, location: Location) -> list[LegalEntity]:
        return [each for each in companies_named_by(self._table, location) if has(each, location)]

    def _present(self, location: Location) -> Location:
        raw = self._table.get(location_key(location.tenant, location.id))
        if raw is None:
            raise LocationNotFound(location.id)
        return location_from(raw)


def companies_named_by(table: Table, location: Location) -> list[LegalEntity]:
    """Return the companies that a location names as its users, as they are at this moment."""
    keys = {each: legal_entity_key(location.tenant, each) for each in location.users}
    found = table.batch_get(keys.values()) if keys else {}
    return [legal_entity_from(location.tenant, each, found.get(key)) for each, key in keys.items()]


def has(company: LegalEntity, location: Location) -> bool:
    """Return whether a company has the location, which is not told by an event that deletes the company."""
    return company.exists and location.id in company.location_ids


def _with_copy(company: LegalEntity, location: Location, updated_by: str) -> Put:
    after = with_location(company, location, now(), updated_by)
    put = legal_entity_put(company, replace(after, write_id=uuid.uuid4().hex))
    check_size_with_copies(company, put)
    return put
