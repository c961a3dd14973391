"""The deletion of a tenant: refused first, then gone without a trace, also where it was broken off."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.stores.standings import Standings
from shared.adapters.dynamodb.stores.tenant_items import TenantItems
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Item
from shared.domain.callers.client_management import by_operator
from shared.domain.callers.tenant_issuers import TenantIssuer
from shared.domain.log_in.retention import Retention
from shared.domain.tenants.setting_rules import new_setting
from shared.domain.tenants.standing import UnknownTenant
from shared.runtime.wiring import wiring
from shared.use_cases.identity.manage_service_client import disable_client
from shared.use_cases.tenants.create_tenant import create_tenant
from shared.use_cases.tenants.delete_tenant import delete_tenant
from shared.use_cases.tenants.suspend_tenant import suspend_tenant
from tests.component.api import Api
from tests.component.customer_data.lives import Lives
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import MANAGE, ask, stored_client, token
from tests.component.tenants import a_minute_later, new_tenant, set_value
from tests.component.tenants_and_clients.calls import called
from tests.component.wire import Killed, Wire
from tests.days import lasting_today


def all_items(table: Table) -> list[Item]:
    """The whole table."""
    client: Any = aws_session().create_client("dynamodb")
    pages = client.get_paginator("scan").paginate(TableName=table.name, ConsistentRead=True)
    return [item for page in pages for item in page["Items"]]


def traces(table: Table, tenant: str) -> list[Item]:
    """Every item that says the tenant's name anywhere."""
    return [item for item in all_items(table) if tenant in json.dumps(item, default=str)]


@pytest.fixture
def lived(storefront: Storefront, email: str) -> str:
    """The tenant, in which everything has happened that leaves something."""
    tenant = storefront.tenant
    lives = Lives(storefront)
    lives.full(email)
    lives.of_provider(f"sso.{email}")
    lives.imported(f"imported.{email}")
    for number in range(30):
        lives.api.created({"contactEmail": f"{number}.{email}"})
    set_value(tenant, "restrictions", ["DE"])
    wiring().tenants.add_settings(tenant, [new_setting("activation", value=True, client="indexing")])
    today = lasting_today()
    wiring().retentions.put(tenant, Retention(today + timedelta(days=9), today))
    wiring().tenant_issuers.add(TenantIssuer(tenant, "https://login.example"))
    disable_client(wiring().service_clients, stored_client(tenant).id, by_operator)
    return tenant


@pytest.fixture
def delete(lived: str) -> Callable[..., int]:
    """Deletes the tenant, without waiting."""

    def delete(table: Table | None = None) -> int:
        table = table or wiring().table
        waits: list[float] = []
        said: list[str] = []
        return delete_tenant(
            Standings(table), TenantItems(table), lived, progress=said.append, sleep=waits.append
        )

    return delete


def test_nothing_in_the_table_names_it_any_more(lived: str, delete: Callable[[], int], table: Table) -> None:
    before = len(all_items(table))
    own = len(traces(table, lived))
    neighbour = new_tenant(f"{lived}x")
    Api(neighbour).created({"id": "1001"})

    removed = delete()

    left = [item for item in traces(table, lived) if neighbour not in json.dumps(item, default=str)]
    assert left == []
    assert removed == own - 2  # how it stands, and that it is listed, go at the end
    assert len(all_items(table)) >= before - own
    assert Api(neighbour).get("1001").status == 200


def test_what_was_broken_off_is_resumed(lived: str, delete: Callable[..., int], table: Table) -> None:
    for after in (0, 1, 2):
        wire = Wire()
        wire.fail("BatchWriteItem", "killed late", times=1, after=after)
        with pytest.raises(Killed):
            delete(wire.table)
        standing = wiring().standings.find(lived)
        assert standing is not None
        assert standing.state == "being deleted"
        assert lived in dict(wiring().standings.tenants())

    delete()

    assert traces(table, lived) == []
    with pytest.raises(UnknownTenant):
        delete()


def test_its_tokens_are_refused_and_a_tenant_of_that_name_begins_empty(
    lived: str, delete: Callable[[], int]
) -> None:
    client = stored_client(lived, MANAGE)
    mine = token(client)

    delete()
    a_minute_later(lived)

    assert (called(lived, mine).status, ask(client).status) == (403, 401)
    create_tenant(wiring().tenants, lived)
    assert Api(lived).numbers() == []


def test_it_begins_when_no_call_from_before_can_be_running(tenant: str) -> None:
    waits: list[float] = []
    suspend_tenant(wiring().standings, tenant)

    delete_tenant(
        wiring().standings, wiring().tenant_items, tenant, progress=lambda _: None, sleep=waits.append
    )

    assert [pytest.approx(wait, abs=5) for wait in waits] == [90]


def test_tenants_and_clients_from_before_there_were_lists_are_found(tenant: str, table: Table) -> None:
    client = stored_client(tenant)
    set_value(tenant, "restrictions", ["DE"])
    for pk, sk in ((tenant, f"CLIENT#{client.id}"), (tenant, "TENANT"), ("SERVICE", f"TENANT#{tenant}")):
        table._client.delete_item(TableName=table.name, Key={"pk": {"S": pk}, "sk": {"S": sk}})
    assert tenant not in dict(wiring().standings.tenants())

    assert wiring().tenant_items.list_all() >= 2

    assert tenant in dict(wiring().standings.tenants())
    assert [found.id for found in wiring().service_clients.of_tenant(tenant)] == [client.id]
    assert wiring().tenant_items.list_all() == 0
