"""shared/openapi.yaml against the routes, the entry points and the errors."""

import importlib
import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from local.stack.template import Route
from shared.adapters.descriptions import api_description
from shared.domain import errors
from shared.domain.callers.requirements import Principal
from shared.http.errors import refusal
from shared.http.operation import PUBLIC, Operation
from tests.contract.description import (
    DOCUMENT,
    OPERATIONS,
    ROOT,
    SERVED,
    Functions,
    every_operation,
    problems,
    resolved,
)
from tests.contract.routes import routes_of
from tests.differences import differences
from tools.openapi import openapi_json

NEVER_IN_CONFLICT = {
    "delete_address",
    "add_address_tags",
    "remove_address_tags",
    "delete_own_address",
    "add_own_address_tags",
    "remove_own_address_tags",
    "import_customers",  # of whose elements each has a status of its own
    "configure_retention",
    "delete_retention",
    "delete_client_configuration",
    "add_context_attribute",
    "remove_context_attribute",
    "add_own_context_attribute",
    "remove_own_context_attribute",
    "replace_webhook",
    "update_webhook",
    "update_event_subscriptions",  # of whose elements each has a status of its own
    "end_sessions",
    "end_session",
    "end_other_sessions",
    "end_own_session",
    "log_in",
    "resend_activation",
    "change_password",
    "request_password_reset",
    "reset_password",
}
MAY_FIND_NOTHING = {
    "log_in_for_customer",
    "get_retention",
    "delete_retention",
    "exchange_token",
    "log_in_socially",
    "get_dashboard_access",
}
NAMES_OF_RESOURCES = {
    "customerNumber",
    "addressId",
    "propertyKey",
    "sessionId",
    "attributeName",
    "legalEntityId",
    "contactAssignmentId",
    "locationId",
    "groupId",
    "userId",
    "version",
    "code",
    "clientId",
    "secretId",
}
UPSERTS = {"upsert_customer", "upsert_legal_entity", "upsert_contact_assignment", "upsert_location"}
SEARCHES = {"search_customers", "explain_list", "search_legal_entities"}
REACHES_BACK = {"restore_customer", "list_changes"}
PAGES = {"show_confirmation", "confirm_in_browser"}
JUDGES_TOKENS_ITSELF = {"get_health"}


def routes(functions: Functions) -> dict[str, Route]:
    """Each route of the templates, by the name of the operation."""
    return {route.function.operation: route for name in functions for route in routes_of(name)}


def entry_point(handler: str) -> Operation[Any]:
    module = importlib.import_module(handler.removesuffix(".lambda_handler").replace("/", "."))
    found: Operation[Any] = module.lambda_handler
    return found


def test_the_document_is_valid_openapi() -> None:
    from openapi_spec_validator import validate  # every process of a run would load it

    validate(DOCUMENT)


def test_the_document_that_is_served_is_the_one_that_was_written() -> None:
    assert api_description("unknown").text == openapi_json(), "run `make openapi`"


def test_the_document_names_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert DOCUMENT["info"]["version"] == project["version"]


def test_the_operations_are_the_routes_of_the_template(functions: Functions) -> None:
    deployed = [f"{name}: {route.key}" for name, route in routes(functions).items()]

    described = [f"{name}: {operation['route']}" for name, operation in OPERATIONS.items()]

    assert differences("shared/openapi.yaml", described, deployed) == []


def test_an_operation_demands_the_scopes_that_its_entry_point_requires(functions: Functions) -> None:
    for name, route in routes(functions).items():
        scopes = [scope for demand in OPERATIONS[name]["security"] for scope in demand.get("OAuth2", [])]
        requires = entry_point(route.function.handler).requires

        if requires is PUBLIC or requires.scope is None:
            assert scopes == [], name
        else:
            assert scopes == [requires.scope, f"{requires.scope}_own"][: 1 + requires.own], name


