"""Lists by a name, a place or a telephone number, which no index of lists has: the index of words names few.

It only proposes customers, each of whom is tested by the query itself. So a word may lead to too many, and
has to be one that everybody has who matches.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.search_entry import SearchItem
from shared.adapters.dynamodb.lists.needed import needed_terms
from shared.adapters.dynamodb.lists.plan import MAX_TEXTS, beginning_of_matches, texts_asked
from shared.adapters.dynamodb.lists.rows import in_parallel
from shared.adapters.dynamodb.lists.search.pages import reaches_of_caller
from shared.adapters.dynamodb.lists.words_source import Words
from shared.adapters.dynamodb.search_keys import (
    BEHIND_WORD,
    entry_place,
    listed_under,
    partition_of,
)
from shared.domain.query.conditions import Matches
from shared.domain.query.values import equal_texts
from shared.domain.search.telephone import MIN_DIGITS, national_digits
from shared.domain.search.words import MAX_WORD, Listing, Word, is_without_spaces, text_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shared.adapters.dynamodb.lists.needed import Path
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Meter, Table
    from shared.domain.callers.access import Access
    from shared.domain.query.conditions import Term
    from shared.domain.query.evaluation import Query

MOST_NAMED = 2000
"""More are not fetched one by one: a pass over the directory finds a page of so many for less."""
_MOST_LISTS = 24
_PLACES = ("addresses", "defaultAddress")
_TEXTS: frozenset[Path] = frozenset(
    {
        ("firstName",),
        ("middleName",),
        ("b2b", "legalEntities", "name"),
        *itertools.product(_PLACES, ("city", "zipCode", "street")),
    }
)
_TELEPHONES: frozenset[Path] = frozenset({("contactPhone",), *((each, "contactPhone") for each in _PLACES)})


class ByWords:
    """The `WordIndex`."""

    def __init__(self, table: Table, tenants: Tenants) -> None:
        self._table = table
        self._tenants = tenants

    def source_of(self, query: Query) -> Words | None:
        """See `WordIndex.source_of`: exact words rather than beginnings, and long ones, which few have."""
        found = [source for term in needed_terms(query) if (source := _source_of(term)) is not None]
        return min(found, key=lambda each: (each.are_beginnings, -min(map(len, each.texts))), default=None)

    def numbers(self, tenant: str, access: Access, source: Words, meter: Meter) -> tuple[str, ...] | None:
        """See `WordIndex.numbers`."""
        reaches = reaches_of_caller(self._table, self._tenants, tenant, access, meter)
        lists = [*itertools.product(reaches, source.texts)]
        if len(lists) > _MOST_LISTS:
            return None

        def read(asked: tuple[str, str]) -> list[str]:
            reach, text = asked
            listed = listed_under(Word(Listing.NAMES, text))
            first, last = (text, "\U0010ffff") if source.are_beginnings else (text + BEHIND_WORD, "\1")
            within: Any = SearchItem.sk.between(first, text + last)
            condition = (SearchItem.pk == partition_of(tenant, reach, listed)) & within
            rows = self._table.query(condition, limit=MOST_NAMED + 1, meter=meter)
            return [entry_place(listed, row["sk"]["S"])[2] for row in rows]

        found = [*itertools.chain.from_iterable(in_parallel(read, lists))]
        return tuple(dict.fromkeys(found)) if len(found) <= MOST_NAMED else None


def _source_of(term: Term) -> Words | None:
    path = term.field.path
    if path in _TEXTS:
        words_of: Callable[[str], Iterable[str]] = text_words
    elif path in _TELEPHONES:
        words_of = _telephone_words
    else:
        return None
    are_beginnings = isinstance(term.condition, Matches)
    if isinstance(term.condition, Matches):
        texts = [beginning_of_matches(term.condition.pattern, term.field.kind)]
    else:
        texts = [form for text in texts_asked(term.condition) for form in equal_texts(text)]
    words = [max(words_of(text), key=len, default="") for text in texts]
    if not words or len(words) > MAX_TEXTS or not all(map(_has_a_list, words)):
        return None
    return Words(tuple(dict.fromkeys(words)), are_beginnings)


def _telephone_words(text: str) -> Iterable[str]:
    digits = national_digits(text)
    return (digits[:MAX_WORD],) if len(digits) >= MIN_DIGITS else ()


def _has_a_list(word: str) -> bool:
    """Return whether all words that begin so are in one partition."""
    return bool(word) and (len(word) > 1 or is_without_spaces(word))
