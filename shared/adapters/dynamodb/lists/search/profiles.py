"""Profiles of customers that may be hits, tested before they are shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.lists.of_customers import CUSTOMERS
from shared.adapters.dynamodb.lists.plan import own_source
from shared.adapters.dynamodb.lists.rows import Rows
from shared.adapters.dynamodb.writes import Key
from shared.domain.customers.colleagues import visible_document
from shared.domain.customers.customer import Customer
from shared.domain.search.typed import quality_of
from shared.domain.search.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shared.adapters.dynamodb.lists.search.word_lists import Reading
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.domain.callers.access import Access
    from shared.domain.query.evaluation import Query
    from shared.domain.search.typed import Quality, TypedWord
    from shared.domain.search.words import Word


class Profile(NamedTuple):
    """A customer that the caller sees, with the words by which the caller may find it."""

    customer: Customer
    words: frozenset[Word]
    is_selected: bool
    """By `q`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that a hit has. `unless`: words that it must not all have, as it has been shown for those."""

    words: Sequence[TypedWord]
    unless: Sequence[TypedWord] = ()

    def quality_of(self, profile: Profile) -> Quality | None:
        """Return how well a customer has the words; None if it is not a hit."""
        quality = quality_of(self.words, profile.words) if profile.is_selected else None
        if quality is None or (self.unless and quality_of(self.unless, profile.words) is not None):
            return None
        return quality


class Profiles:
    """The profiles of one page, each read once."""

    def __init__(self, reading: Reading, tenants: Tenants, access: Access, query: Query) -> None:
        self._table = reading.table
        self._tenants = tenants
        self._tenant = reading.tenant
        self._access = access
        self._query = query
        self._meter = reading.meter
        self._known: dict[str, Profile | None] = {}
        self._colleagues: list[Profile] | None = None

    def of(self, numbers: Iterable[str]) -> dict[str, Profile]:
        """Return those of these customers that the caller sees by its wide grant."""
        wanted = list(numbers)
        missing = {customer_key(self._tenant, each): each for each in wanted if each not in self._known}
        found = self._table.batch_get(missing, consistent=False, meter=self._meter)
        self._meter.profiles += len(missing)
        for key, number in missing.items():
            customer = _present(customer_from(found[key])) if key in found else None
            sees = customer is not None and self._access.sees_widely(customer)
            self._known[number] = self._profile(customer) if customer is not None and sees else None
        return {each: profile for each in wanted if (profile := self._known[each]) is not None}

    @property
    def has_colleagues(self) -> bool:
        """Whether the caller may see customers by its `_own` grant alone."""
        return own_source(self._access, CUSTOMERS.ways) is not None

    def colleagues(self) -> list[Profile]:
        """Return the customers whom the caller sees by its `_own` grant alone."""
        if self._colleagues is None:
            self._colleagues = [*self._read_colleagues()]
        return self._colleagues

    def _read_colleagues(self) -> Iterable[Profile]:
        access = self._access
        source = own_source(access, CUSTOMERS.ways)
        if source is None:
            return
        rows = Rows(self._table, self._tenants, CUSTOMERS, self._tenant, access, budget=self._meter)
        keys = [Key(*CUSTOMERS.key_of(row)) for row in rows.of(source)]
        found = self._table.batch_get(keys, consistent=False, meter=self._meter)
        for raw in found.values():
            customer = _present(customer_from(raw))
            if customer is None or access.sees_widely(customer):
                continue
            if access.sees_as_own(customer):
                yield self._profile(customer)

    def _profile(self, customer: Customer) -> Profile:
        query, access = self._query, self._access
        is_selected = query.is_empty or query.matches(visible_document(customer, access))
        return Profile(customer, words_of(_as_known(customer, access)), is_selected)


def _present(found: object) -> Customer | None:
    return found if isinstance(found, Customer) and found.unconfirmed_until is None else None


def _as_known(customer: Customer, access: Access) -> Customer:
    """Return the customer without what the caller may not know of it (`visible_document`)."""
    if access.sees_all_of(customer):
        return customer
    entities = tuple(each for each in customer.legal_entities if each.id in access.companies)
    return replace(customer, addresses=(), legal_entities=entities)
