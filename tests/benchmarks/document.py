"""Figures in docs/performance.md: what a benchmark writes stands between two marks of its own."""

import textwrap
from collections.abc import Iterable, Sequence

from local.machine.paths import PROJECT_ROOT
from tools import sections

DOCUMENT = PROJECT_ROOT / "docs" / "performance.md"
_WIDTH = 110


def write_section(target: str, section: str) -> None:
    """Put the section where the document has that of the make target. Raises `MarksMissing`."""
    sections.write_section(DOCUMENT, target, section)


def paragraph(text: str) -> str:
    """The text in lines that can be read, and compared with those of the last time."""
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are figures."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
