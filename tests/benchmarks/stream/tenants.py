"""Tenants of a running service: from a write of the one, only events follow, from one of the other all."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from local.machine.paths import PROJECT_ROOT
from tests.benchmarks.loopback import Handler, serving
from tests.benchmarks.stream.calling import call

_SCOPES = "customer.customer_manage customer.customer_read webhook.subscription_manage"
_OFF = ("--set", "feed.days=0", "--set", "history.days=0")


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant with a client's token. `received`: when its webhook had which customer, if it has one."""

    name: str
    token: str = field(repr=False)
    received: Mapping[str, float] | None = None


@contextmanager
def prepared(url: str, state: Path) -> Iterator[tuple[Tenant, Tenant]]:
    """Both tenants; the second one has an index of words, a history, a feed, and a webhook that is called."""
    received: dict[str, float] = {}
    with serving(_Receiver, received) as host:
        plain = Tenant("plain", _client_of("plain", url, state, *_OFF))
        whole = Tenant("whole", _client_of("whole", url, state), received)
        secret = "whsec_" + "c2VjcmV0LW9mLXRoZS1iZW5jaG1hcmstb25seQ=="
        configuration = {"destinationUrl": f"http://{host}/", "secretKey": secret}
        webhook = {"provider": "HTTP", "code": "crm", "configuration": configuration}
        call(url, whole.token, "POST", f"/webhook/{whole.name}/config", webhook)
        subscription = [{"eventType": "customer.created", "action": "SUBSCRIBE"}]
        call(url, whole.token, "PATCH", f"/webhook/{whole.name}/event-subscriptions", subscription)
        sys.stderr.write("an index of words is built, which waits for 90 seconds\n")
        _run("search", "build", "--tenant", whole.name, "--state-dir", str(state))
        yield plain, whole


class _Receiver(Handler):
    served: ClassVar[dict[str, float]]

    def do_POST(self) -> None:  # noqa: N802 - http.server's name
        """Note when which customer came."""
        self.served[json.loads(self.body())["customerNumber"]] = time.monotonic()
        self.answer(200, b"{}")


def _client_of(tenant: str, url: str, state: Path, *settings: str) -> str:
    """Create a tenant; return a token of its client."""
    _run("tenant", "create", tenant, *settings, "--state-dir", str(state))
    made = ("client", "create", "--tenant", tenant, "--name", "bench", "--scope", _SCOPES, "--json")
    client = json.loads(_run(*made, "--state-dir", str(state)))
    arguments = ("token", "--url", url, "--client-id", client["client_id"], "--client-secret", "-")
    return _run(*arguments, given=client["client_secret"]).strip()


def _run(*arguments: str, given: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=PROJECT_ROOT,
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
