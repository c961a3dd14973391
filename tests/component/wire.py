"""A wire to the engine that fails as planned: throttled, in conflict, late, or with the answer lost."""

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from http.client import RemoteDisconnected
from typing import Any, TypeVar

from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.keys import FORMER_PLACE_PREFIX
from shared.adapters.dynamodb.table import Table
from shared.http.operation import Operation
from shared.runtime.deadline import ends_at
from shared.runtime.environment import environment
from shared.runtime.reach import EVERY_TENANT, reach
from shared.runtime.trigger import Trigger
from shared.runtime.wiring import Wiring, wiring

THROTTLED = "ThrottlingException"
CONFLICT = "TransactionCanceledException"
UNDER_WAY = 8
"""Requests that a process sends at once."""
SLOW_SECONDS = 0.2
WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})
Handler = TypeVar("Handler", Operation[Any], Trigger[Any])


class Wire:
    """Counts requests by DynamoDB operation, and makes the next ones of an operation fail."""

    def __init__(self) -> None:
        client: Any = make_client(lambda: None)
        self._exchange: Callable[[str, bytes], tuple[int, bytes]] = client.exchange
        client.exchange = self.exchange
        self.requests: Counter[str] = Counter()
        self._faults: dict[str, Iterator[str | None]] = {}
        self._is_lost: Callable[[], bool] = lambda: False
        self._meanwhile: Callable[[], object] = lambda: None
        self._before: Callable[[], object] | None = None
        self._late: list[tuple[str, bytes]] = []
        self.table = Table(client, os.environ["TABLE_NAME"], partial(reach, EVERY_TENANT), ends_at=ends_at)
        self.wiring = Wiring(environment=replace(environment(), refusal_floor=0), table=self.table)
        # What a warm process has read long since.
        self.wiring.configurations = wiring().configurations
        self.wiring.keyed_hashes = wiring().keyed_hashes
        self.wiring.token_signer = wiring().token_signer
        self.wiring.own_tokens = wiring().own_tokens

    @classmethod
    def warm(cls, tenant: str) -> "Wire":
        """Return a wire whose process has read the tenant's configuration."""
        wire = cls()
        wire.wiring.tenants.of(tenant)
        return wire

    def fail(self, operation: str, fault: str, times: int, *, after: int = 0) -> None:
        """Let requests of a DynamoDB operation fail, the next ones or those after some that do not.

        The fault is an error code, `lost` for a lost answer, `late` for a request that arrives when it is
        delivered, `slow` for an answer after `SLOW_SECONDS`, `html` for what stands before DynamoDB, or for
        the end of the process `killed`, or `killed late` when the request was carried out.
        """
        # Of a process that has ended, only what was under way is carried out.
        late = min(times, UNDER_WAY) if fault == "killed late" else times
        self._faults[operation] = iter([None] * after + [fault] * late + ["killed"] * (times - late))

    def lose(self, is_lost: Callable[[], bool]) -> None:
        """Lose the answers to those writes of which this says so when they are sent."""
        self._is_lost = is_lost

    def meanwhile(self, rival: Callable[[], object]) -> None:
        """Let a rival do this after each write that was carried out and whose answer is lost."""
        self._meanwhile = rival

    def before(self, rival: Callable[[], object]) -> None:
        """Let a rival do this just before the next write is sent."""
        self._before = rival

    def deliver(self) -> None:
        """Let what is late arrive."""
        while self._late:
            self._exchange(*self._late.pop(0))

    def through(self, handler: Handler) -> Handler:
        """Return the operation or trigger, talking to the engine over this wire."""
        return handler.of(self.wiring)

    def started(self, handler: Handler) -> Handler:
        """Return the same in a process that has just started and has read nothing yet."""
        return handler.of(Wiring(table=self.table))

    @contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """The requests made within."""
        self.requests.clear()
        yield self.requests

    def exchange(self, operation: str, body: bytes) -> tuple[int, bytes]:
        """Stands in for the client's way to the engine."""
        if operation in WRITES and self._before is not None:
            rival, self._before = self._before, None
            rival()
        self.requests[operation] += 1
        fault = next(self._faults.get(operation, iter(())), None)
        if fault is None and operation in WRITES and self._is_lost():
            fault = "lost"
        if fault == "slow":
            time.sleep(SLOW_SECONDS)
        if fault in {None, "slow"}:
            return self._exchange(operation, body)
        if fault in {"lost", "killed late"}:
            self._carry_out(operation, body)
        if fault in {"killed", "killed late"}:
            raise Killed
        if fault == "late":
            self._late.append((operation, body))
        if fault in {"lost", "late"}:
            raise RemoteDisconnected("lost")
        if fault == "html":
            return 503, b"<html><h1>503 Service Unavailable</h1></html>"
        return 400, _error(body, fault)

    def _carry_out(self, operation: str, body: bytes) -> None:
        """Send it; a former place comes ahead of a rename, so who writes then is no rival of that."""
        status, _ = self._exchange(operation, body)
        if status == HTTPStatus.OK and FORMER_PLACE_PREFIX.encode() not in body:
            self._meanwhile()


class Killed(BaseException):
    """The process ends here."""


def _error(asked: bytes, code: str | None) -> bytes:
    """An error whose message quotes all of the request, as some of DynamoDB's do in part."""
    body: dict[str, Any] = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "Message": asked.decode()}
    if code == CONFLICT:
        body["CancellationReasons"] = [{"Code": "TransactionConflict"}, {"Code": "None"}]
    return json.dumps(body).encode()
