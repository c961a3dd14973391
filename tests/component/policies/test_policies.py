"""Every function may do what it does, and nothing else."""

import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

import pytest

from local.environment import QUEUES
from local.stack.template import Document, functions_of, http_api, load_templates
from shared.adapters.dynamodb.client import NOTHING
from shared.adapters.dynamodb.service_partition import SERVICE
from shared.domain.callers.secret_uses import HASHING, SEALING, SIGNING, setting_of, webhook_of
from tests.component.policies.calls import NewScene, done_by_operation, done_by_trigger
from tests.component.policies.grants import KEY, TABLE, Doings, Grant, allows, granted, needed_by_lambda
from tests.component.process import forget
from tests.policies import statements_of
from tools.rehearsal.provider import Provider
from tools.rehearsal.samples import Sample, samples, trigger_samples
from tools.rehearsal.scene import Scene

TEMPLATES = load_templates()
STATEMENTS = statements_of(*TEMPLATES)
SAMPLES = samples(http_api(*TEMPLATES))
OF_TRIGGERS = trigger_samples(*TEMPLATES)
PURPOSES = tuple(use.purpose for use in (SIGNING, HASHING, SEALING, setting_of("acme"), webhook_of("acme")))
A_CLIENT, A_TENANT = "CLIENT#a-client", "acme#C#1001"
OF_THE_INDEX = "acme#W#we#=DE"
WEBHOOKS, DELIVERIES, SENT = "acme#H", "acme#Z#crm", "acme#Z"


HASH_KEY, KEYS, SEAL, RETENTION = "SERVICE HASH_KEY", "SERVICE KEYS", "SERVICE KEY", "SERVICE RETENTION"
OUTSIDE: Mapping[str, set[str]] = MappingProxyType(
    {
        "authorize_request": {"SERVICE ISSUER"},  # from these to the keys
        "create_customer": {HASH_KEY},
        "create_address": {HASH_KEY},
        "create_legal_entity": {HASH_KEY},
        "create_contact_assignment": {HASH_KEY},
        "create_location": {HASH_KEY},
        "add_group_user": {HASH_KEY},
        "list_clients": {"CLIENT"},
        "create_client": {"CLIENT"},
        "get_client": {"CLIENT"},
        "update_client": {"CLIENT"},
        "delete_client": {"CLIENT"},
        "add_client_secret": {"CLIENT"},
        "drop_client_secret": {"CLIENT"},
        "import_customers": {HASH_KEY, RETENTION},
        "get_retention": {RETENTION},
        "configure_retention": {RETENTION},
        "delete_retention": {RETENTION},
        "begin_visit": {"CLIENT", HASH_KEY, KEYS, SEAL},
        "refresh_visit": {HASH_KEY, KEYS, SEAL},
        "log_in": {HASH_KEY, KEYS, RETENTION},
        "log_in_for_customer": {KEYS},
        "log_out": {KEYS, SEAL},
        "delete_profile": {HASH_KEY},
        "refresh_session": {HASH_KEY, KEYS},
        "exchange_token": {HASH_KEY, KEYS},
        "log_in_socially": {HASH_KEY, KEYS},
        "sign_up": {HASH_KEY},
        "confirm_sign_up": {HASH_KEY, KEYS},
        "confirm_in_browser": {HASH_KEY},
        "change_password": {HASH_KEY, RETENTION},
        "reset_password": {HASH_KEY},
        "request_email_change": {HASH_KEY, RETENTION},
        "confirm_email_change": {HASH_KEY},
        "create_own_address": {HASH_KEY},
        "issue_service_token": {"CLIENT", KEYS, SEAL},
        "get_jwks": {KEYS, SEAL},
        "get_health": {KEYS, SEAL},
        "on_customer_change": {HASH_KEY},
        "on_cognito_token": {"CLIENT"},
        "on_password_migration_day": {RETENTION},
    }
)
"""The items outside of tenants that a function touches, by the beginning of their keys."""
MAY_WRITE_THE_SERVICE = {
    "CustomerBeginVisitFunction",
    "IssueServiceTokenFunction",
    "OnCustomerChangeFunction",
    "TenantConfigureRetentionFunction",
    "TenantDeleteRetentionFunction",
}
MAY_WRITE_A_CLIENT = {
    "CreateClientFunction",
    "UpdateClientFunction",
    "DeleteClientFunction",
    "AddClientSecretFunction",
    "DropClientSecretFunction",
}
MAY_USE_SIGNING_KEYS = {
    "CustomerBeginVisitFunction",
    "CustomerRefreshVisitFunction",
    "CustomerLogInFunction",
    "CustomerRefreshSessionFunction",
    "CustomerExchangeTokenFunction",
    "CustomerLogInSociallyFunction",
    "CustomerConfirmSignUpFunction",
    "IssueServiceTokenFunction",
    "TenantLogInForCustomerFunction",
}
WRITES = [
    Grant(f"dynamodb:{action}", TABLE)
    for action in ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLInsert")
]
PRIMING = {"PRIMING PRIMING"}


