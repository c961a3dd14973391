"""The index of words is that of a rebuild, whatever came first, twice, or to an end in between."""

import secrets
from random import Random

from tests.component.events.search_histories import History, no_pauses

HISTORIES = 150


def test_it_is_that_of_a_rebuild() -> None:
    with no_pauses():
        for seed in range(HISTORIES):
            history = History(f"t{secrets.token_hex(6)}", Random(seed))
            history.run()
            assert history.is_settled(), f"history {seed}"
