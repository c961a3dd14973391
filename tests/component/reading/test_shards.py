"""Tenants of several shards: the tests of lists once more, and how many partitions there are."""

import secrets

import pytest

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import realm
from shared.adapters.dynamodb.table import Table
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tenant_managed.customers import list_customers
from tests.component.api import Api
from tests.component.tenant_managed.test_list_cursors import TestCursor
from tests.component.tenant_managed.test_list_customers import TestPages, TestSort, TestTotal
from tests.component.tenant_managed.test_own_scope import TestWhoIsVisible, log_in, others
from tests.component.tenant_managed.test_restrictions import TestWhoSeesWhom, german, several
from tests.component.tenant_managed.test_search_customers import TestSelection, customers
from tests.component.wire import Wire

__all__ = [
    "TestCursor",
    "TestPages",
    "TestSelection",
    "TestSort",
    "TestTotal",
    "TestWhoIsVisible",
    "TestWhoSeesWhom",
    "customers",
    "german",
    "log_in",
    "others",
    "several",
]
SHARDS = 4


@pytest.fixture
def tenant() -> str:
    """A tenant of several shards and restrictions."""
    name = f"t{secrets.token_hex(6)}"
    create_tenant(wiring().tenants, name, restrictions=["DE", "FR"], shards=SHARDS)
    return name


def in_shard(table: Table, tenant: str, restriction: str | None, shard: int) -> set[str]:
    partition = CustomerItem.realm == realm(tenant, restriction, shard)
    return {row["pk"]["S"].rpartition("#")[2] for row in table.query(partition, index="directory")}


def test_customers_are_spread_over_the_shards_and_stay_in_theirs(api: Api, table: Table, tenant: str) -> None:
    numbers = {api.created({"restriction": "DE"}) for _ in range(40)}
    shards = [in_shard(table, tenant, "DE", shard) for shard in range(SHARDS)]

    for number in numbers:
        api.patch(number, {"restriction": "FR", "lastName": "Koch"})

    assert all(shards)
    assert set.union(*shards) == numbers
    assert [in_shard(table, tenant, "FR", shard) for shard in range(SHARDS)] == shards
    assert not any(in_shard(table, tenant, "DE", shard) for shard in range(SHARDS))


@pytest.mark.parametrize(
    ("caller", "streams"), [("customer.customer_read--DE", 1), ("customer.customer_read", 3)]
)
def test_a_page_takes_one_index_request_per_shard_and_restriction(
    api: Api, caller: str, streams: int
) -> None:
    for restriction in (None, "DE", "FR", "DE"):
        api.created({"restriction": restriction})
    wire = Wire()
    handler = wire.through(list_customers.lambda_handler)
    wire.wiring.tenants.of(api.tenant)

    with wire.counting() as requests:
        api.as_(caller).call(handler, "GET", "/customers")

    assert requests["Query"] == streams * SHARDS
