"""Other people's programs that call the running service: their start, and their arguments."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from local.demo.tenant import TENANT
from tests.running.conftest import Service

HERE = Path(__file__).parent
NODE_MODULES = HERE / "node_modules"

needs_node = pytest.mark.skipif(
    not (NODE_MODULES / ".package-lock.json").exists() or shutil.which("node") is None,
    reason="needs Node.js 20.19 or later with npm and what `make clients` installs with it",
)


def done(*command: str | Path, folder: Path) -> str:
    """Return what a command prints; the test fails with its error output."""
    environment = {**os.environ, "NO_COLOR": "1", "NO_UPDATE_NOTIFIER": "1"}
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, f"{ended.stdout}{ended.stderr}"
    return ended.stdout


def binary(name: str) -> Path:
    return NODE_MODULES / ".bin" / name


def caller(service: Service) -> list[str]:
    return [service.url, TENANT, "acme-admin", service.secret("acme-admin")]
