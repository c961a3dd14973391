"""The demo tenant `acme`: 200 realistic customers, three service clients and a storefront."""

from __future__ import annotations

import shlex
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from local.demo.companies import CONTACTS, create_companies
from local.demo.customers import demo_customers
from local.demo.shell_file import SHELL_FILE, note_address
from shared.domain.instants import now
from shared.domain.log_in.account import NewAccount, new_account
from shared.domain.tenants.configuration import SEARCH, SEARCH_ON
from shared.domain.tenants.search_index import keeping_search
from shared.domain.tenants.setting_rules import SettingChange
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.search.search_index import build_search_index
from shared.use_cases.tenants.create_tenant import create_tenant

if TYPE_CHECKING:
    from collections.abc import Mapping

TENANT = "acme"
CUSTOMERS = 200
MANAGE = "customer.customer_manage"
READ = "customer.customer_read"
COMPANIES = " ".join(
    f"customermanagement.{each}_manage" for each in ("legalentity", "location", "contactassignment")
)
ADMINISTRATE = (
    f"{MANAGE} customer.import_manage customer.assistedBuying_manage configuration.configuration_manage "
    f"session-context.context_manage {COMPANIES} iam.group_manage iam.client_manage "
    "webhook.subscription_manage"
)
STOREFRONT = "acme-storefront"
EMAIL = "demo@example.com"
PASSWORD = "demo-password"  # noqa: S105 - for everyone to try
CLIENTS = {
    "acme-admin": "manages and buys for all customers, manages companies and webhooks, configures the tenant",
    "acme-reader": "sees all customers",
    "acme-de": "manages the customers of the restriction DE, and sees no others",
    STOREFRONT: "is for the visitors of a shop; it has no secret",
}


def seed(environment: Mapping[str, str]) -> None:
    """Create the tenant, its customers and its clients in an empty table, and print the first steps.

    The secrets go into a file next to the key file, for shells to source: the table contains only hashes.
    """
    create_tenant(wiring().tenants, TENANT, restrictions=["DE", "FR"])
    _begin_search()
    configuration = wiring().tenants.of(TENANT)
    roles = {number: f"{role} of {company}" for company, number, _, role in CONTACTS}
    contacts: dict[str, str] = {}
    for customer in demo_customers(TENANT, configuration, count=CUSTOMERS, first_email=EMAIL):
        password_hash = None
        if customer.number in roles and customer.email is not None:
            contacts[customer.email] = roles[customer.number]
            password_hash = wiring().passwords.hash(PASSWORD)
        account = new_account(customer, NewAccount(password_hash))
        wiring().customers.create(customer, account, recreates=False, created_by="demo")
    create_companies(TENANT)
    build_search_index(
        wiring().standings,
        wiring().search_indexes,
        TENANT,
        progress=lambda _: None,
        sleep=lambda _: None,  # for functions, none of which runs yet
    )
    wiring().configurations.forget(TENANT)  # as it is known here from before, for a minute
    create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=TENANT,
        name=STOREFRONT,
        scope="",
        public=True,
        client_id=STOREFRONT,
    )
    secrets = {
        "acme-admin": _client("acme-admin", ADMINISTRATE),
        "acme-reader": _client("acme-reader", READ),
        "acme-de": _client("acme-de", MANAGE, "DE"),
    }
    url, kept = environment["TOKEN_ISSUER"], Path(environment["KEY_FILE"]).with_name(SHELL_FILE)
    kept.touch(mode=0o600)
    kept.write_text("".join(f"{_variable(client)}={secret}\n" for client, secret in secrets.items()))
    note_address(kept.parent, url)
    print(_first_steps(url, secrets, contacts, kept), flush=True)


def _begin_search() -> None:
    """Turn search on. No function runs before the first start is over, so none has to learn of it first."""
    update_configuration(wiring().tenants, SettingChange(TENANT, SEARCH, SEARCH_ON, creates=True))
    reach = wiring().search_indexes.reach_for(TENANT)
    wiring().standings.revise(TENANT, lambda standing: keeping_search(standing, reach, now()))


def secrets_of(state_dir: Path) -> dict[str, str]:
    """Return the secrets of the demo's clients by their ids; none if the table has no demo."""
    kept = state_dir.resolve() / SHELL_FILE
    if not kept.exists():
        return {}
    lines = dict(line.split("=", 1) for line in kept.read_text().splitlines() if "_SECRET=" in line)
    return {client: lines[_variable(client)] for client in CLIENTS if _variable(client) in lines}


def _variable(client_id: str) -> str:
    return f"{client_id.upper().replace('-', '_')}_SECRET"


def _client(name: str, scope: str, *restrictions: str) -> str:
    _, secret = create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=TENANT,
        name=name,
        scope=scope,
        restrictions=restrictions,
        client_id=name,
    )
    return secret or ""


def first_call(kept: Path) -> str:
    """Lines for a shell that get a token with the stored secret, and list three customers."""
    return (
        f"source {shlex.quote(str(kept))}\n"
        'TOKEN=$(curl -s -u "acme-admin:$ACME_ADMIN_SECRET" -d grant_type=client_credentials '
        '"$SERVICE_URL/oauth/token" \\\n'
        "  | python3 -c 'import json, sys; print(json.load(sys.stdin)[\"access_token\"])')\n"
        f'curl -s -H "Authorization: Bearer $TOKEN" "$SERVICE_URL/customer/{TENANT}/customers?pageSize=3"\n'
    )


def _first_steps(url: str, secrets: Mapping[str, str], contacts: Mapping[str, str], kept: Path) -> str:
    who = "\n".join(f"  {email:<29} {role}" for email, role in contacts.items())
    rows = "\n".join(f"  {client_id:<12} {secret}" for client_id, secret in secrets.items())
    return (
        f"Tenant {TENANT} has {CUSTOMERS} customers. Service clients and their secrets:\n\n{rows}\n\n"
        f"The client of the storefront is {STOREFRONT}; it has no secret. Through it, contacts of companies\n"
        f"can log in with the password {PASSWORD}:\n\n{who}\n\n"
        f"Messages to customers are at {url}/_local/mailbox.\n\n"
        "demo.env has the secrets as shell variables. Paste this to see three customers:\n\n"
        f"{indent(first_call(kept), '  ')}"
    )
