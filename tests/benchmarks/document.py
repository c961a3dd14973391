"""Figures in docs/performance.md: what a benchmark writes stands between two marks of its own."""

import textwrap
from collections.abc import Iterable, Sequence

from local.paths import PROJECT_ROOT

DOCUMENT = PROJECT_ROOT / "docs" / "performance.md"
_WIDTH = 110


class MarkersMissing(Exception):
    """The document has no place for the section."""


def write_section(target: str, section: str) -> None:
    """Put the section where the document has that of the make target. Raises `MarkersMissing`."""
    begin, end = f"<!-- make {target}: begin -->", f"<!-- make {target}: end -->"
    text = DOCUMENT.read_text(encoding="utf-8")
    before, found_begin, rest = text.partition(begin)
    _, found_end, after = rest.partition(end)
    if not (found_begin and found_end):
        raise MarkersMissing(f"{DOCUMENT} needs the lines '{begin}' and '{end}'.")
    DOCUMENT.write_text(f"{before}{begin}\n{section}\n{end}{after}", encoding="utf-8")


def paragraph(text: str) -> str:
    """The text in lines that can be read, and compared with those of the last time."""
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are figures."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
