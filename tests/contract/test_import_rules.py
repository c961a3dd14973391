"""Import rules between rooms (architecture.md, The house), read from the code."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tools.import_map import circles, import_arrows

ROOT = Path(__file__).parents[2]
OURS = ("shared", "functions", "local", "tools", "cli", "tests")
AWS = {"boto3", "botocore", "pynamodb"}
ALLOWED = {
    "shared/domain": {"shared.domain"},
    "shared/ports": {"shared.domain"},
    "shared/use_cases": {"shared.domain", "shared.ports", "shared.use_cases"},
    "shared/adapters": {"shared.domain", "shared.ports", "shared.adapters"},
    "shared/http": {
        "shared.domain",
        "shared.ports",
        "shared.use_cases",
        "shared.http",
        "shared.runtime",
    },
    "shared/runtime": {
        "shared.domain",
        "shared.ports",
        "shared.runtime",
        "shared.adapters",
        "shared.use_cases",
    },
    "functions": {
        "shared.domain",
        "shared.ports",
        "shared.http",
        "shared.runtime",
        "shared.use_cases",
    },
    "local": {"shared", "local"},
    "tools": {"shared", "local", "tools"},
    "cli": {"shared", "local", "tools", "cli"},
}


def modules(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


@cache
def imports(module: Path) -> tuple[str, ...]:
    return tuple(_imports(module))


def _imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("place", ALLOWED)
def test_a_place_imports_of_ours_only_what_it_may(place: str) -> None:
    top_levels = {*OURS, *(path.name for path in (ROOT / "functions").iterdir())}
    wrong = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules(place)
        for name in imports(module)
        if name.partition(".")[0] in top_levels
        and name != "shared"
        and not any(f"{name}.".startswith(f"{allowed}.") for allowed in ALLOWED[place])
    }

    assert modules(place)
    assert wrong == set()


@pytest.mark.parametrize(
    "place", ["shared/domain", "shared/use_cases", "shared/http", "functions", "shared/ports"]
)
def test_only_adapters_call_aws(place: str) -> None:
    wrong = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules(place)
        for name in imports(module)
        if name.partition(".")[0] in AWS
    }

    assert wrong == set()


def test_the_domain_knows_neither_http_models_nor_input_and_output() -> None:
    foreign = {"pydantic", "aws_lambda_powertools", "os", "socket", "urllib", "pathlib", "logging", "time"}

    wrong = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules("shared/domain")
        for name in imports(module)
        if name.partition(".")[0] in foreign
    }

    assert wrong == set()


def test_only_what_wires_imports_adapters() -> None:
    wrong = {
        str(module.relative_to(ROOT))
        for place in ("shared/http", "shared/runtime", "functions", "shared/use_cases")
        for module in modules(place)
        if any(name.startswith("shared.adapters") for name in imports(module))
    }

    runtime = "shared/runtime"
    assert wrong == {f"{runtime}/{name}.py" for name in ("adapters", "event_adapters", "key_adapters")}


def test_tests_share_modules_and_not_each_other() -> None:
    """Except the table of access, which is a test and a list of all routes, and tests that run again."""
    shared = {"tests.component.test_access_table", "tests.contract.test_samples"}
    run_again = {"tests/component/reading/test_shards.py"}
    wrong = {
        f"{path} imports {name}"
        for module in modules("tests")
        if (path := str(module.relative_to(ROOT))) not in run_again
        for name in imports(module)
        if name.startswith("tests.") and ".test_" in name and not name.startswith(tuple(shared))
    }

    assert wrong == set()


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    assert circles(import_arrows(ROOT)) == []
