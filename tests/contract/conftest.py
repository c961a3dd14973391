from collections.abc import Callable
from typing import Any

import pytest

from local.template import load_template, resources
from tests.contract.expansion import expanded


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
    return expanded


@pytest.fixture(scope="session")
def deployed(expand: Expand) -> dict[str, Any]:
    """The template as CloudFormation sees it, with every parameter's default."""
    return expand()
