"""A function loads what it uses, and nothing else (performance.md, Cold start of functions)."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from local.stack.template import functions_of, load_templates
from tests.differences import differences

ROOT = Path(__file__).parents[2]
OURS = {"shared", *(path.name for path in (ROOT / "functions").iterdir())}
# pynamodb describes items and errors are botocore's; neither of them sends a request.
DYNAMODB = {"botocore", "pynamodb", "simplejson"}
# bcrypt is loaded by cryptography, in 0.3 ms
TOKENS = {"_cffi_backend", "_openssl", "bcrypt", "cryptography"}
BODIES = {"annotated_types", "pydantic", "pydantic_core", "typing_extensions", "typing_inspection"}
DOCUMENTS = {"simplejson"}
# Of triggers alone: no client waits for their start.
POWERTOOLS = {"aws_lambda_powertools", "jmespath", "typing_extensions"}
# Of triggers that publish events or send mail.
SDK = {"dateutil", "jmespath", "six", "urllib3"}
MACHINERY = {
    "botocore.auth",
    "botocore.client",
    "botocore.compat",
    "botocore.config",
    "botocore.model",
    "botocore.session",
    "botocore.utils",
    "cryptography.x509",
    "pynamodb.connection",
    "pynamodb.models",
    "urllib.request",
}
"""What takes as long to load as all that a function needs, and comes along with one import of it."""
# pynamodb and botocore load these where they find them, which is not in the layer.
HERE_ALONE = {"blinker", "certifi"}
WITH_CRYPTOGRAPHY = {
    function.module
    for function in functions_of(*load_templates()).values()
    if "CryptographyLayer" in function.layers
}
HEAVY = {"asyncio", "doctest", "multiprocessing", "pydoc", "sqlite3", "unittest", "xmlrpc"}
"""Parts of Python's own that come along unnoticed."""
# Powertools' processors of batches can be asynchronous, too.
ASYNCHRONOUS = {
    "triggers.on_customer_change",
    "triggers.on_customer_deleted",
    "triggers.on_client_management_event",
    "triggers.on_customer_message",
    "triggers.on_webhook_delivery",
    "triggers.on_mail_bounced",
}
USES: dict[str, set[str]] = {
    "tenant_managed.customers.list_customers": DYNAMODB,
    "tenant_managed.customers.search_customers": DYNAMODB,
    "tenant_managed.customers.explain_list": DYNAMODB,
    "tenant_managed.customers.list_changes": DYNAMODB,
    "tenant_managed.customers.get_customer": DYNAMODB,
    "tenant_managed.customers.delete_customer": DYNAMODB,
    "tenant_managed.customers.create_customer": DYNAMODB | BODIES,
    "tenant_managed.customers.upsert_customer": DYNAMODB | BODIES,
    "tenant_managed.customers.update_customer": DYNAMODB | BODIES,
    "tenant_managed.customers.invite_customer": DYNAMODB,
    "tenant_managed.customers.add_log_in": DYNAMODB | BODIES,
    "tenant_managed.customers.export_customer": DYNAMODB,
    "tenant_managed.customers.list_history": DYNAMODB,
    "tenant_managed.customers.restore_customer": DYNAMODB | BODIES,
    "tenant_managed.addresses.list_addresses": DYNAMODB,
    "tenant_managed.addresses.get_address": DYNAMODB,
    "tenant_managed.addresses.create_address": DYNAMODB | BODIES,
    "tenant_managed.addresses.upsert_address": DYNAMODB | BODIES,
    "tenant_managed.addresses.update_address": DYNAMODB | BODIES,
    "tenant_managed.addresses.delete_address": DYNAMODB,
    "tenant_managed.addresses.add_address_tags": DYNAMODB,
    "tenant_managed.addresses.remove_address_tags": DYNAMODB,
    "tenant_managed.sessions.list_sessions": DYNAMODB,
    "tenant_managed.sessions.end_sessions": DYNAMODB,
    "tenant_managed.sessions.end_session": DYNAMODB,
    "tenant_managed.sessions.log_in_for_customer": DYNAMODB | TOKENS | BODIES,
    "tenant_managed.migration.import_customers": DYNAMODB | BODIES,
    "tenant_managed.migration.get_retention": DYNAMODB,
    "tenant_managed.migration.configure_retention": DYNAMODB | BODIES,
    "tenant_managed.migration.delete_retention": DYNAMODB,
    "triggers.on_password_migration_day": DYNAMODB | POWERTOOLS,
    "triggers.on_customer_change": DYNAMODB | POWERTOOLS | SDK,
    "triggers.on_customer_deleted": DYNAMODB | POWERTOOLS,
    "triggers.on_client_management_event": DYNAMODB | POWERTOOLS,
    "triggers.on_customer_message": DYNAMODB | POWERTOOLS | SDK,
    "triggers.on_webhook_delivery": DYNAMODB | POWERTOOLS | SDK,
    "triggers.on_mail_bounced": DYNAMODB | POWERTOOLS | SDK,
    "triggers.on_cognito_token": DYNAMODB | POWERTOOLS,
    "customer_managed.sessions.begin_visit": DYNAMODB | TOKENS,
    "customer_managed.sessions.refresh_visit": DYNAMODB | TOKENS,
    "customer_managed.sessions.log_in": DYNAMODB | TOKENS | BODIES,
    "customer_managed.sessions.log_out": DYNAMODB | TOKENS,
    "customer_managed.sessions.refresh_session": DYNAMODB | TOKENS,
    "customer_managed.sessions.validate_token": DYNAMODB,
    "customer_managed.sessions.list_own_sessions": DYNAMODB,
    "customer_managed.sessions.end_other_sessions": DYNAMODB,
    "customer_managed.sessions.end_own_session": DYNAMODB,
    "customer_managed.sessions.exchange_token": DYNAMODB | TOKENS,
    "customer_managed.sessions.log_in_socially": DYNAMODB | TOKENS,
    "customer_managed.sign_up.sign_up": DYNAMODB | BODIES,
    "customer_managed.sign_up.confirm_sign_up": DYNAMODB | TOKENS,
    "customer_managed.sign_up.show_confirmation": DOCUMENTS,
    "customer_managed.sign_up.confirm_in_browser": DYNAMODB,
    "customer_managed.sign_up.resend_activation": DYNAMODB | BODIES,
    "customer_managed.credentials.change_password": DYNAMODB | BODIES,
    "customer_managed.credentials.request_password_reset": DYNAMODB | BODIES,
    "customer_managed.credentials.reset_password": DYNAMODB | BODIES,
    "customer_managed.credentials.request_email_change": DYNAMODB | BODIES,
    "customer_managed.credentials.add_own_log_in": DYNAMODB | BODIES,
    "customer_managed.credentials.confirm_email_change": DYNAMODB | BODIES,
    "customer_managed.profile.get_profile": DYNAMODB,
    "customer_managed.profile.update_profile": DYNAMODB | BODIES,
    "customer_managed.profile.merge_profile": DYNAMODB | BODIES,
    "customer_managed.profile.delete_profile": DYNAMODB,
    "customer_managed.addresses.list_own_addresses": DYNAMODB,
    "customer_managed.addresses.get_own_address": DYNAMODB,
    "customer_managed.addresses.create_own_address": DYNAMODB | BODIES,
    "customer_managed.addresses.replace_own_address": DYNAMODB | BODIES,
    "customer_managed.addresses.update_own_address": DYNAMODB | BODIES,
    "customer_managed.addresses.delete_own_address": DYNAMODB,
    "customer_managed.addresses.add_own_address_tags": DYNAMODB,
    "customer_managed.addresses.remove_own_address_tags": DYNAMODB,
    "configuration.list_configurations": DYNAMODB,
    "configuration.get_configuration": DYNAMODB,
    "configuration.create_configurations": DYNAMODB | BODIES,
    "configuration.update_configuration": DYNAMODB | BODIES,
    "configuration.delete_configuration": DYNAMODB,
    "configuration.list_basic_configurations": DYNAMODB,
    "configuration.list_global_configurations": DYNAMODB,
    "configuration.list_configured_clients": DYNAMODB,
    "configuration.list_client_configurations": DYNAMODB,
    "configuration.create_client_configurations": DYNAMODB | BODIES,
    "configuration.get_client_configuration": DYNAMODB,
    "configuration.update_client_configuration": DYNAMODB | BODIES,
    "configuration.delete_client_configuration": DYNAMODB,
    "session_context.get_context": DYNAMODB,
    "session_context.upsert_context": DYNAMODB | BODIES,
    "session_context.add_context_attribute": DYNAMODB | BODIES,
    "session_context.remove_context_attribute": DYNAMODB,
    "session_context.get_own_context": DYNAMODB,
    "session_context.update_own_context": DYNAMODB | BODIES,
    "session_context.add_own_context_attribute": DYNAMODB | BODIES,
    "session_context.remove_own_context_attribute": DYNAMODB,
    "webhook.list_webhooks": DYNAMODB,
    "webhook.create_webhook": DYNAMODB | BODIES,
    "webhook.get_webhook": DYNAMODB,
    "webhook.list_webhook_deliveries": DYNAMODB,
    "webhook.retry_webhook_delivery": DYNAMODB,
    "webhook.replay_webhook_deliveries": DYNAMODB | BODIES,
    "webhook.replace_webhook": DYNAMODB | BODIES,
    "webhook.update_webhook": DYNAMODB | BODIES,
    "webhook.delete_webhook": DYNAMODB,
    "webhook.list_event_subscriptions": DYNAMODB,
    "webhook.update_event_subscriptions": DYNAMODB | BODIES,
    "webhook.get_dashboard_access": DYNAMODB,
    "webhook.get_webhook_statistics": DYNAMODB,
    "customer_management.list_legal_entities": DYNAMODB,
    "customer_management.search_legal_entities": DYNAMODB,
    "customer_management.list_contact_assignments": DYNAMODB,
    "customer_management.create_contact_assignment": DYNAMODB | BODIES,
    "customer_management.get_contact_assignment": DYNAMODB,
    "customer_management.upsert_contact_assignment": DYNAMODB | BODIES,
    "customer_management.delete_contact_assignment": DYNAMODB,
    "customer_management.list_locations": DYNAMODB,
    "customer_management.create_location": DYNAMODB | BODIES,
    "customer_management.get_location": DYNAMODB,
    "customer_management.upsert_location": DYNAMODB | BODIES,
    "customer_management.delete_location": DYNAMODB,
    "customer_management.create_legal_entity": DYNAMODB | BODIES,
    "customer_management.get_legal_entity": DYNAMODB,
    "customer_management.upsert_legal_entity": DYNAMODB | BODIES,
    "customer_management.delete_legal_entity": DYNAMODB,
    "customer_management.get_parent_hierarchy": DYNAMODB,
    "iam.list_groups": DYNAMODB,
    "iam.list_group_users": DYNAMODB,
    "iam.add_group_user": DYNAMODB | BODIES,
    "iam.remove_group_user": DYNAMODB,
    "iam.get_own_scopes": DYNAMODB,
    "iam.list_user_groups": DYNAMODB,
    "iam.list_clients": DYNAMODB,
    "iam.create_client": DYNAMODB | BODIES,
    "iam.get_client": DYNAMODB,
    "iam.update_client": DYNAMODB | BODIES,
    "iam.delete_client": DYNAMODB,
    "iam.add_client_secret": DYNAMODB,
    "iam.drop_client_secret": DYNAMODB,
    "identity.issue_service_token": DYNAMODB | TOKENS,
    "identity.get_jwks": DYNAMODB | TOKENS,
    "identity.get_openid_configuration": DOCUMENTS,
    "api_docs.get_openapi": DOCUMENTS,
    "health.get_health": DOCUMENTS,
    "api_docs.get_events": DOCUMENTS,
    "authorizer.authorize_request": TOKENS,
}
SCRIPT = """
import gc, importlib, json, os, sys
before = set(sys.modules)
for module in json.loads(sys.argv[1]):
    importlib.import_module(module)
gc.disable()
gc.freeze()
for entry_point in json.load(sys.stdin):
    if os.fork():
        if os.wait()[1]:
            sys.exit(f"{entry_point} cannot be loaded")
        continue
    handler = importlib.import_module(entry_point).lambda_handler
    if hasattr(handler, "prepare"):
        handler.prepare()
    print(entry_point, *(sys.modules.keys() - before), flush=True)
    os._exit(0)
"""
# What takes longest to load: by package, and of Python's own.
LOADED_ONCE = {
    "botocore": "botocore.exceptions",
    "cryptography": "cryptography.hazmat.primitives.asymmetric.ec",
    "pydantic": "pydantic.main",
    "pynamodb": "pynamodb.attributes",
    "simplejson": "simplejson",
    "urllib3": "botocore.session",
}
OF_PYTHON = ["http.client", "secrets", "ssl", "uuid", "zoneinfo"]


