"""`customers tenant|client|issuer|keys`: what is listed, ended, begun again and removed."""

import json
import secrets
from typing import Any

import pytest

from shared.adapters.dynamodb.keys import email_claim_key
from shared.adapters.dynamodb.writes import Delete
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.cli.running import Said, customers
from tests.component.cli.transfers import made_tenant, place
from tests.component.identity.oauth import Client, ask, stored_client, token
from tests.component.tenants import a_minute_later
from tests.component.tenants_and_clients.calls import called


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Any:
    """Return the JSON that a command prints."""

    def run(*arguments: str) -> Any:
        capsys.readouterr()
        done = customers(*arguments, "--json", *place())
        assert done.code == 0, done.errors
        return json.loads(capsys.readouterr().out)

    return run


def run(*arguments: str) -> Said:
    return customers(*arguments, *place())


def test_tenants_are_listed_shown_suspended_and_resumed(shown: Any) -> None:
    tenant = made_tenant()
    client = stored_client(tenant)

    assert run("tenant", "suspend", tenant).errors == (
        f"suspended the tenant {tenant}; all its calls are rejected within 60 s\n"
    )
    listed = {each["tenant"]: each["state"] for each in shown("tenant", "list")}
    assert listed[tenant] == "suspended"
    document = shown("tenant", "show", tenant)
    assert (document["restrictions"], document["clients"]) == (["DE", "FR"], [client.id])

    assert run("tenant", "resume", tenant).code == 0
    assert shown("tenant", "show", tenant)["state"] == "active"


