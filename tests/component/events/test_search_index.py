"""The index of words is that of a rebuild, whatever came first, twice, or to an end in between."""

import secrets
from random import Random

from tests.component.events.search_histories import History, items_under, no_pauses
from tools.costs.indexing import indexing_costs

HISTORIES = (*range(40), 60, 199)
"""The last two go wrong where profiles are not read again, and where no mark is looked for once more."""


def test_a_change_costs_a_unit_for_each_entry_and_new_word_and_nothing_where_nothing_is_to_do() -> None:
    first, known, titled, named, deleted, without = indexing_costs()

    # Of 11 entries, and the first telephone number with its last digits.
    assert known.write_units == 12
    assert known.read_units <= 20
    assert first.write_units > known.write_units
    assert named.write_units == 11 + 1 + 3
    assert deleted.write_units <= 11 + 4
    assert (titled.requests, without.requests) == (0, 0)


def test_it_is_that_of_a_rebuild() -> None:
    run = f"t{secrets.token_hex(6)}"
    histories = {seed: History(f"{run}{seed}", Random(seed)) for seed in HISTORIES}
    with no_pauses():
        for history in histories.values():
            history.run()

    items = items_under(run)
    assert [seed for seed, history in histories.items() if not history.is_settled(items)] == []
