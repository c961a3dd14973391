"""The parts of the templates that the laptop needs: the table, the functions and the routes to them.

template.yaml is the first stack's. Those in stacks/ publish further services, each with its own API, and
import what they share with it. The other triggers of functions are in local/triggers/topology.py.
"""

import pickle
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from local.machine.paths import STACKS, TEMPLATE

try:
    from yaml import CSafeLoader as SafeLoader  # libyaml's parser takes a tenth of the time
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

Document = dict[str, Any]
FUNCTION = "AWS::Serverless::Function"
HTTP_API = "AWS::Serverless::HttpApi"
DEFAULT_STAGE = "$default"

_FUNCTION_TIMEOUT = 3  # seconds; Lambda's defaults
_FUNCTION_MEMORY = 128  # MB
_INTEGRATION = "x-amazon-apigateway-integration"
_INVOKED = re.compile(r"/functions/\$\{(\w+)\.Alias\}/invocations$")
_OPEN: list[Document] = [{"NONE": []}]


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
    """Return the template as a document, intrinsic functions in their long form."""
    document: Document = pickle.loads(_pickled(path, path.stat().st_mtime_ns))  # noqa: S301 - our own
    return document


@cache
def _pickled(path: Path, modified: int) -> bytes:  # noqa: ARG001 - a changed file is read again
    """Return the document such that each caller gets one of its own, far faster than by parsing it."""
    with path.open(encoding="utf-8") as file:
        return pickle.dumps(yaml.load(file, _CloudFormationLoader))  # noqa: S506 - a SafeLoader


def load_section(name: str) -> Document:
    """Return one section of template.yaml, such as `Globals`, without reading the others."""
    section = re.search(rf"^{name}:\n(?:[ #].*\n|\n)*", TEMPLATE.read_text(encoding="utf-8"), re.MULTILINE)
    document: Document = yaml.load(section[0] if section else "", _CloudFormationLoader)  # noqa: S506
    return document


def load_yaml(text: str) -> Any:  # noqa: ANN401 - whatever it says
    """Return what a text in plain YAML says."""
    return yaml.load(text, SafeLoader)


class MalformedTemplate(Exception):
    """The templates do not go together; the message is one sentence."""


def template_paths() -> tuple[Path, ...]:
    """Return the files of all templates in the order of their deployment, template.yaml first."""
    return TEMPLATE, *sorted(STACKS.glob("*.yaml"))


def load_templates(paths: Sequence[Path] = ()) -> tuple[Document, ...]:
    """Return all templates, the first stack's first; what others import of it reads as it does there.

    Raises `MalformedTemplate` when something is imported that is not exported.
    """
    first, *others = map(load_template, paths or template_paths())
    exports = {
        output["Export"]["Name"]["Fn::Sub"].replace("AWS::StackName", "ServiceStack"): output["Value"]
        for output in first["Outputs"].values()
        if "Export" in output
    }
    return first, *(_with_imports(other, exports) for other in others)


def _with_imports(value: Any, exports: Document) -> Any:  # noqa: ANN401 - any YAML value
    match value:
        case {"Fn::ImportValue": {"Fn::Sub": str(name)}}:
            if name not in exports:
                raise MalformedTemplate(f"A template imports {name}, which template.yaml does not export.")
            return exports[name]
        case {"Fn::Sub": [str(text), dict(values)]}:
            return _filled_in(text, _with_imports(values, exports))
        case dict():
            return {name: _with_imports(below, exports) for name, below in value.items()}
        case list():
            return [_with_imports(each, exports) for each in value]
    return value


def _filled_in(text: str, values: Document) -> Document:
    """Return `Fn::Sub` of the text with names of resources in the place of those that refer to them."""
    others = {}
    for name, value in values.items():
        match value:
            case {"Ref": str(target)}:
                text = text.replace(f"${{{name}}}", f"${{{target}}}")
            case {"Fn::GetAtt": [str(target), str(attribute)]}:
                text = text.replace(f"${{{name}}}", f"${{{target}.{attribute}}}")
            case _:
                others[name] = value
    return {"Fn::Sub": [text, others] if others else text}


