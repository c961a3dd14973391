"""The emulator with what a stack of ours needs and ministack lacks: `python -m tests.e2e.emulator PYTHON`.

ministack is a pinned package, so they are put in from outside:

- The routes and the authorizer of the HTTP API. SAM writes them as an OpenAPI document into `Body` of
  `AWS::ApiGatewayV2::Api`; API Gateway imports it, ministack ignores it and answers 404 to everything.
- The values of parameters while SAM's transform runs, by which it decides whether there are canaries.
- CodeDeploy, as far as a stack notices it: there is nothing to shift, so an alias changes at once. Likewise
  alarms that compute, and the provider of the pipeline's tokens.
- The interpreter of the functions. ministack's own has every package of the development environment; `PYTHON`
  is of the deployed version and bare, so a dependency that is missing from the layer is missing here too.
- The resource of a message, which ministack checks policies for as if it were none, and what policies speak
  of: the partitions of a call, the encryption context of KMS, and TLS, which this machine does not need.
"""

import json
import re
import sys
from typing import Any

from ministack import app
from ministack.core import iam_actions, iam_evaluator, lambda_runtime
from ministack.services import apigateway
from ministack.services.cloudformation import changesets, engine, provisioners

_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_OPEN = "NONE"
"""SAM's security scheme of a route without authorizer."""

_known_table_context = iam_actions.dynamodb_service_context
_known_request_context = iam_actions.request_tag_context
_known_condition_key = iam_evaluator._resolve_condition_key
_known_mail_resource = iam_actions._ses_v2_resource_arn


def _import_body(api_id: str, document: dict[str, Any]) -> None:
    for records in (apigateway._routes, apigateway._integrations, apigateway._authorizers):
        records[api_id] = {}
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


def _update_api(
    api_id: str, old: dict[str, Any], new: dict[str, Any], *names: str
) -> tuple[str, dict[str, Any]]:
    updated: tuple[str, dict[str, Any]] = provisioners._apigw_v2_api_update(api_id, old, new, *names)
    _import_body(api_id, new["Body"])
    return updated


def _transformed(template: dict[str, Any], provided: Any = None, previous: Any = None) -> dict[str, Any]:
    values = engine._transform_parameters(template, provided, previous)
    parameters = {
        name: {**definition, "Default": values[name]} if name in values else definition
        for name, definition in template.get("Parameters", {}).items()
    }
    expanded: dict[str, Any] = engine._apply_transforms(
        {**template, "Parameters": parameters}, provided, previous
    )
    return expanded


def _record(logical_id: str, properties: dict[str, Any], stack_name: str) -> tuple[str, dict[str, Any]]:
    return f"{stack_name}-{logical_id}", {}


def _create_alarm(logical_id: str, properties: dict[str, Any], stack_name: str) -> tuple[str, dict[str, Any]]:
    if "Metrics" in properties:
        name = properties.get("AlarmName", f"{stack_name}-{logical_id}")
        return name, {"Arn": f"arn:aws:cloudwatch:::alarm:{name}"}
    created: tuple[str, dict[str, Any]] = provisioners._cw_metric_alarm_create(
        logical_id, properties, stack_name
    )
    return created


def _mail_resource(method: str, path: str, body: bytes, region: str, account: str) -> str:
    """Return the resource that a call of SES acts on; for a message, as on AWS, its sender's identity."""
    if path.rstrip("/").endswith("/outbound-emails"):
        sender = json.loads(body)["FromEmailAddress"]
        return f"arn:aws:ses:{region}:{account}:identity/{sender}"
    resource: str = _known_mail_resource(method, path, body, region, account)
    return resource


def _table_context(body: bytes) -> dict[str, Any]:
    """The condition keys of a call of DynamoDB, with the partitions that it names."""
    context: dict[str, Any] = _known_table_context(body)
    if keys := _leading_keys(json.loads(body or b"{}")):
        context["dynamodb:LeadingKeys"] = keys
    return context


def _leading_keys(call: dict[str, Any]) -> list[str]:
    """The partitions of a call: of its item, of those of its batch or transaction, or of its query."""
    if found := re.search(r"= (:\w+)", call.get("KeyConditionExpression", "")):
        return [call["ExpressionAttributeValues"][found[1]]["S"]]
    in_transaction = [one for write in call.get("TransactItems", ()) for one in write.values()]
    in_batch = [
        request
        for asked in call.get("RequestItems", {}).values()
        for request in (
            [{"Key": key} for key in asked["Keys"]]
            if isinstance(asked, dict)
            else [one for write in asked for one in write.values()]
        )
    ]
    items = [one.get("Key") or one.get("Item") for one in (call, *in_transaction, *in_batch)]
    return [item["pk"]["S"] for item in items if item and "pk" in item]


def _request_context(service: str, action: str, body: bytes, routing: Any) -> dict[str, Any]:
    """The condition keys of a call, with the encryption context of one of KMS."""
    context: dict[str, Any] = _known_request_context(service, action, body, routing)
    if service == "kms":
        given = json.loads(body or b"{}").get("EncryptionContext", {})
        context |= {f"kms:EncryptionContext:{name}": value for name, value in given.items()}
    return context


def _condition_key(key: str, context: Any) -> Any:
    """The value of a condition key; plain HTTP to this machine counts as TLS, without which nothing goes."""
    return "true" if key.lower() == "aws:securetransport" else _known_condition_key(key, context)


def _forget(physical_id: str, properties: dict[str, Any]) -> None:
    """Nothing was made."""


def serve(python: str) -> None:
    """Serve as ministack's own command does, configured by the environment, until SIGTERM."""
    handlers = provisioners._RESOURCE_HANDLERS
    handlers["AWS::ApiGatewayV2::Api"] |= {"create": _create_api, "update": _update_api}
    for kind in ("CodeDeploy::Application", "CodeDeploy::DeploymentGroup", "IAM::OIDCProvider"):
        handlers[f"AWS::{kind}"] = {"create": _record, "delete": _forget}
    handlers["AWS::CloudWatch::Alarm"]["create"] = _create_alarm
    changesets._apply_transforms = _transformed
    iam_actions._ses_v2_resource_arn = _mail_resource
    iam_actions.dynamodb_service_context = _table_context
    iam_actions.request_tag_context = _request_context
    iam_evaluator._resolve_condition_key = _condition_key
    worker = lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime._detect_runtime_binary = lambda runtime: (python, worker)
    app.main()


if __name__ == "__main__":
    python = sys.argv.pop()
    serve(python)
