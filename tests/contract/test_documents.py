"""Everything that code, template and documents cite of documents exists, and so do the targets of links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tools.import_map import DOCUMENT, TARGET, import_arrows, import_map
from tools.sections import section_of

ROOT = Path(__file__).parents[2]
FOLDERS = ("shared", "functions", "local", "cli", "tools", "tests", "docs", "operations", ".github")
KINDS = {".py", ".yaml", ".yml", ".md", ".sh", ".toml", ".mk", ".html", ".js"}
_CITATION = re.compile(r"(?<![\w/.-])(?P<path>(?:docs/)?[A-Za-z][\w-]*\.md)\b(?=(?P<rest>[^\n)]*))")
_WHERE_OTHERS_BEGIN = re.compile(r"RFC|[\w-]+\.md\b")
_SECTION = re.compile(r"§(\d+(?:\.\d+)*)")
_TITLE = re.compile(r"(?:\s§[\d.]+)?, ([A-Z][a-z]+(?: [a-z]+)*)(?=[,;:.]|$)")
_HEADING = re.compile(r"^#+ +(?:(?P<number>\d+(?:\.\d+)*)\.? )?(?P<title>.+)$", re.MULTILINE)
_BOLD = re.compile(r"^(?:- )?\*\*(.+?)\.?\*\*", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
_PATH = re.compile(rf"`((?:{'|'.join(map(re.escape, [*FOLDERS, 'functions', 'events']))})/[\w/.-]+)`")


@dataclass(frozen=True)
class Document:
    """Return the sections of a document that others can cite."""

    numbers: frozenset[str]
    titles: frozenset[str]
    anchors: frozenset[str]


def files() -> Iterator[Path]:
    """The project's texts, without what is installed or built."""
    yield from (path for path in ROOT.iterdir() if path.suffix in KINDS or path.name == "Makefile")
    for folder in FOLDERS:
        found = (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in KINDS)
        yield from (path for path in found if "node_modules" not in path.parts)


@cache
def document(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(text))
    titles = {heading["title"] for heading in headings} | {found[1] for found in _BOLD.finditer(text)}
    return Document(
        frozenset(heading["number"] for heading in headings if heading["number"]),
        frozenset(title.strip("`").lower() for title in titles),
        frozenset(_anchor(heading[0].lstrip("# ")) for heading in headings),
    )


def _anchor(heading: str) -> str:
    """Return GitHub's anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def missing(text: str) -> list[str]:
    """The citations in a text that lead nowhere."""
    found = []
    for citation in _CITATION.finditer(text):
        path = citation["path"]
        places = [place for place in (ROOT / path, ROOT / "docs" / path) if place.is_file()]
        if not places:
            found.append(path)
            continue
        cited = document(places[0])
        rest = _WHERE_OTHERS_BEGIN.split(citation["rest"])[0]
        found += [f"{path} §{number}" for number in _SECTION.findall(rest) if number not in cited.numbers]
        title = _TITLE.match(rest)
        if title is not None and title[1].lower() not in cited.titles:
            found.append(f"{path}, {title[1]}")
    return found


def test_every_document_that_is_cited_has_the_section() -> None:
    wrong = {
        f"{path.relative_to(ROOT)} cites {citation}"
        for path in files()
        if path != Path(__file__)
        for citation in missing(path.read_text(encoding="utf-8"))
    }

    assert wrong == set()


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("the order of api.md §1.", []),
        ("(api.md §1, §2 and §4)", []),
        ("(api.md §6, RFC 6749 §44 and §55)", []),
        ("(api.md §4, Import; §5, New passwords)", []),
        ("docs/operations.md, and then", []),
        ("(api.md §99)", ["api.md §99"]),
        ("(api.md §1, §98 and §99)", ["api.md §98", "api.md §99"]),
        ("(api.md §4, Exports)", ["api.md, Exports"]),
        ("api.md §1; events.md §99", ["events.md §99"]),
        ("docs/nowhere.md", ["docs/nowhere.md"]),
        ("see nowhere.md §1", ["nowhere.md"]),
    ],
)
def test_a_citation_that_leads_nowhere_is_found(text: str, citations: list[str]) -> None:
    assert missing(text) == citations


def test_every_link_between_documents_leads_somewhere() -> None:
    wrong = set()
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for link in _LINK.finditer(path.read_text(encoding="utf-8")):
            target = (path.parent / link["path"]).resolve() if link["path"] else path
            anchor = link["anchor"]
            if not target.exists() or (anchor and anchor not in document(target).anchors):
                wrong.add(f"{path.relative_to(ROOT)} links to {link[0][2:-1]}")

    assert wrong == set()


def test_every_test_that_a_document_names_exists() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    defined = {*re.findall(r"def (test_\w+)", tests), *(path.stem for path in (ROOT / "tests").rglob("*.py"))}

    named = {
        f"{path.name} names {name}"
        for path in (ROOT / "docs").glob("*.md")
        for name in re.findall(r"\b(test_\w+)", path.read_text(encoding="utf-8"))
        if name not in defined and f"{name}.py" not in path.read_text(encoding="utf-8")
    }

    assert named == set()


def test_every_file_that_a_guide_names_exists() -> None:
    named = {
        path
        for guide in ("architecture.md", "CONTRIBUTING.md")
        for path in _PATH.findall((ROOT / "docs" / guide).read_text(encoding="utf-8"))
        if "list_sessions" not in path  # the example of an operation to be
    }

    assert named
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_the_map_of_imports_is_the_one_of_the_code() -> None:
    assert section_of(DOCUMENT, TARGET) == import_map(import_arrows(ROOT)), "run `make import-map`"


def test_every_decision_is_in_the_table_of_contents() -> None:
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    linked = {link["anchor"] for link in _LINK.finditer(text) if not link["path"]}

    entries = {
        _anchor(heading["title"]) for heading in _HEADING.finditer(text) if heading["title"][:2] == "20"
    }

    assert entries == linked
    assert re.findall(r"[^\n]\n(## .*)", text) == [], "a blank line is missing before these headings"
