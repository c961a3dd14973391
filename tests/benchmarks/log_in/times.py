"""How long refusals take: of every kind of account, in random order, each from a source of its own."""

import random
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.benchmarks.log_in.calls import event, handler, storefront
from tests.component.customer_managed.sessions.refused_accounts import KINDS, refused_account

Times = Mapping[str, Sequence[float]]
_REFUSED = 401


def refusal_times(tries: int, *, floor: float, threads: int) -> Times:
    """Seconds of so many refused log-ins of each kind."""
    calls = _calls(tries)
    operation = handler(floor)

    def timed(call: tuple[str, Mapping[str, Any]]) -> tuple[str, float]:
        kind, made = call
        begun = time.perf_counter()
        answer = operation(made, None)
        seconds = time.perf_counter() - begun
        assert answer["statusCode"] == _REFUSED, answer
        return kind, seconds

    operation(calls.pop()[1], None)  # what is loaded once
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with ThreadPoolExecutor(threads) as pool:
        for kind, seconds in pool.map(timed, calls):
            found[kind].append(seconds)
    return found


def _calls(tries: int) -> list[tuple[str, Mapping[str, Any]]]:
    # A tenant for each kind: the migration of legacy passwords is over in one, and lasts in another.
    shops = {kind: storefront() for kind in KINDS}
    accounts = {kind: refused_account(kind, shop.tenant, "anna@example.com") for kind, shop in shops.items()}
    calls = [
        (
            kind,
            event(
                shop,
                *accounts[kind],
                source=f"198.51.{number // 256}.{number % 256}",
                token=shop.visit["access_token"],
            ),
        )
        for kind, shop in shops.items()
        for number in range(tries)
    ]
    random.Random(5).shuffle(calls)
    return [*calls, calls[0]]
