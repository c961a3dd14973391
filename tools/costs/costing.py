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
        log_bytes=sum(_log_bytes(line, milliseconds) for line in recorded.lines),
        kms_requests=recorded.cipher_calls,
        milliseconds=milliseconds,
        memory=memory,
    )


def _log_bytes(line: str, milliseconds: float) -> int:
    """Return the bytes that CloudWatch ingests, with the assumed duration in place of this machine's."""
    said = _DURATION.sub(f'"Duration":[{milliseconds:.2f}]', line)
    return len(said.encode()) + _LINE_OVERHEAD


def _cost(rehearsal: Rehearsal, api: HttpApi, prices: Prices) -> Cost:
    usage = usage_of(rehearsal, prices)
    function = rehearsal.case.sample.function
    is_route = api.authorizer is None or function != api.authorizer.function
    gigabyte_seconds = usage.memory / 1024 * usage.milliseconds / 1000
    read, written = usage.read_units * prices.read_unit, usage.write_units * prices.write_unit
    return Cost(
        rehearsal.case.name,
        usage,
        gateway=_MILLION * prices.gateway_request if is_route else 0.0,
        function=_MILLION * (prices.lambda_request + gigabyte_seconds * prices.lambda_gigabyte_second),
        logs=_MILLION * usage.log_bytes / _GIGABYTE * prices.log_gigabyte,
        dynamodb=_MILLION * (read + written),
        kms=_MILLION * usage.kms_requests * prices.kms_request,
    )
