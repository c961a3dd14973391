"""The routes of a function in the templates."""

from functools import cache
from typing import Any

from local.stack.template import (
    HttpApi,
    Route,
    http_api,
    load_templates,
    only_resource,
)

Document = dict[str, Any]


@cache
def api() -> HttpApi:
    """The APIs of all templates as one."""
    return http_api(*load_templates())


FORMER, PRESENT = " /caas-customer/", " /customer/"


def routes_of(function: str) -> list[Route]:
    """A function's routes, without those by which published clients call one of them in another way.

    That is below the former name of the service, or with a trailing slash: no route of an HTTP API can end
    with one, so it is a greedy route just below.
    """
    routes = [route for route in api().routes if route.function.name == function]
    keys = [route.key for route in routes]
    also = {f"{key}/{{proxy+}}" for key in keys} | {
        key.replace(PRESENT, FORMER) for key in keys if PRESENT in key
    }
    return [route for route in routes if route.key not in also]


PUBLIC_ROUTES = {
    "POST /oauth/token",
    "GET /.well-known/jwks.json",
    "GET /.well-known/openid-configuration",
    "GET /openapi.json",
    "GET /health",
    "GET /events.json",
    "GET /customerlogin/auth/anonymous/login",
    "GET /customerlogin/auth/anonymous/refresh",
    "GET /customer/{tenant}/signup/confirmation",
    "POST /customer/{tenant}/signup/confirmation",
}


def operations(deployed: Document) -> dict[str, Document]:
    paths = only_resource(deployed, "AWS::ApiGatewayV2::Api")["Body"]["paths"]
    return {
        f"{method.upper()} {path}": operation
        for path, methods in paths.items()
        for method, operation in methods.items()
        if "x-amazon-apigateway-integration" in operation
    }


def triggers(functions: dict[str, Document]) -> set[str]:
    """The functions that something else than a request sets off."""
    return {name for name, properties in functions.items() if properties["Handler"].startswith("triggers/")}
