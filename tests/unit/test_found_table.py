"""What `customers find` found, as a table for people."""

import sys
from typing import Any

import pytest

from cli.found import Found, as_table, find, summary
from shared.domain.callers.access import EVERYWHERE
from shared.domain.search.search import search_of
from shared.domain.tenants.configuration import Configuration
from shared.ports.lists import FoundPage, SearchRequest
from shared.use_cases.customers.find_customers import ListPorts, SearchUnavailable

WEBER = {
    "id": "1001",
    "firstName": "Anna",
    "lastName": "Weber",
    "contactEmail": "anna@example.com",
    "addresses": [{"id": "a", "city": "Bonn"}, {"id": "b", "city": "Berlin", "isDefault": True}],
}
TANAKA = {"id": "1002", "lastName": "田中", "company": "ACME"}


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    assert as_table([WEBER, TANAKA]).splitlines() == [
        "NUMBER  NAME        COMPANY  E-MAIL            PHONE  CITY",
        "1001    Anna Weber           anna@example.com         Berlin",
        "1002    田中        ACME",
    ]


def test_text_cannot_move_the_cursor_or_change_colours() -> None:
    table = as_table([{"id": "1", "lastName": "\x1b[31mred\x9b2J\r\nnext\u202e"}])

    assert len(table.splitlines()) == 2
    assert not {"\x1b", "\x9b", "\r", "\u202e"} & {*table}


def test_on_a_terminal_it_fits_and_the_heading_is_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")

    heading, row = as_table([{**WEBER, "company": "x" * 80}]).splitlines()

    assert heading.startswith("\x1b[1m")
    assert len(row) <= 60
    assert "x…" in row


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found([WEBER], None, goes_on=False), "1 customer found"),
        (
            Found([WEBER, TANAKA], "weber", goes_on=True),
            "2 customers found, searched as 'weber'; there may be more",
        ),
        (Found([], "a\x1bb", goes_on=False), "0 customers found, searched as 'a\N{REPLACEMENT CHARACTER}b'"),
    ],
)
def test_a_summary_says_how_many_and_by_which_words(found: Found, words: str) -> None:
    assert summary(found) == words


class Pages:
    """A search whose pages are given, and a tenant that can be searched or not."""

    def __init__(self, *sizes: int, on: bool = True) -> None:
        self.sizes = [*sizes]
        self.asked: list[SearchRequest] = []
        self.on = on

    def page(self, _tenant: str, _access: Any, _search: Any, request: SearchRequest) -> FoundPage:
        self.asked.append(request)
        documents = [{"id": str(at)} for at in range(self.sizes.pop(0))]
        return FoundPage([], documents, len(self.sizes) or None)

    def of(self, _tenant: str, **_: Any) -> Configuration:
        return Configuration({"search": "on" if self.on else "off"})

    def standing(self, _tenant: str) -> None:
        return None


def test_pages_that_end_early_are_followed_as_far_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.use_cases.customers.find_customers.check_searchable", lambda *_: None)
    pages: Any = Pages(2, 0, 3, 1)
    ports = ListPorts(directory=pages, search=lambda: pages, tenants=pages)

    found = find(ports, "acme", EVERYWHERE, search_of("weber", None), 5)

    assert (len(found.documents), found.goes_on) == (5, True)
    assert [(each.size, each.after) for each in pages.asked] == [(5, None), (3, 3), (3, 2)]


@pytest.mark.parametrize(("on", "told"), [(False, "is off"), (True, "not built yet")])
def test_a_tenant_that_cannot_be_searched_is_not_asked(on: bool, told: str) -> None:
    pages: Any = Pages(1, on=on)
    ports = ListPorts(directory=pages, search=lambda: pages, tenants=pages)

    with pytest.raises(SearchUnavailable, match=told):
        find(ports, "acme", EVERYWHERE, search_of("weber", None), 5)
    assert pages.asked == []
