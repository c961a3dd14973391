"""Calls that between them do all that a function ever does in the cloud."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from local.stack.template import Document, function_properties, load_templates
from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.service_partition import SERVICE
from shared.adapters.dynamodb.writes import Delete, Key
from shared.http.operation import PUBLIC
from shared.runtime.wiring import wiring
from tests.component.admins import make_admin
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tests.component.policies.branches import BRANCHES, REFUSED
from tests.component.policies.grants import Doings, noting
from tests.component.policies.triggers import events_of
from tests.component.process import forget
from tools.rehearsal.samples import Sample
from tools.rehearsal.scene import VARIANTS, Scene

PROPERTIES = function_properties(*load_templates())
_REFUSED, _FAULT = 400, 500

NewScene = Callable[[], Scene]


def done_by_operation(sample: Sample, new_scene: NewScene) -> Doings:
    """All that an operation of the API does in calls that are each in a tenant of its own.

    They are the sample's and its branches, in a process that has just started; its variants; that of a
    customer of the same company; and the very first call of a deployment, which may be in vain: it knows no
    token from before.
    """
    doings, handler = Doings(), sample.handler
    scene = new_scene()
    event = scene.event_of(sample)
    forget()
    _call(handler, event, doings)
    for variant in VARIANTS.get(sample.operation, ()):
        _call(handler, new_scene().event_of(sample, variant), doings)
    for prepare in BRANCHES.get(sample.operation, ()):
        scene = new_scene()
        event = scene.event_of(sample)
        prepare(scene, event)
        forget()
        status = _call(handler, event, doings)
        assert (status >= _REFUSED) == (prepare in REFUSED), (prepare, status)
    if getattr(handler, "requires", PUBLIC) is not PUBLIC:
        scene = new_scene()
        _call(handler, _by_colleague(scene, scene.event_of(sample)), doings)
    scene = new_scene()
    event = scene.event_of(sample)
    event["headers"]["idempotency-key"] = "one"
    forget()
    _call(handler, event, doings)
    scene = new_scene()
    event = scene.event_of(sample)
    event["headers"]["idempotency-key"] = "one"
    with first_of_all(sample):
        _call(handler, event, doings)
    return doings


def done_by_trigger(sample: Sample, new_scene: NewScene) -> Doings:
    """All that a function does which something else than a request sets off."""
    doings = Doings()
    for event in events_of(new_scene(), sample):
        forget()
        _set_off(sample.handler, event, doings)
    for event in events_of(new_scene(), sample):
        with first_of_all(sample):
            _set_off(sample.handler, event, doings)
    return doings


def _call(handler: Any, event: Document, doings: Doings) -> int:
    with noting(doings):
        answer = handler(event, None)
    status: int = answer.get("statusCode", 200)
    assert status != _FAULT, answer
    return status


def _set_off(handler: Any, event: Document, doings: Doings) -> None:
    with noting(doings):
        answer = handler(event, LambdaContext())
    assert not (answer and answer.get("batchItemFailures")), answer


def _by_colleague(scene: Scene, event: Document) -> Document:
    """The same call by an ADMIN of the same company."""
    wiring().sessions.begin(scene.customer, scene.session)
    make_admin(scene.tenant, scene.customer.number, "le-1")
    own = Api(scene.tenant).of_customer(scene.customer.number, scene.session.id, legal_entity="le-1")
    caller = own.event_of(event["routeKey"], **event["pathParameters"])["requestContext"]["authorizer"]
    return event | {"requestContext": event["requestContext"] | {"authorizer": caller}}


@contextmanager
def first_of_all(sample: Sample) -> Iterator[None]:
    """A deployment in which nobody has called yet, and a process of Lambda that has just started."""
    variables = PROPERTIES[sample.function.name].get("Environment", {}).get("Variables", {})
    for raw in list(wiring().table.query(TableItem.pk == SERVICE, consistent=True)):
        wiring().table.write(Delete(Key.of(raw)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
        patch.setenv("AWS_LAMBDA_FUNCTION_NAME", sample.function.name)
        patch.setenv("SIGNING_KMS_KEY_ID", "a-key")
        patch.setenv("MAKES_KEYS", variables.get("MAKES_KEYS", ""))
        forget()
        yield
    forget()
