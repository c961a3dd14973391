"""From a tenant's `mail.texts` and `mail.defaultLanguage` to the message that is sent (api.md §3)."""

import json
from typing import Any

import pytest

from shared.adapters.dynamodb.items.setting import setting_item
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.adapters.mail.texts import shipped_texts
from shared.domain.message_kinds import MessageKind
from shared.domain.tenants.setting_rules import Setting
from shared.runtime.wiring import wiring
from shared.use_cases.messages.send_message import MessagePorts
from tests.component.api import Answer, Api
from tests.component.configuration.api import MANAGE, ConfigurationApi
from tests.component.messages.queues import AskedFor, send
from tests.component.messages.ses import Ses

SHIPPED = shipped_texts()
RESET_CODE = "Ciao {email}!\n\n{code}\n\nVale {hours} ora.\nIl tuo negozio"
OF_A_CODE = {"PASSWORD_RESET": {"textWithCode": RESET_CODE}}


@pytest.fixture
def configurations(api: Api) -> ConfigurationApi:
    """The configuration of the tenant, for a caller who may change it."""
    return ConfigurationApi(api.as_(MANAGE))


class Shop:
    """Has messages to new customers sent, who have no password yet."""

    def __init__(self, api: Api, messaging: MessagePorts, ses: Ses, asked_for: AskedFor, email: str) -> None:
        self._api, self._messaging, self._ses, self._asked_for = api, messaging, ses, asked_for
        self.email = email

    def sent_to(self, language: str) -> dict[str, str]:
        """Subject, text and HTML of the message to a customer of this language, and its code."""
        self._ses.clear()
        self._api.created({"contactEmail": f"{language}.{self.email}", "preferredLanguage": language})
        event = self._asked_for.one()
        assert send(self._messaging, event) == []
        (sent,) = self._ses.taken
        simple = sent["Content"]["Simple"]
        bodies = {name.lower(): body["Data"] for name, body in simple["Body"].items()}
        return {"subject": simple["Subject"]["Data"], "code": event.payload["token"], **bodies}


@pytest.fixture
def shop(api: Api, messaging: MessagePorts, ses: Ses, asked_for: AskedFor, email: str) -> Shop:
    return Shop(api, messaging, ses, asked_for, email)


def shipped_subject(language: str) -> str:
    subject: str = SHIPPED[language]["INVITATION"]["subject"]
    return subject


class TestWhatIsSent:
    def test_a_language_that_was_added_is_spoken(self, configurations: ConfigurationApi, shop: Shop) -> None:
        texts = {"PASSWORD_RESET": {"subject": "Scegli la tua password", "textWithCode": RESET_CODE}}
        assert configurations.create({"key": "mail.texts", "value": {"it": texts}}).status == 201

        sent = shop.sent_to("it_IT")

        assert sent["subject"] == "Scegli la tua password"
        assert sent["text"] == f"Ciao it_IT.{shop.email}!\n\n{sent['code']}\n\nVale 168 ora.\nIl tuo negozio"
        assert '<html lang="it">' in sent["html"]
        assert "Vale 168 ora.<br/>\nIl tuo negozio" in sent["html"]

    def test_a_text_of_ours_is_replaced_and_the_others_stay(
        self, configurations: ConfigurationApi, shop: Shop
    ) -> None:
        configurations.set("mail.texts", {"de": {"PASSWORD_RESET": {"subject": "Neues Kennwort"}}})

        sent = shop.sent_to("de-AT")

        assert sent["subject"] == "Neues Kennwort"
        assert "geben Sie bitte diesen Code ein:" in sent["text"]
        assert shop.sent_to("fr")["subject"] == shipped_subject("fr")

    def test_customers_of_other_languages_get_the_language_of_the_tenant(
        self, configurations: ConfigurationApi, shop: Shop
    ) -> None:
        configurations.set("mail.texts", {"it": OF_A_CODE})
        configurations.set("mail.defaultLanguage", "it")

        sent = shop.sent_to("es")

        assert sent["text"].startswith("Ciao es.")
        assert sent["subject"] == shipped_subject("en")
        assert shop.sent_to("fr")["subject"] == shipped_subject("fr")

    def test_a_change_counts_and_so_does_taking_it_back(
        self, configurations: ConfigurationApi, shop: Shop
    ) -> None:
        for language, subject in {"en": "One", "en_US": "Two"}.items():
            configurations.set("mail.texts", {"en": {"PASSWORD_RESET": {"subject": subject}}})
            assert shop.sent_to(language)["subject"] == subject

        assert configurations.delete("mail.texts").status == 204
        assert shop.sent_to("en_GB")["subject"] == shipped_subject("en")

    def test_all_that_the_service_ships_can_be_a_tenants(
        self, configurations: ConfigurationApi, shop: Shop
    ) -> None:
        value = {"nl": SHIPPED["de"], "de": SHIPPED["en"], "en": SHIPPED["fr"]}

        assert configurations.create({"key": "mail.texts", "value": value}).status == 201

        assert configurations.value("mail.texts") == value
        assert shop.sent_to("de")["subject"] == shipped_subject("en")


