"""Companies that events described before there were operations: with a name, and nothing for lists."""

from collections.abc import Callable
from datetime import timedelta

from shared.adapters.dynamodb.keys import contact_assignment_key, legal_entity_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Delete, Put
from shared.domain.customers.legal_entities import named
from shared.domain.instants import instant_text, now
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.reindex import list_companies
from tests.component.companies.api import AssignmentApi, CompanyApi
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.tenants import Configure


def store_former(table: Table, tenant: str, entity_id: str) -> None:
    """Store a company as the last release has it."""
    described = {
        "name": {"S": "Bakery"},
        "changedAt": {"S": "2026-11-22T09:00:00.000Z"},
        "writeId": {"S": "w1"},
        "schema": {"N": "1"},
    }
    table.write_alone(Put({**legal_entity_key(tenant, entity_id).raw(), **described}))


def test_it_is_read_and_written_as_any_other(companies: CompanyApi, table: Table, tenant: str) -> None:
    store_former(table, tenant, "L1")

    found = companies.get("L1")
    assert found.json["metadata"] == {
        "version": 1,
        "createdAt": "2026-11-22T09:00:00.000Z",
        "modifiedAt": "2026-11-22T09:00:00.000Z",
    }
    body = {"name": "Brewery", "type": "COMPANY", "metadata": {"version": 1}}
    assert companies.put("L1", body, headers={"If-Match": found.headers["ETag"]}).status == 204
    assert companies.get("L1").json["metadata"]["version"] == 2
    assert companies.ids(name="Brewery") == ["L1"]


def test_the_next_event_lists_it(companies: CompanyApi, table: Table, tenant: str) -> None:
    store_former(table, tenant, "L1")

    wiring().legal_entities.revise(tenant, "L1", lambda known: named(known, "Bakery", now()))

    assert companies.ids() == ["L1"]


def test_reindex_lists_those_of_which_no_event_comes(
    companies: CompanyApi, table: Table, tenant: str, other_tenant: str
) -> None:
    store_former(table, tenant, "L1")
    store_former(table, other_tenant, "L2")
    companies.created(id="own")
    assert companies.ids() == ["own"]
    said: list[str] = []

    assert list_companies(wiring().legal_entities, [tenant], progress=said.append) == 1
    assert list_companies(wiring().legal_entities, [tenant], progress=said.append) == 0

    assert (companies.ids(), said) == (["L1", "own"], [f"{tenant}: 1 companies listed"])
    assert companies.get("L1").json["metadata"]["version"] == 1


def write_formerly(table: Table, tenant: str, entity_id: str, **attributes: dict[str, str]) -> None:
    """Write a company as the last release does: it keeps what it does not know."""
    key = legal_entity_key(tenant, entity_id)
    item = table.get(key)
    assert item is not None
    table.write_alone(Put({**item, **attributes, "writeId": {"S": "w2"}}))


def test_reindex_lists_by_its_new_name_what_the_last_release_renamed(
    companies: CompanyApi, table: Table, tenant: str
) -> None:
    companies.created("Alpha", id="L1", mixins={"a": {"b": 1}}, legalInfo={"legalName": "A"})
    companies.created("Gamma", id="L2")
    write_formerly(table, tenant, "L1", name={"S": "Beta"})
    tag = companies.get("L1").headers["ETag"]

    assert list_companies(wiring().legal_entities, [tenant], progress=print) == 1
    assert list_companies(wiring().legal_entities, [tenant], progress=print) == 0

    listed = companies.listed(fields="id,name", sort="name").json
    assert [each["name"] for each in listed] == ["Beta", "Gamma"]
    assert (companies.ids(name="Alpha"), companies.ids(name="Beta")) == ([], ["L1"])
    found = companies.get("L1")
    assert (found.json["mixins"], found.json["legalInfo"]) == ({"a": {"b": 1}}, {"legalName": "A"})
    assert (found.json["metadata"]["version"], found.headers["ETag"] != tag) == (2, True)
    assert "updatedBy" not in (table.get(legal_entity_key(tenant, "L1")) or {})  # so it is not published


def test_reindex_takes_from_lists_what_the_last_release_deleted(
    companies: CompanyApi, table: Table, tenant: str
) -> None:
    parent = companies.created("Parent")
    companies.created("Alpha", id="L1", parentId=parent)
    later = now() + timedelta(days=30)
    write_formerly(
        table,
        tenant,
        "L1",
        deletedAt={"S": instant_text(now() + timedelta(seconds=1))},
        expiresAt={"N": str(int(later.timestamp()))},
    )
    assert (companies.get("L1").status, companies.delete(parent).status) == (404, 409)

    assert list_companies(wiring().legal_entities, [tenant], progress=print) == 1
    assert list_companies(wiring().legal_entities, [tenant], progress=print) == 0

    assert [each["name"] for each in companies.listed(fields="name").json] == ["Parent"]
    assert companies.delete(parent).status == 204


def test_reindex_lists_contacts_of_before(
    assignments: AssignmentApi, store: Callable[..., str], table: Table, tenant: str, configure: Configure
) -> None:
    client_management, numbers = ClientManagement(tenant), [store(), store()]
    client_management.tell(
        client_management.created(),
        client_management.assigned(numbers[0]),
        client_management.assigned(numbers[1], assignment="a2"),
        client_management.unassigned(numbers[1], assignment="a2", at=1),
    )
    configure("companies", "own")
    table.write_alone(Delete(contact_assignment_key(tenant, "a1")))  # as releases before left it
    assert assignments.listed().json == []
    said: list[str] = []

    for expected in (1, 0):
        assert list_companies(wiring().legal_entities, [tenant], progress=said.append) == expected

    assert [each["id"] for each in assignments.listed().json] == ["a1"]
    assert said == [f"{tenant}: 1 contacts listed"]
    assert assignments.delete("a1").status == 204
