from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.adapters.dynamodb.keys import hash_key_key
from tests.e2e.client import TENANT, Api, customers, new_client
from tests.e2e.deployment import Deployment, aws, deployed, emulator
from tests.e2e.mail import Outbox
from tests.waiting import wait_until


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options that `make e2e` passes to the tests."""
    parser.addoption("--sam", type=Path, required=True, help="the sam command")
    parser.addoption("--build", type=Path, required=True, help="the folder that `sam build` made")
    parser.addoption("--architecture", required=True, help="the processor that it was built for")
    parser.addoption("--runtime-python", type=Path, required=True, help="a Python with Lambda's client")
    parser.addoption("--containers", action="store_true", help="have `sam local` run in containers")
    parser.addoption("--function-python", type=Path, required=True, help="a Python of the functions' version")


@pytest.fixture(scope="session")
def deployment(pytestconfig: pytest.Config) -> Iterator[Deployment]:
    """The stack, deployed by SAM; removed by SAM in the end."""
    sam, build = pytestconfig.getoption("--sam"), pytestconfig.getoption("--build")
    with (
        emulator(pytestconfig.getoption("--function-python")) as environment,
        deployed(sam, build, pytestconfig.getoption("--architecture"), environment) as deployment,
    ):
        yield deployment


@pytest.fixture(scope="session")
def anyone(deployment: Deployment) -> Api:
    return Api(deployment.url, deployment.services)


@pytest.fixture(scope="session")
def tenant(deployment: Deployment) -> str:
    """A tenant, and the key of hashes that its creation leads to: until then, who needs it answers 503."""
    customers(deployment, "tenant", "create", TENANT, "--restriction", "DE", "--restriction", "FR")
    table = aws("dynamodb", deployment.environment)
    wait_until(lambda: "Item" in table.get_item(TableName=deployment.table, Key=hash_key_key().raw()))
    return TENANT


@pytest.fixture(scope="session")
def manager(anyone: Api, deployment: Deployment, tenant: str) -> Api:
    return anyone.take_token(new_client(deployment, "customer.customer_manage"))


@pytest.fixture(scope="session")
def reader(anyone: Api, deployment: Deployment, tenant: str) -> Api:
    return anyone.take_token(new_client(deployment, "customer.customer_read"))


@pytest.fixture(scope="session")
def owner(anyone: Api, deployment: Deployment, tenant: str) -> Api:
    """Who sets the tenant up: its configuration, and customers from elsewhere."""
    scope = (
        "configuration.configuration_manage customer.import_manage customer.customer_manage "
        "customermanagement.legalentity_manage customermanagement.location_manage "
        "customermanagement.contactassignment_manage iam.group_manage webhook.subscription_manage"
    )
    return anyone.take_token(new_client(deployment, scope))


@pytest.fixture(scope="session")
def outbox(deployment: Deployment) -> Outbox:
    """The messages that have gone out."""
    return Outbox(deployment)