@cache
def loaded_by_all_like(packages: frozenset[str], *, cryptography: bool) -> dict[str, set[str]]:
    """Return what has been loaded when an entry point has made what it uses, for all with these packages.

    Each has a process of its own, forked from one that has loaded only packages that it may load.
    """
    alike = [name for name, used in USES.items() if used == packages]
    allowed = packages if cryptography else packages - TOKENS
    once = [*OF_PYTHON, *(module for package, module in LOADED_ONCE.items() if package in allowed)]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            SCRIPT,
            json.dumps(once),
        ],
        env={**os.environ, "HOME": os.devnull, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'functions'}"},
        input=json.dumps([name for name in alike if (name in WITH_CRYPTOGRAPHY) == cryptography]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [line.split() for line in done.stdout.splitlines()]
    return {name: set(modules) for name, *modules in found}


def loaded(entry_point: str) -> set[str]:
    cryptography = entry_point in WITH_CRYPTOGRAPHY
    return loaded_by_all_like(frozenset(USES[entry_point]), cryptography=cryptography)[entry_point]


@pytest.mark.parametrize("entry_point", USES)
def test_an_entry_point_loads_only_what_it_uses(entry_point: str) -> None:
    modules = {name.partition(".")[0] for name in loaded(entry_point)}

    packages = {name for name in modules - OURS if name not in sys.stdlib_module_names}

    assert {name for name in packages if not name.startswith("_sysconfigdata")} <= (
        USES[entry_point] | HERE_ALONE
    )
    assert modules & HEAVY == ({"asyncio"} if entry_point in ASYNCHRONOUS else set())
    assert packages.isdisjoint(TOKENS) or entry_point in WITH_CRYPTOGRAPHY
    # Where pydantic is loaded, Powertools' batches import its parser, which the layer does not have.
    assert "pydantic" not in packages or "aws_lambda_powertools" not in packages


@pytest.mark.parametrize("entry_point", [name for name, used in USES.items() if not used >= SDK])
def test_only_who_publishes_or_sends_mail_loads_an_sdk(entry_point: str) -> None:
    assert loaded(entry_point) & MACHINERY == set()


def test_a_function_that_reads_loads_nothing_of_the_others() -> None:
    of_others = {
        "callers/service_clients",
        "callers/signing_keys",
        "log_in/account",
        "log_in/identity_providers",
        "log_in/one_time_tokens",
        "log_in/retention",
        "log_in/sessions",
        "log_in/throttling",
        "query/evaluation",
        "query/order",
        "tenants/setting_rules",
    }
    assert {name for name in of_others if not (ROOT / f"shared/domain/{name}.py").exists()} == set()

    loaded_by_get = loaded("tenant_managed.customers.get_customer")

    assert "shared.ports.customers" in loaded_by_get
    assert loaded_by_get & {f"shared.domain.{name.replace('/', '.')}" for name in of_others} == set()


def test_every_entry_point_is_looked_at() -> None:
    functions = ROOT / "functions"
    entry_points = [
        ".".join(path.relative_to(functions).with_suffix("").parts) for path in functions.rglob("*.py")
    ]

    assert differences("USES", USES, entry_points) == []
