"""Builds, verifies and clears the index of words of a tenant (`SearchIndexes`).

Each write of entries is a transaction with the customer as it was read, since no record of the stream repeats
what is broken off here. The standing is read again and again meanwhile (not in the transactions, which would
be in conflict over it), as a function does: `clear` waits until what was read of it before is out of date.
"""

from __future__ import annotations

import itertools
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from, is_version
from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.items.search_entry import SearchItem, entry_item, signature_in
from shared.adapters.dynamodb.keys import BY_CREATION, customer_key, tenant_and_number
from shared.adapters.dynamodb.search_keys import (
    DICTIONARY,
    build_key,
    dictionary_word,
    entry_key,
    entry_place,
    partition_of,
    registry_partition,
)
from shared.adapters.dynamodb.stores.search_keeping import IndexKept
from shared.adapters.dynamodb.stores.search_marks import Held, Marked, Place, SearchMarks, held_in, place_of
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT, TRANSACTION_LIMIT
from shared.adapters.dynamodb.writes import Check, ConditionFailed, Delete, Key, Put
from shared.adapters.patience import turns
from shared.domain.customers.customer import Customer
from shared.domain.errors import StorageUnavailable
from shared.domain.instants import instant_from, now
from shared.domain.search.corrections import is_in_dictionary
from shared.domain.search.entries import Entry, entries_of, settlement_of
from shared.domain.search.reach import EVERYTHING, reach_for, reach_of
from shared.domain.search.words import Listing, Word
from shared.ports.search import Mended

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.tenants.search_reach import SearchReach
    from shared.ports.tenants import TenantStandings

_WRITERS = 8
SETTLING_SECONDS = 5.0
"""How long a change may be under way to the index before what differs is taken for an error."""


class SearchBuildItem(TableItem):
    """How far a build has come in the directory: a partition, and the sort key of its last customer."""

    partition = UnicodeAttribute()
    place = UnicodeAttribute()


