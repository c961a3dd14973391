from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.deployment import Deployment, deployed, emulator


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `make e2e` knows and the tests do not."""
    parser.addoption("--sam", type=Path, required=True, help="the sam command")
    parser.addoption("--build", type=Path, required=True, help="the folder that `sam build` made")
    parser.addoption("--architecture", required=True, help="the processor that it was built for")
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
