"""Locations in the table (`LocationStore`): each is written with the copies that companies have of it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.item import is_written
from shared.adapters.dynamodb.items.legal_entity import legal_entity_from, legal_entity_put
from shared.adapters.dynamodb.items.location import is_current, location_from, location_put
from shared.adapters.dynamodb.items.receipt import answered, receipt_put
from shared.adapters.dynamodb.keys import legal_entity_key, location_key
from shared.adapters.dynamodb.patience import turns
from shared.adapters.dynamodb.writes import ConditionFailed, Delete
from shared.domain.companies.location_rules import DuplicateLocation, LocationNotFound, with_location
from shared.domain.errors import StorageUnavailable
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Put
    from shared.domain.companies.location_rules import Location
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.idempotency import Receipt


class Locations:
    """The `LocationStore` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, tenant: str, location_id: str) -> Location | None:
        """See `LocationStore.find`; a strongly consistent read."""
        raw = self._table.get(location_key(tenant, location_id))
        return location_from(raw) if raw is not None else None

    def create(self, location: Location, receipt: Receipt | None = None) -> str:
        """See `LocationStore.create`; one transaction."""
        write_id = uuid.uuid4().hex
        put = location_put(None, location, write_id)
        records = [receipt_put(receipt, resource_id=location.id)] if receipt is not None else []
        try:
            self._table.write(put, *records)
        except ConditionFailed as failure:
            if receipt is not None and failure.of(*records):
                return answered(receipt, failure.met(records[0]))
            raise DuplicateLocation(location.id) from None
        return location.id

    def revise(self, current: Location, rule: Callable[[Location], Location], *, updated_by: str) -> Location:
        """See `LocationStore.revise`; one transaction with all companies that have the location."""
        for turn in turns():
            if turn > 0:
                current = self._present(current)
            after = rule(current)
            if after is current:
                return current
            write_id, users = uuid.uuid4().hex, self._users(current)
            after = replace(after, users=frozenset(users))
            put = location_put(current, after, write_id)
            copies = [_with_copy(company, after, updated_by) for company in users.values()]
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
            rule(replace(current, users=frozenset(self._users(current))))
            key = location_key(current.tenant, current.id)
            if self._table.write_if_unchanged(Delete(key, is_current(current))):
                return
        raise StorageUnavailable

    def _users(self, location: Location) -> dict[str, LegalEntity]:
        """Return the companies that have the location: an event that deletes one does not tell it."""
        keys = {each: legal_entity_key(location.tenant, each) for each in location.users}
        found = self._table.batch_get(keys.values()) if keys else {}
        companies = (legal_entity_from(location.tenant, each, found.get(key)) for each, key in keys.items())
        return {each.id: each for each in companies if each.exists and location.id in each.location_ids}

    def _present(self, location: Location) -> Location:
        raw = self._table.get(location_key(location.tenant, location.id))
        if raw is None:
            raise LocationNotFound(location.id)
        return location_from(raw)


def _with_copy(company: LegalEntity, location: Location, updated_by: str) -> Put:
    after = with_location(company, location, now(), updated_by)
    return legal_entity_put(company, replace(after, write_id=uuid.uuid4().hex))
