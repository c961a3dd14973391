"""Programs whose clients are generated from the OpenAPI document, against the service (`make clients`)."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.demo.tenant import TENANT
from local.machine.paths import PROJECT_ROOT
from tests.running.conftest import Service, running_service

HERE = Path(__file__).parent
DOCUMENT = PROJECT_ROOT / "shared" / "openapi.json"
PYTHON = PROJECT_ROOT / ".venv-clients" / "bin" / "python"
NODE_MODULES = HERE / "node_modules"

needs_node = pytest.mark.skipif(
    not (NODE_MODULES / ".package-lock.json").exists() or shutil.which("node") is None,
    reason="needs Node.js 20 or later with npm and what `make clients` installs with it",
)
needs_generator = pytest.mark.skipif(not PYTHON.exists(), reason="needs what `make clients` installs")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_service(tmp_path_factory.mktemp("state")) as service:
        yield service


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


def seen_by(program: str) -> dict[str, Any]:
    """The facts that every program sees: a customer imported, one refused, one created once and changed."""
    return {
        "imported": [201, 400],
        "refused": ["preferredCurrency"],
        "created": f"{program}-3",
        "again": [409, "conflict_resource"],
        "missing": [404, "resource_not_found"],
        "withoutToken": {"message": "Unauthorized"},
        "listed": [[f"{program}-1", "Anna", None, "en_US"], [f"{program}-3", "Jan", "Nowak", "de_DE"]],
    }


@needs_node
def test_the_document_passes_the_rules_of_spectral_without_an_error_or_a_warning() -> None:
    ruleset = HERE / ".spectral.yaml"

    printed = done(
        binary("spectral"), "lint", "--fail-severity", "hint", "--ruleset", ruleset, DOCUMENT, folder=HERE
    )

    assert printed.startswith("No results")


@needs_generator
def test_a_python_client_is_generated_whole_and_works(service: Service, tmp_path: Path) -> None:
    generator = PYTHON.with_name("openapi-python-client")
    package = tmp_path / "customers_api"
    config = HERE / "generator.yaml"
    done(
        generator,
        "generate",
        "--fail-on-warning",
        *("--path", DOCUMENT, "--output-path", package, "--meta", "none", "--config", config),
        folder=tmp_path,
    )
    program = shutil.copy(HERE / "python_trip.py", tmp_path)

    seen = json.loads(done(PYTHON, program, *caller(service), folder=tmp_path))

    assert seen == seen_by("python")


def compiled(folder: Path, program: str) -> Path:
    """The program, with its generated client, as strict TypeScript compiles it."""
    shutil.copy(HERE / "typescript" / "tsconfig.json", folder)
    shutil.copy(HERE / "typescript" / f"{program}.ts", folder)
    (folder / "node_modules").symlink_to(NODE_MODULES)
    done(binary("tsc"), "--project", folder, folder=folder)
    return folder / "compiled" / f"{program}.js"


@needs_node
def test_a_program_with_types_of_openapi_typescript_works(service: Service, tmp_path: Path) -> None:
    done(binary("openapi-typescript"), DOCUMENT, "--output", "generated/schema.d.ts", folder=tmp_path)

    program = compiled(tmp_path, "openapi_fetch")

    assert json.loads(done("node", program, *caller(service), folder=tmp_path)) == seen_by("openapi-fetch")


@needs_node
def test_a_program_with_a_client_of_hey_api_works(service: Service, tmp_path: Path) -> None:
    done(binary("openapi-ts"), "--input", DOCUMENT, "--output", "generated", folder=tmp_path)

    program = compiled(tmp_path, "hey_api")

    assert json.loads(done("node", program, *caller(service), folder=tmp_path)) == seen_by("hey-api")
