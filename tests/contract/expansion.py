"""template.yaml as CloudFormation sees it."""

from typing import Any

import pytest
from samtranslator.translator.transform import transform

from local.template import load_template


def expanded(code: str = "code", layer: str = "layer", **parameters: str) -> dict[str, Any]:
    """The template, expanded for a code, a layer and these parameters, the others at their defaults."""
    packaged = load_template()
    packaged["Globals"]["Function"]["CodeUri"] = f"s3://bucket/{code}"
    packaged["Resources"]["SharedLayer"]["Properties"]["ContentUri"] = f"s3://bucket/{layer}"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        result: dict[str, Any] = transform(packaged, parameters, managed_policy_loader=None)
    return result
