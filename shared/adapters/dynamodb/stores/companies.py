"""Companies as operations write them (`CompanyStore`): each in one transaction with what is around it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.item import TableItem, is_written
from shared.adapters.dynamodb.items.legal_entity import (
    MembershipItem,
    check_size_with_copies,
    edge_writes,
    is_contact,
    legal_entity_check,
    legal_entity_from,
    legal_entity_put,
    membership_from,
    structure_changed,
)
from shared.adapters.dynamodb.items.location import left_by, left_by_all, location_from, taken_by
from shared.adapters.dynamodb.items.receipt import answered, receipt_put
from shared.adapters.dynamodb.keys import (
    legal_entity_key,
    location_key,
    membership_partition,
    subsidiaries_partition,
)
from shared.adapters.dynamodb.stores.locations import companies_named_by, has
from shared.adapters.dynamodb.writes import ConditionFailed
from shared.adapters.patience import turns
from shared.domain.companies.hierarchy import (
    MAX_DEPTH,
    MAX_MOVED,
    MAX_NAMED,
    MAX_SHOWN,
    HasSubsidiaries,
    Surroundings,
    check_number_below,
    check_surroundings,
)
from shared.domain.companies.location_rules import MAX_USERS, TooManyUsers, document_of
from shared.domain.errors import AnsweredBefore, StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Put, Update, Write
    from shared.domain.companies.location_rules import Location
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.idempotency import Receipt


class Companies:
    """The `CompanyStore` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, tenant: str, entity_id: str) -> LegalEntity:
        """See `CompanyReader.find`; a strongly consistent read."""
        return legal_entity_from(tenant, entity_id, self._table.get(legal_entity_key(tenant, entity_id)))

    def above(self, tenant: str, entity_id: str | None, at_most: int = MAX_SHOWN) -> Sequence[LegalEntity]:
        """See `CompanyReader.above`; one read for each."""
        found: dict[str, LegalEntity] = {}
        while entity_id is not None and entity_id not in found and len(found) < at_most:
            company = self.find(tenant, entity_id)
            if not company.exists:
                break
            found[entity_id] = company
            entity_id = company.parent_id
        return tuple(found.values())

    def below(self, tenant: str, entity_id: str, at_most: int | None = None) -> Sequence[str]:
        """See `CompanyReader.below`; a query for each company."""
        found = {entity_id: None}
        coming = [entity_id]
        while coming:
            for child in self._subsidiaries(tenant, coming.pop(0), at_most):
                if child not in found:
                    found[child] = None
                    coming.append(child)
                    if at_most is not None and len(found) > at_most:
                        return list(found)[1:]
        return list(found)[1:]

    def revise(
        self,
        tenant: str,
        entity_id: str,
        rule: Callable[[LegalEntity], LegalEntity],
        *,
        check: Callable[[LegalEntity], object] = lambda _: None,
        sees: Callable[[LegalEntity], bool] = lambda _: True,
        receipt: Receipt | None = None,
        id_is_new: bool = False,
    ) -> LegalEntity:
        """See `CompanyStore.revise`; one transaction, or one write of a new company that stands alone."""
        for _ in turns():
            current = self.find(tenant, entity_id)
            after = rule(current)
            if after is current:
                check(current)
                return current
            around, locations = self._around(current, after, sees, id_is_new=id_is_new)
            if after.exists:
                check_surroundings(after, around)
            after = replace(_with_copies(after, locations), write_id=uuid.uuid4().hex)
            put = _put(current, after, locations)
            check(current)
            check_number_below(after, around)
            if after.is_deleted and (below := self._subsidiaries(tenant, entity_id, MAX_NAMED + 1)):
                raise HasSubsidiaries(entity_id, [each for each in below if sees(self.find(tenant, each))])
            taken = [taken_by(each, entity_id) for each in locations.values()]
            records = [receipt_put(receipt, resource_id=entity_id)] if receipt is not None else []
            others = [*self._beside(current, after, around), *taken, *records]
            try:
                if others or current.write_id is not None:
                    self._table.write(put, *others)
                else:  # its condition holds once, as something of a company is left for long
                    self._table.write_alone(put)
            except ConditionFailed as failure:
                if receipt is not None and failure.of(*records):
                    raise AnsweredBefore(answered(receipt, failure.met(records[0]))) from None
                if is_written(failure.met(put), after.write_id or ""):
                    return after
                self._make_room(failure, taken)
            else:
                return after
        raise StorageUnavailable

    def _around(
        self,
        current: LegalEntity,
        after: LegalEntity,
        sees: Callable[[LegalEntity], bool],
        *,
        id_is_new: bool,
    ) -> tuple[Surroundings, Mapping[str, Location]]:
        """Return what is around the company to be, and the locations that it gets.

        What is below is read where that may become too deep, or a circle: not below one that leaves its
        parent for none, and not below a new id, which nothing can have named.
        """
        tenant = after.tenant
        if after.is_deleted:
            return Surroundings(), {}
        former = current.location_ids if current.exists else ()
        locations = self._locations(tenant, [each for each in after.location_ids if each not in former])
        moves = not current.exists or current.parent_id != after.parent_id
        above = self.above(tenant, after.parent_id, MAX_DEPTH) if moves else None
        if above and not sees(above[0]):
            above = ()
        begins = not current.exists and not id_is_new
        below, levels = self._below(after) if begins or (above and current.exists) else ((), 0)
        names_assignments = "approvalGroup" in after.profile and (
            after.profile["approvalGroup"] != current.profile.get("approvalGroup")
        )
        around = Surroundings(
            above=above,
            below=below,
            levels_below=levels,
            locations={*former, *locations},
            assignments=self._assignments(after)
            if names_assignments
            else [each["id"] for each in after.profile.get("approvalGroup", ())],
        )
        return around, locations

    def _beside(self, current: LegalEntity, after: LegalEntity, around: Surroundings) -> Iterator[Write]:
        """Yield what goes with a company: its edge, word to those above, and the locations that it leaves."""
        yield from edge_writes(current, after)
        # Those that it leaves need no word: without it, nothing that they were found to allow becomes wrong.
        yield from map(structure_changed, around.above or ())
        kept = after.location_ids if after.exists else ()
        for each in current.location_ids if current.exists else ():
            if each not in kept:
                yield left_by(after.tenant, each, after.id)

    def _subsidiaries(self, tenant: str, entity_id: str, at_most: int | None = None) -> list[str]:
        partition = TableItem.pk == subsidiaries_partition(tenant, entity_id)
        return [row["sk"]["S"] for row in self._table.query(partition, limit=at_most, consistent=True)]

    def _below(self, company: LegalEntity) -> tuple[Collection[str], int]:
        """Return the ids of companies below one, and their levels, as far as both matter."""
        level, seen, levels = [company.id], dict[str, None](), 0
        while level and levels < MAX_DEPTH and len(seen) <= MAX_MOVED:
            found = [
                child
                for parent in level
                for child in self._subsidiaries(company.tenant, parent, MAX_MOVED + 1)
            ]
            level = [each for each in dict.fromkeys(found) if each not in seen and each != company.id]
            seen.update(dict.fromkeys(level))
            levels += bool(level)
        return seen, levels

    def _locations(self, tenant: str, ids: Sequence[str]) -> Mapping[str, Location]:
        if not ids:
            return {}
        found = self._table.batch_get(location_key(tenant, each) for each in ids)
        locations = map(location_from, found.values())
        return {each.id: each for each in locations}

    def _make_room(self, failure: ConditionFailed, taken: Sequence[Update]) -> None:
        """Take out of full locations the companies that are gone: events that delete them do not.

        Raises `TooManyUsers` where all have it.
        """
        for update in taken:
            found = failure.met(update)
            location = location_from(found) if found is not None else None
            if location is None or len(location.users) < MAX_USERS:
                continue
            gone = [each for each in companies_named_by(self._table, location) if not has(each, location)]
            if not gone:
                raise TooManyUsers(location.id)
            left = left_by_all(location, [each.id for each in gone])
            self._table.write_if_unchanged(left, *map(legal_entity_check, gone))  # else it is looked at again

    def _assignments(self, company: LegalEntity) -> frozenset[str]:
        partition = MembershipItem.pk == membership_partition(company.tenant, company.id)
        rows = self._table.query(partition, consistent=True)
        return frozenset(
            each.id
            for row in rows
            if is_contact(row)
            for each in membership_from(row).assignments
            if each.id is not None and not each.ended
        )


def _put(current: LegalEntity, after: LegalEntity, locations: Collection[str]) -> Put:
    """Return the write of a company that gets these locations. Raises `ValidationFailed`."""
    put = legal_entity_put(current, after)
    if after.exists and after.location_ids:
        check_size_with_copies(current if not locations else None, put)
    return put


def _with_copies(company: LegalEntity, locations: Mapping[str, Location]) -> LegalEntity:
    """Return the company with copies of the locations in the place of their ids."""
    if not locations:
        return company
    addresses = [
        document_of(locations[each["id"]]) if each["id"] in locations else each
        for each in company.profile["entitiesAddresses"]
    ]
    return replace(company, profile={**company.profile, "entitiesAddresses": addresses})