@pytest.mark.parametrize(("answer", "code"), [("wrong", 1), (None, 0)])
def test_a_tenant_is_deleted_by_its_name_typed_again(
    answer: str | None, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant = made_tenant()
    monkeypatch.setattr("shared.use_cases.tenants.delete_tenant.time.sleep", lambda _: None)
    monkeypatch.setattr("shared.domain.tenants.standing.EFFECTIVE_SECONDS", -60)

    done = run("tenant", "delete", tenant, "--yes", answer or tenant)

    assert done.code == code, done.errors
    assert (wiring().standings.find(tenant) is None) is (code == 0)


@pytest.mark.parametrize(
    "command",
    [
        ("tenant", "show", "UNKNOWN"),
        ("tenant", "suspend", "UNKNOWN"),
        ("tenant", "resume", "UNKNOWN"),
        ("tenant", "delete", "UNKNOWN", "--yes", "UNKNOWN"),
        ("client", "create", "--tenant", "UNKNOWN", "--name", "x", "--scope", "customer.customer_read"),
        ("client", "adopt", "--client-id", "x", "--tenant", "UNKNOWN", "--name", "x", "--scope", ""),
        ("client", "list", "--tenant", "UNKNOWN"),
        ("config", "set", "--tenant", "UNKNOWN", "customerActiveOnCreation", "false"),
        ("config", "get", "--tenant", "UNKNOWN"),
        ("config", "unset", "--tenant", "UNKNOWN", "customerActiveOnCreation"),
        ("issuer", "add", "--tenant", "UNKNOWN", "--issuer", "https://login.example"),
        ("issuer", "list", "--tenant", "UNKNOWN"),
    ],
    ids=" ".join,
)
def test_an_unknown_tenant_is_reported_as_unknown(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = f"t{secrets.token_hex(6)}"

    done = run(*(unknown if word == "UNKNOWN" else word for word in command))

    assert done.failure == f"customers: Tenant '{unknown}' does not exist."
    assert "secret" not in capsys.readouterr().out
    assert wiring().standings.find(unknown) is None


def test_a_client_is_given_another_secret_disabled_and_deleted(
    shown: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    tenant = made_tenant()
    client = stored_client(tenant, "customer.customer_manage")
    mine = token(client)

    capsys.readouterr()
    added = run("client", "add-secret", client.id)
    renewed = Client(id=client.id, secret=json.loads(capsys.readouterr().out)["client_secret"])
    old, _ = (each["id"] for each in shown("client", "show", client.id)["secrets"])
    assert f"drop-secret {client.id} {old}" in added.errors
    assert "has 2 secrets" in run("client", "add-secret", client.id).failure
    assert run("client", "drop-secret", client.id, old).code == 0
    assert "only secret" in run("client", "drop-secret", client.id, renewed_id(shown, client)).failure
    assert (ask(client).status, ask(renewed).status) == (401, 200)

    assert run("client", "disable", client.id).code == 0
    assert [(each["client_id"], each["state"]) for each in shown("client", "list", "--tenant", tenant)] == [
        (client.id, "disabled")
    ]
    assert ask(renewed).status == 401
    assert run("client", "enable", client.id).code == 0
    assert ask(renewed).status == 200

    assert run("client", "delete", client.id).code == 0
    a_minute_later(tenant)
    assert shown("client", "list", "--tenant", tenant) == []
    assert called(tenant, mine).status == 401
    assert run("client", "show", client.id).failure == f"customers: Client '{client.id}' does not exist."


def renewed_id(shown: Any, client: Client) -> str:
    return str(shown("client", "show", client.id)["secrets"][0]["id"])


def test_issuers_are_added_listed_and_removed(shown: Any) -> None:
    tenant, url = made_tenant(), "https://login.example/pool"
    add = ("issuer", "add", "--tenant", tenant, "--issuer")

    assert run(*add, url, "--audience", "api", "--client", "erp").code == 0
    assert shown("issuer", "list", "--tenant", tenant) == [
        {"tenant": tenant, "issuer": url, "audience": ["api", "erp"], "jwksUrl": None, "staff": False}
    ]
    assert "is not an https URL" in run(*add, "http://login.example").failure
    assert "is not an https URL" in run(*add, url, "--jwks-url", "ftp://keys.example").failure
    assert run("issuer", "remove", "--tenant", tenant, "--issuer", url).code == 0
    assert shown("issuer", "list", "--tenant", tenant) == []
    assert "has no issuer" in run("issuer", "remove", "--tenant", tenant, "--issuer", url).failure


def test_an_issuer_of_staff_is_one_for_a_named_client_alone(shown: Any) -> None:
    tenant, url = made_tenant(), "https://login.example/staff"
    add = ("issuer", "add", "--tenant", tenant, "--issuer", url, "--staff")

    assert "staff needs an audience" in run(*add).failure
    assert run(*add, "--client", "console").code == 0

    (listed,) = shown("issuer", "list", "--tenant", tenant)
    assert (listed["audience"], listed["staff"]) == (["console"], True)


def test_keys_are_listed_with_what_each_is_good_for(shown: Any) -> None:
    wiring().token_signer.load()
    key = ("--kms-key", "unused")
    rotated = shown("keys", "rotate", *key)["kid"]
    assert rotated.isalnum()  # so that no command takes one for an option

    keys = {each["kid"]: each for each in shown("keys", "list")}

    assert keys[rotated]["signsUntil"] is None
    assert keys[rotated]["signsFrom"] > keys[rotated]["createdAt"]
    before = keys[list(keys)[-2]]
    assert before["createdAt"] < before["signsUntil"] < before["verifiesUntil"]

    assert "nothing was changed" in run("keys", "drop", rotated, "--yes", "other", *key).failure
    assert shown("keys", "drop", rotated, "--yes", rotated, *key) == {"kid": rotated}
    assert rotated not in {each["kid"] for each in shown("keys", "list")}


def test_addresses_from_before_are_claimed_and_those_of_two_customers_named(shown: Any) -> None:
    tenant = made_tenant()
    api = Api(tenant)
    numbers = [api.created({"contactEmail": f"{name}@example.com"}) for name in ("anna", "ben", "cara")]
    for number, address in zip(numbers, ("one@x.de", "two@x.de", "three@x.de"), strict=True):
        api.patch(number, {"contactEmail": address})
        wiring().table.write(Delete(email_claim_key(tenant, address)))
    api.created({"contactEmail": "three@x.de"})

    first = shown("tenant", "claim-emails", tenant)
    again = run("tenant", "claim-emails", tenant)

    assert first == {"tenant": tenant, "addressOfAnother": [numbers[2]]}
    assert again.code == 0
    assert api.create({"contactEmail": "one@x.de"}).status == 409
    assert api.create({"contactEmail": "two@x.de"}).status == 409
