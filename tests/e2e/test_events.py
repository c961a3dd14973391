"""Events out and in, on the deployed service: from the stream to the bus, and through rules and queues."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.client import CUSTOMERS, TENANT, Api, customers, new_client
from tests.e2e.deployment import Deployment, aws, physical_id
from tests.e2e.mail import Outbox, awaited

ROOT = Path(__file__).parents[2]
_PAGE = 10


class Listener:
    """A rule and a queue of another service, which hears all that happens to customers."""

    def __init__(self, deployment: Deployment) -> None:
        self._queues = aws("sqs", deployment.environment)
        self._queue = self._queues.create_queue(QueueName=f"listener-{uuid.uuid4().hex}")["QueueUrl"]
        attributes = self._queues.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])
        self.events = aws("events", deployment.environment)
        self._rule: dict[str, Any] = {"Name": "listener", "EventBusName": deployment.bus}
        self.events.put_rule(**self._rule, EventPattern='{"source": ["customer-service"]}')
        target = {"Id": "queue", "Arn": attributes["Attributes"]["QueueArn"]}
        self.events.put_targets(Rule="listener", EventBusName=deployment.bus, Targets=[target])
        self._heard: list[dict[str, Any]] = []

    def next(self, name: str, number: str) -> dict[str, Any]:
        """The next event of a customer. Raises `AssertionError` when none comes."""

        def look() -> dict[str, Any] | None:
            page = self._queues.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=_PAGE)
            for message in page.get("Messages", []):
                self._queues.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
                self._heard.append(json.loads(message["Body"]))
            for event in self._heard:
                if event["detail-type"] == name and number in event["detail"].values():
                    self._heard.remove(event)
                    detail: dict[str, Any] = event["detail"]
                    return detail
            return None

        return awaited(look, name)

    def close(self) -> None:
        """Remove the rule, which would keep the bus from being deleted."""
        rule, bus = self._rule["Name"], self._rule["EventBusName"]
        self.events.remove_targets(Rule=rule, EventBusName=bus, Ids=["queue"])
        self.events.delete_rule(**self._rule)


@pytest.fixture(scope="module")
def listener(deployment: Deployment) -> Iterator[Listener]:
    listener = Listener(deployment)
    yield listener
    listener.close()


def put(deployment: Deployment, name: str, detail: dict[str, Any], source: str, bus: str) -> None:
    entry = {"EventBusName": bus, "Source": source, "DetailType": name, "Detail": json.dumps(detail)}
    answer = aws("events", deployment.environment).put_events(Entries=[entry])
    assert answer["FailedEntryCount"] == 0, answer


def test_everything_that_happens_to_a_customer_is_on_the_bus(manager: Api, listener: Listener) -> None:
    number = manager.call("POST", CUSTOMERS, {"lastName": "Muster"}).json()["id"]
    created = listener.next("customer.created", number)
    manager.call("PATCH", f"{CUSTOMERS}/{number}", {"lastName": "Beispiel"})
    updated = listener.next("customer.updated", number)
    manager.call("DELETE", f"{CUSTOMERS}/{number}")
    deleted = listener.next("customer.deleted", number)

    assert [each["sequence"] for each in (created, updated, deleted)] == [1, 2, 3]
    assert [each["tenant"] for each in (created, updated, deleted)] == [TENANT] * 3
    assert (created["lastName"], updated["lastName"]) == ("Muster", "Beispiel")


def test_a_customer_with_a_log_in_is_written_to_in_its_language(manager: Api, outbox: Outbox) -> None:
    email = f"{uuid.uuid4()}@example.com"
    manager.call("POST", CUSTOMERS, {"contactEmail": email, "preferredLanguage": "de_DE"})

    message = outbox.next_to(email)

    assert message["Source"] == "shop@example.com"
    assert message["Subject"] == "Wählen Sie ein Passwort für Ihr Kundenkonto"
    assert 'lang="de"' in message["BodyHtml"]


def test_a_customer_belongs_to_the_companies_that_client_management_says(
    anyone: Api, deployment: Deployment
) -> None:
    tenant = f"t{uuid.uuid4().hex[:12]}"
    customers(deployment, "tenant", "create", tenant)
    customers(deployment, "config", "set", "--tenant", tenant, "companies", '"external"')
    manager = anyone.take_token(new_client(deployment, "customer.customer_manage", tenant))
    its_customers = f"/customer/{tenant}/customers"
    number = manager.call("POST", its_customers, {"lastName": "Muster"}).json()["id"]
    company = uuid.uuid4().hex

    def tell(event: str, **detail: Any) -> None:
        detail = {"tenant": tenant, "legalEntityId": company, **detail}
        put(deployment, f"client-management.{event}", detail, "client-management", deployment.bus)

    def companies() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            manager.call("GET", f"{its_customers}/{number}").json().get("b2b", {}).get("legalEntities", [])
        )
        return found

    tell("user-assigned-to-legalentity", userId=number, assignmentId="a1", type="CONTACT", primary=True)
    awaited(lambda: companies() or None, "the assignment")
    tell("legalentity-created", name="Muster AG")
    expected = [{"id": company, "name": "Muster AG", "contactAssignmentId": "a1"}]
    awaited(lambda: companies() == expected or None, "the company's name")
    assert manager.call("GET", f"{its_customers}/{number}").json()["businessModel"] == "B2B"

    tell("legalentity-deleted")
    awaited(lambda: companies() == [] or None, "the company's end")
    assert manager.call("GET", f"{its_customers}/{number}").json()["businessModel"] == "B2C"


def test_of_a_deleted_customer_nothing_is_left_but_a_mark(manager: Api, deployment: Deployment) -> None:
    email = f"{uuid.uuid4()}@example.com"
    number = manager.call("POST", CUSTOMERS, {"contactEmail": email}).json()["id"]
    table = aws("dynamodb", deployment.environment)

    def kinds() -> list[str]:
        items = table.query(
            TableName=deployment.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"{TENANT}#C#{number}"}},
            ConsistentRead=True,
        )["Items"]
        return sorted(item["sk"]["S"] for item in items)

    # What the stream's consumer keeps of the creation may be there already.
    written = [kind for kind in kinds() if not kind.startswith("HISTORY#")]
    assert written == ["PROFILE", "TOKEN#PASSWORD_RESET"]
    manager.call("DELETE", f"{CUSTOMERS}/{number}")

    awaited(lambda: kinds() == ["PROFILE"] or None, "the cleaning", within=90)


def test_mail_that_does_not_arrive_is_noted(manager: Api, deployment: Deployment) -> None:
    email = f"{uuid.uuid4()}@example.com"
    number = manager.call("POST", CUSTOMERS, {"contactEmail": email}).json()["id"]
    table = aws("dynamodb", deployment.environment)
    key = {"pk": {"S": f"{TENANT}#A#{email}"}, "sk": {"S": "ACCOUNT"}}
    before = table.get_item(TableName=deployment.table, Key=key)["Item"]
    sample = json.loads((ROOT / "events/triggers/on_mail_bounced.json").read_text())
    event = json.loads(sample["Records"][0]["body"])
    bounce = event["detail"]
    ours = physical_id(deployment, "MailConfiguration")
    tags = {"ses:configuration-set": [ours], "tenant": [TENANT], "customerNumber": [number]}
    bounce["mail"]["tags"] |= tags
    bounce["bounce"]["bouncedRecipients"] = [{"emailAddress": email}]

    # Only SES itself may put its events on the account's own bus.
    queue = {"QueueUrl": physical_id(deployment, "BouncedMailQueue")}
    aws("sqs", deployment.environment).send_message(**queue, MessageBody=json.dumps(event))

    def noted() -> dict[str, Any] | None:
        item: dict[str, Any] = table.get_item(TableName=deployment.table, Key=key)["Item"]
        return item if item.keys() - before.keys() else None

    awaited(noted, "the note")
