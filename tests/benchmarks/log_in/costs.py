"""The cost of successful log-ins in this process, and the share of hashing."""

import time
from dataclasses import dataclass
from statistics import median

from shared.domain.log_in.account import NewAccount
from shared.runtime.wiring import wiring
from tests.benchmarks.log_in.calls import event, handler, storefront
from tests.component.customer_managed.sessions.refused_accounts import customer_with, native_hash
from tests.component.customer_managed.storefront import PASSWORD

_OK = 200
_CUSTOMERS = 20


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds: of one log-in, of which CPU of this process (not the engine's), and of its hash alone."""

    log_ins: int
    seconds: float
    cpu_seconds: float
    hash_seconds: float


def costs(log_ins: int) -> Costs:
    """Medians over so many log-ins, one after another."""
    shop = storefront()
    emails = [f"{number}@example.com" for number in range(_CUSTOMERS)]
    for email in emails:
        customer_with(shop.tenant, email, NewAccount(password_hash=native_hash()))
    operation = handler(floor=0)
    found = []
    for number in range(log_ins):
        token = shop.new_visit()["access_token"]
        email = emails[number % _CUSTOMERS]
        made = event(shop, email, PASSWORD, source="198.51.100.1", token=token)
        begun, cpu_begun = time.perf_counter(), time.process_time()
        answer = operation(made, None)
        found.append((time.perf_counter() - begun, time.process_time() - cpu_begun))
        assert answer["statusCode"] == _OK, answer
    return Costs(
        log_ins,
        seconds=median(seconds for seconds, _ in found),
        cpu_seconds=median(cpu_seconds for _, cpu_seconds in found),
        hash_seconds=_hash_seconds(log_ins),
    )


def _hash_seconds(rounds: int) -> float:
    """CPU of one check of a native hash."""
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        assert wiring().password_verifier.verify(native_hash(), PASSWORD)
        found.append(time.process_time() - begun)
    return median(found)