@pytest.fixture
def new_scene(rehearsed_provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewScene]:
    for name in ("AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_RUNTIME_API", "MAKES_KEYS", "SIGNING_KMS_KEY_ID"):
        monkeypatch.delenv(name, raising=False)  # whatever earlier tests have left
    monkeypatch.setenv("MAIL_SENDER", "service@shop.example.com")
    monkeypatch.setenv("MAIL_CONFIGURATION_SET", "messages")
    for variable, queue in QUEUES.items():
        monkeypatch.setenv(variable, f"https://sqs.example.com/1/{queue}")
    by_operation = {sample.operation: sample for sample in SAMPLES}
    forget()
    yield lambda: Scene(by_operation, rehearsed_provider, f"t{secrets.token_hex(4)}")
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.function.name)
def test_an_operation_may_do_what_it_does_and_nothing_else(sample: Sample, new_scene: NewScene) -> None:
    name = sample.function.name

    doings = done_by_operation(sample, new_scene)

    assert faults(name, STATEMENTS[name], doings) == []
    assert doings.outside - PRIMING == OUTSIDE.get(sample.operation, set())


@pytest.mark.parametrize("sample", OF_TRIGGERS, ids=lambda sample: sample.function.name)
def test_the_same_holds_for_a_function_with_an_event_source(sample: Sample, new_scene: NewScene) -> None:
    name = sample.function.name

    doings = done_by_trigger(sample, new_scene)

    assert faults(name, STATEMENTS[name], doings) == []
    assert doings.outside - PRIMING == OUTSIDE.get(sample.operation, set())


def test_every_function_is_looked_at() -> None:
    assert {sample.function.name for sample in [*SAMPLES, *OF_TRIGGERS]} == functions_of(*TEMPLATES).keys()


def functions_that(may: Callable[[Sequence[Document]], bool]) -> set[str]:
    """The functions whose policies allow something."""
    return {name for name, statements in STATEMENTS.items() if may(statements)}


def test_only_who_makes_keys_or_sets_a_migration_may_write_items_of_the_service() -> None:
    context = {"dynamodb:LeadingKeys": SERVICE}

    assert functions_that(lambda held: any(allows(held, write, context) for write in WRITES)) == (
        MAY_WRITE_THE_SERVICE
    )


def test_only_who_manages_clients_may_write_one() -> None:
    context = {"dynamodb:LeadingKeys": A_CLIENT}

    assert functions_that(lambda held: any(allows(held, write, context) for write in WRITES)) == (
        MAY_WRITE_A_CLIENT
    )


def test_only_functions_that_sign_may_decrypt_a_signing_key() -> None:
    signing = {"kms:EncryptionContext:purpose": SIGNING.purpose}

    assert (
        functions_that(lambda held: allows(held, Grant("kms:Decrypt", KEY), signing)) == MAY_USE_SIGNING_KEYS
    )


def test_the_seals_key_opens_nothing_that_is_older_than_uses() -> None:
    sealing = {"kms:EncryptionContext:purpose": SEALING.purpose}
    others = [{"kms:EncryptionContext:purpose": each} for each in PURPOSES if each != SEALING.purpose]

    def unseals_alone(held: Sequence[Document]) -> bool:
        decrypt = Grant("kms:Decrypt", KEY)
        return allows(held, decrypt, sealing) and not any(allows(held, decrypt, each) for each in others)

    assert functions_that(unseals_alone) == {
        "AuthorizerFunction",
        "CustomerLogOutFunction",
        "GetHealthFunction",
        "GetJwksFunction",
    }
    assert not any(
        allows(STATEMENTS[name], Grant("kms:Decrypt", KEY), {}) for name in functions_that(unseals_alone)
    )


