"""Looks for requests that no test knows: `make fuzz MINUTES=10`. Not a test that `make test` runs.

Half of the time goes to requests made from the OpenAPI document, valid and not, with every kind of token, the
other half to the worst requests, in any order and size. What costs too much, is answered with 5xx or is not
described is reported with what sent it.
"""

import base64
import json
import os
import random
import secrets
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from shared.domain.errors import InvalidToken
from shared.http.authorizer_context import fault_context
from tests.attacks.processor_time import SAMPLES, TAKING_BODIES, cost_of
from tests.attacks.worst_requests import SIZE, VISITORS_SIZE, WorstRequest, worst_requests
from tests.component.described import faults
from tests.component.tenants import new_tenant
from tests.component.tokens import KINDS, Tokens
from tests.contract.description import DOCUMENT, OPERATIONS, described_operations
from tools.rehearsal.provider import Provider
from tools.rehearsal.scene import Scene

SECONDS = float(os.environ.get("FUZZ_MINUTES", "1")) * 60
_EXAMPLES = 10
_SHOWN = ("pathParameters", "rawQueryString", "headers", "body")
_MOST_SHOWN = 2000

Document = dict[str, Any]


@pytest.mark.timeout(0)
def test_worst_requests(rehearsed_provider: Provider) -> None:
    ends = time.monotonic() + SECONDS / 2
    places = [(name, VISITORS_SIZE) for name in SAMPLES] + [(name, SIZE) for name in TAKING_BODIES]
    random.shuffle(places)
    events = {
        name: Scene(SAMPLES, rehearsed_provider, new_tenant()).event_of(SAMPLES[name]) for name in SAMPLES
    }
    found, tried = [], 0
    for number, (name, size) in enumerate(places):
        share = (ends - time.monotonic()) / (len(places) - number)
        until = time.monotonic() + share
        for worst in worst_requests(name, events[name], size=size, thoroughly=True):
            if time.monotonic() > until:
                break
            if random.random() < 0.5:
                continue
            tried += 1
            cost = cost_of(SAMPLES[name].handler, worst)
            if cost.is_too_much:
                found.append(f"{name}, {size} bytes, {worst.name}: {cost}")
    print(f"{tried} of the worst requests")  # noqa: T201 - what this is run for
    assert found == []


@pytest.mark.timeout(0)
def test_generated_requests(other_tenant: str, rehearsed_provider: Provider) -> None:
    ends = time.monotonic() + SECONDS / 2
    tenants = {name: new_tenant() for name in OPERATIONS}
    events = {
        name: Scene(SAMPLES, rehearsed_provider, tenant).event_of(SAMPLES[name])
        for name, tenant in tenants.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_dict(DOCUMENT)
    found: dict[str, str] = {}
    contexts: dict[str, list[tuple[str, Any]]] = {}
    tried = 0
    while time.monotonic() < ends:
        for name, described in described_operations().items():
            method, path = described["route"].split(" ")
            if name not in contexts:
                tokens = Tokens(tenants[name], other_tenant, None)
                contexts[name] = [(kind, make(tokens)) for kind, make in KINDS.items()]
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                for case in _cases(schema[path][method.lower()], mode):
                    kind, context = random.choice(contexts[name])
                    wrong = _faults(name, _event_of(case, events[name], context))
                    found |= {fault: f"by {kind}: {sent}" for fault, sent in wrong.items()}
                    tried += 1
            if time.monotonic() > ends:
                break
    print(f"{tried} generated requests")  # noqa: T201 - what this is run for
    assert found == {}


def _cases(operation: Any, mode: GenerationMode) -> list[schemathesis.Case[Any]]:
    """Return some requests to an operation; none that are wrong where it takes no input."""
    cases: list[schemathesis.Case[Any]] = []
    quietly = settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with suppress(schemathesis.errors.SchemathesisError, Unsatisfiable):
        collect = quietly(given(case=operation.as_strategy(generation_mode=mode))(_kept_in(cases)))
        seed(secrets.randbits(32))(collect)()
    return cases


def _kept_in(cases: list[schemathesis.Case[Any]]) -> Callable[..., None]:
    def keep(case: schemathesis.Case[Any]) -> None:
        cases.append(case)

    return keep


def _event_of(case: schemathesis.Case[Any], sample: Document, context: Any) -> Document:
    event = {**sample, "requestContext": {**sample["requestContext"]}}
    event["requestContext"].pop("authorizer", None)
    if "authorizer" in sample["requestContext"]:
        event["requestContext"]["authorizer"] = {"lambda": context or fault_context(InvalidToken())}
    given = {name: str(value) for name, value in (case.path_parameters or {}).items()}
    if "tenant" in given:
        given["tenant"] = sample["pathParameters"]["tenant"]
    event["pathParameters"] = given
    event["rawQueryString"] = urlencode(dict(case.query or {}), doseq=True, errors="replace")
    event["headers"] = {str(name): str(value) for name, value in dict(case.headers or {}).items()}
    media_type = case.media_type
    if media_type is not None:
        event["headers"]["content-type"] = media_type
    raw = _raw(case.body, media_type)
    event.pop("body", None)
    if raw is not None:
        event |= {"body": base64.b64encode(raw).decode(), "isBase64Encoded": True}
    return event


def _raw(body: Any, media_type: str | None) -> bytes | None:
    if isinstance(body, schemathesis.core.NotSet) or body is None:
        return None
    if isinstance(body, bytes):
        return body
    if media_type == "application/x-www-form-urlencoded" and isinstance(body, dict):
        return urlencode(body, doseq=True, errors="replace").encode()
    return json.dumps(body).encode()


def _faults(name: str, event: Document) -> dict[str, str]:
    """Return what is wrong with the answer, and what was sent."""
    handler = SAMPLES[name].handler
    cost = cost_of(handler, WorstRequest(name, event))
    sent = json.dumps({member: event.get(member) for member in _SHOWN})[:_MOST_SHOWN]
    found = [f"{name} costs {cost.seconds:.2f} s, {cost.status}"] if cost.is_too_much else []
    if cost.status != HTTPStatus.UNAUTHORIZED:
        found += faults(OPERATIONS[name], handler(event, None))
    return dict.fromkeys(found, sent)
