"""A mail service, and what asks for messages of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from shared.adapters.dynamodb.stores.sent_messages import SentMessages
from shared.adapters.mail.ses import SesMailService
from shared.domain.messages.dispatch import LONGEST_TRY
from shared.runtime.wiring import wiring
from shared.use_cases.messages.send_message import MessagePorts
from tests.component.customer_managed.conftest import email, storefront
from tests.component.messages.queues import SENDER, AskedFor
from tests.component.messages.ses import CONFIGURATION_SET, Ses

__all__ = ["email", "storefront"]


@pytest.fixture(scope="session")
def shared_ses() -> Iterator[tuple[Ses, SesMailService]]:
    with Ses() as ses, pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL_SESV2", ses.url)
        yield ses, SesMailService(CONFIGURATION_SET)


@pytest.fixture
def ses(shared_ses: tuple[Ses, SesMailService]) -> Ses:
    """The mail service, in order, with nothing sent."""
    shared_ses[0].clear()
    return shared_ses[0]


@pytest.fixture
def messaging(shared_ses: tuple[Ses, SesMailService], ses: Ses) -> MessagePorts:
    """All that sending messages takes, in a stack with a sender."""
    sent = SentMessages(wiring().table, LONGEST_TRY)
    return replace(wiring().message_ports, mail=shared_ses[1], sender=SENDER, sent=sent)


@pytest.fixture
def asked_for(tenant: str, engine_url: str) -> AskedFor:
    """The messages that writes from now on ask for."""
    return AskedFor(tenant, engine_url)
