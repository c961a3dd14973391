"""The subjects: every function of the template as it was built, two floors, and two peers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.stack.template import functions_of, load_templates

_PEERS = Path(__file__).parents[1] / "peers"
FLOOR = "client"
"""The name of what the budgets are ratios to."""
_FLOORS = ("hello", FLOOR)
_FRAMEWORKS = ("fastapi", "powertools")
_OPERATIONS = ("get_customer", "create_customer")


@dataclass(frozen=True, slots=True)
class Subject:
    """A handler, and the folders that it is found in. `sample`: the operation whose event it is given."""

    name: str
    handler: str
    task: Path
    layers: tuple[Path, ...]
    variables: Mapping[str, str]
    sample: str
    ours: bool


def our_functions(build: Path) -> list[Subject]:
    """Those of the templates, in their order, with their layers."""
    templates = load_templates()
    shared = templates[0]["Globals"]["Function"]["Environment"]["Variables"]
    bundle = build / "SharedLayer" / "python" / "botocore" / "cacert.pem"
    variables = {name: value for name, value in shared.items() if isinstance(value, str)}
    return [
        Subject(
            name=function.operation,
            handler=function.handler,
            task=build / name,
            layers=tuple(build / layer / "python" for layer in function.layers),
            variables=variables | {"AWS_CA_BUNDLE": str(bundle)},
            sample=function.operation,
            ours=True,
        )
        for name, function in functions_of(*templates).items()
    ]


def others(site_packages: Path) -> list[Subject]:
    """The floors, and the peers with each of the operations that they have."""
    floors = [_of_peers(name, "get_customer", site_packages) for name in _FLOORS]
    return floors + [
        _of_peers(name, operation, site_packages) for name in _FRAMEWORKS for operation in _OPERATIONS
    ]


def _of_peers(name: str, operation: str, site_packages: Path) -> Subject:
    return Subject(
        name=name if name in _FLOORS else f"{name}: {operation}",
        handler=f"{name}_function.lambda_handler",
        task=_PEERS,
        layers=() if name == "hello" else (site_packages,),
        variables={"POWERTOOLS_SERVICE_NAME": "peer"},
        sample=operation,
        ours=False,
    )
