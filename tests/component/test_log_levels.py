"""The log of a function in Lambda, by the level that the deployment chose."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "events" / "tenant_managed" / "get_customer.json"
# Lambda's runtime gives the root logger a handler and the level of its own filter before it loads a function.
SCRIPT = """
import json, logging, os, sys
line = '{"level":"%(levelname)s","by":"%(name)s"}'
logging.basicConfig(level=os.environ["AWS_LAMBDA_LOG_LEVEL"], format=line, stream=sys.stdout)
from tenant_managed.customers import get_customer
get_customer.lambda_handler(json.loads(sys.argv[1]), None)
get_customer.lambda_handler({**json.loads(sys.argv[1]), "pathParameters": 7}, None)
from shared.runtime.observability import logger
logger().warning("something odd")
"""


def lines(level: str, tenant: str, **variables: str) -> list[dict[str, Any]]:
    """Return the log of a new process of a function that is called twice, well and badly, and warns."""
    sample = SAMPLE.read_text().replace("acme", tenant)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, sample],
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'functions'}",
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001",
            "AWS_LAMBDA_LOG_LEVEL": "INFO",
            "LOG_LEVEL": level,
            **variables,
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("level", "levels"),
    [("INFO", ["ERROR", "WARNING"]), ("WARN", ["ERROR", "WARNING"]), ("ERROR", ["ERROR"])],
)
def test_the_line_of_a_request_comes_at_every_level_and_nothing_of_libraries(
    level: str, levels: list[str], tenant: str
) -> None:
    logged = lines(level, tenant)

    requests = [line for line in logged if "_aws" in line]
    others = [line for line in logged if "_aws" not in line]
    assert [(line["operation"], line["status"]) for line in requests] == [
        ("get_customer", 404),
        ("get_customer", 500),
    ]
    assert [line["level"] for line in others] == levels
    assert all("by" not in line for line in others)
