"""The authorizer, from the gateway's event to the caller that a function is given."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import pytest

from authorizer import authorize_request
from shared.adapters.dynamodb.keys import issuer_key
from shared.adapters.dynamodb.writes import Delete, Put
from shared.adapters.tokens import service_records
from shared.adapters.tokens.kept import KeysUnavailable
from shared.adapters.tokens.service_records import EFFECTIVE_SECONDS, ServiceRecords
from shared.adapters.tokens.verifier import TokenVerifier
from shared.domain.callers.access import Caller, Grant
from shared.domain.callers.tenant_issuers import TenantIssuer
from shared.http.authorizer_context import caller_from
from shared.runtime.environment import environment
from shared.runtime.wiring import wiring
from tenant_managed.customers import get_customer
from tests.clock import Clock
from tests.component.api import Api
from tests.component.identity.oauth import READ, stored_client, token
from tests.component.process import change_environment, forget
from tests.jwt_issuer import JwtIssuer, new_key

PROJECT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Ourselves:
    """This service as an issuer of tokens, whose keys are in the table."""

    url: str

    def token(self, key: Any = None, **changes: Any) -> str:
        """A token of ours, or one that another key has signed in the name of ours."""
        claims = JwtIssuer.claims_of(self.url, **changes)
        if key is None:
            return wiring().token_signer.sign(claims)
        return jwt.encode(claims, key, "ES256", headers={"kid": wiring().token_signer.load()[0]})


@pytest.fixture
def ourselves(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ourselves]:
    """The name under which our own tokens are issued."""
    change_environment(monkeypatch, token_issuer="https://customers.test/own")
    yield Ourselves("https://customers.test/own")
    monkeypatch.undo()
    forget("token_verifier")


@pytest.fixture
def nameless(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An environment that names no issuer."""
    change_environment(monkeypatch, token_issuer=None)
    yield
    monkeypatch.undo()
    forget("token_verifier")


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch, ourselves: Ourselves) -> Iterator[JwtIssuer]:
    """Another issuer, trusted with tenant acme and for one client."""
    with JwtIssuer() as other:
        entry = {"issuer": other.url, "audience": ["shop"], "tenants": ["acme"]}
        change_environment(monkeypatch, trusted_issuers=json.dumps([entry]))
        yield other


def authorize(
    authorization: str | None, header: str = "authorization", **stage_variables: str
) -> dict[str, Any]:
    """The context that the function behind is given, after its way through the gateway."""
    event = {
        "version": "2.0",
        "type": "REQUEST",
        "routeArn": "arn:aws:execute-api:eu-central-1:000000000000:api/$default/GET/customer/acme/customers",
        "identitySource": [authorization],
        "routeKey": "GET /customer/{tenant}/customers",
        "headers": {"Host": "customers.test"}
        | ({header: authorization} if authorization is not None else {}),
        "requestContext": {"domainName": "customers.test", "requestId": "a-request", "stage": "$default"},
        **({"stageVariables": stage_variables} if stage_variables else {}),
    }
    answer = json.loads(json.dumps(authorize_request.lambda_handler(event, None)))
    assert answer["isAuthorized"] is True
    context: dict[str, Any] = answer["context"]
    return context


def test_a_token_of_our_own_becomes_its_caller(ourselves: Ourselves, tenant: str) -> None:
    client = stored_client(tenant, f"{READ} customer.import_manage--FR", restrictions=("DE",))
    access_token = token(client)
    before = int(time.time())

    caller = caller_from(authorize(f"Bearer {access_token}"))

    assert before + 14390 <= caller.expires_at <= time.time() + 14400
    assert caller == Caller(
        tenant=tenant,
        subject=client.id,
        grants={
            READ: Grant(frozenset({"DE"})),
            f"{READ}_own": Grant(frozenset({"DE"})),
            "customer.import_manage": Grant(frozenset({"FR"})),
            "customer.import_read": Grant(frozenset({"FR"})),
        },
        expires_at=caller.expires_at,
        client_id=client.id,
        issued_at=caller.issued_at,
    )


