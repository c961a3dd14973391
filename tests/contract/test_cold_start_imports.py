"""What a function loads before its first request: only what it uses (performance.md, Cold start)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEVER = {
    "boto3",
    "s3transfer",
    "aws_xray_sdk",
    "dns",
    "email_validator",
    "requests",
    "yaml",
    "aws_lambda_powertools.event_handler",
    "aws_lambda_powertools.utilities.idempotency",
    "aws_lambda_powertools.utilities.parser",
    "argon2",
    "re2",
}
DYNAMODB = {"botocore.session", "pynamodb"}
TOKENS = {"jwt", "cryptography"}
BODIES = {"pydantic"}
USES: dict[str, set[str]] = {
    "tenant_managed.customers.list_customers": DYNAMODB,
    "tenant_managed.customers.search_customers": DYNAMODB,
    "tenant_managed.customers.get_customer": DYNAMODB,
    "tenant_managed.customers.delete_customer": DYNAMODB,
    "tenant_managed.customers.create_customer": DYNAMODB | BODIES,
    "tenant_managed.customers.upsert_customer": DYNAMODB | BODIES,
    "tenant_managed.customers.update_customer": DYNAMODB | BODIES,
    "identity.issue_service_token": DYNAMODB | TOKENS,
    "identity.get_jwks": DYNAMODB | TOKENS,
    "identity.get_openid_configuration": set(),
    "api_docs.get_openapi": set(),
    "authorizer.authorize_request": TOKENS,
}
SCRIPT = """
import importlib, sys
module = importlib.import_module(sys.argv[1])
uses = getattr(module.lambda_handler, "uses", None)
if uses is not None:
    uses()
print(" ".join(sys.modules))
"""


def loaded(entry_point: str) -> set[str]:
    """What a process has loaded that imported an entry point and made what it uses."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, entry_point],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'functions'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("entry_point", USES)
def test_an_entry_point_loads_only_what_it_uses(entry_point: str) -> None:
    unwanted = NEVER | ((DYNAMODB | TOKENS | BODIES) - USES[entry_point])

    assert loaded(entry_point) & unwanted == set()


def test_every_entry_point_is_looked_at() -> None:
    functions = ROOT / "functions"

    assert {".".join(p.relative_to(functions).with_suffix("").parts) for p in functions.rglob("*.py")} == set(
        USES
    )
