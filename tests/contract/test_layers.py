"""Each function has the layer of cryptography exactly where it needs it."""

import re
from typing import Any

import pytest

from local.machine.paths import PROJECT_ROOT
from local.stack.template import functions_of, resources
from tests.contract.loading import packages_of
from tools.packaging.__main__ import LARGEST_FUNCTION, LARGEST_ZIPS

LAYER = "AWS::Serverless::LayerVersion"
OF_EVERY_FUNCTION = "SharedLayer"
OF_CRYPTOGRAPHY = "CryptographyLayer"
MODULES = {
    "argon2-cffi": "argon2",
    "argon2-cffi-bindings": "_argon2_cffi_bindings",
}
"""The import names of packages that have another name."""
LARGEST_CODE = 6_000_000  # bytes of a function without tokens and passwords: its own zip, and its layer's
Document = dict[str, Any]


def pinned_modules(layer: Document) -> set[str]:
    text = (PROJECT_ROOT / layer["ContentUri"] / "requirements.txt").read_text(encoding="utf-8")
    return {MODULES.get(name, name) for name in re.findall(r"^([\w-]+)==", text, re.MULTILINE)}


def test_functions_that_load_packages_of_cryptography_have_its_layer_and_no_others(
    template: Document, templates: tuple[Document, ...]
) -> None:
    functions = functions_of(*templates)
    theirs = pinned_modules(resources(template, LAYER)[OF_CRYPTOGRAPHY])

    loading = {name for name, function in functions.items() if packages_of(function.module) & theirs}

    assert {"AuthorizerFunction", "CustomerLogInFunction"} <= loading < functions.keys()
    for name, function in functions.items():
        expected = (OF_EVERY_FUNCTION, OF_CRYPTOGRAPHY) if name in loading else (OF_EVERY_FUNCTION,)
        assert function.layers == expected, name


def test_a_layer_has_the_same_content_in_every_stack(
    template: Document, templates: tuple[Document, ...]
) -> None:
    layers = resources(template, LAYER)

    for other in templates[1:]:
        for name, own in resources(other, LAYER).items():
            assert own == {**layers[name], "ContentUri": f"../{layers[name]['ContentUri']}"}, name


def test_no_package_is_in_two_layers(template: Document) -> None:
    layers = [pinned_modules(layer) for layer in resources(template, LAYER).values()]

    assert len(set.union(*layers)) == sum(map(len, layers))


def test_no_function_is_given_the_key_file_of_the_laptop(
    template: Document, functions: dict[str, Document]
) -> None:
    assert "KEY_FILE" not in str([template["Globals"], *functions.values()])


def test_the_code_of_a_function_without_cryptography_is_small(template: Document) -> None:
    assert LARGEST_ZIPS.keys() == resources(template, LAYER).keys()
    assert LARGEST_ZIPS[OF_EVERY_FUNCTION] + LARGEST_FUNCTION < LARGEST_CODE


@pytest.mark.parametrize(
    ("entry_point", "needed"),
    [
        ("authorizer.authorize_request", {"cryptography"}),  # as it starts
        ("customer_managed.sessions.log_in", {"argon2", "bcrypt", "cryptography"}),
        ("tenant_managed.customers.create_customer", {"argon2"}),  # when the first password comes
        ("tenant_managed.customers.get_customer", set()),
    ],
)
def test_it_is_known_what_a_function_loads(entry_point: str, needed: set[str]) -> None:
    assert packages_of(entry_point) & {"argon2", "bcrypt", "cryptography"} == needed
