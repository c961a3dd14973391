"""Programs whose clients are generated from the OpenAPI document, against the service (`make clients`)."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from local.machine.paths import PROJECT_ROOT
from tests.clients.programs import HERE, NODE_MODULES, binary, caller, done, needs_node
from tests.running.conftest import Service

DOCUMENT = PROJECT_ROOT / "shared" / "openapi.json"
PYTHON = PROJECT_ROOT / ".venv-clients" / "bin" / "python"

needs_generator = pytest.mark.skipif(not PYTHON.exists(), reason="needs what `make clients` installs")


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
