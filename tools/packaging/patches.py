"""Lighter files in the place of packages' own (`make build LEAN=1`); docs/performance.md has their gains."""

import shutil
from pathlib import Path

from tools.packaging.layer import remove

_REPLACEMENTS = Path(__file__).parent / "replacements"
_UNUSED_ONCE_REPLACED = (
    "botocore/docs/*/",
    "botocore/docs/[!u]*.py",
    "urllib3/http2/connection.py",
)
_EDITS = {
    # The shapes of schemas are for type checkers, but each of 70 takes as long to make as a dataclass.
    "pydantic_core/core_schema.py": (
        "\nExtraBehavior = ",
        "\nclass TypedDict(dict):\n    def __init_subclass__(cls, total=True): pass\n\nExtraBehavior = ",
    ),
}


class NotAsExpected(Exception):
    """A file of a package is not what its edit was written for; the message names it."""


def patch(packages: Path) -> None:
    """Put the lighter files into the packages that are there. Raises `NotAsExpected`."""
    remove(packages, _UNUSED_ONCE_REPLACED)
    for replacements in _REPLACEMENTS.iterdir():
        package = packages / replacements.name
        if package.exists():
            shutil.copytree(replacements, package, dirs_exist_ok=True)
    for name, (found, replacement) in _EDITS.items():
        file = packages / name
        if file.parent.exists():
            _edit(file, found, replacement)


def _edit(file: Path, found: str, replacement: str) -> None:
    text = file.read_text(encoding="utf-8")
    if text.count(found) != 1:
        raise NotAsExpected(file.name)
    file.write_text(text.replace(found, replacement), encoding="utf-8")
