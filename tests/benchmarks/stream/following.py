"""Writes one after the other, and when what follows from each is there."""

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from local.bus.store import Bus
from tests.benchmarks.stream.calling import call
from tests.benchmarks.stream.tenants import Tenant

Spans = Mapping[tuple[str, str], Sequence[float]]
"""Milliseconds by tenant and by what follows."""
_EVERY_SECONDS = 0.005
_PATIENCE_SECONDS = 30.0
_PHASE_SECONDS = 0.5
"""The stream is read so often: a write comes anywhere between two looks."""


class NothingFollowed(Exception):
    """A write was not followed by what it should be followed by."""


class Follower:
    """Creates customers, and waits for what follows."""

    def __init__(self, url: str, state: Path, tenants: Sequence[Tenant]) -> None:
        self._url, self._tenants = url, tenants
        self._bus = Bus(state, ())
        self._last = max((number for number, _ in self._bus.events()), default=0)
        self._spans: dict[tuple[str, str], list[float]] = defaultdict(list)

    def write_by_turns(self, writes: int) -> Spans:
        """Return how long it took. Each write waits until all has followed from the one before."""
        randomly = random.Random(1)
        for tenant in self._tenants:
            self._write(tenant)  # whatever is made at the first time is not measured
        self._spans.clear()
        for _ in range(writes):
            for tenant in self._tenants:
                time.sleep(randomly.uniform(0, _PHASE_SECONDS))
                self._write(tenant)
        return self._spans

    def _write(self, tenant: Tenant) -> None:
        name = f"/customer/{tenant.name}"
        cursor = ""
        if tenant.received is not None:
            _, headers = self._call(tenant, "GET", f"{name}/changes")
            cursor = quote(headers["x-next-cursor"], safe="")
        began = time.monotonic()
        made, _ = self._call(tenant, "POST", f"{name}/customers", {"lastName": "Weber", "firstName": "Anna"})
        number = made["id"]
        self._spans[tenant.name, "answer"].append((time.monotonic() - began) * 1000)
        self._wait(tenant, "event", began, lambda: self._is_published(number))
        received = tenant.received
        if received is None:
            return
        page = f"{name}/changes?since={cursor}"
        self._wait(tenant, "feed", began, lambda: bool(self._call(tenant, "GET", page)[0]))
        self._wait(tenant, "webhook", began, lambda: number in received)
        self._spans[tenant.name, "webhook"][-1] = (received[number] - began) * 1000

    def _wait(self, tenant: Tenant, what: str, began: float, is_there: Callable[[], bool]) -> None:
        until = began + _PATIENCE_SECONDS
        while not is_there():
            if time.monotonic() > until:
                raise NothingFollowed(f"{what} of {tenant.name}")
            time.sleep(_EVERY_SECONDS)
        self._spans[tenant.name, what].append((time.monotonic() - began) * 1000)

    def _is_published(self, number: str) -> bool:
        for sequence, text in self._bus.events(self._last):
            self._last = sequence
            envelope = json.loads(text)
            if envelope["detail"].get("customerNumber") == number:
                return True
        return False

    def _call(
        self, tenant: Tenant, method: str, path: str, document: object = None
    ) -> tuple[Any, dict[str, str]]:
        return call(self._url, tenant.token, method, path, document)
