from collections.abc import Iterator

import pytest

from tests.running.conftest import Service, running_service


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for all clients that this process tests; each makes customers of its own."""
    with running_service(tmp_path_factory.mktemp("state")) as service:
        yield service
