"""The service as `make run` starts it, on a free port and a state of its own."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from local.engine import running_engine
from tests.forking import customers
from tests.processes import started


@dataclass(frozen=True)
class Service:
    """A running service: its URL, its state folder, and what it printed before it was ready."""

    url: str
    state_dir: Path
    printed: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """End it as a crash would, and wait until its engine has seen that."""
        self.process.kill()
        self.process.wait()
        while running_engine(self.state_dir) is not None:
            time.sleep(0.05)

    def customers(
        self, *arguments: str, stdin: str = "", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command line on this service's state."""
        options = ("--state-dir", str(self.state_dir))
        return customers(*options, *arguments, stdin=stdin, environment=environment)

    def secret(self, client_id: str) -> str:
        """The secret that was printed for a demo client."""
        rows = (line.split() for line in self.printed.splitlines())
        return next(row[1] for row in rows if len(row) == 2 and row[0] == client_id)

    def token(self, client_id: str, secret: str | None = None) -> str:
        """An access token, by way of the command line."""
        command = ("token", "--url", self.url, "--client-id", client_id, "--client-secret", "-")
        done = self.customers(*command, stdin=secret or self.secret(client_id))
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def get(self, path: str, token: str) -> tuple[int, Any]:
        """Status and JSON body of a GET."""
        return self._answer(Request(f"{self.url}{path}", headers={"Authorization": f"Bearer {token}"}))

    def post(self, path: str, token: str, body: Any) -> tuple[int, Any]:
        """Status and JSON body of a POST."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self._answer(Request(f"{self.url}{path}", json.dumps(body).encode(), headers))

    def patch(self, path: str, token: str, body: Any) -> None:
        """Change something; fails if that is refused."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        request = Request(f"{self.url}{path}", json.dumps(body).encode(), headers, method="PATCH")
        with urlopen(request, timeout=10):
            pass

    def delete(self, path: str, token: str) -> None:
        """Delete something; fails if that is refused."""
        request = Request(f"{self.url}{path}", headers={"Authorization": f"Bearer {token}"}, method="DELETE")
        with urlopen(request, timeout=10):
            pass

    def mailbox(self, to: str) -> list[Any]:
        """The messages to an address, those among them that are on their way."""
        _, messages = self._answer(Request(f"{self.url}/_local/mailbox?to={to}"))
        return list(messages)

    def events(self, *arguments: str) -> list[Any]:
        """Return the events on the bus, by way of the command line."""
        done = self.customers("events", "tail", "--once", *arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _answer(self, request: Request) -> tuple[int, Any]:
        try:
            with urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, json.load(error)


@contextmanager
def running_service(state_dir: Path) -> Iterator[Service]:
    """The service, with a state folder of its own."""
    command = [sys.executable, "-m", "local.run", "--port", "0", "--state-dir", str(state_dir)]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        log: list[str] = []
        reader = threading.Thread(target=log.extend, args=(process.stderr,))
        reader.start()
        printed = []
        for line in process.stdout:
            if line.startswith("ready "):
                break
            printed.append(line)
        else:
            pytest.fail("".join(log))
        yield Service(line.split()[1], state_dir, "".join(printed), process)
        process.terminate()
        reader.join()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for all tests; each makes tenants of its own where it writes."""
    with running_service(tmp_path_factory.mktemp("state")) as service:
        yield service
