"""The proof of a password, slowed down for whoever guesses."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from shared.domain.errors import TooManyTries, Unauthorized
from shared.domain.fields import folded_email
from shared.domain.log_in.account import looked_up
from shared.domain.log_in.throttling import FAILURES
from shared.ports.callers import KeyedHash
from shared.ports.log_in import LogInState, LogInStore
from shared.use_cases.accounts.check_password import PasswordPorts, check_password

_TRIED_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class ProofPorts(PasswordPorts):
    """Ports for the proof of a password. `refusal_floor`: a failed one takes at least so many seconds."""

    log_ins: LogInStore
    hashes: KeyedHash
    refusal_floor: float


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose password somebody says this is, and where they are.

    `counts_for_source`: failures are held against the source as such.
    """

    tenant: str
    email: str = field(repr=False)
    password: str = field(repr=False)
    source: str
    counts_for_source: bool = True


def counted(ports: ProofPorts, claim: Claim) -> LogInState:
    """Return the account claimed, if there is one, with this try counted. Raises `TooManyTries`."""
    now = time.time()
    state = ports.log_ins.state(claim.tenant, looked_up(claim.email), claim.source)
    if claim.counts_for_source and state.failures >= FAILURES and state.failures_end > now:
        raise TooManyTries(state.failures_end - now)
    tried = ports.hashes.of("tried password", claim.tenant, folded_email(claim.email), claim.password)
    return ports.log_ins.count_try(state, tried[:_TRIED_BYTES].hex(), now)


def is_proven(ports: ProofPorts, claim: Claim, state: LogInState) -> bool:
    """Return whether the password is the account's.

    It takes as long where there is no account, or no password.
    """
    return check_password(ports, state.account, claim.password)


def count_failure(ports: ProofPorts, claim: Claim, state: LogInState) -> None:
    """Hold a failed proof against the source."""
    if claim.counts_for_source:
        ports.log_ins.count_failure(state, time.time())


def wait_until(moment: float) -> None:
    """Sleep until this moment of the monotonic clock, unless it has passed."""
    time.sleep(max(0.0, moment - time.monotonic()))


@contextmanager
def no_refusal_before(seconds: float) -> Iterator[None]:
    """Keep a refusal until so long after the beginning: how long it took to find tells nothing."""
    begun = time.monotonic()
    try:
        yield
    except Unauthorized:
        wait_until(begun + seconds)
        raise


@contextmanager
def no_answer_before(seconds: float) -> Iterator[None]:
    """Keep any answer until so long after the beginning."""
    begun = time.monotonic()
    try:
        yield
    finally:
        wait_until(begun + seconds)
