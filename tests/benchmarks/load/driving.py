"""One load after another on a running service, and what it did to it."""

import json
import subprocess
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.load.service import Service

_HERE = Path(__file__).parent
_EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Answers:
    """Those of one operation: how many of each status, and milliseconds until they had arrived.

    `inside`: milliseconds within the function, as it logs them.
    """

    statuses: Mapping[str, int]
    milliseconds: Sequence[float]
    inside: Sequence[float]


@dataclass(frozen=True, slots=True)
class Load:
    """The outcome of a load.

    `errors` are connections that broke and answers that did not come; `failures` some of the wrong answers.
    `gateway_cpu` and `engine_cpu`: seconds. `gateway_memory` and `engine_memory`: bytes, once a second.
    `complaints`: lines of the log that are neither those of requests nor other metrics.
    """

    seconds: float
    operations: Mapping[str, Answers]
    errors: int
    failures: Sequence[str]
    gateway_cpu: float
    engine_cpu: float
    gateway_memory: Sequence[int]
    engine_memory: Sequence[int]
    complaints: Sequence[str]

    @property
    def requests(self) -> int:
        """How many were answered."""
        return sum(len(each.milliseconds) for each in self.operations.values())


def drive(service: Service, traffic: str, *, connections: int, seconds: int) -> Load:
    """Put a load on the service: traffic as in traffic.js."""
    began_log, began_gateway = service.log.stat().st_size, service.gateway.cpu_seconds()
    began_engine = service.engine.cpu_seconds()
    with _Watch(service) as watch:
        outcome = _generate(service, traffic, connections=connections, seconds=seconds)
    inside, complaints = _log_of(service.log, began_log)
    return Load(
        outcome["seconds"],
        {
            each["name"]: Answers(each["statuses"], each["milliseconds"], inside[each["name"]])
            for each in outcome["operations"]
        },
        errors=outcome["errors"] + outcome["timeouts"],
        failures=outcome["failures"],
        gateway_cpu=service.gateway.cpu_seconds() - began_gateway,
        engine_cpu=service.engine.cpu_seconds() - began_engine,
        gateway_memory=watch.gateway,
        engine_memory=watch.engine,
        complaints=complaints,
    )


def _generate(service: Service, traffic: str, *, connections: int, seconds: int) -> Any:
    given = {
        "url": service.url,
        "tenant": service.tenant,
        "storefront": service.storefront,
        "token": service.token,
        "traffic": traffic,
        "connections": connections,
        "seconds": seconds,
    }
    done = subprocess.run(
        ["node", _HERE / "load.js"],  # noqa: S607 - the user's own Node.js
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _log_of(log: Path, since: int) -> tuple[Mapping[str, list[float]], list[str]]:
    """Milliseconds within functions by operation, and the lines that are neither of requests nor metrics."""
    inside: defaultdict[str, list[float]] = defaultdict(list)
    complaints = []
    with log.open(encoding="utf-8") as lines:
        lines.seek(since)
        for line in lines:
            document = json.loads(line) if line.startswith("{") else {}
            if "operation" in document and "_aws" in document:
                inside[document["operation"]].append(document["Duration"][0])
            elif "_aws" not in document:
                complaints.append(line.strip())
    return inside, complaints


class _Watch:
    """Looks at the memory of the service's processes from `__enter__` to `__exit__`."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.gateway: list[int] = []
        self.engine: list[int] = []

    def _run(self) -> None:
        self._look()
        while not self._ended.wait(_EVERY_SECONDS):
            self._look()
        self._look()

    def _look(self) -> None:
        self.gateway.append(self._service.gateway.memory())
        self.engine.append(self._service.engine.memory())

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
