"""The functions find on the laptop what the template gives them to go by."""

import os
from pathlib import Path
from typing import Any

from local.engine import Endpoint
from local.environment import function_environment
from local.http.signature import AccessKey

NOT_SET = {"MAX_READ_UNITS", "USER_POOL_ISSUER", "AWS_CA_BUNDLE", "PROXY_SECRETS", "TRUSTED_PROXIES"}
"""Those with a default, and what is only where Lambda unpacks the layer."""


def test_every_variable_of_a_function_is_set_or_has_a_default(
    template: dict[str, Any], functions: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    of_all = template["Globals"]["Function"]["Environment"]["Variables"]
    own = [properties.get("Environment", {}).get("Variables", {}) for properties in functions.values()]

    named = {*of_all, *(name for variables in own for name in variables)}

    environment = function_environment(tmp_path, Endpoint("http://engine", AccessKey.new()), "http://service")
    assert named - environment.keys() == NOT_SET


def test_they_never_lead_to_a_service_of_aws(tmp_path: Path) -> None:
    environment = function_environment(tmp_path, Endpoint("http://engine", AccessKey.new()), "http://service")

    endpoints = {name: url for name, url in environment.items() if name.startswith("AWS_ENDPOINT_URL")}
    assert endpoints == {
        "AWS_ENDPOINT_URL_DYNAMODB": "http://engine",
        "AWS_ENDPOINT_URL_KMS": "",  # a key in a file is in its place
        "AWS_ENDPOINT_URL_EVENTBRIDGE": "http://service/_local/aws",
        "AWS_ENDPOINT_URL_SESV2": "http://service/_local/aws",
        "AWS_ENDPOINT_URL_SQS": "http://service/_local/aws",
    }
    assert environment["AWS_CONFIG_FILE"] == environment["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
