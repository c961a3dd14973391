from collections.abc import Iterator

import pytest

from tests.jwt_issuer import JwtIssuer


@pytest.fixture
def issuer() -> Iterator[JwtIssuer]:
    with JwtIssuer() as running:
        yield running