def refused(answer: Answer) -> dict[str | None, str]:
    """What is wrong by field, as a body that is wrong is answered."""
    assert (answer.status, answer.json["type"]) == (400, "validation_failure")
    return answer.problems


class TestAttacks:
    @pytest.mark.parametrize(
        ("part", "text", "says"),
        [
            (
                "textWithCode",
                "{code}\n\n{customer.__class__.__init__.__globals__}",
                "must not have other braces",
            ),
            ("textWithCode", "{code}\n\n{email.__class__}", "must not have other braces"),
            ("textWithCode", "{code}\n\n{email:>99999999}", "must not have other braces"),
            ("textWithCode", "{code}\n\n{0}", "must not have the placeholder {0}; it may have {email}"),
            ("textWithCode", "We need your password: reply.", "must have the placeholder {code}"),
            ("textWithCode", "{code}\n\n" + "x" * 4000, "must have at most 4000 characters"),
            ("textWithLink", "{link}\n\n{code}", "must not have the placeholder {code}"),
            ("subject", "Hi\r\nBcc: everybody@example.com", "must not contain control characters"),
            ("subject", "Hi\u2028Bcc: everybody@example.com", "must be one line"),
            ("subject", "{code}", "must not have the placeholder {code}; it may have none"),
        ],
    )
    def test_a_text_that_could_do_harm_is_400_and_nothing_is_stored(
        self, configurations: ConfigurationApi, part: str, text: str, says: str
    ) -> None:
        value = {"en": {"PASSWORD_RESET": {part: text}}}

        created = configurations.create({"key": "mail.texts", "value": value})
        ((field, message),) = refused(created).items()

        assert field == f"0.value.en.PASSWORD_RESET.{part}"
        assert message.startswith(says)
        assert configurations.get("mail.texts").status == 404

    def test_a_change_is_checked_as_well(self, configurations: ConfigurationApi, shop: Shop) -> None:
        configurations.set("mail.texts", {"en": {"PASSWORD_RESET": {"subject": "One"}}})

        wrong = {"en": {"PASSWORD_RESET": {"subject": ""}, "WELCOME": {}}, "xq": {}}
        problems = refused(configurations.put("mail.texts", {"value": wrong}))

        assert problems.keys() == {"value.en.PASSWORD_RESET.subject", "value.en.WELCOME", "value.xq"}
        assert shop.sent_to("en")["subject"] == "One"

    @pytest.mark.parametrize(
        ("value", "says"),
        [
            ({f"en-x-{n}": {} for n in range(100)}, "must have at most 20 languages"),
            ({"en": {"ACCOUNT_CREATED": {"text": "x" * 40_000}}}, "must have at most 32768 bytes as JSON"),
            (
                {f"en-x-{n}": {"ACCOUNT_CREATED": {"text": "ü" * 1000}} for n in range(20)},
                "must have at most 32768",
            ),
            ([{"en": {}}], "must be an object of texts by language"),
            ("{email}", "must be an object of texts by language"),
        ],
    )
    def test_what_is_too_much_or_something_else_is_400(
        self, configurations: ConfigurationApi, value: Any, says: str
    ) -> None:
        problems = refused(configurations.create({"key": "mail.texts", "value": value}))

        assert problems.keys() == {"0.value"}
        assert problems["0.value"].startswith(says)

    def test_an_answer_about_thousands_of_mistakes_is_small(self, configurations: ConfigurationApi) -> None:
        value = {"en": {f"{n}": 0 for n in range(3000)}}

        answer = configurations.create({"key": "mail.texts", "value": value})

        assert len(refused(answer)) == 100
        assert len(answer.text) < 40_000

    @pytest.mark.parametrize("tag", ["de AT", 'de"><script>', "xq", "", 5, None, ["de"]])
    def test_a_default_language_that_is_not_one_is_400(
        self, configurations: ConfigurationApi, tag: Any
    ) -> None:
        answer = configurations.create({"key": "mail.defaultLanguage", "value": tag})

        assert refused(answer).keys() == {"0.value"}

    def test_markup_is_shown_and_not_obeyed(self, configurations: ConfigurationApi, shop: Shop) -> None:
        markup = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        texts = {"subject": f"</title>{markup}", "textWithCode": f"{markup}\n\n{{code}}"}
        configurations.set("mail.texts", {"en": {"PASSWORD_RESET": texts}})

        sent = shop.sent_to("en")

        assert sent["subject"] == f"</title>{markup}"
        assert sent["text"] == f"{markup}\n\n{sent['code']}"
        assert "<script" not in sent["html"]
        assert "<img" not in sent["html"]
        assert "&lt;script&gt;" in sent["html"]

    def test_a_customers_name_is_not_a_placeholder(
        self, configurations: ConfigurationApi, shop: Shop
    ) -> None:
        configurations.set("mail.texts", {"en": OF_A_CODE})
        shop.email = f"{{code}}{{email}}.{shop.email}"

        sent = shop.sent_to("en")

        assert sent["text"].count(sent["code"]) == 1
        assert sent["text"].startswith(f"Ciao en.{shop.email}!")


