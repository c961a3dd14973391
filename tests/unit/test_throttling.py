"""How guessing passwords is slowed down (api.md §5, Throttling)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.log_in.throttling import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT, MOST_REMEMBERED, Tries

HASHES = st.text("0123456789abcdef", min_size=4, max_size=4)
LONGEST = LONGEST_WAIT.total_seconds()


def after(*hashes: str, at: float = 0.0) -> Tries:
    tries = Tries()
    for one in hashes:
        tries = tries.with_one_more(one, at)
    return tries


def numbered(count: int) -> list[str]:
    return [f"{number:04}" for number in range(count)]


def test_nobody_waits_before_the_first_try() -> None:
    assert Tries().wait(0) <= 0


@given(st.lists(HASHES, max_size=30))
def test_five_different_passwords_are_free_and_the_next_waits(hashes: list[str]) -> None:
    tries = after(*hashes, at=100)

    assert (tries.wait(100) > 0) == (len(set(hashes)) >= FREE_TRIES)


@given(st.lists(HASHES, min_size=1, max_size=30), st.data())
def test_the_same_password_again_changes_nothing(hashes: list[str], data: st.DataObject) -> None:
    tries = after(*hashes, at=100)
    again = data.draw(st.sampled_from(sorted(tries.hashes)))

    assert tries.with_one_more(again, 200) is tries


@given(st.lists(HASHES, max_size=60), st.floats(0, 1e9))
def test_the_wait_is_never_longer_than_the_longest(hashes: list[str], at: float) -> None:
    assert after(*hashes, at=at).wait(at) <= LONGEST


def test_the_wait_doubles_with_each_password_up_to_the_longest() -> None:
    waits = [after(*numbered(count)).wait(0) for count in range(FREE_TRIES, 40)]

    assert waits[0] == FIRST_WAIT.total_seconds()
    assert all(later == min(2 * earlier, LONGEST) for earlier, later in pairwise(waits))
    assert waits[-1] == LONGEST


@given(st.integers(FREE_TRIES, 40), st.integers(0, 2000))
def test_the_wait_counts_from_the_last_password_and_passes(count: int, later: int) -> None:
    tries = after(*numbered(count), at=1000)

    assert tries.wait(1000 + later) == tries.wait(1000) - later


@given(st.lists(HASHES, max_size=60))
def test_no_more_passwords_are_remembered_than_are_needed_for_the_longest_wait(hashes: list[str]) -> None:
    assert len(after(*hashes).hashes) == min(len(set(hashes)), MOST_REMEMBERED)
    assert after(*numbered(MOST_REMEMBERED)).wait(0) == LONGEST
