"""EventBridge, SQS and SES, as their clients find them on this machine."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.aws import aws_answer
from local.bus.entries import BUS_NAME, ENTRY_BYTES
from local.bus.store import Bus
from local.gateway.local_routes import local_answer, signed_only
from local.gateway.server import Gateway
from local.http.signature import AccessKey
from local.mailbox.store import MAILBOX_FILE, Mailbox
from local.stack.template import http_api, load_template
from shared.domain import json_text
from tests.component.local.conftest import Call, served
from tests.component.local.sample import SAMPLE_TEMPLATE
from tests.component.local.streams import LOCAL_KEY, client_of

ENTRY = {"Source": "sample", "DetailType": "item.created", "Detail": '{"n": 1.50}', "EventBusName": BUS_NAME}
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=local"}
Clients = Callable[[str], Any]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with Bus(tmp_path, ()) as bus:
        yield bus


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


@pytest.fixture
def call(bus: Bus, mailbox: Mailbox) -> Iterator[Call]:
    answer = signed_only(LOCAL_KEY, partial(aws_answer, bus, mailbox))
    local = partial(local_answer, {"aws": answer})
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)), local=local)) as call:
        yield call


@pytest.fixture
def clients(call: Call) -> Clients:
    """Clients of AWS services that are led to this machine."""
    return lambda service: client_of(service, f"{call.url}/_local/aws")


def send(clients: Clients, **changes: Any) -> str:
    body = {"Text": {"Data": "How are you?"}, "Html": {"Data": "<p>How are you?</p>"}}
    given = {
        "FromEmailAddress": "shop@example.com",
        "Destination": {"ToAddresses": ["anna@example.com"]},
        "Content": {"Simple": {"Subject": {"Data": "Hello"}, "Body": body}},
        "EmailTags": [{"Name": "tenant", "Value": "acme"}],
        **changes,
    }
    return str(clients("sesv2").send_email(**given)["MessageId"])


class TestEventBridge:
    def test_events_are_put_on_the_bus(self, clients: Clients, bus: Bus) -> None:
        answer = clients("events").put_events(Entries=[ENTRY, {**ENTRY, "DetailType": "item.deleted"}])

        events = [json_text.loads(text) for _, text in bus.events()]
        assert answer["FailedEntryCount"] == 0
        assert [entry["EventId"] for entry in answer["Entries"]] == [event["id"] for event in events]
        assert [event["detail-type"] for event in events] == ["item.created", "item.deleted"]

    def test_what_is_wrong_with_one_keeps_no_other_from_it(self, clients: Clients, bus: Bus) -> None:
        wrong = [
            {**ENTRY, "Detail": "{"},
            {**ENTRY, "Source": "aws.ses"},
            {**ENTRY, "EventBusName": "another"},
        ]

        answer = clients("events").put_events(Entries=[wrong[0], ENTRY, *wrong[1:]])

        assert answer["FailedEntryCount"] == 3
        assert [entry.get("ErrorCode") for entry in answer["Entries"]] == [
            "MalformedDetail",
            None,
            "NotAuthorizedForSourceException",
            "ResourceNotFoundException",
        ]
        assert len(bus.events()) == 1

    @pytest.mark.parametrize("entries", [[ENTRY] * 11, [{**ENTRY, "Detail": f'"{"x" * ENTRY_BYTES}"'}]])
    def test_a_call_beyond_the_limits_is_refused(
        self, clients: Clients, bus: Bus, entries: list[dict[str, str]]
    ) -> None:
        with pytest.raises(ClientError) as refused:
            clients("events").put_events(Entries=entries)

        assert refused.value.response["Error"]["Code"] == "ValidationException"
        assert bus.events() == []

    def test_a_bus_that_cannot_be_written_is_a_fault_of_the_service(self, clients: Clients, bus: Bus) -> None:
        with bus:
            pass

        with pytest.raises(ClientError) as failed:
            clients("events").put_events(Entries=[ENTRY])

        assert failed.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


class TestSqs:
    @staticmethod
    def send(clients: Clients, *bodies: str) -> Any:
        entries = [{"Id": str(place), "MessageBody": body} for place, body in enumerate(bodies)]
        return clients("sqs").send_message_batch(QueueUrl="http://service/_local/aws/Later", Entries=entries)

    def test_messages_go_into_the_queue_that_the_url_names(self, clients: Clients, bus: Bus) -> None:
        answer = self.send(clients, '{"n": 1.50}', "ü")

        assert [sent["Id"] for sent in answer["Successful"]] == ["0", "1"]
        assert bus.receive("Other", 10) == []
        assert [message.body for message in bus.receive("Later", 10)] == ['{"n": 1.50}', "ü"]
        assert bus.events() == []

    @pytest.mark.parametrize("bodies", [["x"] * 11, ["x" * (1024 * 1024 + 1)], ["ü" * 300_000] * 2])
    def test_a_call_beyond_the_limits_is_refused(self, clients: Clients, bus: Bus, bodies: list[str]) -> None:
        with pytest.raises(ClientError) as refused:
            self.send(clients, *bodies)

        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
        assert bus.receive("Later", 10) == []


class TestSes:
    def test_mail_goes_to_the_mailbox(self, clients: Clients, mailbox: Mailbox) -> None:
        message_id = send(clients)

        (message,) = mailbox.messages()
        assert (message["id"], message["tenant"], message["html"]) == (
            message_id,
            "acme",
            "<p>How are you?</p>",
        )

    @pytest.mark.parametrize(
        "changes",
        [
            {"Destination": {"ToAddresses": ["anna@example.com", "ben@example.com"]}},
            {"Destination": {"BccAddresses": ["anna@example.com"]}},
            {"Content": {"Template": {"TemplateName": "a"}}},
            {"Content": {"Simple": {"Subject": {"Data": "a"}, "Body": {"Html": {"Data": "b"}}}}},
        ],
    )
    def test_what_the_mailbox_cannot_show_is_refused(
        self, clients: Clients, mailbox: Mailbox, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(ClientError) as refused:
            send(clients, **changes)

        assert refused.value.response["Error"]["Code"] == "BadRequestException"
        assert mailbox.messages() == []

    def test_a_mailbox_that_cannot_be_written_is_a_fault_of_the_service(
        self, clients: Clients, tmp_path: Path
    ) -> None:
        (tmp_path / MAILBOX_FILE).write_text("{")

        with pytest.raises(ClientError) as failed:
            send(clients)

        assert failed.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


@pytest.mark.parametrize("path", ["/_local/aws/", "/_local/aws/v2/email/outbound-emails"])
class TestOthers:
    BODY = '{"Entries": []}'

    def test_a_page_of_another_site_cannot_call(self, call: Call, path: str) -> None:
        # Given what a page may send without leave: no signature, and no content type but a form's
        answer = call("POST", path, {"Content-Type": "text/plain"}, self.BODY)

        assert (answer.status, answer.json) == (403, {"message": "Forbidden"})
        assert not [name for name, _ in answer.headers if name.startswith("access-control-")]

    def test_it_gets_no_permission_either(self, call: Call, path: str) -> None:
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}

        answer = call("OPTIONS", path, {**asked, "Access-Control-Request-Headers": "authorization"})

        assert not [name for name, _ in answer.headers if name.startswith("access-control-")]

    def test_a_page_that_gave_this_machine_its_own_name_cannot_call_either(
        self, call: Call, path: str
    ) -> None:
        answer = call("POST", path, {**SIGNED, "Host": "evil.example"}, self.BODY)

        assert (answer.status, answer.json) == (403, {"message": "Forbidden"})

    def test_a_program_without_the_key_cannot_call(self, call: Call, path: str) -> None:
        answer = call("POST", path, SIGNED, self.BODY)

        assert (answer.status, answer.json) == (403, {"message": "Forbidden"})


def test_other_calls_lead_nowhere(clients: Clients) -> None:
    with pytest.raises(ClientError) as refused:
        clients("events").list_event_buses()

    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_calls_that_are_signed_with_another_key_are_refused(call: Call, bus: Bus) -> None:
    client = client_of("events", f"{call.url}/_local/aws", AccessKey(LOCAL_KEY.id, "another"))

    with pytest.raises(ClientError) as refused:
        client.put_events(Entries=[ENTRY])

    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert bus.events() == []
