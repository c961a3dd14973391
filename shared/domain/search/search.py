"""A search as it was asked for, and the digest that tells it from others in a cursor."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain import json_text
from shared.domain.query.parser import parse_query
from shared.domain.search.typed import typed_words

if TYPE_CHECKING:
    from shared.domain.callers.access import Access, Grant
    from shared.domain.json_text import Json
    from shared.domain.query.evaluation import Query
    from shared.domain.search.typed import TypedWord

_DIGEST_CHARACTERS = 24


@dataclass(frozen=True, slots=True)
class Search:
    """The words that were typed, all of which must be met, and a query that must hold besides.

    `q`: the query as it was given.
    """

    words: tuple[TypedWord, ...]
    query: Query
    q: str | None = None

    def fingerprint(self, access: Access) -> str:
        """Return a digest of what is asked for and of the caller's reach: a cursor is good for both alone."""
        typed = [[[list(part.beginnings) for part in way] for way in word.ways] for word in self.words]
        own = [access.number, sorted(access.companies), sorted(each.id for each in access.legal_entities)]
        asked = [typed, self.q or "", _limits(access.wide), _limits(access.own), own]
        return hashlib.sha256(json_text.dumps(asked).encode()).hexdigest()[:_DIGEST_CHARACTERS]


def search_of(text: str, q: str | None) -> Search:
    """Return what is searched for. Raises `BadParameter`, and `InvalidQuery` for a wrong `q`."""
    return Search(typed_words(text), parse_query(q), q)


def _limits(grant: Grant | None) -> Json:
    if grant is None:
        return None
    return "*" if grant.restrictions is None else sorted(grant.restrictions)
