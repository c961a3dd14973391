"""Contacts that are led to other companies, or leave with one: cut off anywhere, repeated, in any order."""

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from shared.adapters.dynamodb.stores import contact_assignments as stored_assignments
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from shared.use_cases.legal_entities import on_client_management_event as hearing
from tests.component.api import Api
from tests.component.companies.api import MANAGE, MANAGE_CONTACTS, AssignmentApi, CompanyApi
from tests.component.events.heard import Heard
from tests.component.events.stream import come_back
from tests.component.lost_answers import OverWire
from tests.component.stored_customers import customer_of
from tests.component.tenants import Configure, new_tenant, set_value
from tests.component.wire import Killed, Wire
from triggers import on_client_management_event

Store = Callable[..., str]
Events = list[tuple[str, dict[str, Any]]]
FAULTS = pytest.mark.parametrize("fault", ["killed", "killed late", "lost"])
CHILDREN = [f"c{position}" for position in range(5)]
ORDERS = 6


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of companies below, more than two follow by the stream, two in one transaction."""
    monkeypatch.setattr(stored_assignments, "MAX_AT_ONCE", 2)
    monkeypatch.setattr(hearing, "MAX_AT_ONCE", 2)


@pytest.fixture
def companies(api: Api) -> CompanyApi:
    return CompanyApi(api.as_(MANAGE))


@pytest.fixture
def assignments(api: Api) -> AssignmentApi:
    return AssignmentApi(api.as_(MANAGE_CONTACTS))


@pytest.fixture
def tree(companies: CompanyApi, configure: Configure) -> CompanyApi:
    configure("companies.contactPropagation", "DOWNWARD")
    return grown(companies)


def grown(companies: CompanyApi) -> CompanyApi:
    companies.created(id="top")
    for each in CHILDREN:
        companies.created(each.upper(), id=each, parentId="top")
    return companies


def state_of(tenant: str, *numbers: str) -> list[Any]:
    """Who is a contact of what, as profiles, memberships, lists and companies have it; all must agree."""
    api = Api(tenant)
    listed = AssignmentApi(api.as_(MANAGE_CONTACTS)).listed(pageSize=1000).json
    found: list[Any] = []
    for number in numbers:
        customer = customer_of(tenant, number)
        in_profile = {each.id: (each.name, each.contact_assignment_id) for each in customer.legal_entities}
        in_lists = {
            each["legalEntity"]["id"]: (each["legalEntity"].get("name"), each["id"])
            for each in listed
            if each["customer"]["id"] == number
        }
        assert in_profile == in_lists
        for entity_id in in_profile:
            shown = api.listed(query={"q": f"b2b.legalEntities.id:{entity_id} id:{number}"}).json
            assert [each["id"] for each in shown] == [number]
        found.append(sorted((entity_id, name) for entity_id, (name, _) in in_profile.items()))
    return found


def asserted_below(tenant: str, number: str) -> None:
    assert state_of(tenant, number) == [
        [*((each, each.upper()) for each in CHILDREN), ("top", "Muster GmbH")]
    ]


@FAULTS
@pytest.mark.parametrize("writes_before", range(4))
def test_propagation_that_is_cut_off_goes_on(
    tree: CompanyApi,
    assignments: AssignmentApi,
    store: Store,
    tenant: str,
    heard: Heard,
    fault: str,
    writes_before: int,
) -> None:
    number = store()
    assignments.created("top", number)
    assert tree.ids()
    events = [event for event in heard.all() if event[0] == EventName.ASSIGNED]
    wire = Wire()
    # Three transactions, and the note that all is done.
    operation, after = ("PutItem", 0) if writes_before == 3 else ("TransactWriteItems", writes_before)
    wire.fail(operation, fault, 1, after=after)

    with suppress(Killed):
        come_back(events, wire.through(on_client_management_event.lambda_handler))
    state_of(tenant, number)
    come_back(events)

    asserted_below(tenant, number)
    version = wiring().customers.find(tenant, number).version  # type: ignore[union-attr]
    come_back(events)
    assert wiring().customers.find(tenant, number).version == version == 5  # type: ignore[union-attr]


@FAULTS
@pytest.mark.parametrize("propagation", ["UPWARD", "DOWNWARD", "DISABLED"])
@pytest.mark.parametrize("primary", [False, True])
def test_an_assignment_that_is_cut_off_leaves_nothing_or_all_of_it(
    companies: CompanyApi,
    store: Store,
    tenant: str,
    configure: Configure,
    fault: str,
    propagation: str,
    primary: bool,
) -> None:
    configure("companies.contactPropagation", propagation)
    for entity_id, above in (("top", {}), ("middle", {"parentId": "top"}), ("low", {"parentId": "middle"})):
        companies.created(entity_id, id=entity_id, **above)
    number, wire = store(), Wire()
    over = AssignmentApi(OverWire(tenant, wire=wire).as_(MANAGE_CONTACTS))
    reached = {"UPWARD": ["middle", "top"], "DOWNWARD": ["low", "middle"], "DISABLED": ["middle"]}
    wire.fail("TransactWriteItems", fault, 1)

    with suppress(Killed):
        over.created("middle", number, id="a1", primary=primary)

    expected = [] if fault == "killed" else [(each, each) for each in reached[propagation]]
    assert state_of(tenant, number) == [expected]
    again = over.create("middle", number, members={"id": "a1"})
    assert again.status == (201 if fault == "killed" else 409)
    wire.fail("TransactWriteItems", fault, 1)
    with suppress(Killed):
        over.delete("a1")
    after = state_of(tenant, number)[0]
    assert (("middle", "middle") in after) == (fault == "killed")


@FAULTS
@pytest.mark.parametrize("writes_before", [0, 2])
@pytest.mark.parametrize("event", [EventName.LEGAL_ENTITY_DELETED, EventName.LEGAL_ENTITY_UPDATED])
def test_a_deletion_or_a_new_name_that_is_cut_off_reaches_all_contacts_in_the_end(
    companies: CompanyApi,
    assignments: AssignmentApi,
    store: Store,
    tenant: str,
    heard: Heard,
    fault: str,
    writes_before: int,
    event: EventName,
) -> None:
    entity_id, numbers = companies.created(), [store() for _ in range(4)]
    for number in numbers:
        assignments.created(entity_id, number, primary=number == numbers[0])
    if event is EventName.LEGAL_ENTITY_DELETED:
        assert companies.delete(entity_id).status == 204
    else:
        assert companies.put(entity_id, {"name": "New", "type": "COMPANY"}).status == 204
    told = [each for each in heard.all() if each[0] == event]
    wire = Wire()
    wire.fail("TransactWriteItems", fault, 1, after=writes_before)

    with suppress(Killed):
        come_back(told, wire.through(on_client_management_event.lambda_handler))
    come_back(told)

    expected = [] if event is EventName.LEGAL_ENTITY_DELETED else [(entity_id, "New")]
    assert state_of(tenant, *numbers) == [expected] * len(numbers)
    assert len(assignments.listed().json) == len(expected) * len(numbers)


@FAULTS
def test_a_deletion_that_is_cut_off_itself_is_done_or_not(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str, fault: str
) -> None:
    entity_id, number, wire = companies.created("A", parentId=companies.created("P")), store(), Wire()
    assignments.created(entity_id, number)
    over = CompanyApi(OverWire(tenant, wire=wire).as_(MANAGE))
    wire.fail("TransactWriteItems", fault, 1)

    with suppress(Killed):
        assert over.delete(entity_id).status == 204

    assert companies.get(entity_id).status == (200 if fault == "killed" else 404)
    assert companies.delete(entity_id).status == (204 if fault == "killed" else 404)
    assert len(companies.ids()) == 1


def test_what_is_led_below_reaches_no_company_that_came_later(
    tree: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str, heard: Heard
) -> None:
    number = store()
    assignments.created("top", number)
    events = [event for event in heard.all() if event[0] == EventName.ASSIGNED]
    tree.created("LATE", id="late", parentId="top")
    come_back(events)
    asserted_below(tenant, number)
    tree.created("APART", id="apart")
    body = {"name": "APART", "type": "SUBSIDIARY", "parentId": "top"}
    assert tree.put("apart", body).status == 204

    come_back(events)

    asserted_below(tenant, number)


def test_events_lead_to_the_same_in_every_order_and_however_often(heard: Heard) -> None:
    """Operations of seven kinds, then their events: each at least once, in any order."""
    ends = []
    for _ in range(ORDERS):
        tenant = new_tenant()
        set_value(tenant, "companies.contactPropagation", "DOWNWARD")
        heard.tenant = tenant
        numbers = _operations(tenant)
        pending = [event for event in heard.all() if event[0].startswith("client-management.")]
        repeated = [*pending, *random.choices(pending, k=len(pending) // 2)]
        random.shuffle(repeated)
        for event in repeated:
            come_back([event])
        # What these events have led to is told, too.
        late = [event for event in heard.all() if event[0].startswith("client-management.")]
        random.shuffle(late)
        come_back(late)
        ends.append(state_of(tenant, *numbers))

    assert [end == ends[0] for end in ends] == [True] * ORDERS
    first, second, third = ends[0]
    assert first == [("c0", "C0"), ("c1", "C1"), ("c2", "Renamed"), ("c4", "C4"), ("top", "New")]
    assert second == []
    assert third == [("c0", "C0")]


def _operations(tenant: str) -> list[str]:
    """Make a tree of companies with contacts, and change it; return the numbers of three customers."""
    api = Api(tenant)
    companies, assignments = CompanyApi(api.as_(MANAGE)), AssignmentApi(api.as_(MANAGE_CONTACTS))
    grown(companies)
    numbers = [api.created({"lastName": name}) for name in ("Abel", "Berg", "Cohn")]
    assignments.created("top", numbers[0], primary=True)
    assignments.created("top", numbers[1], id="undone")
    assignments.created("c0", numbers[2], primary=True)
    assignments.created("c3", numbers[2])
    assert assignments.delete("undone").status == 204
    assert companies.delete("c3").status == 204
    assert companies.put("top", {"name": "New", "type": "COMPANY"}).status == 204
    renamed = {"name": "Renamed", "type": "SUBSIDIARY", "parentId": "top"}
    assert companies.put("c2", renamed).status == 204
    companies.created("LATE", id="late", parentId="top")
    return numbers
