"""Copies of the samples that succeed: the data that each sample names exists, and its tokens are valid.

Each copy has its own tenant, because most of them change its data; the tenant `acme` is for everything else.
"""

import base64
import hashlib
import io
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

import jwt

from local.stack.template import Document, http_api, stage_prefix
from shared.domain.callers.service_clients import TokenRequest
from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.identity.issue_service_token import issue_service_token
from shared.use_cases.sessions.issuing import issued
from tools.rehearsal.provider import Voucher
from tools.rehearsal.samples import TRIGGERS, Sample, samples, trigger_samples
from tools.rehearsal.scene import Scene
from tools.rehearsal.services import adopt_client_of_pool

TENANT = "acme"

_DAY = 86_400
_ADMINISTRATE = (
    "customer.customer_manage customer.import_manage customer.assistedBuying_manage "
    "configuration.configuration_manage session-context.context_manage "
    "webhook.subscription_manage"
)
_READ = "customer.customer_read"
_OF_CUSTOMERS = "_own"  # the ending of scopes that a service client cannot have
_AUTHORIZER = "authorize_request"


@dataclass(frozen=True, slots=True)
class Stage:
    """The stage of the copies. `issuer`: of the service's tokens; `provider`: logs customers in."""

    samples: Mapping[str, Sample]
    triggers: Mapping[str, Sample]
    provider: Voucher
    issuer: str

    def scene(self, tenant: str) -> Scene:
        """Return the scene of a tenant."""
        return Scene(self.samples, self.provider, tenant)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sample and its copy."""

    sample: Sample
    event: Document

    @property
    def path(self) -> str:
        """The path of the copy in its folder, like the sample's in events/."""
        return f"{self.sample.audience}/{self.sample.operation}.json"


def stage_of(templates: Sequence[Document], provider: Voucher, issuer: str) -> Stage:
    """Return the stage of the templates' functions."""
    of_api, of_triggers = (
        {sample.operation: sample for sample in found}
        for found in (samples(http_api(*templates)), trigger_samples(*templates))
    )
    return Stage(of_api, of_triggers, provider, issuer)


def open_tenant(stage: Stage) -> str:
    """Create the tenant of the samples, with customers and a storefront. Return a token with all rights."""
    scene = stage.scene(TENANT)
    with redirect_stdout(io.StringIO()):  # the log of operations that prepare the scene
        scene.event_of(stage.samples["list_customers"])
        adopt_client_of_pool(scene, stage.triggers["on_cognito_token"].event(TENANT))
        return _service_token(scene, _ADMINISTRATE, stage.issuer)


def prepared_samples(stage: Stage) -> Iterator[Prepared]:
    """Yield the copies of all samples; the scene of each is prepared just before."""
    for position, sample in enumerate([*stage.samples.values(), *stage.triggers.values()], 1):
        prepare = _of_trigger if sample.audience == TRIGGERS else _of_api
        with redirect_stdout(io.StringIO()):
            event = prepare(stage, stage.scene(f"{TENANT}{position:02}"), sample)
        yield Prepared(sample, event)


def _of_api(stage: Stage, scene: Scene, sample: Sample) -> Document:
    event = scene.event_of(sample)
    if sample.operation == _AUTHORIZER:
        event["headers"]["authorization"] = f"Bearer {_service_token(scene, _READ, stage.issuer)}"
        event["identitySource"] = [event["headers"]["authorization"]]
    elif "authorizer" in event["requestContext"]:
        caller = event["requestContext"]["authorizer"]["lambda"]
        event["headers"]["authorization"] = f"Bearer {_token_of(caller, scene, stage.issuer)}"
    return _consistent(event)


def _of_trigger(_stage: Stage, scene: Scene, sample: Sample) -> Document:
    event = scene.event_of(sample)
    for record in event.get("Records", ()):
        if "md5OfBody" in record:
            record["md5OfBody"] = hashlib.md5(record["body"].encode(), usedforsecurity=False).hexdigest()
    return event


def _token_of(caller: Document, scene: Scene, issuer: str) -> str:
    """Return a token of the caller that is in the authorizer's context of the sample."""
    if "customerNumber" in caller:
        tokens = issued(wiring().session_ports, scene.customer, scene.session, issuer=issuer)
        return _for_a_day(tokens.access_token)
    if "sessionId" in caller:
        return _for_a_day(json.loads(scene.call("begin_visit")["body"])["access_token"])
    scope = " ".join(sorted(word for word in caller["grants"] if not word.endswith(_OF_CUSTOMERS)))
    return _service_token(scene, scope, issuer)


def _service_token(scene: Scene, scope: str, issuer: str) -> str:
    client, secret = create_service_client(
        wiring().service_clients, wiring().tenants, tenant=scene.tenant, name="sample", scope=scope
    )
    request = TokenRequest(client.id, secret or "")
    return _for_a_day(issue_service_token(wiring().service_token_ports, request, issuer=issuer).access_token)


def _for_a_day(token: str) -> str:
    """Return the token with a longer lifetime than a tenant would give it."""
    claims = jwt.decode(token, options={"verify_signature": False})
    return wiring().token_signer.sign({**claims, "exp": int(time.time()) + _DAY})


def _consistent(event: Document) -> Document:
    """Return the event, with the changes of a preparation repeated wherever the gateway repeats them."""
    path = stage_prefix(event["requestContext"]["stage"]) + event["routeKey"].partition(" ")[2]
    for name, value in event.get("pathParameters", {}).items():
        path = path.replace(f"{{{name}}}", value)
    event["rawPath"] = quote(path)
    event["requestContext"]["http"]["path"] = path
    if event["rawQueryString"]:
        event["queryStringParameters"] = dict(parse_qsl(event["rawQueryString"]))
    if "body" in event:
        body = event["body"].encode()
        event["headers"]["content-length"] = str(
            len(base64.b64decode(body) if event["isBase64Encoded"] else body)
        )
    return event