class TestConfigurationOfOtherRules:
    """Settings that were written past today's rules: by an older release, or by hand."""

    @pytest.mark.parametrize(
        "value",
        [
            "x",
            5,
            [],
            {"en": "x"},
            {"en": {"PASSWORD_RESET": []}},
            {"en": {"PASSWORD_RESET": {"subject": 5, "textWithCode": None}}},
            {
                "en": {
                    "PASSWORD_RESET": {
                        "subject": "a\r\nBcc: b@example.com",
                        "textWithCode": "{customer.__class__}",
                    }
                }
            },
            {"en": {"PASSWORD_RESET": {"textWithCode": "no code", "subject": "{"}}, "en-GB": {"dates": 1}},
            {"": {}, "e": {}, "en--": {}},
        ],
        ids=json.dumps,
    )
    @pytest.mark.parametrize("default", ["en", 5, "", {"a": 1}], ids=json.dumps)
    def test_it_stops_no_message(
        self, table: Table, shop: Shop, tenant: str, value: Any, default: Any
    ) -> None:
        for key, poison in {"mail.texts": value, "mail.defaultLanguage": default}.items():
            table.write(Put(setting_item(tenant, Setting(key, poison), lambda: wiring().key_cipher).raw()))

        sent = shop.sent_to("en_GB")

        assert sent["subject"] == shipped_subject("en")
        assert sent["text"].count(sent["code"]) == 1

    def test_what_is_right_of_it_counts(self, table: Table, shop: Shop, tenant: str) -> None:
        value = {"en": {"PASSWORD_RESET": {"subject": "Right", "textWithCode": "wrong"}, "WELCOME": 1}}
        item = setting_item(tenant, Setting("mail.texts", value), lambda: wiring().key_cipher)
        table.write(Put(item.raw()))

        assert shop.sent_to("en")["subject"] == "Right"


def test_every_message_of_the_service_can_be_worded_by_a_tenant(configurations: ConfigurationApi) -> None:
    texts = {kind: SHIPPED["en"][kind] for kind in MessageKind}

    assert configurations.create({"key": "mail.texts", "value": {"en": texts}}).status == 201
