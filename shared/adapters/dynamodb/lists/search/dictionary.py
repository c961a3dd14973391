"""The words that the customers within a caller's reach have, near to one that was typed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.search_entry import SearchItem
from shared.adapters.dynamodb.lists.rows import in_parallel
from shared.adapters.dynamodb.search_keys import dictionary_partition
from shared.domain.search.corrections import Entry, is_in_dictionary, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.adapters.dynamodb.lists.search.word_lists import Reading


def nearest_in(reading: Reading, typed: str, further: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the nearest words to one, of those that the reaches have and of `further` ones."""
    others = list(filter(is_in_dictionary, further))

    def read(asked: tuple[str, Entry]) -> list[str]:
        reach, beginning = asked
        partition = dictionary_partition(reading.tenant, reach, beginning.side, beginning.text[0])
        condition: Any = (SearchItem.pk == partition) & SearchItem.sk.startswith(beginning.text)
        rows = reading.table.query(condition, meter=reading.meter)
        return [beginning._replace(text=row["sk"]["S"]).word for row in rows]

    def words_in(ranges: tuple[Entry, ...]) -> list[str]:
        wanted = [(reach, each) for reach in reading.reaches for each in ranges]
        return [*others, *itertools.chain.from_iterable(in_parallel(read, wanted))]

    return nearest(typed, words_in, reaches=len(reading.reaches))
