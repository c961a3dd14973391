"""The proof of a password, slowed down for whoever guesses."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from shared.domain.callers.access import Grant
from shared.domain.customers.customer import Customer
from shared.domain.errors import TooManyTries, Unauthorized
from shared.domain.fields import folded_email
from shared.domain.log_in.account import looked_up
from shared.domain.log_in.throttling import CLIENT_FAILURES, FAILURES
from shared.ports.callers import KeyedHash
from shared.ports.log_in import CountedTry, LogInState, LogInStore
from shared.ports.tenants import TenantConfiguration
from shared.use_cases.accounts.check_password import PasswordPorts, check_password

_HASH_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class ProofPorts(PasswordPorts):
    """Ports for the proof of a password. `refusal_floor`: a failed one takes at least so many seconds."""

    log_ins: LogInStore
    hashes: KeyedHash
    tenants: TenantConfiguration
    refusal_floor: float


@dataclass(frozen=True, slots=True)
class OnBehalf:
    """The address that a service passes on for its visitor, and the customers for whom that counts."""

    source: str
    reach: Grant


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose password somebody says this is, and where they are.

    `service`: the client that calls for its visitor, if one does; failures are held against it, not against
    the source. `on_behalf`: what it says of the visitor, if it may.
    """

    tenant: str
    email: str = field(repr=False)
    password: str = field(repr=False)
    source: str
    service: str | None = None
    on_behalf: OnBehalf | None = None

    @property
    def depends_on_customer(self) -> bool:
        """Whether one has to know the customer to know which source counts."""
        return self.on_behalf is not None and self.on_behalf.reach.restrictions is not None

    def source_for(self, customer: Customer | None) -> str:
        """Return the source that counts for this customer, or for an account that nobody has."""
        if self.on_behalf is None:
            return self.source
        restrictions = self.on_behalf.reach.restrictions
        is_within = restrictions is None or (customer is not None and customer.restriction in restrictions)
        return self.on_behalf.source if is_within else self.source


def source_hash(hashes: KeyedHash, tenant: str, source: str) -> str:
    """Return the form in which a source is stored."""
    return hashes.of("source", tenant, source)[:_HASH_BYTES].hex()


def examined(ports: ProofPorts, claim: Claim) -> LogInState:
    """Return the account claimed, if there is one. Raises `TooManyTries` for whoever has failed too often."""
    if claim.service is not None:
        suspect = ports.hashes.of("service", claim.tenant, claim.service)[:_HASH_BYTES].hex()
        most = CLIENT_FAILURES
    else:
        suspect, most = source_hash(ports.hashes, claim.tenant, claim.source), FAILURES
    state = ports.log_ins.state(claim.tenant, looked_up(claim.email), suspect)
    if state.failures >= most and state.failures_end > (now := time.time()):
        raise TooManyTries(state.failures_end - now)
    return state


def counted(
    ports: ProofPorts, claim: Claim, state: LogInState, customer: Customer | None = None
) -> CountedTry:
    """Return this try, counted for the account. Raises `TooManyTries`.

    `customer`: whose account it is, where that makes a difference.
    """
    source = source_hash(ports.hashes, claim.tenant, claim.source_for(customer))
    tried = ports.hashes.of("tried password", claim.tenant, folded_email(claim.email), claim.password)
    return ports.log_ins.count_try(state, source, tried[:_HASH_BYTES].hex(), time.time())


def is_proven(ports: ProofPorts, claim: Claim, state: LogInState) -> bool:
    """Return whether the password is the account's.

    It takes as long where there is no account, or no password.
    """
    return check_password(ports, state.account, claim.password)


def count_failure(ports: ProofPorts, state: LogInState) -> None:
    """Hold a failed proof against the suspect."""
    ports.log_ins.count_failure(state, time.time())


def refusal_seconds(ports: ProofPorts, tenant: str) -> float:
    """Return how long a refusal takes at least: longer where a tenant has imported costly hashes."""
    return max(ports.refusal_floor, ports.tenants.of(tenant).refusal_seconds)


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
