"""No function reads or writes what is another tenant's, whatever its code asks for."""

import secrets
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from local.stack.template import http_api, load_templates
from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import customer_key, hash_key_key, service_client_key, signing_keys_key
from shared.adapters.dynamodb.named_keys import OutOfReach
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Delete, Key, Put, Update
from shared.http.operation import PUBLIC
from shared.http.request import Request
from shared.runtime import service_wiring
from shared.runtime import wiring as wirings
from shared.runtime.reach import NO_TENANT, WorkingFor, confine
from shared.runtime.trigger import InvocationFailed
from shared.runtime.wiring import Wiring
from tests.component.lambda_context import LambdaContext
from tests.component.policies.grants import Doings, noting
from tests.component.policies.triggers import events_of
from tests.component.process import forget
from tools.rehearsal.provider import Provider
from tools.rehearsal.samples import Sample, samples, trigger_samples
from tools.rehearsal.scene import Scene

TEMPLATES = load_templates()
SAMPLES = samples(http_api(*TEMPLATES))[1:]  # the authorizer has no tenant: it reads keys and issuers
OF_A_CALLER = [sample for sample in SAMPLES if sample.handler.requires is not PUBLIC]
WORKS_FOR_NONE = {
    "get_jwks",
    "get_openid_configuration",
    "get_openapi",
    "get_events",
    "get_health",
    "show_confirmation",
}
OF_A_CLIENT = [
    sample
    for sample in SAMPLES
    if sample.handler.requires is PUBLIC and sample.operation not in WORKS_FOR_NONE
]
NO_TENANTS = {"on_cognito_token"}
"""The trigger that reads nothing of a tenant: it asks for a client."""
TRIGGERS = [sample for sample in trigger_samples(*TEMPLATES) if sample.operation not in NO_TENANTS]
NEEDS_NO_TABLE = {
    "get_client",
    "update_client",
    "delete_client",
    "add_client_secret",
    "drop_client_secret",
    "confirm_sign_up",
    "confirm_email_change",
    "delete_profile",
    "get_dashboard_access",
    "list_global_configurations",
    "reset_password",
}
"""Operations that answer from the token alone, or see by it or a client that the tenant is another one."""
STRANGER = "stranger"


