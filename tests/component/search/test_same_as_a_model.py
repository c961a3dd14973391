"""Whatever is read, all pages together are what testing everybody in memory would find, in the same order.

`SEARCH_EXAMPLES` sets how many searches are tried.
"""

import os
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared.adapters.dynamodb.lists.search import budget, drivers, walking
from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.tenants.search_reach import SearchReach
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.search.residents import ALL, customer, expected, page, settle, walked
from tests.component.tenants import keep_search

EXAMPLES = int(os.environ.get("SEARCH_EXAMPLES", "60"))
PHASES = [phase for phase in Phase if phase is not Phase.explain]
unhurried = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
RESTRICTIONS = ("DE", "FR", "DE#0")
FIRST = ["Anna", "Anne", "Annabelle", "Anna-Lena", "Jürgen", "İlker", "O'Neil", "明", "민준"]
LAST = [
    "Weber",
    "Webber",
    "Weberling",
    "Müller",
    "Muller",
    "Groß",
    "Weiß-Ott",
    "田中太",
    "W",
    "Schwarzenegger",
    "van den Berg",
    "김",
]
CITIES = ["Berlin", "Bern", "Weberstadt", "Anna", "東京都", "10115", "1011"]
COMPANIES = [None, None, None, "Weber & Sons", "Anna 4293 GmbH"]
COMPANY_IDS = ("L1", "L2")


def population(seed: int, size: int) -> list[Customer]:
    random = Random(seed)
    return [_customer(random, f"{random.choice('1A')}{4290 + at}", at) for at in range(size)]


def _customer(random: Random, number: str, at: int) -> Customer:
    first, last = random.choice(FIRST), random.choice(LAST)
    phone = f"+49170{random.choice(['4293', '1011', '77'])}{at:03}"
    email = random.choice([f"{first}.{last}{at}@x.de", f"anna-{at}@weber.com"]).replace(" ", "")
    return customer(
        number,
        random.randrange(8),
        first_name=first,
        last_name=last,
        company=random.choice(COMPANIES),
        contact_phone=random.choice([None, phone]),
        contact_email=email.encode("ascii", "ignore").decode(),
        restriction=random.choice([None, None, *RESTRICTIONS]),
        places=random.sample(CITIES, random.randrange(3)),
        legal_entities=tuple(
            LegalEntityReference(each, f"{random.choice(LAST)} {each}")
            for each in COMPANY_IDS
            if random.random() < 0.2
        ),
        accounts=(AccountId(email=f"{number}@login.de"),),
    )


POPULATIONS = {1: population(1, 50), 2: population(2, 9)}
REACHES = {1: SearchReach.RESTRICTIONS, 2: SearchReach.EVERYTHING}
OWN = Grant()
ACCESSES = st.sampled_from(
    [
        Access(wide=Grant()),
        Access(wide=Grant()),
        Access(wide=Grant(frozenset({"DE"}))),
        Access(wide=Grant(frozenset({"DE", "FR"}))),
        Access(wide=Grant(frozenset({"nobody"}))),
        Access(
            own=OWN, number="14290", companies=frozenset({"L1"}), legal_entities=(LegalEntityReference("L1"),)
        ),
        Access(own=OWN, number="14290", companies=frozenset(), legal_entities=()),
        Access(
            wide=Grant(frozenset({"DE"})),
            own=OWN,
            number="14290",
            companies=frozenset(COMPANY_IDS),
            legal_entities=tuple(map(LegalEntityReference, COMPANY_IDS)),
        ),
    ]
)
PIECES = [
    *(
        "anna",
        "ann",
        "a",
        "web",
        "weber",
        "webr",
        "wxber",
        "w",
        "muller",
        "müler",
        "ott",
        "weiss-ott",
        "o'neil",
    ),
    *(
        "berlin",
        "ber",
        "berlxn",
        "4293",
        "101",
        "10115",
        "1011",
        "0170",
        "+49170",
        "田中",
        "中太",
        "東京",
        "明",
    ),
    *(
        "anna.weber",
        "anna-",
        "x.de",
        "weber.com",
        "A4",
        "schwarzeneger",
        "schwartzeneger",
        "gros",
        "zzzz",
        "sons",
    ),
    *("anna-lena", "annalena", "anna-lema", "amna-lena", "annalna", "vandenberg", "vandenbreg", "van-den"),
    *("김민준", "민준", "김", "김미", "weis-ott"),
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3, unique=True).map(" ".join)
QUERIES = st.sampled_from([None, None, None, "lastName:Weber", "restriction:DE"])
SIZES = st.sampled_from([1, 4, 7, 25, 200])


