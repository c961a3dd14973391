"""The index of words is that of a rebuild, whatever came first, twice, or to an end in between."""

import secrets
from random import Random

from tests.component.customer_data.stored import items_of
from tests.component.events.search_histories import History, index_of, no_pauses, stored_index

HISTORIES = 60


def test_it_is_that_of_a_rebuild() -> None:
    with no_pauses():
        for seed in range(HISTORIES):
            tenant = f"t{secrets.token_hex(6)}"
            history = History(tenant, Random(seed))
            history.run()
            expected = index_of(tenant, list(history.states.values()), history.reach)
            assert stored_index(tenant, items_of(tenant)) == expected, f"history {seed}"