@pytest.fixture
def scene(rehearsed_provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("MAIL_SENDER", "service@shop.example.com")
    forget()
    yield Scene(
        {sample.operation: sample for sample in SAMPLES}, rehearsed_provider, f"t{secrets.token_hex(4)}"
    )
    monkeypatch.undo()
    forget()


def touched(doings: Doings, tenant: str) -> set[str]:
    """The partitions of a tenant that were read or written."""
    partitions = {each for found in doings.partitions.values() for each in found}
    return {each for each in partitions if each == tenant or each.startswith(f"{tenant}#")}


@pytest.mark.parametrize("sample", OF_A_CALLER, ids=lambda sample: sample.operation)
def test_an_operation_that_is_given_another_tenant_fails_and_touches_nothing(
    sample: Sample, scene: Scene
) -> None:
    event = scene.event_of(sample)
    handler, met = sample.handler, []

    def mistaken(request: Request, dependency: Any) -> Any:
        met.append(request)
        return handler.function(in_the_name_of(STRANGER, request), dependency)

    doings = Doings()
    with noting(doings):
        answer = replace(handler, function=mistaken)(event, None)

    assert met, "the operation was not admitted"
    assert (answer["statusCode"] == 500) != (sample.operation in NEEDS_NO_TABLE), answer
    assert touched(doings, STRANGER) == set()


def in_the_name_of(tenant: str, request: Request) -> Request:
    """The request, as a mistake of the code would make it: admitted for one tenant, then another's."""
    caller = request.known_caller
    return replace(
        request,
        path_parameters={**request.path_parameters, "tenant": tenant},
        caller=replace(caller, tenant=tenant),
        receipt=request.receipt and replace(request.receipt, tenant=tenant),
    )


@pytest.mark.parametrize("sample", [*OF_A_CLIENT, *TRIGGERS], ids=lambda sample: sample.operation)
def test_so_does_whatever_else_learns_its_tenant_on_the_way(
    sample: Sample, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Confined to a stranger, it works for the tenant of the event, or would."""
    event = next(iter(events_of(scene, sample)))
    ours = Wiring()
    ours.environment = replace(ours.environment, projection_retries="https://sqs.example.com/1/retries")
    handler = sample.handler.of(ours)
    confined: list[str] = []

    def mistaken(tenant: str) -> WorkingFor:
        confined.append(tenant)
        return WorkingFor(STRANGER)

    for module in (wirings, service_wiring, sys.modules[sample.function.module]):
        if hasattr(module, "WorkingFor"):
            monkeypatch.setattr(module, "WorkingFor", mistaken)
    doings = Doings()
    with noting(doings):
        failed = has_failed(handler, event)

    assert confined
    sent_to = {each.resource for each in doings.grants if each.action == "sqs:SendMessage"}
    assert sent_to == (set() if failed else {"retries"})  # where it is tried again
    assert touched(doings, scene.tenant) == set()


def has_failed(handler: Any, event: Any) -> bool:
    try:
        answer = handler(event, LambdaContext())
    except InvocationFailed:
        return True
    return bool(answer.get("statusCode") == 500 or answer.get("batchItemFailures"))


def test_every_function_is_looked_at() -> None:
    looked_at = {sample.operation for sample in (*OF_A_CALLER, *OF_A_CLIENT, *TRIGGERS)}
    everything = {sample.operation for sample in (*SAMPLES, *trigger_samples(*TEMPLATES))}

    assert everything - looked_at == WORKS_FOR_NONE | NO_TENANTS


def _put(key: Key, **attributes: str) -> Put:
    return Put({**key.raw(), **{name: {"S": value} for name, value in attributes.items()}})


KEYS_OF_OTHERS = [
    customer_key("acme2", "1"),
    customer_key("acm", "1"),
    Key("acm", "CONFIG#a"),
    Key("acme2", "CONFIG#a"),
    Key("", "CONFIG#a"),
    Key("#C#1", "PROFILE"),
    Key("SERVICE", "TENANT#acme"),
    Key("SERVICE", "ISSUER#acme#0"),
    signing_keys_key(),
    hash_key_key(),
    service_client_key("acme-storefront"),
]
REQUESTS: dict[str, Callable[[Table, Key], object]] = {
    "get": lambda table, key: table.get(key),
    "batch_get": lambda table, key: table.batch_get([customer_key("acme", "1"), key]),
    "query": lambda table, key: list(table.query(TableItem.pk == key.pk)),
    "query of a range": lambda table, key: list(
        table.query((TableItem.pk == key.pk) & TableItem.sk.startswith(key.sk))
    ),
    "query of an index": lambda table, key: list(
        table.query(CustomerItem.realm == f"{key.pk}##0", index="directory")
    ),
    "count": lambda table, key: table.count(CustomerItem.realm == f"{key.pk}##0", index="by_creation"),
    "put": lambda table, key: table.write(_put(key)),
    "put into an index": lambda table, key: table.write(
        _put(customer_key("acme", "1"), realm=f"{key.pk}##0")
    ),
    "update": lambda table, key: table.write(
        Update(key, [CustomerItem.first_name.set("x")], CustomerItem.pk.exists())
    ),
    "update into an index": lambda table, key: table.write(
        Update(customer_key("acme", "1"), [CustomerItem.realm.set(f"{key.pk}##0")], CustomerItem.pk.exists())
    ),
    "delete": lambda table, key: table.write(Delete(key)),
    "transaction": lambda table, key: table.write(_put(customer_key("acme", "1")), Delete(key)),
    "delete_all": lambda table, key: table.delete_all([customer_key("acme", "1"), key]),
    "scan": lambda table, key: list(table.scan(TableItem.pk == key.pk)),
}
every_request = pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)


@pytest.mark.parametrize("key", KEYS_OF_OTHERS, ids=lambda key: f"{key.pk} {key.sk}")
@every_request
def test_no_kind_of_request_leaves_the_tenant(
    request_: Callable[[Table, Key], object], key: Key, table: Table
) -> None:
    doings = Doings()
    with noting(doings), WorkingFor("acme"), pytest.raises(OutOfReach):
        request_(table, key)

    assert doings.grants == set()


@every_request
def test_who_works_for_no_tenant_reaches_nothing(
    request_: Callable[[Table, Key], object], table: Table
) -> None:
    with WorkingFor(NO_TENANT), pytest.raises(OutOfReach):
        request_(table, customer_key("acme", "1"))


def test_one_tenants_work_is_never_turned_into_anothers() -> None:
    with WorkingFor("acme"):
        with pytest.raises(RuntimeError):
            confine("globex")
        with pytest.raises(RuntimeError), WorkingFor("globex"):
            pass
        with WorkingFor("acme"):
            confine("acme")
