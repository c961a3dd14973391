"""Docstrings name what they describe (docs/CONTRIBUTING.md)."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("shared", "functions", "cli", "local", "tools")


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of what stands alone in a file, also below constants and attributes."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.lineno, str(node.value.value)


def test_no_docstring_begins_with_what() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in docstrings(path)
        if text.startswith("What ")
    ]

    assert found == []
