"""Changes through the API are published on the bus, and events on the bus take effect: with the stack's own
template and functions.
"""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from local.machine.paths import PROJECT_ROOT
from shared.domain.instants import instant_text, now
from tests.running.conftest import Service, running_service
from tests.waiting import wait_until

CUSTOMERS = "/customer/acme/customers"
SAMPLES = PROJECT_ROOT / "events" / "client_management"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of its own, whose demo tenant gets customers here that others would count.

    Its bus has an event that no function can handle: while that is tried again and again, other tests run.
    """
    folder = tmp_path_factory.mktemp("events")
    with running_service(folder) as service:
        detail = {"tenant": "acme"}
        put(service, {"detail-type": "client-management.legalentity-created", "detail": detail}, folder)
        yield service


def create(service: Service, number: str, token: str | None = None) -> None:
    """A customer that is to choose a password by a message."""
    body = {"id": number, "contactEmail": f"{number}@example.com", "lastName": "Weber"}
    status, answer = service.post(CUSTOMERS, token or service.token("acme-admin"), body)
    assert status == 201, answer


def numbers(events: list[Any]) -> list[str]:
    return [event["detail"].get("customerNumber") for event in events]


def put(service: Service, event: Any, directory: Path) -> None:
    file = directory / "event.json"
    file.write_text(json.dumps(event))
    done = service.customers("events", "put", str(file))
    assert done.returncode == 0, done.stderr


def test_creating_a_customer_puts_events_on_the_bus_and_a_message_in_the_mailbox(service: Service) -> None:
    create(service, "events1")

    (message,) = service.mailbox("events1@example.com")

    assert (message["kind"], message["tenant"], message["from"]) == (
        "INVITATION",
        "acme",
        "no-reply@localhost",
    )
    assert message["token"] in message["text"]
    assert message["token"] in message["html"]
    created, reset = [each for each in service.events("--tenant", "acme") if numbers([each]) == ["events1"]]
    assert (created["detail-type"], reset["detail-type"]) == ("customer.created", "customer.password-reset")
    assert reset["detail"]["token"] == message["token"]


def test_a_company_that_is_created_is_published(service: Service) -> None:
    keep_companies_in(service, "own")
    company = {"id": "published", "name": "Bakery"}
    token = service.token("acme-admin")
    wait_until(lambda: service.post("/customer-management/acme/legal-entities", token, company)[0] == 201)

    def heard() -> list[Any]:
        events = service.events("--tenant", "acme", "--name", "client-management.legalentity-created")
        return [each for each in events if each["detail"].get("legalEntityId") == "published"]

    wait_until(heard)

    (event,) = heard()
    assert (event["source"], event["detail"]["sequence"]) == ("customer-service", 1)


def keep_companies_in(service: Service, source: str) -> None:
    """Make the demo tenant's companies its `own`, or let them come by events (`external`)."""
    done = service.customers("config", "set", "--tenant", "acme", "companies", json.dumps(source))
    assert done.returncode == 0, done.stderr


def test_what_client_management_publishes_is_in_the_profile(service: Service, tmp_path: Path) -> None:
    # Given its events, as the samples have them, for a customer of their own
    create(service, "events2")
    keep_companies_in(service, "external")
    token = service.token("acme-admin")
    times = (now() - timedelta(minutes=1) + timedelta(seconds=second) for second in count())

    def entities() -> list[tuple[str, str]]:
        _, customer = service.get(f"{CUSTOMERS}/events2", token)
        return [(e["id"], e["name"]) for e in customer.get("b2b", {}).get("legalEntities", [])]

    def tell(sample: str, expected: list[tuple[str, str]], **changes: str) -> None:
        event = json.loads((SAMPLES / f"{sample}.json").read_text())
        detail = {**event["detail"], "userId": "events2", **changes}
        put(service, {**event, "time": instant_text(next(times)), "detail": detail}, tmp_path)
        wait_until(lambda: entities() == expected)

    tell("legalentity_created", [])
    tell("user_assigned_to_legalentity", [("le-500", "Lindhof Möbel GmbH")])
    tell("legalentity_updated", [("le-500", "Lindhof Möbel und Licht GmbH")])
    tell("user_unassigned_from_legalentity", [])
    tell("user_assigned_to_legalentity", [("le-500", "Lindhof Möbel und Licht GmbH")], assignmentId="another")
    tell("legalentity_deleted", [])


def test_what_no_function_can_handle_is_a_dead_letter_in_the_end(service: Service) -> None:
    def dead() -> list[Any]:
        return [json.loads(line) for line in service.customers("events", "dead").stdout.splitlines()]

    wait_until(dead)

    (message,) = dead()
    assert (message["queue"], message["receives"]) == ("ClientManagementQueue", 5)
    assert service.customers("events", "redrive").returncode == 0
    assert dead() == []


def test_a_kill_at_any_time_loses_nothing(tmp_path: Path) -> None:
    created: list[str] = []
    secret = None
    for seconds in (0.0, 0.2, 0.6):
        with running_service(tmp_path) as service:
            # When the service is killed some time after it has answered
            secret = secret or service.secret("acme-admin")  # which the first start prints
            token = service.token("acme-admin", secret)
            for _ in range(3):
                created.append(f"killed{len(created)}")
                create(service, created[-1], token)
            time.sleep(seconds)
            service.kill()

    # Then the next one tells of all that it was told
    with running_service(tmp_path) as service:
        wait_until(lambda: all(service.mailbox(f"{number}@example.com") for number in created))
        assert set(created) <= set(numbers(service.events("--name", "customer.created")))


def test_what_happens_while_it_is_not_running_is_published_when_it_is(tmp_path: Path) -> None:
    file = tmp_path / "customers.ndjson"
    file.write_text(json.dumps({"id": "imported1", "contactEmail": "imported@example.com"}) + "\n")
    with running_service(tmp_path / "state") as service:
        keep_companies_in(service, "external")

    # Given an import, a start and a stop, and an event
    done = service.customers("import", str(file), "--tenant", "acme")
    assert done.returncode == 0, done.stderr
    with running_service(tmp_path / "state"):
        pass
    event = json.loads((SAMPLES / "legalentity_created.json").read_text())
    put(service, event, tmp_path)
    event = json.loads((SAMPLES / "user_assigned_to_legalentity.json").read_text())
    put(service, {**event, "detail": {**event["detail"], "userId": "imported1"}}, tmp_path)

    # When the service runs
    with running_service(tmp_path / "state") as again:
        token = again.token("acme-admin", service.secret("acme-admin"))

        def company() -> Any:
            return again.get(f"{CUSTOMERS}/imported1", token)[1].get("b2b", {}).get("legalEntities")

        # Then both have come to what they lead to, once
        def times_created() -> int:
            return numbers(again.events("--name", "customer.created")).count("imported1")

        wait_until(company)
        assert wait_until(times_created) == 1