class SearchIndexes:
    """Several customers are written at a time."""

    def __init__(self, table: Table, tenants: Tenants, standings: TenantStandings) -> None:
        self._table = table
        self._tenants = tenants
        self._standings = standings
        self._marks = SearchMarks(table)

    def reach_for(self, tenant: str) -> SearchReach:
        """See `SearchIndexes.reach_for`; by all restrictions that the tenant ever had, as searches do."""
        return reach_for(self._tenants.restrictions_ever(tenant))

    def is_begun(self, tenant: str) -> bool:
        """See `SearchIndexes.is_begun`."""
        return self._table.get(build_key(tenant)) is not None

    def build(self, tenant: str, reach: SearchReach) -> Iterator[int]:
        """See `SearchIndexes.build`. What is there already is not written again."""
        key, kept = build_key(tenant), IndexKept(self._standings, tenant, reach)
        found = self._table.get(key)
        state: Any = SearchBuildItem.from_raw_data(found) if found is not None else None
        with ThreadPoolExecutor(_WRITERS, thread_name_prefix="search-build") as pool:
            if state is None and kept.index.built_at is None:
                for read in self._reaches(tenant):
                    # What one function wrote and another did not know to remove.
                    for _ in self._verify_entries(tenant, kept, read, set(), pool):
                        yield 0
            for rows in self._directory(tenant, state):
                kept.confirm()
                numbers = [tenant_and_number(row["pk"]["S"])[1] for row in rows]
                profiles = self._profiles(tenant, numbers)
                words = held_in(_all_entries(profiles.values(), reach))
                announced = self._marks.announce(tenant, words)
                list(pool.map(lambda raw: self._mend(tenant, kept, raw, None), profiles.values()))
                self._marks.put(tenant, words)
                self._marks.release_empty(tenant, announced)
                item = SearchBuildItem(
                    pk=key.pk,
                    sk=key.sk,
                    partition=rows[-1]["realm"]["S"],
                    place=rows[-1]["directoryKey"]["S"],
                )
                kept.confirm_lately()
                self._table.write_alone(Put(item.raw()))
                yield len(rows)
        kept.confirm()
        self._table.delete_all([key])

    def verify(self, tenant: str, reach: SearchReach) -> Iterator[tuple[int, Mended]]:
        """See `SearchIndexes.verify`. Entries are looked at first, then customers."""
        kept = IndexKept(self._standings, tenant, reach)
        with ThreadPoolExecutor(_WRITERS, thread_name_prefix="search-verify") as pool:
            for each in self._reaches(tenant):
                known: set[str] = set()
                for mended in self._verify_entries(tenant, kept, each, known, pool):
                    yield 0, mended
                kept.confirm()
                yield 0, self._verify_dictionary(tenant, each, known)
            seen: set[Held | Place] = set()
            for rows in self._directory(tenant, None):
                kept.confirm()
                numbers = [tenant_and_number(row["pk"]["S"])[1] for row in rows]
                profiles = self._profiles(tenant, numbers)
                expected = _all_entries(profiles.values(), reach)
                mended = self._mend_all(tenant, kept, expected, pool)
                words = {
                    each
                    for each in held_in(expected)
                    if place_of(each) not in seen or (each.is_correctable and each not in seen)
                }
                mended = mended.plus(_of_marks(self._marks.put(tenant, words, thoroughly=True)))
                seen.update(map(place_of, words))
                # Of numbers and addresses, everybody's are others.
                seen.update(each for each in words if each.is_correctable)
                yield len(rows), mended

    def clear(self, tenant: str) -> Iterator[int]:
        """See `SearchIndexes.clear`. A partition goes from the registry when it is empty."""
        for reach in self._reaches(tenant):
            for listed in self._registry(tenant, reach):
                for page in self._pages(partition_of(tenant, reach, listed)):
                    self._table.delete_all([Key.of(raw) for raw in page])
                    yield len(page)
                self._table.delete_all([Key(registry_partition(tenant, reach), listed)])
                yield 1
        self._table.delete_all([build_key(tenant)])

    def _verify_entries(
        self, tenant: str, kept: IndexKept, read: str, known: set[str], pool: ThreadPoolExecutor
    ) -> Iterator[Mended]:
        """Mend what is in the partitions of one reach, and collect the words that its dictionary needs."""
        for listed in self._registry(tenant, read):
            if listed[0] == DICTIONARY:
                continue
            is_empty = True
            for page in self._pages(partition_of(tenant, read, listed)):
                kept.confirm()
                stored = {Entry(read, *entry_place(listed, raw["sk"]["S"])): raw for raw in page}
                is_empty = is_empty and not stored
                mended = self._mend_all(tenant, kept, stored, pool)
                known.update(filter(is_in_dictionary, (entry.word.text for entry in stored)))
                yield mended
            if is_empty:
                removed = self._marks.release_places(tenant, {Place(read, listed)})
                yield Mended(partitions=removed)

    def _verify_dictionary(self, tenant: str, reach: str, known: Set[str]) -> Mended:
        """Remove words that no entry has."""
        strange: set[Held] = set()
        for listed in self._registry(tenant, reach):
            if listed[0] != DICTIONARY:
                continue
            for page in self._pages(partition_of(tenant, reach, listed)):
                words = (dictionary_word(listed, raw["sk"]["S"]) for raw in page)
                strange |= {Held(reach, Word(Listing.NAMES, each)) for each in words if each not in known}
        return _of_marks(self._marks.release(tenant, strange)) if strange else Mended()

    def _mend_all(
        self, tenant: str, kept: IndexKept, entries: Iterable[Entry], pool: ThreadPoolExecutor
    ) -> Mended:
        """Make these entries as their customers are, once changes under way have had their time."""
        reach = kept.reach
        wrong = self._wrong(tenant, reach, entries)
        if wrong and self._are_under_way(tenant, wrong):
            time.sleep(SETTLING_SECONDS)
            wrong = self._wrong(tenant, reach, itertools.chain.from_iterable(wrong.values()))
        profiles = self._profiles(tenant, wrong)
        lacking = _all_entries(profiles.values(), reach).keys() & set().union(*wrong.values())
        kept.confirm_lately()
        announced = self._marks.announce(tenant, held_in(lacking))
        every = Mended(partitions=len(announced))
        for mended in pool.map(
            lambda number: self._mend(
                tenant, kept, profiles.get(number) or customer_key(tenant, number).raw(), wrong[number]
            ),
            wrong,
        ):
            every = every.plus(mended)
        self._marks.release_empty(tenant, announced)
        return every

    def _wrong(
        self, tenant: str, reach: SearchReach, entries: Iterable[Entry]
    ) -> dict[str, frozenset[Entry]]:
        """Return the entries that are not as their customers are, by number."""
        wrong: dict[str, frozenset[Entry]] = {}
        left = iter(sorted(entries, key=lambda entry: entry.number))
        while chunk := list(itertools.islice(left, BATCH_GET_LIMIT)):
            stored = self._table.batch_get(entry_key(tenant, entry) for entry in chunk)
            profiles = self._profiles(tenant, {entry.number for entry in chunk})
            expected = _all_entries(profiles.values(), reach)
            for entry in chunk:
                raw = stored.get(entry_key(tenant, entry))
                if (signature_in(raw) if raw is not None else None) != expected.get(entry):
                    wrong[entry.number] = wrong.get(entry.number, frozenset()) | {entry}
        return wrong

    def _are_under_way(self, tenant: str, numbers: Iterable[str]) -> bool:
        """Return whether one of the customers has changed just now."""
        since = now() - timedelta(seconds=SETTLING_SECONDS)
        times = (
            raw.get("deletedAt") or raw.get("modifiedAt") for raw in self._profiles(tenant, numbers).values()
        )
        return any(instant_from(each["S"]) > since for each in times if each is not None)

    def _mend(self, tenant: str, kept: IndexKept, raw: Item, entries: Set[Entry] | None) -> Mended:
        """Make entries of one customer as it is, all that it has if none are named.

        `raw`: its profile, or the key of the one that it has not.
        """
        key, reach = Key.of(raw), kept.reach
        announced: set[Place] = set()
        for _ in turns():
            kept.confirm_lately()
            present = _all_entries([raw], reach)
            settlement = settlement_of(present if entries is None else entries, present)
            touched = [*settlement.put, *settlement.deleted]
            stored = self._table.batch_get(entry_key(tenant, entry) for entry in touched)
            puts, deletes, mended = [], [], Mended()
            for entry, signature in settlement.put.items():
                found = stored.get(entry_key(tenant, entry))
                if found is None or signature_in(found) != signature:
                    puts.append(Put(entry_item(tenant, entry, signature)))
                    mended = mended.plus(Mended(added=1) if found is None else Mended(signed=1))
            lost = [entry for entry in settlement.deleted if entry_key(tenant, entry) in stored]
            deletes = [Delete(entry_key(tenant, entry)) for entry in lost]
            mended = mended.plus(Mended(removed=len(deletes)))
            try:
                self._write_checked(Check(key, _unchanged(raw)), [*puts, *deletes])
            except ConditionFailed:
                raw = self._table.get(key) or key.raw()
                announced |= self._marks.announce(tenant, held_in(_all_entries([raw], reach)))
                continue
            if lost:
                self._marks.release(tenant, held_in(lost))
            self._marks.release_empty(tenant, announced)
            return mended
        raise StorageUnavailable

    def _write_checked(self, check: Check, writes: list[Put | Delete]) -> None:
        left = iter(writes)
        while chunk := list(itertools.islice(left, TRANSACTION_LIMIT - 1)):
            self._table.write(check, *chunk)

    def _profiles(self, tenant: str, numbers: Iterable[str]) -> dict[str, Item]:
        """Return profiles, and marks of deleted customers, by number."""
        found = self._table.batch_get(customer_key(tenant, number) for number in numbers)
        return {tenant_and_number(key.pk)[1]: raw for key, raw in found.items()}

    def _directory(self, tenant: str, state: Any) -> Iterator[list[Item]]:  # noqa: ANN401 - attributes have no types
        """Yield customers in the order of partitions and creation, some at a time, behind what was done."""
        partitions = self._tenants.partitions(tenant, None)
        if state is not None and state.partition in partitions:
            partitions = partitions[partitions.index(state.partition) :]
        else:
            state = None
        for partition in partitions:
            within: Condition = CustomerItem.realm == partition
            if state is not None and state.partition == partition:
                within &= CustomerItem.directory_key > state.place
            rows = self._table.query(within, index=BY_CREATION)
            while chunk := list(itertools.islice(rows, BATCH_GET_LIMIT)):
                yield chunk

    def _reaches(self, tenant: str) -> list[str]:
        """Return all reaches in which customers of the tenant may ever have had entries."""
        restrictions = (None, *sorted(self._tenants.restrictions_ever(tenant)))
        return [*map(reach_of, restrictions), EVERYTHING]

    def _registry(self, tenant: str, reach: str) -> list[str]:
        """Return the names of the partitions of a reach; of the dictionary first."""
        return [raw["sk"]["S"] for page in self._pages(registry_partition(tenant, reach)) for raw in page]

    def _pages(self, partition: str) -> Iterator[list[Item]]:
        return self._table.pages(SearchItem.pk == partition, consistent=True)


def _all_entries(profiles: Iterable[Item], reach: SearchReach) -> dict[Entry, bytes]:
    """Return the entries of customers, none of what is the key of no customer."""
    every: dict[Entry, bytes] = {}
    for raw in profiles:
        if CustomerItem.write_id.attr_name in raw or CustomerItem.version.attr_name in raw:
            every |= entries_of(customer_from(raw), reach)
    return every


def _unchanged(raw: Item) -> Condition:
    """Return the condition that a profile is still this one, or that there is still none."""
    write_id = raw.get(CustomerItem.write_id.attr_name)
    is_same: Condition = None
    if write_id is not None:
        is_same = CustomerItem.write_id == write_id["S"]
    elif len(raw) == len(Key._fields):
        return CustomerItem.pk.does_not_exist()
    customer = customer_from(raw)
    if not isinstance(customer, Customer):
        return is_same
    return is_version(customer) if is_same is None else is_same & is_version(customer)


def _of_marks(marked: Marked) -> Mended:
    return Mended(words=marked.words, partitions=marked.partitions)
