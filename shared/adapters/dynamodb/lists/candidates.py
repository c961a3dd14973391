"""Resources that may be in a list: which one a row leads to, and whether it belongs there.

Whatever comes through an index may be stale, so documents that are fetched are looked at again: whether they
still exist, are within the caller's reach and match.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.lists.plan import Index, IndexRange
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.adapters.dynamodb.writes import Key
from shared.domain.query.conditions import And, Node, terms_of
from shared.domain.query.evaluation import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.lists.moves import Moves
    from shared.adapters.dynamodb.lists.plan import Plan, Source
    from shared.adapters.dynamodb.lists.read_budget import ReadBudget
    from shared.adapters.dynamodb.lists.resource import Listed, Resource
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.callers.access import Access

    Candidate = tuple[Item, Listed]
    """A resource that may be in the list, after the row that led there."""

INDEX_KEYS = frozenset({"realm", "directoryKey", "nameKey", "emailKey", "companyKey"})
"""Attributes that place a customer in an index."""


class Candidates:
    """Leads from the rows of one list to customers, or to what else is listed."""

    def __init__(
        self,
        table: Table,
        resource: Resource,
        plan: Plan,
        access: Access,
        moves: Moves,
        *,
        budget: ReadBudget,
    ) -> None:
        self._table = table
        self.resource = resource
        self._plan = plan
        self._access = access
        self.budget = budget
        self.moves = moves
        self.around: dict[Key, Item | None] = {}

    def of(self, source: Source, rows: Iterable[Item]) -> Iterator[Candidate]:
        """Return the customers of a source's rows that may match."""
        return self.read(source, self.worth_reading(source, rows))

    def worth_reading(self, source: Source, rows: Iterable[Item]) -> Iterable[Item]:
        """Return the rows whose customers may match, as far as the directory shows."""
        if not (_is_of_directory(source) and self.reads_documents):
            return rows
        testable = indexable_part(self._plan.query, self._plan.ways.not_listed)
        document = self.resource.whole_document
        return (row for row, found in self.resource.listed(rows) if testable.matches(document(found)))

    def read(self, source: Source, rows: Iterable[Item]) -> Iterator[Candidate]:
        """Return the customers of a source's rows: as the directory has them if it has enough."""
        if _is_of_directory(source) and not self.reads_documents:
            return iter(self.resource.listed(rows))
        return self.whole(rows)

    @property
    def reads_documents(self) -> bool:
        """Whether all customers that are read are fetched whole."""
        return self._plan.reads_documents

    def whole(self, rows: Iterable[Item], *, with_around: bool = False) -> Iterator[Candidate]:
        """Yield the customers of the rows whole, as they are now.

        A row whose customer is gone, or is a sign-up that nobody has confirmed, is left out. So is one that
        the index has left where the customer no longer is: who has moved comes once, with the entry at the
        new place, or in a walk with that at the place where it was when the walk began.

        `with_around`: what the rows name besides is read with them, and noted.
        """
        remaining = iter(rows)
        while chunk := list(itertools.islice(remaining, BATCH_GET_LIMIT)):
            keys = [Key(*self.resource.key_of(row)) for row in chunk]
            others = [each for row in chunk for each in self.resource.around(row)] if with_around else []
            found = self._table.batch_get([*keys, *others], meter=self.budget)
            self.around |= {each: found.get(each) for each in others}
            for key, row in zip(keys, chunk, strict=True):
                customer = self.resource.read(found[key]) if key in found else None
                if customer is not None and self.moves.shows(
                    customer, row, is_at_place=_is_at_its_place(row, found[key])
                ):
                    yield row, customer

    def rows_shown(self, rows: Iterable[Item]) -> Iterator[Item]:
        """Yield the rows whose customers are in the list there, and nothing of others."""
        return (row for row, _ in self.tested(self.whole(rows)))

    def settled(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates, with those whole who may have moved after the former places were read."""
        recent = [row for row, customer in candidates if self.moves.may_have_moved(customer)]
        if not recent:
            return list(candidates)
        whole = [*self.tested(self.whole(recent))]
        return [each for each in candidates if not self.moves.may_have_moved(each[1])] + whole

    def tested(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield those that match and that the caller may see."""
        for row, customer in candidates:
            if self.resource.sees(self._access, customer) and self._plan.query.matches(
                self.document_of(customer)
            ):
                yield row, customer

    def document_of(self, customer: Listed) -> dict[str, Any]:
        """Return what the caller may know of a customer that it sees; nothing else is tested or sorted."""
        return self.resource.document(customer, self._access)


def unique_customers(candidates: Iterable[Candidate], seen: set[str] | None = None) -> Iterator[Candidate]:
    """Yield each customer once, though several sources lead there. `seen`: partitions of those before."""
    seen = set() if seen is None else seen
    for row, customer in candidates:
        if (partition := row["pk"]["S"]) not in seen:
            seen.add(partition)
            yield row, customer


def indexable_part(query: Query, not_listed: frozenset[str]) -> Query:
    """Return the conjuncts of a query that can be tested on what the directory holds."""

    def is_listed(node: Node) -> bool:
        return all(term.field.path[0] not in not_listed for term in terms_of(node))

    return Query(And(tuple(node for node in query.where.nodes if is_listed(node))))


def _is_of_directory(source: Source) -> bool:
    return isinstance(source, IndexRange) and source.index is Index.DIRECTORY


def _is_at_its_place(row: Item, item: Item) -> bool:
    return all(item.get(name) == row[name] for name in INDEX_KEYS & row.keys())
