"""The samples of what sets functions off do what they show; those of operations are rehearsed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from local.stack.template import Document, http_api, load_templates
from shared.adapters.dynamodb.keys import session_key
from shared.adapters.mail.ses import SesMailService
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tests.component.messages.ses import Ses
from tests.component.stored_accounts import stored_account
from tools.rehearsal.provider import Provider
from tools.rehearsal.samples import Sample, samples, trigger_samples
from tools.rehearsal.scene import EMAIL, Scene
from triggers import on_customer_message

TEMPLATES = load_templates()
OF_OPERATIONS, OF_TRIGGERS = (
    {sample.operation: sample for sample in found}
    for found in (samples(http_api(*TEMPLATES)), trigger_samples(*TEMPLATES))
)
NOTHING_FAILED: Document = {"batchItemFailures": []}


@pytest.fixture
def scene(tenant: str, rehearsed_provider: Provider) -> Scene:
    return Scene(OF_OPERATIONS, rehearsed_provider, tenant)


@pytest.fixture
def set_off(scene: Scene) -> Callable[..., Any]:
    """Calls a function with its sample, perhaps by another handler than its own."""

    def call(operation: str, handler: Any = None) -> Any:
        sample: Sample = OF_TRIGGERS[operation]
        return (handler or sample.handler)(scene.event_of(sample), LambdaContext())

    return call


def test_the_message_is_sent(set_off: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with Ses() as ses:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", ses.url)
        messaging = replace(
            wiring().message_ports, mail=SesMailService(None), sender="service@shop.example.com"
        )
        handler = replace(on_customer_message.lambda_handler, uses=lambda _: messaging)

        answer = set_off("on_customer_message", handler)

    (sent,) = ses.taken
    assert answer == NOTHING_FAILED
    assert sent["Destination"] == {"ToAddresses": [EMAIL]}


def test_mail_that_came_back_is_noted(set_off: Callable[..., Any], scene: Scene) -> None:
    answer = set_off("on_mail_bounced")

    account = stored_account(scene.tenant, EMAIL)
    assert answer == NOTHING_FAILED
    assert account is not None
    assert account.bounce is not None


def test_no_session_is_left_of_a_deleted_customer(scene: Scene) -> None:
    at_session = session_key(scene.tenant, scene.session.customer_number, scene.session.id)
    event = scene.event_of(OF_TRIGGERS["on_customer_deleted"])
    assert wiring().table.get(at_session) is not None

    answer = OF_TRIGGERS["on_customer_deleted"].handler(event, LambdaContext())

    assert answer == NOTHING_FAILED
    assert wiring().table.get(at_session) is None


def test_a_customer_is_assigned_to_a_company(set_off: Callable[..., Any], scene: Scene, api: Api) -> None:
    answer = set_off("on_client_management_event")

    assert answer == NOTHING_FAILED
    entities = api.get(scene.customer.number).json["b2b"]["legalEntities"]
    assert "le-4711" in {entity["id"] for entity in entities}


def test_the_day_of_the_schedule_passes(set_off: Callable[..., Any]) -> None:
    assert set_off("on_password_migration_day") is None


def test_the_user_pool_gets_the_tenant_of_its_client(set_off: Callable[..., Any], scene: Scene) -> None:
    answer = set_off("on_cognito_token")

    changes = answer["response"]["claimsAndScopeOverrideDetails"]["accessTokenGeneration"]
    assert changes["claimsToAddOrOverride"] == {"tenant": scene.tenant}
