from collections.abc import Callable
from typing import Any

import pytest

from local.stack.template import function_properties, load_template, load_templates
from tests.contract.expansion import STACKS, expanded


@pytest.fixture(scope="session")
def template() -> dict[str, Any]:
    """template.yaml as it is written."""
    return load_template()


@pytest.fixture(scope="session")
def templates() -> tuple[dict[str, Any], ...]:
    """All templates, with what they import read as in template.yaml."""
    return load_templates()


@pytest.fixture(scope="session")
def functions(templates: tuple[dict[str, Any], ...]) -> dict[str, dict[str, Any]]:
    """The properties of each function of all templates, by its name there."""
    return function_properties(*templates)


@pytest.fixture(scope="session", params=STACKS)
def stack(request: pytest.FixtureRequest) -> str:
    """The name of each template in turn."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def written(stack: str) -> dict[str, Any]:
    """Each template in turn, as it is written."""
    return load_template(STACKS[stack])


Expand = Callable[..., dict[str, Any]]
"""Makes a template as CloudFormation sees it, of its name, a code, a layer and parameters."""


@pytest.fixture(scope="session")
def expand() -> Expand:
    return expanded


@pytest.fixture(scope="session")
def deployed(expand: Expand) -> dict[str, Any]:
    """template.yaml as CloudFormation sees it, with every parameter's default."""
    return expand()


@pytest.fixture(scope="session")
def each_deployed(expand: Expand, stack: str) -> dict[str, Any]:
    """Each template in turn as CloudFormation sees it, with every parameter's default."""
    return expand(stack)