def test_its_context_opens_the_operations_of_its_tenant_alone(
    ourselves: Ourselves, tenant: str, other_tenant: str
) -> None:
    access_token = token(stored_client(tenant))
    context = authorize(f"Bearer {access_token}")

    statuses = []
    for path_tenant in (tenant, other_tenant):
        event = Api(path_tenant).event("GET", "/customers/", "1001")
        event["requestContext"]["authorizer"]["lambda"] = context
        statuses.append(get_customer.lambda_handler(event, None)["statusCode"])

    assert statuses == [404, 403]


@pytest.mark.parametrize("header", ["authorization", "Authorization", "AUTHORIZATION"])
@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER  "])
def test_header_and_scheme_are_read_in_any_case(ourselves: Ourselves, header: str, scheme: str) -> None:
    assert authorize(scheme + ourselves.token(), header)["tenant"] == "acme"


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Bearer x.y.z", "Basic YTpi"])
def test_without_a_bearer_token_the_fault_is_an_invalid_token(
    ourselves: Ourselves, authorization: str | None
) -> None:
    assert authorize(authorization) == {"fault": "invalid"}


def test_a_token_without_scheme_is_invalid(ourselves: Ourselves) -> None:
    assert authorize(ourselves.token()) == {"fault": "invalid"}


def test_an_expired_token_is_distinguished_from_an_invalid_one(ourselves: Ourselves) -> None:
    an_hour_ago = int(time.time()) - 3600

    assert authorize(f"Bearer {ourselves.token(exp=an_hour_ago)}") == {"fault": "expired"}
    assert authorize(f"Bearer {ourselves.token(key=new_key())}") == {"fault": "invalid"}


def test_a_token_that_cannot_be_decided_raises(ourselves: Ourselves, monkeypatch: pytest.MonkeyPatch) -> None:
    access_token = ourselves.token()
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:9")

    with pytest.raises(KeysUnavailable) as failure:
        authorize(f"Bearer {access_token}")

    assert access_token not in str(failure.value)


@pytest.mark.usefixtures("nameless")
def test_the_api_of_another_stack_says_which_address_issues_our_tokens(tenant: str) -> None:
    ours = Ourselves("https://customers.example").token(tenant=tenant)

    assert authorize(f"Bearer {ours}", issuer="https://customers.example")["tenant"] == tenant
    assert authorize(f"Bearer {ours}", issuer="https://another.example")["fault"]
    assert authorize(f"Bearer {ours}")["fault"]


def test_that_address_counts_only_where_the_environment_names_no_issuer(
    ourselves: Ourselves, tenant: str
) -> None:
    token = f"Bearer {ourselves.token(tenant=tenant)}"

    assert authorize(token, issuer="https://another.example") == authorize(token)


def test_an_issuer_that_nobody_trusts_is_invalid(ourselves: Ourselves) -> None:
    with JwtIssuer() as stranger:
        assert authorize(f"Bearer {stranger.token()}") == {"fault": "invalid"}
        assert stranger.requests == []


