"""`customers client create`: a client exists only if its secret was shown."""

import json
import os
import shlex
import subprocess
import sys

import pytest

from local.machine.paths import PROJECT_ROOT
from shared.domain.errors import StorageUnavailable
from shared.runtime.wiring import wiring
from tests.component.cli.running import customers
from tests.component.cli.transfers import made_tenant, place

CREATE = ("client", "create", "--name", "shop", "--scope", "customer.customer_read")


def clients_of(tenant: str) -> list[str]:
    """The clients that the table has for a tenant."""
    raw = wiring().table._client.scan(TableName=os.environ["TABLE_NAME"])["Items"]
    return [item["pk"]["S"] for item in raw if tenant in json.dumps(item) and "CLIENT" in item["pk"]["S"]]


def test_it_is_printed_along_with_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    tenant = made_tenant()

    done = customers(*CREATE, "--tenant", tenant, *place())

    client = json.loads(capsys.readouterr().out)
    assert done.errors == f"created the client {client['client_id']} of the tenant {tenant}\n"
    assert len(clients_of(tenant)) == 1


@pytest.mark.parametrize(
    ("redirection", "code", "says"),
    [
        (">/dev/full", 1, "customers: No space left on device\n"),
        (">&-", 1, "customers: standard output is closed\n"),
        ("| true", 141, ""),
    ],
)
def test_where_it_cannot_be_printed_there_is_no_client(redirection: str, code: int, says: str) -> None:
    tenant = made_tenant()
    command = shlex.join([sys.executable, "-m", "cli", *CREATE, "--tenant", tenant, *place()])

    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", f"{command} {redirection}"],
        cwd=PROJECT_ROOT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (code, says)
    assert clients_of(tenant) == []


def test_where_it_cannot_be_stored_what_was_printed_is_declared_void(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def add(_: object) -> None:
        raise StorageUnavailable

    tenant = made_tenant()
    monkeypatch.setattr(wiring().service_clients, "add", add)

    done = customers(*CREATE, "--tenant", tenant, *place())

    client_id = json.loads(capsys.readouterr().out)["client_id"]
    assert done.code == 1
    assert done.errors.splitlines() == [
        f"storing the client {client_id} failed; the printed secret is void",
        "customers: The service is busy; try again shortly.",
    ]
