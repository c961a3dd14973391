"""A caller that may manage webhooks."""

import pytest

from tests.component.api import Api
from tests.component.webhooks.calls import MANAGE, WebhookApi


@pytest.fixture
def webhooks(api: Api) -> WebhookApi:
    """The operations on webhooks, with all rights to them."""
    return WebhookApi(api.as_(MANAGE))
