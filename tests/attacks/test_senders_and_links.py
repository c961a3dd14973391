"""A tenant neither sends in another's name, nor links to a page that others can read on the way."""

from dataclasses import replace

import pytest

from shared.domain.tenants.configuration import DEFAULTS
from shared.runtime.wiring import wiring
from shared.use_cases.messages.send_message import MessagePorts
from shared.use_cases.tenants.allow_sender import allow_sender, revoke_sender
from tests.component.api import Api
from tests.component.configuration.api import MANAGE, ConfigurationApi
from tests.component.customer_managed.conftest import email
from tests.component.messages.conftest import asked_for, messaging, ses, shared_ses
from tests.component.messages.queues import SENDER, AskedFor, send
from tests.component.messages.ses import Ses
from tests.component.tenants import a_minute_later, set_sender, set_value

__all__ = ["asked_for", "email", "messaging", "ses", "shared_ses"]

KEY = "cust.notification.email.from"
SHOP = "shop@tulips.example"


@pytest.fixture
def configurations(api: Api) -> ConfigurationApi:
    return ConfigurationApi(api.as_(MANAGE))


class TestSenders:
    @pytest.mark.parametrize(
        "wanted", ["ceo@other-tenant.example", "shop@tulips.example.evil.example", "other@tulips.example"]
    )
    def test_one_that_the_operator_has_not_allowed_is_400(
        self, configurations: ConfigurationApi, wanted: str
    ) -> None:
        allow_sender(wiring().standings, configurations.caller.tenant, SHOP)

        created = configurations.create({"key": "own", "value": 1}, {"key": KEY, "value": wanted})
        configurations.create({"key": KEY, "value": SHOP})
        changed = configurations.put(KEY, {"value": wanted})

        assert (created.status, changed.status) == (400, 400)
        assert "customers tenant allow-sender" in created.problems["1.value"]
        assert "customers tenant allow-sender" in changed.problems["value"]
        assert configurations.get("own").status == 404
        assert configurations.value(KEY) == SHOP

    def test_that_of_another_tenant_is_400(self, configurations: ConfigurationApi, other_tenant: str) -> None:
        allow_sender(wiring().standings, other_tenant, SHOP)

        assert configurations.create({"key": KEY, "value": SHOP}).status == 400

    def test_one_is_the_same_however_its_domain_is_written(self, configurations: ConfigurationApi) -> None:
        tenant = configurations.caller.tenant
        allow_sender(wiring().standings, tenant, "laden@blümchen.example")

        created = configurations.create({"key": KEY, "value": "laden@xn--blmchen-o2a.example"})
        revoke_sender(wiring().standings, tenant, "LADEN@XN--blmchen-o2a.example")

        assert created.status == 201
        assert configurations.put(KEY, {"value": "laden@blümchen.example"}).status == 400

    @pytest.mark.parametrize("wanted", [SHOP, "Shop@Tulips.example", ""])
    def test_one_that_the_operator_has_allowed_is_set(
        self, configurations: ConfigurationApi, wanted: str
    ) -> None:
        allow_sender(wiring().standings, configurations.caller.tenant, SHOP.upper())

        assert configurations.create({"key": KEY, "value": wanted}).status == 201

    def test_one_that_was_set_before_there_were_rules_is_not_used(
        self, api: Api, messaging: MessagePorts, ses: Ses, asked_for: AskedFor, email: str
    ) -> None:
        set_value(api.tenant, KEY, SHOP)
        api.created({"contactEmail": email})

        assert send(messaging, asked_for.one()) == []

        assert [sent["FromEmailAddress"] for sent in ses.taken] == [SENDER]

    def test_one_that_the_operator_takes_back_is_not_used_a_minute_later(
        self, api: Api, messaging: MessagePorts, ses: Ses, asked_for: AskedFor, email: str
    ) -> None:
        set_sender(api.tenant, SHOP)
        api.created({"contactEmail": email})

        revoke_sender(wiring().standings, api.tenant, SHOP)
        a_minute_later(api.tenant)

        event = asked_for.one()
        assert send(replace(messaging, sender=None), event) == [0]
        assert send(messaging, event) == []
        assert [sent["FromEmailAddress"] for sent in ses.taken] == [SENDER]


class TestLinks:
    KEYS = tuple(key for key in DEFAULTS if key.endswith(".redirecturl"))

    @pytest.mark.parametrize("key", KEYS)
    @pytest.mark.parametrize(
        "url",
        [
            "http://shop.example.com/reset",
            "http://localhost.evil.example/reset",
            "http://127.0.0.1.evil.example/",
            "HTTP://[::2]/reset",
        ],
    )
    def test_a_page_without_tls_is_400(self, configurations: ConfigurationApi, key: str, url: str) -> None:
        answer = configurations.create({"key": key, "value": url})

        assert (answer.status, answer.problems) == (400, {"0.value": "must be an https URL"})

    @pytest.mark.parametrize("url", ["https://shop.example.com/reset", "http://localhost:3000/reset", ""])
    def test_https_and_this_machine_are_set(self, configurations: ConfigurationApi, url: str) -> None:
        elements = [{"key": key, "value": url} for key in self.KEYS]

        assert configurations.create(*elements).status == 201

    @pytest.mark.parametrize("url", ["http://shop.example.com/reset", "javascript:alert(1)"])
    def test_a_message_never_links_to_one_that_was_set_before_there_were_rules(
        self, messaging: MessagePorts, ses: Ses, api: Api, asked_for: AskedFor, email: str, url: str
    ) -> None:
        api.created({"contactEmail": email})
        event = asked_for.one()

        send(messaging, replace(event, payload={**event.payload, "url": url}))

        (sent,) = ses.taken
        body = sent["Content"]["Simple"]["Body"]
        assert url not in body["Text"]["Data"] + body["Html"]["Data"]
        assert event.payload["token"] in body["Text"]["Data"]
