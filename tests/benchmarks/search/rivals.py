"""Full-text indexes in memory with the same customers: SQLite's FTS5 in two ways, and tantivy."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Protocol

import tantivy

from tests.benchmarks.search.filling import phone_of
from tests.benchmarks.search.judged import FIRST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.search.population import Person

_WORD = re.compile(r"\w+")


class Rival(Protocol):
    """An index that finds the positions of the first ten customers."""

    name: str

    def first_ten(self, text: str) -> list[int]:
        """Return the positions of those that are found, the best first."""
        ...


def rivals_of(persons: Sequence[Person]) -> list[Rival]:
    """Return the indexes, filled."""
    return [
        _Sqlite(
            "SQLite FTS5, beginnings", persons, "unicode61 remove_diacritics 2', prefix='2 3 4 5", by="prefix"
        ),
        _Sqlite("SQLite FTS5, trigrams", persons, "trigram", by="substring"),
        _Tantivy("tantivy, one error", persons),
    ]


def _text_of(person: Person) -> str:
    texts = (person.first, person.last, person.city, phone_of(person), person.number, person.email)
    return " ".join(filter(None, texts))


class _Sqlite:
    def __init__(self, name: str, persons: Sequence[Person], tokenizer: str, *, by: str) -> None:
        self.name = name
        self._is_prefix = by == "prefix"
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            f"CREATE VIRTUAL TABLE customers USING fts5(text, content='', tokenize='{tokenizer}')"
        )
        self._database.executemany(
            "INSERT INTO customers(rowid, text) VALUES (?, ?)",
            ((position, _text_of(person)) for position, person in enumerate(persons)),
        )
        self._database.execute("INSERT INTO customers(customers) VALUES ('optimize')")

    def first_ten(self, text: str) -> list[int]:
        """See `Rival.first_ten`."""
        words = _WORD.findall(text) if self._is_prefix else text.split()
        asked = " AND ".join(f'"{word}"{"*" if self._is_prefix else ""}' for word in words)
        found = self._database.execute(
            "SELECT rowid FROM customers WHERE customers MATCH ? ORDER BY rank LIMIT ?", (asked, FIRST)
        )
        return [position for (position,) in found]


class _Tantivy:
    def __init__(self, name: str, persons: Sequence[Person]) -> None:
        self.name = name
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=False, tokenizer_name="folding")
        builder.add_integer_field("position", stored=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        folding = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        self._folding = folding.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold()).build()
        self._index.register_tokenizer("folding", self._folding)
        writer = self._index.writer(100_000_000, num_threads=1)
        for position, person in enumerate(persons):
            writer.add_document(tantivy.Document(text=_text_of(person), position=position))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def first_ten(self, text: str) -> list[int]:
        """See `Rival.first_ten`."""
        must = [(tantivy.Occur.Must, self._any_of(word)) for word in self._folding.analyze(text)]
        hits = self._searcher.search(tantivy.Query.boolean_query(must), FIRST).hits
        return [self._searcher.doc(address)["position"][0] for _, address in hits]

    def _any_of(self, word: str) -> tantivy.Query:
        """Return the word itself, which ranks by how rare it is, a beginning, or a word of one error."""
        query = tantivy.Query
        ways = [
            query.boost_query(query.term_query(self._schema, "text", word), 2.0),
            query.regex_query(self._schema, "text", f"{re.escape(word)}.*"),
        ]
        if len(word) >= 4:
            ways.append(query.fuzzy_term_query(self._schema, "text", word, 1))
        return query.boolean_query([(tantivy.Occur.Should, way) for way in ways])
