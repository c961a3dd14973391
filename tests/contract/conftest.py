from collections.abc import Callable
from typing import Any

import pytest
from samtranslator.translator.transform import transform

from local.template import load_template, resources


@pytest.fixture(scope="session")
def template() -> dict[str, Any]:
    """template.yaml as it is written."""
    return load_template()


@pytest.fixture(scope="session")
def functions(template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The properties of each function, by its name in the template."""
    return resources(template, "AWS::Serverless::Function")


Expand = Callable[..., dict[str, Any]]
"""Makes the template as CloudFormation sees it, of a code, a layer and parameters."""


@pytest.fixture(scope="session")
def expand() -> Expand:
    def expand(code: str = "code", layer: str = "layer", **parameters: str) -> dict[str, Any]:
        packaged = load_template()
        packaged["Globals"]["Function"]["CodeUri"] = f"s3://bucket/{code}"
        packaged["Resources"]["SharedLayer"]["Properties"]["ContentUri"] = f"s3://bucket/{layer}"
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("AWS_DEFAULT_REGION", "eu-central-1")
            expanded: dict[str, Any] = transform(packaged, parameters, managed_policy_loader=None)
        return expanded

    return expand


@pytest.fixture(scope="session")
def deployed(expand: Expand) -> dict[str, Any]:
    """The template as CloudFormation sees it, with every parameter's default."""
    return expand()