def test_every_scope_that_is_demanded_is_described() -> None:
    demanded = {
        scope
        for operation in OPERATIONS.values()
        for demand in operation["security"]
        for scope in demand.get("OAuth2", [])
    }

    flows = DOCUMENT["components"]["securitySchemes"]["OAuth2"]["flows"]
    assert demanded - flows["clientCredentials"]["scopes"].keys() == set()


@every_operation
def test_the_answers_follow_from_what_an_operation_takes(name: str) -> None:
    operation = OPERATIONS[name]
    parameters = {parameter["name"] for parameter in operation["parameters"]}
    needs_token = "{tenant}" in operation["route"] and name not in PAGES
    writes = needs_token and not operation["route"].startswith("GET") and name not in SEARCHES

    expected = {
        "400": True,
        "401": needs_token or name in {"issue_service_token", "begin_visit"} | JUDGES_TOKENS_ITSELF,
        "403": needs_token
        or name in {"begin_visit", "refresh_visit", "confirm_in_browser"} | JUDGES_TOKENS_ITSELF,
        "404": bool(
            any(f"{{{each}}}" in operation["route"] for each in NAMES_OF_RESOURCES)
            and name not in {"update_configuration", "update_client_configuration"} | UPSERTS
        )
        or name in MAY_FIND_NOTHING,
        "409": writes and name not in NEVER_IN_CONFLICT,
        "410": name in REACHES_BACK,
        "412": "If-Match" in parameters,
        "413": True,
        "415": "requestBody" in operation and (needs_token or name in PAGES),
        "422": "Idempotency-Key" in parameters,
        "424": name in {"exchange_token", "log_in_socially"},
        "429": True,
        "500": True,
        "503": True,
        "304": "If-None-Match" in parameters and operation["route"].startswith("GET"),
    }

    described = {status for status in operation["responses"] if not status.startswith("2")}
    assert described == {status for status, applies in expected.items() if applies}


def test_writes_of_services_name_whom_they_may_say_that_they_work_for(functions: Functions) -> None:
    """For those of customers and visitors the header is refused, and reads have nobody to name."""
    taking = {
        name
        for name, route in routes(functions).items()
        if not route.key.startswith("GET") and name not in SEARCHES
        if (requires := entry_point(route.function.handler).requires) is not PUBLIC
        if requires.scope is not None and Principal.SERVICE in requires.principals
    }

    described = {
        name
        for name, operation in OPERATIONS.items()
        if "X-Acting-User" in {parameter["name"] for parameter in operation["parameters"]}
    }

    assert differences("shared/openapi.yaml", described, taking) == []


@every_operation
def test_every_answer_names_the_headers_that_all_answers_carry(name: str) -> None:
    for status, response in OPERATIONS[name]["responses"].items():
        headers = resolved(response)["headers"]
        of_the_gateway_too = status in {"413", "429", "500", "503"} or (
            status == "401" and name != "issue_service_token"
        )

        assert "X-Request-Id" in headers, status
        assert of_the_gateway_too or headers.keys() >= SERVED, status


def kinds_of_errors(
    kind: type[errors.DomainError] = errors.DomainError,
) -> Iterator[type[errors.DomainError]]:
    for narrower in kind.__subclasses__():
        yield narrower
        yield from kinds_of_errors(narrower)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in kinds_of_errors() if kind not in {errors.RefusedBefore, errors.TokenRefused}],
)
def test_every_refusal_is_described(kind: type[errors.DomainError]) -> None:
    error = kind.__new__(kind)
    errors.DomainError.__init__(
        error, "What is wrong.", [errors.Problem("what to change", "metadata.version")]
    )
    if isinstance(error, errors.InvalidToken):
        error = kind()  # type: ignore[call-arg]
    if isinstance(error, errors.TooManyTries):
        error = errors.TooManyTries(wait=1.5)

    answer = refusal(error)

    (described,) = (
        response
        for name, response in DOCUMENT["components"]["responses"].items()
        if name.startswith(str(answer.status))
    )
    assert answer.body is not None
    assert problems(described["content"]["application/json"]["schema"], json.loads(answer.body)) == []
    assert answer.headers.keys() <= described["headers"].keys()