def test_without_a_configured_name_we_are_the_host_that_was_called(
    ourselves: Ourselves, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_environment(monkeypatch, token_issuer=None)

    assert wiring().environment.issuer("customers.test") == "https://customers.test"
    assert authorize(f"Bearer {ourselves.token()}") == {"fault": "invalid"}


def test_a_cognito_token_becomes_its_caller(pool: JwtIssuer) -> None:
    cognito: dict[str, Any] = {"tenant": None, "custom:tenant": "acme", "custom:restriction": "DE,FR"}
    access_token = pool.token(**cognito, scope="openid customer/customer_manage", username="anna@example.com")

    context = authorize(f"Bearer {access_token}")

    both = frozenset({"DE", "FR"})
    assert caller_from(context).grants == {
        f"customer.customer_{name}": Grant(both) for name in ("manage", "manage_own", "read", "read_own")
    }
    assert "@" not in json.dumps(context)


@pytest.mark.parametrize(
    "changes",
    [{"tenant": "other"}, {"client_id": "another"}, {"aud": "another"}, {"token_use": "id", "aud": "shop"}],
    ids=str,
)
def test_another_issuer_is_trusted_no_further_than_configured(
    pool: JwtIssuer, changes: dict[str, Any]
) -> None:
    assert authorize(f"Bearer {pool.token()}")["tenant"] == "acme"
    assert authorize(f"Bearer {pool.token(**changes)}") == {"fault": "invalid"}


def test_a_customer_token_brings_session_and_company_but_no_email(ourselves: Ourselves) -> None:
    claims = {"customerNumber": "1001", "sessionId": "s1", "legalEntityId": "le1", "email": "a@b.example"}

    context = authorize(f"Bearer {ourselves.token(scope=f'{READ}_own', **claims)}")

    assert {name: context[name] for name in ("customerNumber", "sessionId", "legalEntityId")} == {
        "customerNumber": "1001",
        "sessionId": "s1",
        "legalEntityId": "le1",
    }
    assert "@" not in json.dumps(context)


def test_nothing_of_a_request_is_logged(
    ourselves: Ourselves, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    for access_token in (ourselves.token(), ourselves.token(key=new_key())):
        authorize(f"Bearer {access_token}")

    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


@pytest.mark.parametrize("setting", ["[{", '[{"issuer": "https://login.example"}]', "{}"])
def test_a_wrong_setting_is_logged_once_and_stops_no_token_of_ours(
    ourselves: Ourselves, setting: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    change_environment(monkeypatch, trusted_issuers=setting)

    for _ in range(3):
        assert authorize(f"Bearer {ourselves.token()}")["tenant"] == "acme"
    with JwtIssuer() as stranger:
        assert authorize(f"Bearer {stranger.token()}") == {"fault": "invalid"}
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_warm_authorizer_asks_nobody_for_anything(
    ourselves: Ourselves, monkeypatch: pytest.MonkeyPatch
) -> None:
    authorize(f"Bearer {ourselves.token()}")
    monkeypatch.setattr(service_records, "query", None)

    assert authorize(f"Bearer {ourselves.token(sub='other')}")["subject"] == "other"


def test_an_issuer_that_a_tenant_adds_speaks_for_it_until_it_is_removed(
    ourselves: Ourselves, tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    records = ServiceRecords(environment().table_name, wiring().key_cipher.decrypt, clock)
    monkeypatch.setattr(wiring(), "token_verifier", TokenVerifier([], records, clock))
    with JwtIssuer() as added:
        mine = f"Bearer {added.token(tenant=tenant)}"
        assert authorize(mine) == {"fault": "invalid"}

        issuer = TenantIssuer(tenant, added.url, ("shop",))
        wiring().tenant_issuers.add(issuer)
        clock.time += EFFECTIVE_SECONDS

        assert authorize(mine)["tenant"] == tenant
        assert authorize(f"Bearer {added.token(tenant=None)}")["tenant"] == tenant
        for changes in ({"tenant": "acme"}, {"tenant": tenant, "client_id": "other"}):
            assert authorize(f"Bearer {added.token(**changes)}") == {"fault": "invalid"}

        wiring().tenant_issuers.remove(tenant, added.url)
        clock.time += EFFECTIVE_SECONDS

        assert authorize(mine) == {"fault": "invalid"}


def test_an_issuer_that_makes_no_sense_is_logged_once_and_stops_nobody(
    ourselves: Ourselves, tenant: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    records = ServiceRecords(environment().table_name, wiring().key_cipher.decrypt, clock)
    monkeypatch.setattr(wiring(), "token_verifier", TokenVerifier([], records, clock))
    key = issuer_key(tenant, "nonsense")
    wiring().table.write(Put({**key.raw(), "issuer": {"S": "nonsense"}, "tenant": {"S": tenant}}))

    for _ in range(3):
        assert authorize(f"Bearer {ourselves.token()}")["tenant"] == "acme"
        clock.time += EFFECTIVE_SECONDS

    wiring().table.write(Delete(key))
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_the_authorizer_loads_nothing_that_it_does_not_need() -> None:
    script = """
import sys
from authorizer import authorize_request
from shared.runtime.wiring import wiring
wiring().token_verifier
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    roots = os.pathsep.join([str(PROJECT), str(PROJECT / "functions")])
    environment = {"TABLE_NAME": "none", "PYTHONPATH": roots, "PATH": os.environ["PATH"]}

    loaded = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()

    assert "cryptography" in loaded
    unwanted = {
        "argon2",
        "aws_lambda_powertools",
        "boto3",
        "botocore",
        "jwt",
        "pydantic",
        "pynamodb",
        "simplejson",
    }
    assert not unwanted & set(loaded)