def resources(template: Document, kind: str) -> dict[str, Document]:
    """Return the properties of every resource of a CloudFormation type, by logical id."""
    return {
        name: resource.get("Properties", {})
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def only_resource(template: Document, kind: str) -> Document:
    """Return the properties of the one resource of a CloudFormation type."""
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
    """One method and path of the API. `authorized`: the authorizer is asked first.

    `stage`: that of its API. A stage with a name is the first segment of the path, but not of the route's
    key.
    """

    method: str
    segments: tuple[str, ...]
    function: Function
    authorized: bool
    stage: str = DEFAULT_STAGE

    @property
    def operation(self) -> str:
        """The name of the operation, as log lines have it."""
        return self.function.module.rpartition(".")[2]

    @property
    def key(self) -> str:
        """Method and path, as in `GET /customer/{tenant}/customers`."""
        return f"{self.method} {self.path}"

    @property
    def key_in_stage(self) -> str:
        """API Gateway's route key: method and path without the stage."""
        return f"{self.method} {self.path.removeprefix(stage_prefix(self.stage))}"

    @property
    def path(self) -> str:
        """The path with its parameters in braces, as clients call it."""
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


def function_properties(*templates: Document) -> dict[str, Document]:
    """Return the properties of all functions, by logical id."""
    return {name: own for template in templates for name, own in resources(template, FUNCTION).items()}


def functions_of(*templates: Document) -> dict[str, Function]:
    """Return all functions, by logical id."""
    functions = {}
    for template in templates:
        shared = template.get("Globals", {}).get("Function", {})
        for name, own in resources(template, FUNCTION).items():
            functions[name] = Function(
                name,
                own["Handler"],
                own.get("Timeout", shared.get("Timeout", _FUNCTION_TIMEOUT)),
                own.get("MemorySize", shared.get("MemorySize", _FUNCTION_MEMORY)),
                tuple(layer["Ref"] for layers in (shared, own) for layer in layers.get("Layers", [])),
            )
    return functions


def stage_prefix(stage: str) -> str:
    """Return what the paths of a stage begin with below the address of its API, and below a domain."""
    return "" if stage == DEFAULT_STAGE else f"/{stage}"


def http_api(*templates: Document) -> HttpApi:
    """Return the APIs of the templates as one, as below their domain: every path of a definition is a route.

    Raises `MalformedTemplate` when they have different authorizers or tell browsers different things.
    """
    apis = [only_resource(template, HTTP_API) for template in templates]
    functions = functions_of(*templates)
    routes = tuple(route for api in apis for route in _routes(api, functions))
    authorizers = {_authorizer(api.get("Auth", {}), functions) for api in apis}
    cors = {_cors(api.get("CorsConfiguration")) for api in apis}
    if len(authorizers) != 1 or len(cors) != 1:
        raise MalformedTemplate("The APIs of the templates differ in their authorizer or in CORS.")
    return HttpApi(routes, authorizers.pop(), cors.pop())


def _routes(api: Document, functions: dict[str, Function]) -> Iterator[Route]:
    stage = api.get("StageName", DEFAULT_STAGE)
    guarded = "DefaultAuthorizer" in api.get("Auth", {})
    for path, operations in api["DefinitionBody"]["paths"].items():
        segments = tuple((stage_prefix(stage) + path).removeprefix("/").split("/"))
        for method, operation in operations.items():
            if _INTEGRATION not in operation:
                continue
            authorized = guarded and operation.get("security") != _OPEN
            yield Route(method.upper(), segments, functions[_invoked(operation)], authorized, stage)


def _invoked(operation: Document) -> str:
    """Return the logical id of the function that an operation calls."""
    uri = operation[_INTEGRATION]["uri"]["Fn::Sub"]
    found = _INVOKED.search(uri)
    if found is None:
        raise MalformedTemplate(f"{uri} does not call a function by its alias.")
    return found[1]


def _authorizer(auth: Document, functions: dict[str, Function]) -> Authorizer | None:
    if "DefaultAuthorizer" not in auth:
        return None
    authorizer = auth["Authorizers"][auth["DefaultAuthorizer"]]
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
