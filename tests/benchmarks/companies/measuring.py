"""Measures on an engine, in a process that knows nothing of any other."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from local.engine import Endpoint
from shared.adapters.dynamodb.lists.directory import Directory
from shared.domain.callers.access import EVERYWHERE
from shared.domain.companies.queries import (
    BY_CREATION,
    CONTACT_ASSIGNMENT_MEMBERS,
    LEGAL_ENTITY_MEMBERS,
    equals,
)
from shared.domain.customers.client_management import LegalEntityDeleted, LegalEntityNamed
from shared.domain.customers.legal_entities import LegalEntity, deleted, named
from shared.domain.instants import now
from shared.domain.query.conditions import all_of
from shared.domain.query.evaluation import Query
from shared.domain.query.fields import Members
from shared.domain.query.order import Order, parse_order
from shared.domain.query.parser import parse_query
from shared.ports.lists import PageRequest
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.companies.get_contact_assignment import documents_of
from shared.use_cases.legal_entities.on_client_management_event import on_client_management_event
from shared.use_cases.long_runs import SECONDS_TO_STOP, Unfinished
from tests.benchmarks.companies.population import BIG, TENANT, Population
from tests.benchmarks.engine.filling import use

_ROUNDS = 9
_RUN_SECONDS = 60.0
"""How long a run of the function may take that takes contacts out of a company; it has more in AWS."""


class Page(NamedTuple):
    """A page that was read: how long it took, what it read, and how many it has."""

    seconds: float
    units: float
    found: int


class Case(NamedTuple):
    """A page that is asked for."""

    name: str
    q: str | None = None
    plain: tuple[str, str] | None = None
    sort: str | None = None


def measured(
    folder: Path, engine: Endpoint, population: Population, measure: Callable[[Population], Any]
) -> Any:
    use(folder, engine)
    with WorkingFor(TENANT):
        return measure(population)


def figures(page: Page) -> str:
    return f"{page.seconds * 1000:.0f} ({page.units:g})"


def pages(population: Population) -> dict[str, Page]:
    middle = population.middle
    cases = [
        Case("first page"),
        Case("name", plain=("name", f"Company {middle}")),
        Case("parentId", plain=("parentId", f"c{middle}")),
        Case("legalInfo.registrationId", plain=("legalInfo.registrationId", f"HRB {middle}")),
        Case("q: name", q=f'name:"Company {middle}"'),
        Case("q: registration id and type", q=f'legalInfo.registrationId:"HRB {middle}" type:COMPANY'),
        Case("sort by name", sort="name"),
    ]
    return {case.name: _page(wiring().company_directory, case, LEGAL_ENTITY_MEMBERS) for case in cases}


def _page(directory: Directory, case: Case, members: Members) -> Page:
    order: Order = parse_order(case.sort, members, BY_CREATION)
    further = [equals((case.plain[0],), case.plain[1], members)] if case.plain is not None else []
    query = Query(all_of([parse_query(case.q, members).where, *further]))
    taken = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        page, budget = directory.metered_page(
            TENANT, EVERYWHERE, query, order, PageRequest(size=16, complete=True)
        )
        shown: Iterable[Any] = page.customers
        if members is CONTACT_ASSIGNMENT_MEMBERS:
            shown = documents_of(wiring().contact_assignments, shown, page.around)
        found = sum(1 for _ in shown)
        taken.append(Page(time.perf_counter() - began, budget.units, found))
    assert all(each.found and each.units == taken[0].units for each in taken)
    return Page(median(each.seconds for each in taken), taken[0].units, taken[0].found)


def contacts(population: Population) -> dict[str, str]:
    page = _page(
        wiring().contact_assignment_directory,
        Case("contacts", plain=("legalEntity.id", BIG)),
        CONTACT_ASSIGNMENT_MEMBERS,
    )
    began = time.perf_counter()
    wiring().legal_entities.revise(TENANT, BIG, lambda known: _renamed(known, "Bigger"))
    assert _runs(LegalEntityNamed(TENANT, BIG, "Bigger"), seconds=float("inf")) == 1
    renaming = time.perf_counter() - began
    wiring().legal_entities.revise(TENANT, BIG, lambda known: deleted(known, now()))
    runs = _runs(LegalEntityDeleted(TENANT, BIG), seconds=_RUN_SECONDS)
    left = [*wiring().legal_entities.unsettled(wiring().legal_entities.find(TENANT, BIG))]
    assert not any(left)
    return {
        "a page of 16: ms (read units)": figures(page),
        "a new name: ms a contact": f"{renaming * 1000 / population.contacts:.1f}",
        f"a deletion: runs of {_RUN_SECONDS:.0f} s": f"{runs}",
    }


def _renamed(known: LegalEntity, name: str) -> LegalEntity:
    return named(known, name, now())


def _runs(event: Any, seconds: float) -> int:
    """Have the function hear of it until it is done, and return how often."""
    runs = 0
    while True:
        runs += 1
        ends = time.monotonic() + seconds + SECONDS_TO_STOP
        try:
            on_client_management_event(
                wiring().legal_entity_ports,
                event,
                now(),
                lambda: ends - time.monotonic(),  # noqa: B023 - called within the round
                is_ours=True,
            )
        except Unfinished:
            continue
        return runs
