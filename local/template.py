"""The parts of template.yaml that the laptop needs: its table, its functions and the routes to them.

The other triggers of functions are in local/triggers/topology.py.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from local.paths import TEMPLATE

try:
    from yaml import CSafeLoader as SafeLoader  # libyaml's parser takes a tenth of the time
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

Document = dict[str, Any]
FUNCTION = "AWS::Serverless::Function"

_FUNCTION_TIMEOUT = 3  # seconds; Lambda's defaults
_FUNCTION_MEMORY = 128  # MB


class _CloudFormationLoader(SafeLoader):
    """YAML with CloudFormation's short forms (`!Ref X`), read as their long forms (`{"Ref": "X"}`)."""


def _intrinsic(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> Document:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        if name == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)  # noqa: S101 - YAML has three kinds of nodes
        value = loader.construct_mapping(node, deep=True)
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


_CloudFormationLoader.add_multi_constructor("!", _intrinsic)


def load_template(path: Path = TEMPLATE) -> Document:
    """The template as a document, intrinsic functions in their long form."""
    with path.open(encoding="utf-8") as file:
        document: Document = yaml.load(file, _CloudFormationLoader)  # noqa: S506 - a SafeLoader
    return document


def load_yaml(text: str) -> Any:  # noqa: ANN401 - whatever it says
    """Return what a text in plain YAML says."""
    return yaml.load(text, SafeLoader)


def resources(template: Document, kind: str) -> dict[str, Document]:
    """The properties of every resource of a CloudFormation type, by logical id."""
    return {
        name: resource.get("Properties", {})
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def only_resource(template: Document, kind: str) -> Document:
    """The properties of the one resource of a CloudFormation type."""
    (properties,) = resources(template, kind).values()
    return properties


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function: its entry point, its limits (seconds, MB), the logical ids of its layers."""

    name: str
    handler: str
    timeout: float
    memory: int
    layers: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The module of its entry point, as in `tenant_managed.customers.get_customer`."""
        return self.handler.rpartition(".")[0].replace("/", ".")

    @property
    def audience(self) -> str:
        """The audience of the function: the first folder of its entry point."""
        return self.module.partition(".")[0]

    @property
    def operation(self) -> str:
        """The name of its entry point's module, which no other function has."""
        return self.module.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Route:
    """One method and path of the API. `authorized`: the authorizer is asked first."""

    method: str
    segments: tuple[str, ...]
    function: Function
    authorized: bool

    @property
    def key(self) -> str:
        """API Gateway's route key, as in `GET /customer/{tenant}/customers`."""
        return f"{self.method} {self.path}"

    @property
    def path(self) -> str:
        """The path with its parameters in braces."""
        return "/" + "/".join(self.segments)

    @property
    def is_greedy(self) -> bool:
        """Whether its last parameter takes the rest of the path, including slashes."""
        return self.segments[-1].endswith("+}")


@dataclass(frozen=True, slots=True)
class Authorizer:
    """The API's Lambda authorizer; its answers are cached for `cache_seconds` by the identity header."""

    function: Function
    identity_header: str
    cache_seconds: float


@dataclass(frozen=True, slots=True)
class Cors:
    """The CORS configuration of the API, without origins: on the laptop, any origin may call."""

    methods: tuple[str, ...]
    headers: tuple[str, ...]
    exposed_headers: tuple[str, ...]
    max_age: int


@dataclass(frozen=True, slots=True)
class HttpApi:
    """The API, as the template would configure API Gateway."""

    routes: tuple[Route, ...]
    authorizer: Authorizer | None
    cors: Cors | None


def functions_of(template: Document) -> dict[str, Function]:
    """The functions, by logical id."""
    shared = template.get("Globals", {}).get("Function", {})
    return {
        name: Function(
            name,
            own["Handler"],
            own.get("Timeout", shared.get("Timeout", _FUNCTION_TIMEOUT)),
            own.get("MemorySize", shared.get("MemorySize", _FUNCTION_MEMORY)),
            tuple(layer["Ref"] for layers in (shared, own) for layer in layers.get("Layers", [])),
        )
        for name, own in resources(template, FUNCTION).items()
    }


def http_api(template: Document) -> HttpApi:
    """The API of the template: every `HttpApi` event of its functions is a route."""
    api = only_resource(template, "AWS::Serverless::HttpApi")
    functions = functions_of(template)
    auth = api.get("Auth", {})
    default = auth.get("DefaultAuthorizer", "NONE")
    routes = tuple(
        _route(functions[name], event["Properties"], default)
        for name, own in resources(template, FUNCTION).items()
        for event in own.get("Events", {}).values()
        if event["Type"] == "HttpApi"
    )
    authorizer = _authorizer(auth["Authorizers"][default], functions) if default != "NONE" else None
    return HttpApi(routes, authorizer, _cors(api.get("CorsConfiguration")))


def _route(function: Function, event: Document, default_authorizer: str) -> Route:
    authorizer = event.get("Auth", {}).get("Authorizer", default_authorizer)
    segments = tuple(event["Path"].removeprefix("/").split("/"))
    return Route(event["Method"].upper(), segments, function, authorized=authorizer != "NONE")


def _authorizer(authorizer: Document, functions: dict[str, Function]) -> Authorizer:
    identity = authorizer["Identity"]
    (header,) = identity["Headers"]
    function = functions[authorizer["FunctionArn"]["Fn::GetAtt"][0]]
    return Authorizer(function, header.lower(), identity["ReauthorizeEvery"])


def _cors(configuration: Document | None) -> Cors | None:
    if configuration is None:
        return None
    return Cors(
        tuple(configuration.get("AllowMethods", ())),
        tuple(configuration.get("AllowHeaders", ())),
        tuple(configuration.get("ExposeHeaders", ())),
        configuration.get("MaxAge", 0),
    )
