"""How fast an import writes (`customers import`)."""

import time

from cli.transfer.pace import Pace


def seconds_of(pace: Pace, *restrictions: str | None) -> float:
    started = time.monotonic()
    for restriction in restrictions:
        pace.wait(restriction)
    return time.monotonic() - started


def test_customers_of_one_restriction_take_turns() -> None:
    assert seconds_of(Pace(100), *["DE"] * 21) >= 0.2


def test_restrictions_do_not_wait_for_each_other() -> None:
    assert seconds_of(Pace(1), "DE", "FR", None) < 1


def test_what_was_not_used_is_lost_except_a_tenth_of_a_second() -> None:
    pace = Pace(100)
    pace.wait(None)
    time.sleep(0.5)

    assert seconds_of(pace, *[None] * 21) >= 0.1
