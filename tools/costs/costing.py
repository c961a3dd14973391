"""The cost of calls: everything that AWS charges for each one."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from local.stack.template import HttpApi
from shared.runtime.environment import environment
from tools.costs.prices import Prices
from tools.costs.units import read_units, write_units
from tools.rehearsal.rehearsing import Rehearsal

_MILLION = 1_000_000
_GIGABYTE = 1_000_000_000
_LINE_OVERHEAD = 26  # bytes that CloudWatch adds to each line
_DURATION = re.compile(r'"Duration":\[[\d.]+\]')


@dataclass(frozen=True, slots=True)
class Usage:
    """The resources of one call. `milliseconds`: the function's assumed duration with `memory` (MB)."""

    requests: Counter[str]
    read_units: float
    write_units: float
    log_bytes: int
    kms_requests: int
    milliseconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Dollars for a million calls of an operation, by service."""

    name: str
    usage: Usage
    gateway: float
    function: float
    logs: float
    dynamodb: float
    kms: float

    @property
    def total(self) -> float:
        """The sum."""
        return self.gateway + self.function + self.logs + self.dynamodb + self.kms


def costs(rehearsals: Iterable[Rehearsal], api: HttpApi, prices: Prices) -> list[Cost]:
    """Return the cost of every metered rehearsal."""
    return [_cost(each, api, prices) for each in rehearsals]


def dollars_of_invocations(milliseconds: float, memory: int, prices: Prices) -> float:
    """Return what a million invocations of a function with so many MB cost."""
    gigabyte_seconds = memory / 1024 * milliseconds / 1000
    return _MILLION * (prices.lambda_request + gigabyte_seconds * prices.lambda_gigabyte_second)


def dollars_of_units(read: float, written: float, prices: Prices) -> float:
    """Return what so many units, a million times, cost."""
    return _MILLION * (read * prices.read_unit + written * prices.write_unit)


def dollars_of_log(size: int, prices: Prices) -> float:
    """Return what so many bytes, a million times, cost."""
    return _MILLION * size / _GIGABYTE * prices.log_gigabyte


def usage_of(rehearsal: Rehearsal, prices: Prices) -> Usage:
    """Return the resources that a metered rehearsal used."""
    recorded, memory = rehearsal.recorded, rehearsal.case.sample.function.memory
    requests = Counter(exchange.operation for exchange in recorded.exchanges)
    milliseconds = prices.durations.milliseconds(memory, requests=requests.total(), hashes=recorded.hashes)
    if recorded.is_kept_back:
        milliseconds = max(milliseconds, environment().refusal_floor * 1000)
    return Usage(
        requests,
        read_units=sum(map(read_units, recorded.exchanges)),
        write_units=sum(map(write_units, recorded.exchanges)),
        log_bytes=sum(log_bytes(line, milliseconds) for line in recorded.lines),
        kms_requests=recorded.cipher_calls,
        milliseconds=milliseconds,
        memory=memory,
    )


def log_bytes(line: str, milliseconds: float) -> int:
    """Return the bytes that CloudWatch ingests, with the assumed duration in place of this machine's."""
    said = _DURATION.sub(f'"Duration":[{milliseconds:.2f}]', line)
    return len(said.encode()) + _LINE_OVERHEAD


def _cost(rehearsal: Rehearsal, api: HttpApi, prices: Prices) -> Cost:
    usage = usage_of(rehearsal, prices)
    function = rehearsal.case.sample.function
    is_route = api.authorizer is None or function != api.authorizer.function
    return Cost(
        rehearsal.case.name,
        usage,
        gateway=_MILLION * prices.gateway_request if is_route else 0.0,
        function=dollars_of_invocations(usage.milliseconds, usage.memory, prices),
        logs=dollars_of_log(usage.log_bytes, prices),
        dynamodb=dollars_of_units(usage.read_units, usage.write_units, prices),
        kms=_MILLION * usage.kms_requests * prices.kms_request,
    )
