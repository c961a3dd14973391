"""The service as `make run` starts it, watched from outside: its log, its CPU and its memory."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.demo.tenant import STOREFRONT, TENANT
from local.engine import LOCK_FILE
from local.machine.paths import PROJECT_ROOT

_TICKS = os.sysconf("SC_CLK_TCK")


class NotReady(Exception):
    """The service did not start; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the service."""

    pid: int

    def cpu_seconds(self) -> float:
        """Return the resources that it has used so far."""
        text = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii")
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS

    def memory(self) -> int:
        """The bytes that it has in memory now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
        assert found is not None
        return int(found[1]) * 1024


@dataclass(frozen=True, slots=True)
class Service:
    """A running service with its demo tenant; `token` is one that may do everything there."""

    url: str
    token: str
    gateway: Process
    engine: Process
    log: Path
    tenant: str = TENANT
    storefront: str = STOREFRONT


@contextmanager
def running_service(folder: Path) -> Iterator[Service]:
    """The service, with its state and its log in this folder. Raises `NotReady`."""
    state, log = folder / "state", folder / "log"
    command = [sys.executable, "-m", "local.run", "--port", "0", "--state-dir", str(state)]
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            said = []
            for line in process.stdout:
                said.append(line)
                if line.startswith("ready "):
                    break
            else:
                raise NotReady(log.read_text())
            url = said[-1].split()[1]
            engine = Process(json.loads((state / LOCK_FILE).read_text())["pid"])
            yield Service(url, _token(url, "".join(said)), Process(process.pid), engine, log)
        finally:
            process.terminate()


def _token(url: str, said: str) -> str:
    secret = re.search(r"^ +acme-admin +(\S+)$", said, re.MULTILINE)
    assert secret is not None
    arguments = ("token", "--url", url, "--client-id", "acme-admin", "--client-secret", "-")
    done = subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=PROJECT_ROOT,
        input=secret[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
