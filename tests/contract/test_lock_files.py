"""Lock files pin everything that pyproject.toml declares, and make files install nothing else."""

import re
import tomllib
from itertools import pairwise
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from local.machine.paths import PROJECT_ROOT

PYPROJECT: dict[str, Any] = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text())
GROUPS: dict[str, list[Any]] = PYPROJECT["dependency-groups"]
LAYERS = {"": "shared/requirements.txt", "cryptography": "layers/cryptography/requirements.txt"}
"""Where SAM looks for what to put into a layer. The first is what the project itself depends on."""
LOCK_FILES = [*LAYERS.values(), *(f"requirements/{group}.txt" for group in GROUPS if group not in LAYERS)]
MAKE_FILES = ("Makefile", *(make_file.name for make_file in PROJECT_ROOT.glob("*.mk")))


def pins(lock_file: str) -> dict[str, set[str]]:
    """The versions of each package; there may be one for each of several Pythons."""
    found: dict[str, set[str]] = {}
    text = (PROJECT_ROOT / lock_file).read_text()
    for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def declared(group: str) -> list[Requirement]:
    entries = PYPROJECT["project"]["dependencies"] if group == "" else GROUPS[group]
    return [
        requirement
        for entry in entries
        for requirement in (
            declared(entry["include-group"]) if isinstance(entry, dict) else [Requirement(entry)]
        )
    ]


@pytest.mark.parametrize(
    ("lock_file", "groups"),
    [("requirements/local.txt", ["", "local"]), ("requirements/dev.txt", ["", "dev"])]
    + [(lock_file, [group]) for group, lock_file in LAYERS.items()]
    + [(f"requirements/{group}.txt", [group]) for group in GROUPS if group not in {*LAYERS, "local", "dev"}],
)
def test_what_is_declared_is_pinned_to_a_version_that_will_do(lock_file: str, groups: list[str]) -> None:
    pinned = pins(lock_file)

    for requirement in (each for group in groups for each in declared(group)):
        versions = pinned[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_every_lock_file_is_of_something_declared() -> None:
    assert sorted(LOCK_FILES) == sorted(
        str(path.relative_to(PROJECT_ROOT))
        for folder in ("shared", "layers/cryptography", "requirements")
        for path in (PROJECT_ROOT / folder).iterdir()
        if path.suffix in {".txt", ".in"}
    )


@pytest.mark.parametrize("lock_file", LOCK_FILES)
def test_every_pin_has_hashes_and_none_names_its_origin(lock_file: str) -> None:
    lines = (PROJECT_ROOT / lock_file).read_text().splitlines()

    for line, following in pairwise([*lines, ""]):
        if line.startswith("    "):
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
        else:
            assert re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==\S+( ; .+)? \\", line)
            assert following.startswith("    --hash=")


def test_one_version_is_tested_run_and_deployed() -> None:
    local, dev = map(pins, ("requirements/local.txt", "requirements/dev.txt"))

    for layer in map(pins, LAYERS.values()):
        assert {name: local.get(name) for name in layer} == layer
    assert {name: dev.get(name) for name in local} == local


def test_only_complete_lock_files_and_the_project_itself_are_installed() -> None:
    text = "".join((PROJECT_ROOT / name).read_text().replace("\\\n", "") for name in MAKE_FILES)

    commands = [
        line
        for line in text.splitlines()
        if re.match(r"(\t@?|@).*(pip\b|\$\(1\)).* (?<!apt-get )install ", line)
    ]
    installed = re.findall(r"\$\(call install_locked,[^,]+,([^,)]+)", text)

    ours, project = (line.strip() for line in commands)
    assert {"--require-hashes", "--no-deps"} <= set(ours.split())
    assert project.endswith("install --no-deps --no-build-isolation --editable .")
    assert sorted(installed) == sorted(set(LOCK_FILES) - set(LAYERS.values()))