@pytest.mark.parametrize(
    ("condition", "context", "holds"),
    [
        ({}, {}, True),
        ({"StringEquals": {"k": "a"}}, {"k": "a"}, True),
        ({"StringEquals": {"k": "a"}}, {}, False),
        ({"StringEqualsIfExists": {"k": ["a", "b"]}}, {}, True),
        ({"StringEqualsIfExists": {"k": ["a", "b"]}}, {"k": "c"}, False),
        ({"ForAllValues:StringEquals": {"k": ["a"]}}, {"k": "ab"}, False),
        ({"ForAllValues:StringEquals": {"k": ["a"]}}, {}, True),
        ({"ForAllValues:StringEquals": {"k": ["a"]}, "Null": {"k": "false"}}, {}, False),
        ({"ForAllValues:StringLike": {"k": ["CLIENT#*"]}}, {"k": "CLIENT#a.b"}, True),
        ({"ForAllValues:StringLike": {"k": ["CLIENT#*"]}}, {"k": "client#a"}, False),
        ({"ForAllValues:StringNotLike": {"k": ["SERVICE", "CLIENT#*"]}}, {"k": "SERVICE"}, False),
        ({"ForAllValues:StringNotLike": {"k": ["SERVICE", "CLIENT#*"]}}, {"k": "SERVICE2"}, True),
        ({"ForAllValues:StringNotLike": {"k": ["SERVIC?"]}}, {"k": "SERVICE"}, False),
    ],
)
def test_conditions_are_read_as_iam_reads_them(
    condition: Document, context: dict[str, str], holds: bool
) -> None:
    grant = Grant("dynamodb:GetItem", TABLE)
    allow = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": {"Fn::GetAtt": [TABLE, "Arn"]}}
    any_time = {**allow, "Effect": "Deny", "Condition": condition}

    assert allows([{**allow, "Condition": condition}], grant, context) == holds
    assert allows([allow, any_time], grant, context) != holds


def test_every_fault_of_a_policy_is_named() -> None:
    read, written = Grant("dynamodb:GetItem", TABLE), Grant("dynamodb:PutItem", TABLE)
    statement = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": {"Fn::GetAtt": [TABLE, "Arn"]}}
    own = {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["SERVICE"]}}
    unlimited, limited = [statement], [statement | {"Condition": own}]
    doings = Doings({read}, {read: {"SERVICE", "acme"}})

    assert faults("F", unlimited, doings) == [f"F never uses {read} for {A_CLIENT}"]
    assert faults("F", unlimited, Doings()) == [f"F never uses {read}"]
    assert f"F lacks {written}" in faults("F", unlimited, Doings({read, written}, {read: set()}))
    assert faults("F", limited, doings) == [f"F lacks {read} for {A_TENANT}"]


def faults(name: str, statements: Sequence[Document], doings: Doings) -> list[str]:
    """Return the actions that a function's policy lacks, and those that it grants in vain."""
    allowed = granted(statements)
    done = doings.grants | needed_by_lambda(TEMPLATES[0], name)
    used = {grant: {kind_of(each) for each in found} for grant, found in doings.partitions.items()}
    return [
        *(f"{name} lacks {grant}" for grant in sorted(done - allowed)),
        *(
            f"{name} lacks {grant} for {kind}"
            for grant in sorted(used.keys() & allowed)
            for kind in sorted(used[grant])
            if not allows(statements, grant, context_of(grant, kind))
        ),
        *(f"{name} never uses {grant}" for grant in sorted(allowed - done)),
        *(
            f"{name} never uses {grant} for {kind}"
            for grant in sorted(allowed & doings.grants)
            for kind in kinds_for(grant, statements)
            if not is_used(kind, used[grant]) and allows(statements, grant, context_of(grant, kind))
        ),
    ]


def is_used(kind: str, kinds: set[str]) -> bool:
    """Whether something of this kind was touched; who primes the client may read single items of tenants."""
    return kind in kinds or (kind == A_TENANT and NOTHING in kinds)


def kind_of(partition: str) -> str:
    """Whose the partition is: one of these, or for a key's use its purpose."""
    if partition in {SERVICE, NOTHING, *PURPOSES}:
        return partition
    if re.match("[^#]+#[WRDB]#", partition):
        return OF_THE_INDEX
    if of_webhooks := re.fullmatch("[^#]+(#H|#Z|#Z#.+)", partition):
        return {WEBHOOKS[4:]: WEBHOOKS, SENT[4:]: SENT}.get(of_webhooks[1], DELIVERIES)
    return A_CLIENT if partition.startswith("CLIENT#") else A_TENANT


def kinds_for(grant: Grant, statements: Sequence[Document]) -> Sequence[str]:
    """The kinds of what an action may be done to, apart from those that all of a tenant's items include."""
    if grant.resource == KEY:
        return PURPOSES
    if not grant.resource.startswith(TABLE):
        return ()
    kinds = (SERVICE, A_CLIENT, A_TENANT)
    return kinds if allows(statements, grant, context_of(grant, A_TENANT)) else (*kinds, WEBHOOKS, DELIVERIES)


def context_of(grant: Grant, kind: str) -> dict[str, str]:
    """The context in which IAM sees the action."""
    if grant.resource == KEY:
        return {"kms:EncryptionContext:purpose": kind}
    return {"dynamodb:LeadingKeys": kind} if grant.resource.startswith(TABLE) else {}
