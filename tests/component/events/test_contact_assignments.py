"""Events of contact assignments: published where they are a tenant's own, heard where they are external."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.domain.customers.deletions import Deletion
from shared.domain.instants import now
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.companies.api import MANAGE, MANAGE_CONTACTS, AssignmentApi, CompanyApi
from tests.component.events.heard import Heard, said
from tests.component.events.stream import come_back
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.stored_customers import customer_of
from tests.component.tenants import Configure

Store = Callable[..., str]


@pytest.fixture
def companies(api: Api) -> CompanyApi:
    return CompanyApi(api.as_(MANAGE))


@pytest.fixture
def assignments(api: Api) -> AssignmentApi:
    return AssignmentApi(api.as_(MANAGE_CONTACTS))


def companies_of(tenant: str, number: str) -> set[str]:
    return {each.id for each in customer_of(tenant, number).legal_entities}


def grown(companies: CompanyApi, children: int) -> None:
    companies.created(id="top")
    for position in range(children):
        companies.created(id=f"c{position:02}", parentId="top")


def published(heard: Heard, name: EventName) -> list[tuple[str, dict[str, Any]]]:
    return [(found, detail) for found, detail in heard.all() if found == name]


def test_what_begins_and_ends_is_published(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, heard: Heard
) -> None:
    entity_id, number = companies.created(), store()
    assignments.created(entity_id, number, id="a1", type="BILLING")
    body = {"legalEntity": {"id": entity_id}, "customer": {"id": number}, "type": "CONTACT"}
    assert assignments.put("a1", body).status == 204
    assignments.delete("a1")

    told = [said(detail) for name, detail in heard.all() if "user-" in name]

    common = {"userId": number, "legalEntityId": entity_id, "assignmentId": "a1"}
    assert told == [
        {**common, "sequence": 1, "type": "BILLING", "primary": False, "updatedBy": "a-client"},
        {**common, "sequence": 3, "triggeredBy": "a-client"},
    ]


def test_a_large_subtree_follows_by_the_stream_and_repeating_changes_nothing(
    companies: CompanyApi,
    assignments: AssignmentApi,
    store: Store,
    tenant: str,
    configure: Configure,
    heard: Heard,
) -> None:
    configure("companies.contactPropagation", "DOWNWARD")
    grown(companies, 25)
    number = store()
    assignments.created("top", number)
    assert companies_of(tenant, number) == {"top"}
    events = published(heard, EventName.ASSIGNED)

    come_back(events)

    assert len(companies_of(tenant, number)) == 26
    below = published(heard, EventName.ASSIGNED)
    assert len(below) == 25
    # Whoever was taken out since stays out, however often the events come.
    taken_out = below[0][1]
    assert assignments.delete(taken_out["assignmentId"]).status == 204
    version = customer_of(tenant, number).version
    come_back([*below, *events, *events])
    assert companies_of(tenant, number) == {"top", *(f"c{each:02}" for each in range(25))} - {
        taken_out["legalEntityId"]
    }
    assert customer_of(tenant, number).version == version


def test_a_deleted_company_loses_its_assignments(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str, heard: Heard
) -> None:
    entity_id, numbers = companies.created(), [store(), store()]
    ids = [assignments.created(entity_id, number) for number in numbers]
    companies.delete(entity_id)

    come_back([event for event in heard.all() if event[0] == EventName.LEGAL_ENTITY_DELETED])

    assert [companies_of(tenant, number) for number in numbers] == [set(), set()]
    assert [assignments.get(each).status for each in ids] == [404, 404]
    assert assignments.listed().json == []


def test_an_assignment_that_is_undone_leads_nowhere(
    companies: CompanyApi,
    assignments: AssignmentApi,
    store: Store,
    tenant: str,
    configure: Configure,
    heard: Heard,
) -> None:
    configure("companies.contactPropagation", "DOWNWARD")
    grown(companies, 21)
    number = store()
    assignment_id = assignments.created("top", number)
    events = published(heard, EventName.ASSIGNED)
    assignments.delete(assignment_id)

    come_back(events)

    assert companies_of(tenant, number) == set()


def test_assignments_of_events_are_read_listed_and_ended_like_others(
    assignments: AssignmentApi, store: Store, tenant: str, configure: Configure
) -> None:
    client_management, number = ClientManagement(tenant), store()
    client_management.tell(
        client_management.created("acme", "Acme"), client_management.assigned(number, "acme", "e1")
    )
    assert assignments.get("e1").json["primary"] is True
    configure("companies", "own")
    assert [each["id"] for each in assignments.listed(**{"customer.id": number}).json] == ["e1"]
    assert assignments.create("acme", number).status == 409

    assert assignments.delete("e1").status == 204
    assert companies_of(tenant, number) == set()


def test_a_deleted_customer_leaves_no_assignment(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str
) -> None:
    number = store()
    assignment_id = assignments.created(companies.created(), number)
    holdings = wiring().holdings
    assert holdings.of(tenant, number)["contactAssignments"][0]["id"] == assignment_id
    before = customer_of(tenant, number)
    wiring().customers.delete(before, lambda _: None, deleted_by="test")

    holdings.clean_up(Deletion(tenant=tenant, customer_number=number, at=now()))

    assert assignments.get(assignment_id).status == 404
