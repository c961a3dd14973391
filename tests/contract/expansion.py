"""Templates as CloudFormation sees them."""

import json
from functools import cache
from typing import Any

import pytest

from local.stack.template import (
    load_template,
    resources,
    template_paths,
)

FIRST = "template"
STACKS = {path.stem: path for path in template_paths()}
"""The templates by their names."""


def expanded(
    stack: str = FIRST, code: str = "code", layer: str = "layer", **parameters: str
) -> dict[str, Any]:
    """A template, expanded for a code, a layer and these parameters, the others at their defaults."""
    result: dict[str, Any] = json.loads(_expansion(stack, code, layer, frozenset(parameters.items())))
    return result


@cache
def _expansion(stack: str, code: str, layer: str, parameters: frozenset[tuple[str, str]]) -> str:
    """It takes a second, and tests of many files want the same one: as text, so that none can change it."""
    from samtranslator.translator.transform import transform  # every process of a run would load it

    packaged = load_template(STACKS[stack])
    packaged["Globals"]["Function"]["CodeUri"] = f"s3://bucket/{code}"
    for name, properties in resources(packaged, "AWS::Serverless::LayerVersion").items():
        properties["ContentUri"] = f"s3://bucket/{name}/{layer}"
    given = {"ServiceStack": "customers", **dict(parameters)}
    known = {name: value for name, value in given.items() if name in packaged["Parameters"]}
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        return json.dumps(transform(packaged, known, managed_policy_loader=None))


CANARY = "Canary10Percent5Minutes"