@pytest.fixture(scope="module")
def tenants(engine_url: str) -> dict[int, str]:
    """The tenants in which the populations live; of one, with a second copy of all entries."""
    found = {}
    for seed, residents in POPULATIONS.items():
        found[seed] = f"searched{seed}{os.getpid()}"
        create_tenant(wiring().tenants, found[seed], restrictions=RESTRICTIONS)
        settle(found[seed], residents, REACHES[seed])
        keep_search(found[seed], REACHES[seed])
    return found


def modelled(seed: int, text: str, access: Access = ALL, **request: Any) -> list[str]:
    """Return who of a population should be found; callers who see all read one copy where there is one."""
    merged = len(RESTRICTIONS) if REACHES[seed] is SearchReach.RESTRICTIONS else 0
    return expected(POPULATIONS[seed], text, access, restrictions=merged, **request)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lists whole, of which the rank is then exact."""
    monkeypatch.setattr(drivers, "LOOK_OF_ONE_WORD", 1000)
    monkeypatch.setattr(walking, "_RANKED_PROFILES", 1000)
    monkeypatch.setattr(walking, "_RANKED_ENTRIES_OF_ONE_WORD", 1000)
    monkeypatch.setattr(budget, "_ONE_WORD", 1000.0)


@given(seed=st.sampled_from(list(POPULATIONS)), text=TEXTS, q=QUERIES, access=ACCESSES, size=SIZES)
@settings(unhurried)
@pytest.mark.usefixtures("patient")
def test_pages_are_the_models(
    tenants: dict[int, str], seed: int, text: str, q: str | None, access: Access, size: int
) -> None:
    assert walked(tenants[seed], text, access, q=q, size=size) == modelled(seed, text, access, q=q, size=size)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read lists as if they were long: a few entries at a time, in their own order, one list or another."""
    monkeypatch.setattr(drivers, "LOOK_OF_ONE_WORD", 3)
    monkeypatch.setattr(drivers, "LOOK", 3)
    monkeypatch.setattr(drivers, "_FEWEST", 1)
    monkeypatch.setattr(walking, "_RANKED_ENTRIES", 4)
    monkeypatch.setattr(walking, "_RANKED_ENTRIES_OF_ONE_WORD", 4)
    monkeypatch.setattr(walking, "_RANKED_PROFILES", 2)
    monkeypatch.setattr(walking, "_CHUNK", 3)


@given(seed=st.sampled_from(list(POPULATIONS)), text=TEXTS, q=QUERIES, access=ACCESSES, size=SIZES)
@settings(unhurried)
@pytest.mark.usefixtures("hasty")
def test_parts_of_long_lists_are_the_same_customers_each_once(
    tenants: dict[int, str], seed: int, text: str, q: str | None, access: Access, size: int
) -> None:
    numbers = walked(tenants[seed], text, access, q=q, size=size)
    assert sorted(numbers) == sorted(modelled(seed, text, access, q=q, size=size))


@pytest.mark.parametrize("seed", POPULATIONS)
def test_totals_are_exact(tenants: dict[int, str], seed: int) -> None:
    for text in ("anna", "weber anna", "webr", "0170", "zzzz"):
        answer = page(tenants[seed], text, size=5, with_total=True)
        assert answer.total == str(len(modelled(seed, text, size=5))), text
