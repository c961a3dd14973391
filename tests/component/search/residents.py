"""Customers of a tenant with their entries in the index of words, and what a search for them should find."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.adapters.dynamodb.items.search_entry import entry_item
from shared.domain.callers.access import Access, Grant
from shared.domain.customers.address import Address
from shared.domain.customers.colleagues import visible_document
from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import new_account
from shared.domain.query.walk import milliseconds
from shared.domain.search.corrections import Entry as DictionaryEntry
from shared.domain.search.corrections import entries_of as dictionary_entries
from shared.domain.search.corrections import is_in_dictionary, nearest
from shared.domain.search.entries import entries_of
from shared.domain.search.search import search_of
from shared.domain.search.typed import quality_of
from shared.domain.search.words import Listing, Word, words_of
from shared.domain.tenants.search_reach import SearchReach
from shared.ports.lists import FoundPage, SearchRequest
from shared.runtime.wiring import wiring

START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
ALL = Access(wide=Grant())


def customer(
    number: str, minutes: int = 0, *, places: Sequence[str | Mapping[str, str]] = (), **members: Any
) -> Customer:
    """Return a customer that was created so many minutes after the first, with addresses in these places."""
    at = START + timedelta(minutes=minutes)
    return Customer(
        tenant="",
        number=number,
        created_at=at,
        modified_at=at,
        incarnation=f"i{number}",
        addresses=tuple(
            Address(id=f"a{index}", texts={"city": place} if isinstance(place, str) else place)
            for index, place in enumerate(places)
        ),
        **members,
    )


def settle(
    tenant: str, customers: Iterable[Customer], reach: SearchReach = SearchReach.RESTRICTIONS
) -> list[Customer]:
    """Create the customers, with their entries, and return them."""
    residents = [replace(each, tenant=tenant) for each in customers]
    for each in residents:
        wiring().customers.create(each, new_account(each), recreates=False, created_by="test")
    index(tenant, residents, reach)
    return residents


def index(tenant: str, residents: Iterable[Customer], reach: SearchReach) -> None:
    """Have the entries of customers written, as the consumer of changes does."""
    touched = {each.number: entries_of(each, reach).keys() for each in residents}
    wiring().search_entries.settle(tenant, reach, touched)


def leave_entries(tenant: str, former: Customer) -> None:
    """Write the entries that a customer had before a change, as if that were not known yet."""
    entries = entries_of(former, SearchReach.RESTRICTIONS)
    wiring().table.write_all([entry_item(tenant, *each) for each in entries.items()], [])


def page(tenant: str, text: str, access: Access = ALL, *, q: str | None = None, **request: Any) -> FoundPage:
    """Return a page of what a search finds."""
    return wiring().search.page(tenant, access, search_of(text, q), SearchRequest(**request))


def found(tenant: str, text: str, access: Access = ALL, **request: Any) -> list[str]:
    """Return the numbers of the customers on the first page."""
    return [each.number for each in page(tenant, text, access, **request).customers]


def pages(
    tenant: str, text: str, access: Access = ALL, *, q: str | None = None, size: int = 25
) -> list[FoundPage]:
    """Return all pages."""
    walked: list[FoundPage] = []
    after: Any = None
    while not walked or after is not None:
        walked.append(page(tenant, text, access, q=q, size=size, after=after))
        after = walked[-1].next_position
        assert len(walked) < 2000
    return walked


def walked(tenant: str, text: str, access: Access = ALL, **request: Any) -> list[str]:
    """Return the numbers of the customers of all pages."""
    return [each.number for each in _all(pages(tenant, text, access, **request))]


def _all(found_pages: Iterable[FoundPage]) -> list[Customer]:
    return [each for one in found_pages for each in one.customers]


def expected(
    residents: Iterable[Customer],
    text: str,
    access: Access = ALL,
    *,
    q: str | None = None,
    size: int = 25,
    restrictions: int = 0,
) -> list[str]:
    """Return the numbers of those that should be found, in order of rank, by testing everybody.

    `restrictions`: how many the tenant has.
    """
    reaches = 0 if access.wide is None else restrictions + 1
    if access.wide is not None and access.wide.restrictions is not None:
        reaches = len(access.wide.restrictions)
    search = search_of(text, q)
    seen = [
        (each, known_words(each, access))
        for each in residents
        if access.sees(each) and search.query.matches(visible_document(each, access))
    ]
    dictionary = {
        word.text
        for each in residents
        if access.sees(each)
        for word in known_words(each, access)
        if word.listing is not Listing.ENDINGS and is_in_dictionary(word.text)
    }
    everybody = [known_words(each, access) for each in residents if access.sees(each)]
    typed = list(search.words)
    instead = {
        at: _nearest(word.spelling, dictionary, reaches)
        for at, word in enumerate(typed)
        if is_in_dictionary(word.spelling)
    }
    unknown = {at for at, word in enumerate(typed) if not any(_has(word, words) for words in everybody)}
    shown: list[str] = []
    if not unknown:
        shown = _ranked(seen, typed)
        if len(shown) >= (size if len(typed) == 1 else 1):
            return shown
    if not unknown <= instead.keys():
        return []
    for corrected in (unknown, instead.keys()) if unknown else (instead.keys(),):
        if not any(instead[at] for at in corrected):
            return shown
        words = [
            word.corrected([*([word.spelling] if len(typed) > 1 else []), *instead[at]])
            if at in corrected
            else word
            for at, word in enumerate(typed)
        ]
        if further := [number for number in _ranked(seen, words) if number not in shown]:
            return shown + further
    return shown


def known_words(each: Customer, access: Access) -> frozenset[Word]:
    """Return the words by which a caller may find a customer."""
    if not access.sees_all_of(each):
        entities = tuple(one for one in each.legal_entities if one.id in access.companies)
        each = replace(each, addresses=(), legal_entities=entities)
    return words_of(each)


def _has(word: Any, words: frozenset[Word]) -> bool:
    """Return whether a customer has a word, or may have it as far as the lists tell that are asked for it."""
    return word.quality_in(words) is not None or all(
        part.quality_in(words) is not None for part in word.needed
    )


def _ranked(seen: Iterable[tuple[Customer, frozenset[Word]]], typed: Sequence[Any]) -> list[str]:
    hits = [
        (quality, -milliseconds(each.created_at), each.number)
        for each, words in seen
        if (quality := quality_of(typed, words)) is not None
    ]
    return [number for _, _, number in sorted(hits)]


def _nearest(typed: str, dictionary: Collection[str], reaches: int) -> tuple[str, ...]:
    """Return the nearest words among those that one of the ranges has."""

    def words_in(ranges: Iterable[DictionaryEntry]) -> list[str]:
        return [
            word
            for word in dictionary
            if any(
                entry.side is each.side and entry.text.startswith(each.text)
                for entry in dictionary_entries(word)
                for each in ranges
            )
        ]

    return nearest(typed, words_in, reaches=reaches)
