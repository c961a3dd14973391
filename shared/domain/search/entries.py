"""The entries of the index of words that a customer has, and what a change makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shared.domain.customers.customer import Customer
from shared.domain.query.walk import milliseconds
from shared.domain.search.reach import reaches_of
from shared.domain.search.signature import signature_of
from shared.domain.search.words import Word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shared.domain.customers.customer import DeletedCustomer
    from shared.domain.tenants.search_reach import SearchReach

    Stored = Customer | DeletedCustomer | None


class Entry(NamedTuple):
    """A customer under one of its words, for those who see what is in `reach`.

    `created`: in milliseconds, so that the newest can come first.
    """

    reach: str
    word: Word
    created: int
    number: str


class Settlement(NamedTuple):
    """The writes of a change: entries with their signature, and entries that must not be there."""

    put: Mapping[Entry, bytes]
    deleted: frozenset[Entry]


def entries_of(stored: Stored, reach: SearchReach) -> Mapping[Entry, bytes]:
    """Return the entries of a customer with their signature.

    A deleted one has none, nor has a sign-up that nobody has confirmed.
    """
    if not isinstance(stored, Customer) or stored.unconfirmed_until is not None:
        return {}
    created, words = milliseconds(stored.created_at), words_of(stored)
    signature = signature_of(sorted(words))
    return {
        Entry(each, word, created, stored.number): signature
        for each in reaches_of(stored.restriction, reach)
        for word in words
    }


def touched_by(before: Stored, after: Stored, reach: SearchReach) -> frozenset[Entry]:
    """Return the entries that a change is about: none if it leaves all as they were."""
    was, became = entries_of(before, reach).keys(), entries_of(after, reach).keys()
    return frozenset() if was == became else frozenset(was | became)


def settlement_of(touched: Iterable[Entry], present: Mapping[Entry, bytes]) -> Settlement:
    """Return what makes the index right for these entries of a customer.

    `present`: those that it has as it is stored now, perhaps changed again since. Other entries than those of
    a change are left to the changes that have brought or taken them: whatever is repeated after a fault is
    then about the same entries, and it does not matter in which order changes are looked at.
    """
    known = frozenset(touched)
    return Settlement({each: present[each] for each in known & present.keys()}, known - present.keys())
