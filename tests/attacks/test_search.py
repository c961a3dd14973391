"""Searches: what a caller learns of customers that it cannot see, from answers, costs and cursors."""

import time
from dataclasses import replace
from typing import Any

import pytest

from shared.adapters.dynamodb.lists.search import drivers
from shared.adapters.dynamodb.lists.search.drivers import digest_of, drivers_of
from shared.adapters.dynamodb.lists.search.position import Order, Position, Sought
from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.customers.customer import Customer
from shared.domain.errors import InvalidQuery
from shared.domain.search.search import search_of
from shared.domain.search.signature import qualities_by, signature_of
from shared.domain.search.typed import typed_words
from shared.domain.search.words import words_of
from shared.domain.tenants.search_reach import SearchReach
from shared.ports.lists import FoundPage, SearchRequest
from shared.runtime.wiring import wiring
from tests.component.search.residents import ALL, customer, found, page, settle, walked
from tests.component.tenants import keep_search, set_value

GERMAN = Access(wide=Grant(frozenset({"DE"})))
COLLEAGUE = Access(
    own=Grant(),
    number="me",
    companies=frozenset({"L1"}),
    legal_entities=(LegalEntityReference(id="L1"),),
)
MINE = (LegalEntityReference(id="L1", name="Bakery"),)
ENTRIES_OF_A_PAGE = 4_000
MOST_CPU_SECONDS = 0.25
SEARCHES = ["weber", "w", "anna weber", "wbeer", "anna wbeer", "berlin", "4293", "0170", "nobodys", "leber"]


def seen(at: int, **members: Any) -> Customer:
    return customer(f"seen{at}", at, first_name="Anna", last_name="Weber", **members)


def unseen(at: int, **members: Any) -> Customer:
    """A customer like those that are seen, or with words near to what is asked for."""
    last_name = ("Weber", "Wbeer", "Leber", "Nobodys")[at % 4]
    return customer(
        f"unseen{at}",
        at,
        first_name="Anna",
        last_name=last_name,
        contact_phone=f"017042930{at:02}",
        places=["Berlin"],
        **members,
    )


def everything_told(tenant: str, access: Access) -> list[Any]:
    """Return the answers to searches, and what they have cost."""
    told: list[Any] = []
    for text in SEARCHES:
        for size in (2, 25):
            answer, cost = wiring().search.metered_page(
                tenant, access, search_of(text, None), SearchRequest(size=size, with_total=True)
            )
            told.append((text, size, shown(answer), cost.requests, cost.units))
    return told


def shown(answer: FoundPage) -> tuple[Any, ...]:
    numbers = [each.number for each in answer.customers]
    return numbers, answer.total, answer.corrected, answer.next_position


@pytest.mark.parametrize("reach", SearchReach)
@pytest.mark.parametrize(
    ("access", "of_seen", "of_unseen"),
    [
        (GERMAN, {"restriction": "DE"}, {"restriction": "FR"}),
        (GERMAN, {"restriction": "DE"}, {}),
        (COLLEAGUE, {"legal_entities": MINE}, {"legal_entities": (LegalEntityReference(id="L2"),)}),
    ],
)
def test_customers_that_are_not_seen_change_neither_answers_nor_costs(
    tenant: str,
    other_tenant: str,
    access: Access,
    of_seen: dict[str, Any],
    of_unseen: dict[str, Any],
    reach: SearchReach,
) -> None:
    for each in (tenant, other_tenant):
        set_value(each, "restrictions", ["DE", "FR"])
        keep_search(each, reach)
    residents = [seen(at, **of_seen) for at in range(3)]
    settle(tenant, residents, reach)
    settle(other_tenant, [*residents, *(unseen(at, **of_unseen) for at in range(40))], reach)
    assert everything_told(tenant, access) == everything_told(other_tenant, access)
    assert len(walked(other_tenant, "weber", ALL)) == 33


def test_colleagues_are_not_found_by_what_is_hidden_of_them(tenant: str) -> None:
    others = LegalEntityReference(id="L2", name="Brewery")
    settle(
        tenant,
        [
            customer("me", last_name="Koch", places=["Bern"], legal_entities=MINE),
            customer("colleague", last_name="Weber", places=["Berlin"], legal_entities=(*MINE, others)),
        ],
    )
    assert found(tenant, "weber bakery", COLLEAGUE) == ["colleague"]
    assert found(tenant, "berlin", COLLEAGUE) == found(tenant, "brewery", COLLEAGUE) == []
    assert page(tenant, "berlxn", COLLEAGUE).corrected is None
    assert found(tenant, "bern", COLLEAGUE) == ["me"]
    assert found(tenant, "berlin", ALL) == found(tenant, "brewery", ALL) == ["colleague"]


