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


@pytest.fixture(scope="session")
def deployed() -> dict[str, Any]:
    """The template as CloudFormation sees it, SAM's resources expanded."""
    packaged = load_template()
    packaged["Globals"]["Function"]["CodeUri"] = "s3://bucket/functions"
    packaged["Resources"]["SharedLayer"]["Properties"]["ContentUri"] = "s3://bucket/layer"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        expanded: dict[str, Any] = transform(packaged, {}, managed_policy_loader=None)
    return expanded
