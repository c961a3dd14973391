"""The words that the customers within a caller's reach have, near to one that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.search_entry import SearchItem
from shared.adapters.dynamodb.lists.rows import in_parallel
from shared.adapters.dynamodb.search_keys import dictionary_partition
from shared.domain.search.corrections import Entry, is_in_dictionary, nearest, ranges_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.adapters.dynamodb.lists.search.word_lists import Reading


def nearest_in(reading: Reading, typed: str, further: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the nearest words to one, of those that the reaches have and of `further` ones."""
    wanted = [(reach, each) for reach in reading.reaches for each in ranges_of(typed)]

    def read(asked: tuple[str, Entry]) -> list[str]:
        reach, beginning = asked
        partition = dictionary_partition(reading.tenant, reach, beginning.side, beginning.text[0])
        condition: Any = (SearchItem.pk == partition) & SearchItem.sk.startswith(beginning.text)
        rows = reading.table.query(condition, meter=reading.meter)
        return [beginning._replace(text=row["sk"]["S"]).word for row in rows]

    found = {word for words in in_parallel(read, wanted) for word in words}
    return nearest(typed, [*found, *filter(is_in_dictionary, further)])