@pytest.mark.parametrize("reach", SearchReach)
@pytest.mark.usefixtures("restrictions")
def test_whoever_has_left_the_reach_or_is_deleted_is_not_shown_though_entries_remain(
    tenant: str, reach: SearchReach
) -> None:
    keep_search(tenant, reach)
    residents = settle(tenant, [seen(at, restriction="DE") for at in range(4)], reach)
    store = wiring().customers
    store.delete(residents[0], lambda _: None, deleted_by="test")
    store.revise(residents[1], lambda each: _with(each, restriction="FR"), updated_by="test")
    store.revise(residents[2], lambda each: _with(each, last_name="Koch"), updated_by="test")
    assert walked(tenant, "weber", GERMAN) == walked(tenant, "anna weber", GERMAN) == ["seen3"]
    assert walked(tenant, "weber", ALL, size=1) == ["seen3", "seen1"]


@pytest.mark.parametrize(
    "text",
    [
        "an/ann/anna/ma/mar/mari/we/web/webe/sc/sch/schn/schne/ha/han/hand/hande/maria/weber/zz",
        "an/ma.we sc/ha.gr la/ga.be mi/be.x",
        "an ma we sc ha gr la ga be mi",
        "株式会社日本総合研究所東京本社営業部" * 10,
    ],
)
def test_entries_of_a_page_are_compared_in_little_time_however_many_pieces_are_typed(text: str) -> None:
    signature = signature_of(
        words_of(
            customer(
                "1000042",
                first_name="Anna",
                middle_name="Maria",
                last_name="Weber",
                company="Schneider Handel Group",
                contact_phone="0170 1234567",
                places=[{"street": "Lange Gasse 7", "zipCode": "10115", "city": "Berlin Mitte"}],
            )
        )
    )
    typed = typed_words(text)
    begun = time.thread_time()
    for _ in range(ENTRIES_OF_A_PAGE):
        qualities_by(signature, typed)
    assert time.thread_time() - begun < MOST_CPU_SECONDS


@pytest.mark.usefixtures("restrictions")
def test_whoever_has_left_the_reach_or_is_deleted_is_not_counted_though_entries_remain(tenant: str) -> None:
    residents = settle(tenant, [seen(at, restriction="DE") for at in range(60)])
    store = wiring().customers
    for each in residents[:10]:
        store.revise(each, lambda each: _with(each, restriction="FR"), updated_by="test")
    for each in residents[10:15]:
        store.delete(each, lambda _: None, deleted_by="test")
    for each in residents[15:20]:
        store.revise(each, lambda each: _with(each, last_name="Koch"), updated_by="test")
    for text in ("weber", "web", "anna weber"):
        answer = page(tenant, text, GERMAN, with_total=True)
        assert answer.total == str(len(walked(tenant, text, GERMAN))) == "40", text


