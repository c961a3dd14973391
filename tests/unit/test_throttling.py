"""How guessing passwords is slowed down (api.md §5, Throttling)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.log_in.throttling import (
    CEILING,
    CEILING_WINDOW,
    FIRST_WAIT,
    FREE_TRIES,
    KNOWN_SOURCES,
    LONGEST_WAIT,
    MEMORY,
    MOST_REMEMBERED,
    MOST_TRIES,
    SOURCE_MEMORY,
    AccountTries,
    SourceLogIn,
    Tries,
)

HASHES = st.text("0123456789abcdef", min_size=4, max_size=4)
SOURCES = st.text("abc", min_size=1, max_size=3)
LONGEST = LONGEST_WAIT.total_seconds()
HOUR, DAY = CEILING_WINDOW.total_seconds(), MEMORY.total_seconds()
BEGINNING = 1_800_000_000.0
OWNER = "the owner"


def after(*hashes: str, at: float = BEGINNING) -> AccountTries:
    tries = AccountTries()
    for one in hashes:
        tries = tries.with_one_more("here", one, at)
    return tries


def numbered(count: int) -> list[str]:
    return [f"{number:04}" for number in range(count)]


def known(*sources: str, at: float = BEGINNING) -> AccountTries:
    return AccountTries(log_ins={source: SourceLogIn(at, OWNER) for source in sources})


class TestOneSource:
    def test_nobody_waits_before_the_first_try(self) -> None:
        assert AccountTries().wait("here", OWNER, BEGINNING) <= 0

    @given(st.lists(HASHES, max_size=30))
    def test_five_different_passwords_are_free_and_the_next_waits(self, hashes: list[str]) -> None:
        tries = after(*hashes)

        assert (tries.wait("here", None, BEGINNING) > 0) == (len(set(hashes)) >= FREE_TRIES)
        assert tries.wait("elsewhere", None, BEGINNING) <= 0

    @given(st.lists(HASHES, min_size=1, max_size=10), st.data())
    def test_the_same_password_again_is_known(self, hashes: list[str], data: st.DataObject) -> None:
        again = data.draw(st.sampled_from(sorted(hashes)))

        assert after(*hashes).has("here", again, BEGINNING + 100)
        assert not after(*hashes).has("elsewhere", again, BEGINNING + 100)

    @given(st.lists(HASHES, max_size=60))
    def test_the_wait_is_never_longer_than_the_longest(self, hashes: list[str]) -> None:
        assert after(*hashes).from_source("here", BEGINNING).wait(BEGINNING) <= LONGEST

    def test_the_wait_doubles_with_each_password_up_to_the_longest(self) -> None:
        waits = [Tries(frozenset(numbered(count)), 0).wait(0) for count in range(FREE_TRIES, 40)]

        assert waits[0] == FIRST_WAIT.total_seconds()
        assert all(later == min(2 * earlier, LONGEST) for earlier, later in pairwise(waits))
        assert waits[-1] == LONGEST

    def test_no_more_passwords_are_remembered_for_long_than_the_longest_wait_needs(self) -> None:
        later = BEGINNING + HOUR
        tries = after(*numbered(40)).with_one_more("here", "one more", later)

        assert len(tries.from_source("here", later).hashes) == MOST_REMEMBERED
        assert tries.wait("here", None, later) == LONGEST

    def test_tries_are_forgotten_a_day_after_the_last(self) -> None:
        tries = after(*numbered(5))

        assert len(tries.from_source("here", BEGINNING + DAY - 1).hashes) == FREE_TRIES
        assert tries.from_source("here", BEGINNING + DAY) == Tries()

    def test_a_try_that_is_counted_after_a_log_in_is_not_forgiven_though_it_began_before(self) -> None:
        tries = known("here", at=BEGINNING + 1).with_one_more("here", "a", BEGINNING)

        assert tries.from_source("here", BEGINNING + 2).hashes == {"a"}

    def test_a_log_in_forgives_what_was_tried_before_from_there_alone(self) -> None:
        tries = AccountTries(
            {("here", "a"): BEGINNING, ("there", "a"): BEGINNING, ("here", "b"): BEGINNING + 2},
            {"here": SourceLogIn(BEGINNING + 1, OWNER)},
        )

        assert tries.from_source("here", BEGINNING + 3).hashes == {"b"}
        assert tries.from_source("there", BEGINNING + 3).hashes == {"a"}


class TestTheCeiling:
    def test_strangers_together_try_as_many_as_it_says_then_all_of_them_wait(self) -> None:
        tries, now = AccountTries(), BEGINNING
        for number in range(CEILING):
            assert tries.wait(f"source {number}", OWNER, now) <= 0
            tries = tries.with_one_more(f"source {number}", "guess", now)
            now += 1

        assert tries.wait("another", OWNER, now) == BEGINNING + HOUR - now
        assert tries.wait("another", OWNER, BEGINNING + HOUR) <= 0

    @given(
        st.lists(
            st.tuples(SOURCES, HASHES, st.floats(0, 900)),
            min_size=20,
            max_size=150,
        )
    )
    def test_no_hour_has_more_guesses_of_strangers_whatever_they_do_and_whenever(
        self, steps: list[tuple[str, str, float]]
    ) -> None:
        tries, now = AccountTries(), BEGINNING
        guesses: list[float] = []
        for source, password, pause in steps:
            now += pause / 50
            if tries.wait(source, OWNER, now) <= 0 and not tries.has(source, password, now):
                tries = tries.with_one_more(source, password, now)
                guesses.append(now)

        assert all(at - guesses[i - CEILING] >= HOUR for i, at in enumerate(guesses) if i >= CEILING)

    @given(st.integers(CEILING, 3 * CEILING))
    def test_a_source_that_the_account_knows_does_not_wait_for_others(self, count: int) -> None:
        tries = known("home")
        for number in range(count):
            tries = tries.with_one_more(f"source {number}", "guess", BEGINNING)

        assert tries.wait("home", OWNER, BEGINNING) <= 0
        assert tries.wait("another", OWNER, BEGINNING) > 0

    def test_a_known_source_waits_for_its_own(self) -> None:
        tries = known("home")
        for password in numbered(FREE_TRIES):
            tries = tries.with_one_more("home", password, BEGINNING + 1)

        assert tries.wait("home", OWNER, BEGINNING + 1) == FIRST_WAIT.total_seconds()

    def test_a_known_source_has_a_ceiling_of_its_own_that_log_ins_do_not_clear(self) -> None:
        tries, now = known("home"), BEGINNING
        for number in range(CEILING):
            now += 1
            assert tries.wait("home", OWNER, now) <= 0
            tries = tries.with_one_more("home", f"guess {number}", now)
            tries = AccountTries(tries.tried, {"home": SourceLogIn(now + 0.5, OWNER)})

        assert tries.wait("home", OWNER, now + 1) > 0
        assert tries.wait("another", OWNER, now + 1) <= 0

    def test_what_is_cleared_counts_for_nothing(self) -> None:
        tries = known("home")
        for number in range(2 * CEILING):
            tries = tries.with_one_more(f"source {number % 7}", f"guess {number}", BEGINNING + 1)
        cleared = AccountTries(tries.tried, tries.log_ins, BEGINNING + 2)

        assert cleared.wait("source 1", OWNER, BEGINNING + 3) <= 0
        assert cleared.known(OWNER, BEGINNING + 3) == {"home"}

    def test_long_attacks_do_not_fill_the_item(self) -> None:
        tries, now = AccountTries(), BEGINNING
        for number in range(2000):
            tries = tries.with_one_more(f"source {number}", "guess", now)
            now += HOUR / CEILING

        assert len(tries.tried) == MOST_TRIES


class TestKnownSources:
    @given(st.lists(st.tuples(SOURCES, st.floats(1, 36_000)), min_size=1, max_size=60))
    def test_the_latest_twenty_of_thirty_days_are_known(self, log_ins: list[tuple[str, float]]) -> None:
        tries, now = AccountTries(), BEGINNING
        for source, pause in log_ins:
            now += pause
            left = {
                by: log_in
                for by, log_in in {**tries.log_ins, source: SourceLogIn(now, OWNER)}.items()
                if by not in tries.surplus(source, OWNER, now)
            }
            tries = AccountTries(log_ins=left)

        latest_first = list(dict.fromkeys(source for source, _ in reversed(log_ins)))
        assert tries.known(OWNER, now) == set(latest_first[:KNOWN_SOURCES])

    def test_only_those_of_the_present_customer_count(self) -> None:
        assert known("home").known("the next owner", BEGINNING) == frozenset()
        assert known("home").known(None, BEGINNING) == frozenset()
        assert known("home").surplus("elsewhere", "the next owner", BEGINNING) == {"home"}

    def test_they_are_forgotten_after_thirty_days(self) -> None:
        later = BEGINNING + SOURCE_MEMORY.total_seconds()

        assert known("home").known(OWNER, later - 1) == {"home"}
        assert known("home").known(OWNER, later) == frozenset()
