"""The read units of searches, as the engine bills them, and pages that end early for their sake."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from shared.adapters.dynamodb.items.search_entry import key_item
from shared.adapters.dynamodb.lists.explaining.search_explainer import SearchExplainer
from shared.adapters.dynamodb.lists.read_budget import ReadLimits
from shared.adapters.dynamodb.lists.search import budget, walking
from shared.adapters.dynamodb.lists.search.cost import Cost
from shared.adapters.dynamodb.lists.search.searching import CustomerSearching
from shared.adapters.dynamodb.search_keys import dictionary_keys
from shared.domain.callers.access import Access, Grant
from shared.domain.errors import InvalidQuery
from shared.domain.search.reach import reach_of
from shared.domain.search.search import search_of
from shared.domain.tenants.search_reach import SearchReach
from shared.ports.lists import FoundPage, SearchRequest
from shared.runtime.wiring import wiring
from tests.component.search.residents import (
    ALL,
    customer,
    expected,
    leave_entries,
    page,
    pages,
    settle,
    walked,
)
from tests.component.tenants import keep_search, new_tenant, set_value

FIRST = ["Anna", "Bob", "Carla", "Dora", "Emil", "Fritz", "Gerd"]
CROWD = [
    customer(
        f"{at:08}",
        at,
        first_name=FIRST[at % 7],
        last_name="Weber" if at % 2 else f"Weber{'abcdefghijklmnopqrstuvwxyz'[at % 26]}",
        contact_phone=f"0170{at * 7919 % 10**7:07}",
        places=[Random(at).choice(["Berlin", "Bremen"])],
    )
    for at in range(400)
]


@pytest.fixture(scope="module")
def crowded(engine_url: str) -> str:
    """A tenant of 400 customers of nearly the same names."""
    tenant = new_tenant()
    settle(tenant, CROWD)
    return tenant


def metered(tenant: str, text: str, **request: Any) -> tuple[FoundPage, Cost]:
    return wiring().search.metered_page(tenant, ALL, search_of(text, None), SearchRequest(**request))


@pytest.mark.parametrize(
    "text", ["weber", "webera", "w", "we", "0170", "4293", "00000017", "berlin", "wxber", "x"]
)
def test_one_word_is_15_units_at_most(crowded: str, text: str) -> None:
    answer, cost = metered(crowded, text)
    while answer.next_position is not None and len(answer.customers) == 25:
        assert cost.units <= 15.5
        answer, cost = metered(crowded, text, after=answer.next_position)
    assert cost.units <= 15.5


HAN = ["佐々木", "田中", "王", "長谷川", "木"]
CROWD_OF_PIECES = [
    customer(
        f"{at:08}",
        at,
        first_name=["太郎", "花子", "Anna-Lena", "小明", "Anna"][at % 5],
        last_name=[*HAN, "van den Berg", "Weber-Müller"][at % 7],
        contact_email=f"anna.weber{at}@x.de",
    )
    for at in range(600)
]


@pytest.fixture(scope="module")
def crowded_pieces(engine_url: str) -> str:
    """A tenant of 600 customers whose names are several words of the index."""
    tenant = new_tenant()
    settle(tenant, CROWD_OF_PIECES)
    return tenant


@pytest.mark.parametrize(
    "text",
    [
        *("佐", "木", "田中", "佐々木", "佐々木太郎", "長谷川花子", "佐々木小明", "王", "田木"),
        *("anna-lena", "annalena", "anna.weber", "weber-müller", "van-den-berg", "weber-mülle", "anna-lema"),
    ],
)
def test_one_word_of_several_pieces_is_15_units_at_most_and_nobody_is_missed(
    crowded_pieces: str, text: str
) -> None:
    found, after, first = [], None, True
    while first or after is not None:
        answer, cost = metered(crowded_pieces, text, after=after)
        assert cost.units <= 15
        found += [each.number for each in answer.customers]
        after, first = answer.next_position, False
    assert sorted(found) == sorted(expected(CROWD_OF_PIECES, text))


@pytest.mark.parametrize("count", [0, 6, 13, 20])
def test_so_is_one_word_that_few_have_with_those_who_may_be_meant(count: int) -> None:
    # given a word of which two edits may be wrong, so that many ranges of the dictionary are read
    tenant = new_tenant()
    names = ["Lindemann"] * count + ["Lindermamn", "Lindermanns", "Lintemannn", "Lindamanm"] * 10
    settle(tenant, [customer(f"{at:03}", at, last_name=name) for at, name in enumerate(names)])

    found, after, pages = [], None, 0
    while pages == 0 or after is not None:
        answer, cost = metered(tenant, "lindemann", after=after)
        assert cost.units <= 15, pages
        found += [each.number for each in answer.customers]
        after, pages = answer.next_position, pages + 1
    assert sorted(found) == [f"{at:03}" for at in range(len(names))]
    assert pages <= 7


@pytest.mark.parametrize("text", ["weber anna", "web a b", "weber berlin", "w b a c d e f", "wexber bxrlin"])
def test_several_words_are_60_at_most(crowded: str, text: str) -> None:
    answer, cost = metered(crowded, text)
    assert cost.units <= 60
    if answer.next_position is not None:
        _, cost = metered(crowded, text, after=answer.next_position)
        assert cost.units <= 60


def test_a_first_page_of_a_frequent_word_does_not_read_the_others(crowded: str) -> None:
    answer, cost = metered(crowded, "weber")
    assert [each.number for each in answer.customers] == [f"{at:08}" for at in range(399, 349, -2)]
    assert cost.requests == 3


def test_with_a_copy_for_those_who_see_all_restrictions_cost_nothing() -> None:
    tenant = new_tenant()
    names = [f"R{at}" for at in range(20)]
    set_value(tenant, "restrictions", names)
    keep_search(tenant, SearchReach.EVERYTHING)
    settle(
        tenant,
        [
            customer(f"c{at:03}", at, first_name=FIRST[at % 7], last_name="Weber", restriction=names[at % 20])
            for at in range(40)
        ],
        SearchReach.EVERYTHING,
    )
    assert walked(tenant, "weber", size=7) == [f"c{at:03}" for at in range(39, -1, -1)]
    for text in ("weber", "wbeer", "weber anna", "w"):
        answer, cost = metered(tenant, text)
        assert answer.customers, text
        assert cost.units <= 20, text
    answer, cost = metered(tenant, "weber")
    assert cost.requests == 2
    assert page(tenant, "weber", Access(wide=Grant(frozenset({"R3"}))), with_total=True).total == "2"


@pytest.mark.parametrize("text", ["wexber", "lindemamm", "xqzvbkzz"])
def test_of_many_restrictions_a_correction_reads_two_ranges_of_each(text: str) -> None:
    tenant = new_tenant()
    names = [f"R{at}" for at in range(30)]
    set_value(tenant, "restrictions", names)
    residents = [
        customer(f"c{at:03}", at, last_name=["Weber", "Lindemann"][at % 2], restriction=names[at % 30])
        for at in range(60)
    ]
    settle(tenant, residents)
    access = Access(wide=Grant(frozenset(names[:12])))
    searching = wiring().search

    numbers: list[str] = []
    after: Any = None
    units = requests = 0.0
    for _ in range(9):
        asked = SearchRequest(after=after)
        answer, cost = searching.metered_page(tenant, access, search_of(text, None), asked)
        numbers += [each.number for each in answer.customers]
        units, requests, after = units + cost.units, requests + cost.requests, answer.next_position
        if after is None:
            break
    assert sorted(numbers) == sorted(expected(residents, text, access))
    # a look at each list, at the dictionary from both sides, and at the list of the nearest word
    assert requests <= 12 * (1 + 2 + 1) + 1
    assert units <= requests / 2 + 12


OF_LARGE_REACHES = [
    customer(
        f"c{at:03}",
        at,
        last_name=f"We{''.join(Random(at).choices('klmnoprstuvy', k=4))}er",
        first_name="Lindemann" if at == 4 else None,
        restriction=f"R{at:02}",
    )
    for at in range(26)
]


@pytest.fixture(scope="module")
def large_reaches(engine_url: str) -> str:
    """A tenant in whose restrictions 86 words each begin and end alike."""
    tenant = new_tenant()
    set_value(tenant, "restrictions", [each.restriction for each in OF_LARGE_REACHES])
    others = [
        f"we{''.join(Random(at).choices('abcdfgh', k=4 + at % 2))}er"
        for at in range(85 * len(OF_LARGE_REACHES))
    ]
    keys = [
        key
        for at, word in enumerate(others)
        for key in dictionary_keys(tenant, reach_of(f"R{at % len(OF_LARGE_REACHES):02}"), word)
    ]
    wiring().table.write_all([key_item(key) for key in dict.fromkeys(keys)], [])
    settle(tenant, OF_LARGE_REACHES)
    return tenant


def walked_with_costs(tenant: str, text: str, access: Access) -> tuple[list[str], list[float]]:
    numbers: list[str] = []
    costs: list[float] = []
    after = None
    while not costs or after is not None:
        answer, cost = wiring().search.metered_page(
            tenant, access, search_of(text, None), SearchRequest(after=after)
        )
        numbers += [each.number for each in answer.customers]
        costs.append(cost.units)
        after = answer.next_position
    return numbers, costs


@pytest.mark.parametrize("wrong", ["", "x", "xz"])
@pytest.mark.parametrize(("count", "most_pages", "most_units"), [(6, 2, 30), (12, 4, 60), (26, 9, 125)])
def test_corrections_among_many_words_of_many_restrictions_go_on_with_the_next_page(
    large_reaches: str, count: int, most_pages: int, most_units: int, wrong: str
) -> None:
    # given a word that is some errors away from one of the last restriction but one, or from none
    access = Access(wide=Grant(frozenset(f"R{at:02}" for at in range(count))))
    meant = (OF_LARGE_REACHES[count - 2].last_name or "").lower()
    text = f"{meant[:4]}{wrong}{meant[4 + len(wrong) :]}" if wrong else "wezqxzer"

    numbers, costs = walked_with_costs(large_reaches, text, access)

    assert numbers == expected(OF_LARGE_REACHES, text, access)
    assert bool(numbers) is bool(wrong)
    assert max(costs) <= 15, costs
    assert len(costs) <= most_pages, costs
    assert sum(costs) <= most_units, costs


@pytest.mark.parametrize("at", range(3))
def test_so_do_those_of_several_words(large_reaches: str, at: int) -> None:
    access = Access(wide=Grant(frozenset(f"R{at:02}" for at in range(12))))
    meant = (OF_LARGE_REACHES[4].last_name or "").lower()
    wrong = f"{meant[:4]}xz{meant[6:]}"
    text = [f"{wrong} lindexann", f"lindexann {wrong}", f"{wrong} wezqxzar wezqxxer"][at]

    numbers, costs = walked_with_costs(large_reaches, text, access)

    assert numbers == expected(OF_LARGE_REACHES, text, access) == (["c004"] if at < 2 else [])
    assert max(costs) <= 60, costs
    assert 1 < len(costs) <= 5, costs


def test_totals_are_counted_by_profiles_once_each(crowded: str) -> None:
    answer, cost = metered(crowded, "weber", with_total=True)
    assert answer.total == "400"
    assert cost.profiles == 400
    assert metered(crowded, "weber anna", with_total=True)[0].total == str(len(expected(CROWD, "weber anna")))


def test_a_page_that_would_be_too_dear_ends_early_and_nobody_is_missed(
    crowded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "_ONE_WORD", 4.0)
    monkeypatch.setattr(budget, "_SEVERAL_WORDS", 6.0)
    monkeypatch.setattr(budget, "_LISTS", 2.0)
    monkeypatch.setattr(budget, "_AT_LEAST", 2.0)
    monkeypatch.setattr(budget, "_BESIDE_PROFILES", -10.0)
    monkeypatch.setattr(walking, "_RANKED_ENTRIES", 100)
    for text in ("berl web", "0170"):
        walk = pages(crowded, text)
        assert any(len(each.customers) < 25 for each in walk[:-1]), text
        numbers = [each.number for one in walk for each in one.customers]
        assert sorted(numbers) == sorted(expected(CROWD, text)), text


@pytest.mark.parametrize("text", ["weber anna", "weber"])
@pytest.mark.parametrize("most", [24, 40, 100])
def test_a_total_ends_with_what_may_be_read_and_the_page_is_shown(crowded: str, text: str, most: int) -> None:
    searching = CustomerSearching(wiring().table, wiring().tenants, ReadLimits(units=most))
    asked = SearchRequest(size=10, with_total=True)
    answer, cost = searching.metered_page(crowded, ALL, search_of(text, None), asked)
    assert len(answer.customers) == 10
    exact = str(len(expected(CROWD, text)))
    assert answer.total == exact or (answer.total or "").endswith("+")
    assert cost.units <= most + 20
    assert answer.total == exact or cost.units >= most - 20


class TestTooMuch:
    """Searches that read more than one may."""

    @pytest.fixture
    def searching(self) -> CustomerSearching:
        return CustomerSearching(wiring().table, wiring().tenants, ReadLimits(units=3))

    def test_a_page_is_refused_with_what_to_change(self, crowded: str, searching: CustomerSearching) -> None:
        with pytest.raises(InvalidQuery, match="fewer words"):
            searching.page(crowded, ALL, search_of("weber anna berlin", None), SearchRequest())

    @pytest.mark.parametrize("most", [1, 3])
    def test_an_explanation_says_why_and_what_has_been_read(self, crowded: str, most: int) -> None:
        searching = CustomerSearching(wiring().table, wiring().tenants, ReadLimits(units=most))
        explainer = SearchExplainer(wiring().table, wiring().tenants, searching)
        told = explainer.explanation(crowded, ALL, search_of("weber anna berlin", None), SearchRequest())
        assert told.actual is not None
        assert "fewer words" in (told.actual.refused or "")
        assert told.actual.customers is None
        assert (told.actual.units or 0) >= most


def test_customers_who_come_and_go_shift_no_page(crowded: str) -> None:
    tenant = new_tenant()
    residents = settle(tenant, [customer(f"c{at:03}", at, last_name="Weber") for at in range(40)])
    first = pages(tenant, "weber", size=10)[0]
    settle(tenant, [customer(f"new{at}", 100 + at, last_name="Weber") for at in range(15)])
    wiring().customers.delete(residents[25], lambda _: None, deleted_by="test")
    rest: list[str] = []
    after = first.next_position
    while after is not None:
        answer, _ = metered(tenant, "weber", size=10, after=after)
        rest += [each.number for each in answer.customers]
        after = answer.next_position
    assert rest == [f"c{at:03}" for at in range(29, -1, -1) if at != 25]


def test_a_customer_is_shown_once_while_the_index_has_it_in_two_reaches() -> None:
    tenant = new_tenant()
    set_value(tenant, "restrictions", ["DE", "FR"])
    residents = settle(
        tenant, [customer(f"c{at:03}", at, last_name="Weber", restriction="FR") for at in range(200)]
    )
    for at in (0, 100, 198, 199):
        leave_entries(tenant, replace(residents[at], restriction="DE"))
    everybody = [f"c{at:03}" for at in range(199, -1, -1)]
    german_and_french = Access(wide=Grant(frozenset({"DE", "FR"})))
    for size in (10, 25, 1000):
        assert walked(tenant, "weber", size=size) == everybody, size
        assert walked(tenant, "weber", german_and_french, size=size) == everybody, size
    assert page(tenant, "weber", size=size, with_total=True).total == "200"


def test_a_customer_whose_former_word_is_still_in_the_index_is_shown_at_its_present_one() -> None:
    tenant = new_tenant()
    names = {0: "Weberling", 150: "Weberknecht", 399: "Weberling"}
    residents = settle(
        tenant, [customer(f"c{at:03}", at, last_name=names.get(at, "Weber")) for at in range(400)]
    )
    for at in names:
        leave_entries(tenant, replace(residents[at], last_name="Weber"))
    others = [f"c{at:03}" for at in range(399, -1, -1) if at not in names]
    for size in (25, 1000):
        assert walked(tenant, "weber", size=size) == [*others, "c150", "c399", "c000"], size


def test_entries_of_old_words_show_nobody_twice_and_nothing_wrong() -> None:
    tenant = new_tenant()
    residents = settle(tenant, [customer("c", last_name="Weberling"), customer("d", 1, last_name="Weber")])
    leave_entries(tenant, customer("c", last_name="Weber"))
    assert residents[0].number == "c"
    assert walked(tenant, "weber", size=1) == ["d", "c"]
    assert walked(tenant, "weberling") == ["c"]
