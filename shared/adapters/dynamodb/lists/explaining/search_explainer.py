"""Explains searches by words: which lists there are, which one is read, and the cost of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.lists.explaining.plan_words import SHOWN_VALUES
from shared.adapters.dynamodb.lists.search.budget import Budget
from shared.adapters.dynamodb.lists.search.cost import ReadsTooMuch
from shared.adapters.dynamodb.lists.search.drivers import choose, drivers_of
from shared.adapters.dynamodb.lists.search.pages import reaches_of_caller
from shared.adapters.dynamodb.lists.search.word_lists import Reading
from shared.domain.query.conditions import terms_of
from shared.domain.query.explanation import Advice, Cost, Explanation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.adapters.dynamodb.lists.search.searching import CustomerSearching
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.domain.callers.access import Access
    from shared.domain.search.search import Search
    from shared.domain.search.typed import TypedWord
    from shared.ports.lists import SearchRequest

_SHORT = 3
"""Beginnings of fewer characters are those of very many words."""
_ORDER = (
    "by rank: exact words before beginnings, names and numbers before places, corrected words last, then the "
    "newest first"
)

_DOCUMENTS = "all who may have all words are fetched whole, because the lists have only keys and signatures"


class _List(NamedTuple):
    """The lists that a word leads to, with about how many entries; the first is the one that is read on."""

    word: str
    entries: int


class SearchExplainer:
    """The `SearchExplainer` of customers."""

    def __init__(self, table: Table, tenants: Tenants, searching: CustomerSearching) -> None:
        self._table = table
        self._tenants = tenants
        self._searching = searching

    def explanation(
        self, tenant: str, access: Access, search: Search, request: SearchRequest, *, analyze: bool = True
    ) -> Explanation:
        """See `SearchExplainer.explanation`. All that is read is in partitions of the caller's reach."""
        meter = self._searching.meter()
        reaches = reaches_of_caller(self._table, self._tenants, tenant, access, meter)
        reading = Reading(self._table, tenant, reaches, meter)
        try:
            lists, nobodys = self._looked_at(reading, search.words)
        except ReadsTooMuch:
            lists, nobodys = None, ()
        read = lists[0] if lists else None
        tested = [*dict.fromkeys(".".join(term.field.path) for term in terms_of(search.query.where))]
        most = Budget.of_page(meter, search.words, request.size).units
        return Explanation(
            words={
                "reads": _reads(lists, nobodys),
                "order": _ORDER,
                "tests": f"{', '.join(['the words', *tested])}, for every customer that may have all words",
                "documents": _DOCUMENTS,
            },
            plan={
                "sources": [
                    {
                        "by": "words",
                        "values": [word.text for word in search.words][:SHOWN_VALUES],
                        "more": max(0, len(search.words) - SHOWN_VALUES),
                        "partitions": len(reaches),
                        "lists": [
                            {"word": each.word, "entries": each.entries, "read": each is read}
                            for each in lists or ()
                        ],
                    }
                ],
                "order": [],
                "orderedBy": "rank",
                "mayEndEarly": True,
                "tested": tested,
                "fetchedWhole": "read",
                "notInIndex": [],
            },
            # Of words that nobody has, it is not known yet whom the nearest lead to.
            estimated=Cost(_entries(lists, nobodys), units=most),
            actual=self._actual(tenant, access, search, request) if analyze else None,
            cheaper=[*_cheaper(search.words)],
        )

    def _looked_at(self, reading: Reading, words: Sequence[TypedWord]) -> tuple[list[_List], tuple[str, ...]]:
        """Return the lists that a first look has found, the shortest first, and the words that nobody has."""
        if not reading.reaches:
            return [], ()
        choice = choose(reading, words)
        owners = [word for _, word in drivers_of(words)]
        lists = [_List(owners[driver.part].text, round(guess)) for guess, driver in choice.drivers]
        return lists, tuple(words[index].text for index in choice.nobodys)

    def _actual(self, tenant: str, access: Access, search: Search, request: SearchRequest) -> Cost:
        meter = self._searching.meter()
        found, refused = None, None
        try:
            page, _ = self._searching.metered_page(tenant, access, search, request, meter)
            found = len(page.customers)
        except ReadsTooMuch as error:
            refused = error.message
        return Cost(found, meter.profiles, meter.requests, meter.units, refused=refused)


def _entries(lists: Sequence[_List] | None, nobodys: Sequence[str]) -> int | None:
    """Return about how many entries are read; None if that is not known."""
    if lists is None or nobodys:
        return None
    return lists[0].entries if lists else 0


def _reads(lists: Sequence[_List] | None, nobodys: Sequence[str]) -> str:
    if lists is None:
        return "so many lists of words that not even a look at each is possible"
    if not lists:
        return "nothing: the caller sees no customers"
    told = ", ".join(f"'{each.word}' (about {each.entries} entries)" for each in lists)
    chosen = f"; of these that of '{lists[0].word}', the shortest" if len(lists) > 1 else ""
    nobody = ", ".join(f"'{word}'" for word in nobodys)
    corrected = f"; nobody has {nobody}, so the nearest words are looked for" if nobodys else ""
    return f"lists of the words {told}{chosen}{corrected}"


def _cheaper(words: Sequence[TypedWord]) -> Iterator[Advice]:
    short = tuple(word.text for word in words if len(word.text) < _SHORT and word.text.isascii())
    if short:
        text = f"Type more of {', '.join(short)}: longer beginnings are shared by fewer customers."
        yield Advice("lengthen", text, short)
