"""Where AWS's services are, and whether the environment alone says how to call them."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUFFIXES = {
    "cn-": ("amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    "eusc-": ("amazonaws.eu", "api.amazonwebservices.eu"),
    "us-iso-": ("c2s.ic.gov", "api.aws.ic.gov"),
    "us-isob-": ("sc2s.sgov.gov", "api.aws.scloud"),
    "us-isof-": ("csp.hci.ic.gov", "api.aws.hci.ic.gov"),
    "eu-isoe-": ("cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
}
"""By the beginning of a region's name: the domain of its endpoints, and of those with IPv6."""
_SUFFIXES_ELSEWHERE = ("amazonaws.com", "api.aws")
_KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_ONLY_BY_SDK = (
    "AWS_ACCOUNT_ID",
    "AWS_ACCOUNT_ID_ENDPOINT_MODE",
    "AWS_DEFAULT_PROFILE",
    "AWS_PROFILE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
)
_FILES = {"AWS_CONFIG_FILE": "~/.aws/config", "AWS_SHARED_CREDENTIALS_FILE": "~/.aws/credentials"}


def environment_suffices(service: str, environment: Mapping[str, str], endpoint: str | None = None) -> bool:
    """Return whether requests to a service can be signed and sent by what the environment says, as in Lambda.

    Otherwise it takes an SDK, which knows of profiles, roles, containers' credentials, proxies and accounts'
    own endpoints, and of files that configure it. They do not matter where keys and an endpoint are given.
    """
    if not all(environment.get(name) for name in _KEYS) or not region_of(environment):
        return False
    if any(environment.get(name) or environment.get(name.lower()) for name in _ONLY_BY_SDK):
        return False
    is_given = endpoint or _configured_endpoint(service, environment)
    return bool(is_given) or not any(
        _exists(environment.get(name) or usual) for name, usual in _FILES.items()
    )


def endpoint_url(service: str, environment: Mapping[str, str]) -> str:
    """Return where the service is: as configured, or else in the region."""
    if configured := _configured_endpoint(service, environment):
        return configured
    region = region_of(environment)
    suffixes = next((each for begins, each in _SUFFIXES.items() if region.startswith(begins)), None)
    suffix, dual = suffixes or _SUFFIXES_ELSEWHERE
    fips = "-fips" if _is_true("AWS_USE_FIPS_ENDPOINT", environment) else ""
    if _is_true("AWS_USE_DUALSTACK_ENDPOINT", environment):
        suffix = dual
    elif fips and service == "dynamodb" and region.startswith("us-gov-"):
        fips = ""  # there, DynamoDB has no other
    return f"https://{service}{fips}.{region}.{suffix}"


def region_of(environment: Mapping[str, str]) -> str:
    """Return the region, which SDKs read from the first of the two; Lambda sets both."""
    return environment.get("AWS_DEFAULT_REGION") or environment.get("AWS_REGION") or ""


def _configured_endpoint(service: str, environment: Mapping[str, str]) -> str | None:
    if _is_true("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", environment):
        return None
    return environment.get(f"AWS_ENDPOINT_URL_{service.upper()}") or environment.get("AWS_ENDPOINT_URL")


def _exists(path: str) -> bool:
    return os.path.exists(os.path.expanduser(path))  # noqa: PTH110, PTH111 - pathlib takes longer to load


def _is_true(name: str, environment: Mapping[str, str]) -> bool:
    return environment.get(name, "").lower() == "true"
