"""A list's plan as members that programs read; `plan_words` says the same to people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.lists.explaining.plan_words import (
    FIELDS,
    SHOWN_VALUES,
    created_bounds,
    exact,
    fetched_whole,
)
from shared.adapters.dynamodb.lists.plan import (
    Accounts,
    AssignmentsOf,
    Contacts,
    IndexRange,
    Numbers,
    Texts,
)
from shared.adapters.dynamodb.lists.words_source import Words
from shared.domain.query.conditions import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.adapters.dynamodb.lists.plan import Plan, Source

Document = dict[str, Any]


def plan_members(chosen: Plan, *, complete: bool, partitions: int) -> Document:
    """Return the plan's members. `partitions`: those of an index that are within the caller's reach."""
    tested = dict.fromkeys(".".join(term.field.path) for term in terms_of(chosen.query.where))
    sorts = [
        {"field": ".".join(sort.field.path), "descending": sort.descending} for sort in chosen.order.fields
    ]
    return {
        "sources": [_source(source, partitions) for source in chosen.sources],
        "order": sorts,
        "orderedBy": "index" if chosen.ordered else "memory",
        "mayEndEarly": chosen.ordered and chosen.filtered,
        "tested": [*tested] if chosen.filtered else [],
        "fetchedWhole": fetched_whole(chosen, complete=complete),
        "notInIndex": sorted(chosen.unlisted),
    }


def _source(source: Source, partitions: int) -> Document:
    match source:
        case Numbers(numbers) | AssignmentsOf(numbers):
            by = "assignments" if isinstance(source, AssignmentsOf) else "numbers"
            return {"by": by, **_values(numbers)}
        case Words(texts):
            return {"by": "words", "partitions": partitions, **_values(texts)}
        case Accounts(emails):
            return {"by": "accounts", **_values(emails)}
        case Contacts(entities):
            return {"by": "contacts", **_values(entities)}
        case Texts(index, texts):
            return {
                "by": "beginnings" if texts[0].is_beginning else "texts",
                "index": str(index),
                "field": FIELDS[index],
                "partitions": partitions,
                **_values(map(exact, texts)),
            }
        case IndexRange(index, lowest, highest):
            return {
                "by": "index",
                "index": str(index),
                "field": FIELDS[index],
                "partitions": partitions,
                **created_bounds(lowest, highest),
            }


def _values(values: Iterable[str]) -> Document:
    every = list(values)
    return {"values": every[:SHOWN_VALUES], "more": max(0, len(every) - SHOWN_VALUES)}
