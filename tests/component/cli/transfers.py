"""Runs `customers import` and `customers export` on the table of the tests, and what both are tried with."""

import json
import os
import secrets
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import simplejson

from cli.transfer.importing import Job, Report, import_file
from shared.domain.log_in.password_hashes import LEGACY_ALGORITHM, legacy_hash
from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.cli.running import customers
from tests.component.tenant_managed.examples import PROFILE
from tests.component.tenants import set_value
from tests.component.wire import Wire
from tests.days import lasting_today

BCRYPT = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
ARGON2 = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43
LEGACY = legacy_hash(LEGACY_ALGORITHM, "A" * 86 + "==", "zoë#1")
WHOLE: dict[str, Any] = {
    **PROFILE,
    "id": "zoe",
    "account": {"email": "login@example.com", "passwordHash": BCRYPT, "initialPassword": True},
    "active": False,
    "onHold": True,
    "b2b": {"companyRegistrationId": "HRB 1234", "legalEntities": [{"id": "le-1", "name": "ACME"}]},
    "addresses": [
        {"id": "office", "contactName": "Zoë", "tags": ["BILLING"]},
        {"id": "home", "contactName": "Zoë", "country": "DE", "isDefault": True, "mixins": {"floor": 3}},
    ],
    "metadataCreatedAt": "2025-01-31T09:30:00.000Z",
    "lastLogin": "2025-02-01T00:00:00.000Z",
}
"""Return a record with everything that one can have, except a restriction."""


def made_tenant(**configuration: Any) -> str:
    """A tenant with restrictions DE and FR and these settings."""
    name = f"t{secrets.token_hex(6)}"
    create_tenant(wiring().tenants, name, restrictions=["DE", "FR"])
    for key, value in configuration.items():
        set_value(name, key, value)
    return name


def retain(tenant: str) -> None:
    """Let legacy hashes be imported."""
    today = lasting_today()
    wiring().retentions.put(tenant, Retention(today + timedelta(days=30), today + timedelta(days=1)))


def place() -> list[str]:
    """The options that say where the table is."""
    return ["--table", os.environ["TABLE_NAME"], "--endpoint-url", os.environ["AWS_ENDPOINT_URL_DYNAMODB"]]


def run(*arguments: str | Path) -> int | str:
    """Run a command on the table of the tests; its exit code, or what it failed with."""
    done = customers(*place(), *arguments)
    return done.failure if done.code == 1 else done.code


def exported(tenant: str, to: Path, *options: str) -> bytes:
    """Return the contents of an export to this file, password hashes included."""
    assert run("export", to, "--tenant", tenant, "--with-password-hashes", *options) == 0
    return to.read_bytes()


def written(path: Path, records: Iterable[Any]) -> Path:
    """A file of these records."""
    path.write_text("".join(simplejson.dumps(r, use_decimal=True) + "\n" for r in records))
    return path


def lines(path: Path) -> list[Any]:
    """Return the records in the lines of a file."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def job(path: Path, tenant: str, **options: Any) -> Job:
    """Return the import of a file, with its rejects in `bad.ndjson`."""
    rejects = path.with_name("bad.ndjson")
    return Job(
        **{"path": path, "tenant": tenant, "target": "here", "rejects": rejects, "workers": 4, **options}
    )


def imported(job: Job, wire: Wire | None = None) -> Report:
    """Import over a wire that may fail."""
    wire = wire or Wire()
    return import_file(job, wire.wiring.import_ports, wire.table)
