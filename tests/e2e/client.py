"""The deployed API as a client calls it."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import urllib3

from tests.e2e.deployment import Deployment, run

TENANT = "acme"
CUSTOMERS = f"/customer/{TENANT}/customers"
HTTP = urllib3.PoolManager(retries=False)


@dataclass(frozen=True)
class Api:
    """The API as a client calls it, with its token if it has one.

    `services`: the addresses of other stacks' APIs, by the first segment of their paths.
    """

    url: str
    services: Mapping[str, str] = field(default_factory=dict)
    token: str | None = None

    def call(
        self, method: str, path: str, document: Any = None, headers: Mapping[str, str] = {}, **options: Any
    ) -> urllib3.BaseHTTPResponse:
        credentials = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return HTTP.request(
            method,
            self.services.get(path.split("/")[1], self.url) + path,
            json=document,
            headers={**credentials, **headers},
            retries=False,
            **options,
        )

    def take_token(self, client: Mapping[str, str]) -> "Api":
        form = {"grant_type": "client_credentials", **client}
        answer = self.call("POST", "/oauth/token", fields=form, encode_multipart=False)
        assert answer.status == 200, answer.data
        return replace(self, token=answer.json()["access_token"])


def customers(deployment: Deployment, *words: str) -> str:
    """Return what the `customers` command prints, run by the stack's owner."""
    table = ["--table", deployment.table, "--endpoint-url", deployment.environment["AWS_ENDPOINT_URL"]]
    return run([sys.executable, "-m", "cli"], table, words, environment=deployment.environment)


def new_client(deployment: Deployment, scope: str, tenant: str = TENANT) -> dict[str, str]:
    words = ["--tenant", tenant, "--name", "e2e", "--scope", scope]
    printed: dict[str, str] = json.loads(customers(deployment, "client", "create", *words))
    return printed


def new_visitor(anyone: Api, deployment: Deployment, tenant: str) -> Api:
    """A visitor of a storefront of the tenant, its token refreshed once."""
    words = ["--tenant", tenant, "--name", "storefront", "--scope", "", "--public"]
    client = json.loads(customers(deployment, "client", "create", *words))["client_id"]
    answer = anyone.call("GET", f"/customerlogin/auth/anonymous/login?tenant={tenant}&client_id={client}")
    assert answer.status == 200, answer.data
    refresh = answer.json()["refresh_token"]
    query = f"tenant={tenant}&client_id={client}&refresh_token={refresh}"
    again = anyone.call("GET", f"/customerlogin/auth/anonymous/refresh?{query}")
    assert again.json()["sessionId"] == answer.json()["sessionId"]
    return replace(anyone, token=again.json()["access_token"])
