"""Sections of documents that a program writes, each between two marks that name a make target."""

from pathlib import Path


class MarksMissing(Exception):
    """The document has no place for the section."""


def section_of(document: Path, target: str) -> str:
    """Return the text between the marks of the target. Raises `MarksMissing`."""
    return _parts(document, target)[1].strip("\n")


def write_section(document: Path, target: str, section: str) -> None:
    """Replace the text between the marks of the target. Raises `MarksMissing`."""
    before, _, after = _parts(document, target)
    document.write_text(f"{before}\n{section}\n{after}", encoding="utf-8")


def _parts(document: Path, target: str) -> tuple[str, str, str]:
    """Return the text up to and with the begin mark, the section, and the text from the end mark on."""
    begin, end = f"<!-- make {target}: begin -->", f"<!-- make {target}: end -->"
    before, found_begin, rest = document.read_text(encoding="utf-8").partition(begin)
    section, found_end, after = rest.partition(end)
    if not (found_begin and found_end):
        raise MarksMissing(f"{document} needs the lines '{begin}' and '{end}'.")
    return before + begin, section, end + after
