"""The services that functions in containers of `sam local` call on this machine."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import ClientError

from local.bus.entries import BUS_NAME
from local.bus.store import Bus
from local.engine import Endpoint
from local.http.signature import AccessKey
from local.machine.loopback import HOST, PortUnavailable
from local.mailbox.store import Mailbox
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from shared.adapters.tokens.identity_providers import OpenIdProviders
from shared.adapters.tokens.kms_key_cipher import KmsKeyCipher
from shared.domain.callers.secret_uses import SIGNING
from shared.domain.log_in.identity_providers import AuthorizationCode, IdentityProvider
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tools.rehearsal.provider import Voucher
from tools.sam.services import Services, listening, serving

SECRET = "a-path-that-nobody-can-guess"
EMAIL = "ben.muster@example.com"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with Bus(tmp_path, rules=()) as bus:
        yield bus


@pytest.fixture
def url(engine_url: str, bus: Bus, tmp_path: Path) -> Iterator[str]:
    """Return the address at which a container finds them, except the secret."""
    with listening([HOST], 0) as servers:
        url = f"http://{HOST}:{servers[0].server_port}"
        services = Services(
            secret=SECRET,
            engine=Endpoint(engine_url, AccessKey("test", "test")),
            cipher=FileKeyCipher(tmp_path / "key"),
            bus=bus,
            mailbox=Mailbox(tmp_path),
            provider=Voucher(EMAIL, f"{url}/{SECRET}/provider"),
        )
        with serving(servers, services):
            yield url


def client(service: str, url: str) -> Any:
    """A client with a user's own credentials and region, which SAM hands to containers."""
    return botocore.session.Session().create_client(
        service,
        endpoint_url=url,
        region_name="ap-southeast-2",
        aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
        aws_secret_access_key="of-the-user",
        aws_session_token="of-the-user",
    )


def test_the_table_is_there_whatever_credentials_and_region_a_container_has(
    url: str, tenant: str, api: Api
) -> None:
    number = api.created({})
    key = {"pk": {"S": f"{tenant}#C#{number}"}, "sk": {"S": "PROFILE"}}

    found = client("dynamodb", f"{url}/{SECRET}").get_item(TableName=os.environ["TABLE_NAME"], Key=key)

    assert found["Item"]["version"] == {"N": "1"}


@pytest.mark.parametrize("path", ["", "/another", f"/{SECRET}x", "/%C3%A9"])
@pytest.mark.parametrize("service", ["dynamodb", "kms", "events"])
def test_nothing_is_there_for_a_caller_who_does_not_know_the_path(path: str, service: str, url: str) -> None:
    calls: dict[str, Any] = {
        "dynamodb": lambda client: client.list_tables(),
        "kms": lambda client: client.encrypt(KeyId="local", Plaintext=b"text"),
        "events": lambda client: client.put_events(Entries=[{"Detail": "{}"}]),
    }

    with pytest.raises(ClientError) as refused:
        calls[service](client(service, url + path))

    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_the_key_service_has_the_key_of_this_machine(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_KMS", f"{url}/{SECRET}")
    of_function, of_laptop = KmsKeyCipher("local"), FileKeyCipher(tmp_path / "key")

    assert of_function.decrypt(of_laptop.encrypt(b"a secret", SIGNING), SIGNING) == b"a secret"
    assert of_laptop.decrypt(of_function.encrypt(b"another", SIGNING), SIGNING) == b"another"


def test_events_and_messages_arrive(url: str, bus: Bus, tmp_path: Path) -> None:
    entry = {"EventBusName": BUS_NAME, "Source": "customer-service", "DetailType": "customer.created"}
    client("events", f"{url}/{SECRET}").put_events(Entries=[{**entry, "Detail": '{"tenant": "acme"}'}])
    text = {"Data": "Hello", "Charset": "UTF-8"}
    client("sesv2", f"{url}/{SECRET}").send_email(
        FromEmailAddress="shop@example.com",
        Destination={"ToAddresses": [EMAIL]},
        Content={"Simple": {"Subject": text, "Body": {"Text": text}}},
    )

    assert [json.loads(envelope)["detail-type"] for _, envelope in bus.events()] == ["customer.created"]
    assert [message["to"] for message in Mailbox(tmp_path).messages()] == [EMAIL]


def test_the_provider_vouches_for_a_visitor_with_a_code(url: str) -> None:
    provider = IdentityProvider(
        issuer=f"{url}/{SECRET}/provider", client_id="storefront", client_secret="any"
    )
    providers = OpenIdProviders(wiring().tenants, public=False)

    tokens, identity = providers.redeem(
        provider, AuthorizationCode(code="code", redirect_uri="https://shop.example.com")
    )

    assert (tokens.access_token, identity.email) == ("of-the-provider", EMAIL)


def test_a_port_that_is_taken_is_reported_in_a_sentence() -> None:
    with listening([HOST], 0) as (server,), pytest.raises(PortUnavailable, match=str(server.server_port)):  # noqa: SIM117
        with listening([HOST], server.server_port):
            pass
