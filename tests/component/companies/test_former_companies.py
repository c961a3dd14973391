"""Companies that events described before there were operations: with a name, and nothing for lists."""

from shared.adapters.dynamodb.keys import legal_entity_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.domain.customers.legal_entities import named
from shared.domain.instants import now
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.reindex import list_companies
from tests.component.companies.api import CompanyApi


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
