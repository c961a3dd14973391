"""The emulator with what a stack of ours needs and ministack lacks: `python -m tests.e2e.emulator PYTHON`.

ministack is a pinned package, so both are put in from outside:

- The routes and the authorizer of the HTTP API. SAM writes them as an OpenAPI document into `Body` of
  `AWS::ApiGatewayV2::Api`; API Gateway imports it, ministack ignores it and answers 404 to everything.
- The interpreter of the functions. ministack's own has every package of the development environment; `PYTHON`
  is of the deployed version and bare, so a dependency that is missing from the layer is missing here too.
"""

import sys
from typing import Any

from ministack import app
from ministack.core import lambda_runtime
from ministack.services import apigateway
from ministack.services.cloudformation import provisioners

_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_OPEN = "NONE"
"""SAM's security scheme of a route without authorizer."""


def _import_body(api_id: str, document: dict[str, Any]) -> None:
    schemes = document["components"]["securitySchemes"]
    authorizers = {name: _create_authorizer(api_id, name, scheme) for name, scheme in schemes.items()}
    for path, operations in document["paths"].items():
        for method in _METHODS & operations.keys():
            _create_route(api_id, f"{method.upper()} {path}", operations[method], authorizers)
    apigateway._apis[api_id]["corsConfiguration"] = document["x-amazon-apigateway-cors"]


def _create_authorizer(api_id: str, name: str, scheme: dict[str, Any]) -> str:
    settings = scheme["x-amazon-apigateway-authorizer"]
    kind = settings["type"].upper()
    apigateway._create_authorizer(api_id, {**settings, "name": name, "authorizerType": kind})
    return _newest(apigateway._authorizers[api_id])


def _create_route(api_id: str, key: str, operation: dict[str, Any], authorizers: dict[str, str]) -> None:
    integration = operation["x-amazon-apigateway-integration"]
    apigateway._create_integration(
        api_id,
        {
            "integrationType": integration["type"].upper(),
            "integrationUri": integration["uri"],
            "payloadFormatVersion": integration["payloadFormatVersion"],
        },
    )
    route = {"routeKey": key, "target": f"integrations/{_newest(apigateway._integrations[api_id])}"}
    for scheme in [name for required in operation["security"] for name in required if name != _OPEN]:
        route |= {"authorizationType": "CUSTOM", "authorizerId": authorizers[scheme]}
    apigateway._create_route(api_id, route)


def _newest(records: dict[str, Any]) -> str:
    return next(reversed(records))


def _create_api(logical_id: str, properties: dict[str, Any], stack_name: str) -> tuple[str, dict[str, Any]]:
    api_id, attributes = provisioners._apigw_v2_api_create(logical_id, properties, stack_name)
    _import_body(api_id, properties["Body"])
    return api_id, attributes


def serve(python: str) -> None:
    """Serve as ministack's own command does, configured by the environment, until SIGTERM."""
    provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Api"]["create"] = _create_api
    worker = lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime._detect_runtime_binary = lambda runtime: (python, worker)
    app.main()


if __name__ == "__main__":
    python = sys.argv.pop()
    serve(python)
