"""The running service against its own OpenAPI document, by generated requests."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.transport.requests import ManagedCookiesSession

from shared.domain.data.reference_data import COUNTRIES, CURRENCIES
from tests.running.conftest import Service
from tools.openapi import openapi_json

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
TENANT = "conformance"
# The web server judges these, and rejects wrong ones before the service sees them.
OF_THE_CONNECTION = {
    "connection",
    "content-length",
    "expect",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}

schemathesis.openapi.format("currency-code", st.sampled_from(CURRENCIES.split()))
schemathesis.openapi.format("country-code", st.sampled_from(COUNTRIES.split()))
schemathesis.openapi.format("language-tag", st.sampled_from(["en_US", "de-DE", "fr", "zh-Hant-TW"]))


METHODS = {"get", "put", "post", "patch", "delete"}
# What takes no input cannot be given a wrong one.
CASES = [
    (method, path, mode)
    for path, operations in json.loads(openapi_json())["paths"].items()
    for method in sorted(METHODS & operations.keys())
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or path.startswith(("/customer/", "/oauth/"))
]


@pytest.fixture(scope="module")
def described(service: Service) -> Any:
    """The document as it is served."""
    with urlopen(f"{service.url}/openapi.json", timeout=10) as answer:
        return schemathesis.openapi.from_dict(json.load(answer))


@pytest.fixture(scope="module")
def token(service: Service) -> str:
    """A token for a tenant whose customers the generated requests may do anything to."""
    service.customers("tenant", "create", TENANT, "--restriction", "DE")
    printed = service.customers(
        "client", "create", "--tenant", TENANT, "--name", "conformance", "--scope", "customer.customer_manage"
    )
    client = json.loads(printed.stdout)
    return service.token(client["client_id"], client["client_secret"])


@pytest.fixture(scope="module")
def connected() -> Iterator[ManagedCookiesSession]:
    """Connections that are used again, and no look for a proxy on the way to this machine."""
    with ManagedCookiesSession() as session:
        session.trust_env = False
        session.headers.clear()
        yield session


@pytest.mark.parametrize(("method", "path", "mode"), CASES)
def test_every_answer_is_as_described(
    described: Any,
    service: Service,
    token: str,
    connected: ManagedCookiesSession,
    method: str,
    path: str,
    mode: GenerationMode,
) -> None:
    headers = {"Authorization": f"Bearer {token}"} if "{tenant}" in path else {}

    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def answers_as_described(case: schemathesis.Case[Any]) -> None:
        if "tenant" in case.path_parameters:
            case.path_parameters["tenant"] = TENANT
        for name in OF_THE_CONNECTION & {name.lower() for name in case.headers or ()}:
            del case.headers[name]
        response = case.call(base_url=service.url, session=connected, headers=headers)
        case.validate_response(response, checks=CHECKS)

    answers_as_described()
