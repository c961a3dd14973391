"""The entries of the index of words that a customer has, and what a change makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shared.domain.customers.customer import Customer
from shared.domain.query.walk import milliseconds
from shared.domain.search.signature import signature_of
from shared.domain.search.words import Word, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.customers.customer import DeletedCustomer

    Stored = Customer | DeletedCustomer | None


class Entry(NamedTuple):
    """A customer under one of its words. `created`: in milliseconds, so that the newest can come first."""

    restriction: str | None
    word: Word
    created: int
    number: str


class Settlement(NamedTuple):
    """The writes of a change: entries with their signature, and entries that must not be there."""

    put: Mapping[Entry, bytes]
    deleted: frozenset[Entry]


def entries_of(stored: Stored) -> frozenset[Entry]:
    """Return the entries of a customer: none of a deleted one, nor of a sign-up that nobody has confirmed."""
    if not isinstance(stored, Customer) or stored.unconfirmed_until is not None:
        return frozenset()
    created = milliseconds(stored.created_at)
    return frozenset(Entry(stored.restriction, word, created, stored.number) for word in words_of(stored))


def settlement_of(before: Stored, after: Stored, present: Stored) -> Settlement | None:
    """Return what makes the index right for the entries of a change; None for one that touches none.

    `present`: the customer as it is stored now, perhaps changed again since. Other entries than those of this
    change are left to the changes that have brought or taken them: whatever is repeated after a fault is then
    about the same entries, and it does not matter in which order changes are looked at.
    """
    was, became = entries_of(before), entries_of(after)
    if was == became:
        return None
    touched, there = was | became, entries_of(present)
    signature = signature_of(sorted(entry.word for entry in there))
    return Settlement(dict.fromkeys(touched & there, signature), touched - there)
