"""Events of companies: published where they are a tenant's own, heard where they are external."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.adapters.dynamodb.stores.configurations import Configurations
from shared.domain.callers.access import LegalEntityReference
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.companies.api import (
    MANAGE,
    MANAGE_CONTACTS,
    MANAGE_LOCATIONS,
    AssignmentApi,
    CompanyApi,
    LocationApi,
)
from tests.component.events.heard import Heard, said
from tests.component.events.stream import come_back
from tests.component.legal_entities.client_management import ClientManagement, Told
from tests.component.legal_entities.client_management import companies as companies_of
from tests.component.tenants import Configure, set_value
from tests.component.wire import Wire

CREATED, UPDATED = EventName.LEGAL_ENTITY_CREATED, EventName.LEGAL_ENTITY_UPDATED
DELETED = EventName.LEGAL_ENTITY_DELETED
Store = Callable[..., str]


@pytest.fixture
def companies(api: Api) -> CompanyApi:
    return CompanyApi(api.as_(MANAGE))


@pytest.fixture
def client_management(tenant: str, configure: Configure) -> ClientManagement:
    """Client management, to which a tenant of its own companies does not listen."""
    told = ClientManagement(tenant)
    configure("companies", "own")
    return told


def test_a_company_s_life_is_published_in_its_sequence(companies: CompanyApi, heard: Heard) -> None:
    companies.created(id="parent")
    companies.created("Nord", id="nord", parentId="parent")
    companies.put("nord", {"name": "Süd", "type": "SUBSIDIARY", "parentId": "parent"})
    companies.put("nord", {"name": "Süd", "type": "SUBSIDIARY", "parentId": "parent"})
    companies.delete("nord")

    events = [(name, said(detail)) for name, detail in heard.all()]

    of_nord = sorted(
        ((d["sequence"], name, d) for name, d in events if d["legalEntityId"] == "nord"),
        key=lambda event: event[:2],
    )
    common = {"legalEntityId": "nord", "type": "SUBSIDIARY", "parentId": "parent", "updatedBy": "a-client"}
    assert of_nord == [
        (1, CREATED, {**common, "name": "Nord", "sequence": 1}),
        (2, UPDATED, {**common, "name": "Süd", "sequence": 2}),
        (
            3,
            DELETED,
            {
                "legalEntityId": "nord",
                "legalEntityParentId": "parent",
                "sequence": 3,
                "triggeredBy": "a-client",
            },
        ),
    ]
    # That something changed below the parent is no change of it.
    assert [name for name, d in events if d["legalEntityId"] == "parent"] == [CREATED]


def test_a_new_place_of_a_location_is_an_update_of_its_companies(
    api: Api, companies: CompanyApi, heard: Heard
) -> None:
    locations = LocationApi(api.as_(MANAGE_LOCATIONS))
    location_id = locations.created()
    companies.created(id="muster", entitiesAddresses=[{"id": location_id}])
    heard.all()

    locations.put(location_id, {"type": "OFFICE", "contactDetails": {"city": "Kiel"}})

    assert heard.only(UPDATED)["sequence"] == 2


def test_a_new_name_and_a_deletion_reach_the_contacts(
    api: Api, companies: CompanyApi, heard: Heard, store: Store
) -> None:
    companies.created("Bakery", id="L1")
    number = store(legal_entities=(LegalEntityReference("L1", "Bakery", "a1"),))
    heard.all()

    companies.put("L1", {"name": "Brewery", "type": "COMPANY"})
    come_back([event for event in heard.all() if event[0] == UPDATED])
    assert [each["name"] for each in companies_of(api, number)] == ["Brewery"]
    come_back([(UPDATED, {"tenant": api.tenant, "legalEntityId": "L1", "name": "stale", "type": "COMPANY"})])
    assert [each["name"] for each in companies_of(api, number)] == ["Brewery"]

    companies.delete("L1")
    come_back([event for event in heard.all() if event[0] == DELETED])
    assert companies_of(api, number) == []


def test_events_of_others_are_ignored_and_counted(
    api: Api,
    companies: CompanyApi,
    client_management: ClientManagement,
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    companies.created("Bakery", id="L1")
    number = store()
    with caplog.at_level(logging.INFO):
        client_management.tell(
            client_management.updated(),
            client_management.deleted("L1", at=10_000),
            client_management.assigned(number),
        )

    assert (companies.get("L1").json["name"], companies_of(api, number)) == ("Bakery", [])
    lines = [record for record in caplog.records if record.getMessage() == "ignored event"]
    assert len(lines) == 3
    assert all(number not in str(vars(line)) for line in lines)


@pytest.mark.parametrize("name", ["Bakery", "Brewery"])
def test_what_an_event_says_of_an_operation_s_company_is_not_published(
    companies: CompanyApi,
    client_management: ClientManagement,
    heard: Heard,
    configure: Configure,
    name: str,
) -> None:
    companies.created("Bakery", id="L1")
    heard.all()
    configure("companies", "external")

    for at in (7_200, 7_201):
        client_management.tell(
            client_management.event("legalentity-updated", at, legalEntityId="L1", name=name, type="COMPANY")
        )

    assert (companies.get("L1").json["name"], heard.all()) == (name, [])


def test_an_event_that_comes_just_after_the_setting_counts(
    companies: CompanyApi, client_management: ClientManagement, tenant: str
) -> None:
    assert wiring().tenants.of(tenant).owns_companies
    elsewhere = Wire().wiring
    elsewhere.configurations = Configurations(elsewhere.table)
    set_value(tenant, "companies", "external", store=elsewhere.tenants)
    assert wiring().tenants.of(tenant).owns_companies  # for up to a minute

    client_management.tell(client_management.created("L1"))

    assert companies.get("L1").status == 200


def test_nothing_is_lost_when_a_tenant_turns_from_events_to_operations_and_back(
    api: Api,
    companies: CompanyApi,
    client_management: ClientManagement,
    store: Store,
    configure: Configure,
) -> None:
    number = store()
    later = 7_200

    configure("companies", "external")
    client_management.tell(
        client_management.created("top"),
        client_management.event("legalentity-created", 1, legalEntityId="L1", name="Bakery", parentId="top"),
        client_management.assigned(number, at=2),
    )
    read = companies.get("L1").json
    assert (read["parentId"], companies.ids(parentId="top")) == ("top", ["L1"])

    configure("companies", "own")
    assert companies.delete("top").status == 409
    assert companies.put("L1", {**read, "type": "SUBSIDIARY", "legalInfo": {"legalName": "B"}}).status == 204

    configure("companies", "external")
    assert companies.put("L1", {**read, "type": "SUBSIDIARY"}).status == 409
    client_management.tell(client_management.updated("L1", "stale", at=3))
    client_management.tell(client_management.updated("L1", "Brewery", at=later))
    found = companies.get("L1").json
    assert (found["name"], found["legalInfo"], found["parentId"]) == ("Brewery", {"legalName": "B"}, "top")
    assert companies_of(api, number) == [{"id": "L1", "name": "Brewery", "contactAssignmentId": "a1"}]

    gone = client_management.deleted("L1", at=later + 1)
    client_management.tell(replace(gone), Told(gone.name, gone.time, gone.detail))
    assert (companies.get("L1").status, companies_of(api, number)) == (404, [])
    assert companies.ids(parentId="top") == []


def test_nothing_is_lost_when_a_tenant_turns_from_operations_to_events_and_back(
    api: Api,
    companies: CompanyApi,
    client_management: ClientManagement,
    store: Store,
    configure: Configure,
) -> None:
    first, second = store(), store()
    assignments = AssignmentApi(api.as_(MANAGE_CONTACTS))
    location_id = LocationApi(api.as_(MANAGE_LOCATIONS)).created()
    companies.created("Holding", id="top")
    legal = {"legalInfo": {"registrationId": "HRB 1"}, "entitiesAddresses": [{"id": location_id}]}
    companies.created("Bakery", id="L1", parentId="top", **legal)
    assignments.created("L1", first, id="own", type="BILLING", primary=True, mixins={"a": {"b": 1}})
    later = 7_200

    configure("companies", "external")
    client_management.tell(
        client_management.event(
            "legalentity-updated",
            later,
            legalEntityId="L1",
            name="Brewery",
            type="SUBSIDIARY",
            parentId="top",
        ),
        client_management.assigned(second, assignment="theirs", at=later, primary=False),
        client_management.created("L2", "Mill", at=later),
    )
    configure("companies", "own")

    found = companies.get("L1").json
    assert (found["name"], found["parentId"]) == ("Brewery", "top")
    assert found["legalInfo"] == {"registrationId": "HRB 1"}
    assert [each["id"] for each in found["entitiesAddresses"]] == [location_id]
    assert companies.ids(**{"legalInfo.registrationId": "HRB 1"}) == ["L1"]
    assert companies.ids(parentId="top") == ["L1"]
    shown = {each["id"]: each for each in assignments.listed(**{"legalEntity.id": "L1"}).json}
    assert {each: (one["type"], one["primary"]) for each, one in shown.items()} == {
        "own": ("BILLING", True),
        "theirs": ("CONTACT", False),
    }
    assert assignments.get("own").json["mixins"] == {"a": {"b": 1}}
    assert {each["id"]: each["name"] for each in companies_of(api, first)} == {
        "L1": "Brewery",
        "top": "Holding",
    }
    assert companies.put("L2", {"name": "Mill", "type": "SUBSIDIARY", "parentId": "L1"}).status == 204
    body = {"legalEntity": {"id": "L1"}, "customer": {"id": second}, "type": "CONTACT", "primary": True}
    assert assignments.put("theirs", body).status == 204
    assert assignments.get("own").json["primary"] is False
    assert assignments.delete("own").status == 204
    assert [each["id"] for each in companies_of(api, first)] == ["top"]
