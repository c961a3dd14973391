"""template.yaml as CloudFormation sees it."""

import json
from functools import cache
from typing import Any

import pytest
from samtranslator.translator.transform import transform

from local.template import load_template, resources


def expanded(code: str = "code", layer: str = "layer", **parameters: str) -> dict[str, Any]:
    """The template, expanded for a code, a layer and these parameters, the others at their defaults."""
    result: dict[str, Any] = json.loads(_expansion(code, layer, frozenset(parameters.items())))
    return result


@cache
def _expansion(code: str, layer: str, parameters: frozenset[tuple[str, str]]) -> str:
    """It takes a second, and tests of many files want the same one: as text, so that none can change it."""
    packaged = load_template()
    packaged["Globals"]["Function"]["CodeUri"] = f"s3://bucket/{code}"
    for name, properties in resources(packaged, "AWS::Serverless::LayerVersion").items():
        properties["ContentUri"] = f"s3://bucket/{name}/{layer}"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        return json.dumps(transform(packaged, dict(parameters), managed_policy_loader=None))