class TestCursors:
    @pytest.fixture
    def position(self, tenant: str) -> Any:
        settle(tenant, [seen(at, restriction="DE") for at in range(4)])
        return page(tenant, "weber", GERMAN, size=2).next_position

    def test_a_cursor_is_good_for_its_own_search_and_reach(self, tenant: str, position: Any) -> None:
        assert len(page(tenant, "weber", GERMAN, size=2, after=position).customers) == 2
        for text, access, q in (
            ("webe", GERMAN, None),
            ("weber anna", GERMAN, None),
            ("weber", ALL, None),
            ("weber", Access(wide=Grant(frozenset({"DE", "FR"}))), None),
            ("weber", COLLEAGUE, None),
            ("weber", GERMAN, "active:true"),
        ):
            with pytest.raises(InvalidQuery):
                page(tenant, text, access, q=q, size=2, after=position)

    def test_a_cursor_that_was_made_up_is_refused_or_leads_nowhere_else(
        self, tenant: str, position: Any
    ) -> None:
        settle(tenant, [customer("hidden", last_name="Weber", restriction="FR")])
        values: list[Any] = [
            *(None, True, -1, 7, 10**30, 1.5, "", "weber", "\ud800", "z" * 5000, [], {}, [None], [["weber"]]),
            *([[]], [True, 0, "z"], [False, 0, "weber\0"], [False, 10**9, "a"], [0, 0, "a"], [9, -1, "\0"]),
            *([["W#DE", "weber"]], [["wexber"]], [["weber"] * 40], [0], [5], [-1, 0, ""]),
        ]
        made_up = [*values, *([position[0]] * at for at in range(4))]
        for at in range(len(position)):
            made_up += [[*position[:at], value, *position[at + 1 :]] for value in values]
        refused = 0
        for after in made_up:
            if after is None:
                continue
            try:
                answer = page(tenant, "weber", GERMAN, size=2, after=after)
            except InvalidQuery:
                refused += 1
            else:
                assert all(each.restriction == "DE" for each in answer.customers)
        assert refused > len(made_up) // 2

    @pytest.mark.parametrize("text", ["wexber", "wexber annx"])
    @pytest.mark.parametrize(
        ("instead", "due"),
        [
            (None, [0] * 3000),
            (None, [0, 0]),
            (None, [1, 0]),
            (None, [-1]),
            (None, [2]),
            (None, [True, 0]),
            (["weber"], [0]),
            (["weber", "weber"], []),
            (["weber", "zimmermann"], []),
            ([f"we{letter}ber" for letter in "abcdefghijklmnopqrstuvwxyz"], []),
        ],
        ids=str,
    )
    def test_what_is_looked_for_cannot_be_made_more_than_a_page_would_make_it(
        self, tenant: str, text: str, instead: Any, due: list[Any]
    ) -> None:
        settle(tenant, [seen(0)])
        search = search_of(text, None)
        rest = [None] * (len(search.words) - 1)
        forged = Position((instead, *rest), tuple(due)).as_json(search.fingerprint(ALL))
        with pytest.raises(InvalidQuery):
            page(tenant, text, after=forged)

    @pytest.mark.parametrize(
        "sought",
        [
            Sought((("weber",),)),
            Sought((("weber",), ("weber",))),
            Sought(near=("weber", "weber")),
            Sought(near=("zimmermann",)),
            Sought(near=tuple(f"we{letter}ber" for letter in "abcdfghijklmnopqrsuv")),
            Sought(behind="\ud800"),
        ],
    )
    def test_words_that_are_said_to_have_been_found_are_near_and_few(
        self, tenant: str, sought: Sought
    ) -> None:
        settle(tenant, [seen(0)])
        search = search_of("wexber", None)
        position = Position((None,), (0,))
        forged = replace(position, sought=sought).as_json(search.fingerprint(ALL))
        true = replace(position, sought=Sought(near=("weber",))).as_json(search.fingerprint(ALL))

        assert [each.number for each in page(tenant, "wexber", after=true).customers] == ["seen0"]
        with pytest.raises(InvalidQuery):
            page(tenant, "wexber", after=forged)

    @pytest.mark.parametrize("text", ["weber anna", "anna we", "anna-lena weber", "weber"])
    def test_a_cursor_is_good_for_the_lists_alone_that_its_release_has_chosen(
        self, tenant: str, monkeypatch: pytest.MonkeyPatch, text: str
    ) -> None:
        settle(tenant, [replace(seen(at), first_name="Anna-Lena") for at in range(4)])
        position: Any = page(tenant, text, size=2).next_position
        assert len(page(tenant, text, size=2, after=position).customers) == 2

        monkeypatch.setattr(drivers, "drivers_of", lambda words: drivers_of(words) * 2)
        without_lists = [*position[:8], position[9]]
        for after in (position, without_lists, [*without_lists, None], [*position[:8], "", *position[9:]]):
            with pytest.raises(InvalidQuery, match="X-Next-Cursor"):
                page(tenant, text, size=2, after=after)

    @pytest.mark.parametrize(
        ("due", "order", "after"), [([0], 0, None), ([0], 1, None), ([], None, [-1, 0, ""])]
    )
    def test_a_walk_is_either_not_begun_or_has_an_order(
        self, tenant: str, due: list[int], order: Any, after: Any
    ) -> None:
        search = search_of("wexber", None)
        position: Any = Position(
            (None,), tuple(due), 0, False, None, order, 0, digest_of(search.words), after
        )
        forged = position.as_json(search.fingerprint(ALL))
        with pytest.raises(InvalidQuery):
            page(tenant, "wexber", after=forged)

    def test_a_long_list_is_not_put_in_order_by_a_cursor_that_says_it_was(self, tenant: str) -> None:
        settle(tenant, [customer(f"n{number}", last_name="Frequent") for number in range(300)])
        search = search_of("frequent", None)
        position = Position((None,), order=Order.RANKED, lists=digest_of(search.words), after=(-1, 0, ""))
        forged = position.as_json(search.fingerprint(ALL))

        assert page(tenant, "frequent", size=2).next_position is not None
        with pytest.raises(InvalidQuery):
            page(tenant, "frequent", size=2, after=forged)


def _with(each: Customer, **members: Any) -> Customer:
    return replace(each, version=each.version + 1, **members)
