"""A developer sets up a webhook, sees how events fared, and sends them again."""

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.component.webhooks.receiver import Receiver
from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

CRM = "/webhook/acme/config/crm"
SECRET = "return [...document.querySelectorAll('dialog pre')].at(-1)?.innerText"
_EFFECTIVE_SECONDS = 70
_SECONDS = 20


def _deleted(service: Service, admin: str) -> str:
    """Delete a customer, of which the webhook is told; return its number."""
    number = created(service, admin, lastName="Gone")
    headers = {"Authorization": f"Bearer {admin}"}
    with urlopen(Request(f"{service.url}/customer/acme/customers/{number}", None, headers, method="DELETE")):
        return number


def _stored(service: Service, admin: str, code: str) -> dict[str, Any]:
    _, found = service.get(f"/webhook/acme/config/{code}", admin)
    assert isinstance(found, dict)
    return found


def _waits_for(answer: Callable[[], object]) -> None:
    ends_at = time.monotonic() + _SECONDS
    while not answer():
        assert time.monotonic() < ends_at
        time.sleep(0.1)


@pytest.fixture
def known(service: Service, admin: str, receiver: Receiver) -> Iterator[Receiver]:
    """The receiver of `crm`, once the service that has just started knows of that webhook."""
    receiver.status = 204
    ends_at = time.monotonic() + _EFFECTIVE_SECONDS
    while not service.get(f"{CRM}/deliveries", admin)[1] and time.monotonic() < ends_at:
        _deleted(service, admin)
        time.sleep(1)
    receiver.taken()
    yield receiver
    receiver.status = 204


def test_a_webhook_is_set_up_and_its_secret_is_shown_once(
    person: Person, service: Service, admin: str, receiver: Receiver
) -> None:
    # given
    person.signs_in("admin")
    person.clicks("Webhooks")
    person.sees("crm", receiver.url)

    # when
    person.clicks("New webhook")
    person.types("code", "shop")
    person.types("configuration.destinationUrl", "http://example.com/hooks")
    person.clicks("Create")

    # then: the field says what
    person.sees("must be an https URL")
    wrong = "document.querySelector('[name=\"configuration.destinationUrl\"]')"
    assert person.runs(f"return {wrong}.ariaInvalid") == "true"

    # when
    person.types("configuration.destinationUrl", receiver.url)
    person.clicks("Create")
    person.sees("It is shown only now")

    # then
    secret = person.runs(SECRET)
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    person.clicks("Close")
    person.sees("shop", "Secret", "is set")
    person.does_not_see(secret)

    # when
    person.clicks("New secret", within="shop")
    person.clicks("Save")
    person.sees("It is shown only now")

    # then
    assert person.runs(SECRET) != secret
    person.clicks("Close")
    person.sees("the former one signs, too, until")

    # when
    person.clicks("Deactivate")
    person.sees("shop is not active", "not active")
    person.clicks("Undo")
    person.does_not_see("not active")
    person.clicks("Delete")
    person.types("Type shop to confirm", "shop")
    person.clicks("Delete", within="Type shop to confirm")

    # then
    person.sees("The webhook shop is deleted.")
    assert service.get("/webhook/acme/config/shop", admin)[0] == 404


def test_an_event_type_goes_elsewhere_and_with_fewer_members(
    person: Person, service: Service, admin: str, receiver: Receiver
) -> None:
    # given
    person.signs_in("admin")
    person.opens("webhooks/config/crm")
    person.sees("customer.deleted", "as above", "sequence")

    # when
    person.clicks("Add an event type")
    person.chooses("eventType", "customer.created")
    person.types("name", "Newcomers")
    person.types("destinationUrl", "ftp://example.com")
    person.types("excludedFields", "mixins, addresses")
    person.clicks("Add an event type", within="Cancel")

    # then
    person.waits_for("return document.querySelector('[name=destinationUrl]')?.ariaInvalid")

    # when
    person.types("destinationUrl", f"{receiver.url}/new")
    person.clicks("Add an event type", within="Cancel")

    # then
    person.sees("'addresses' is not a member of customer.created")
    assert person.runs("return document.querySelector('[name=excludedFields]').ariaInvalid") == "true"

    # when
    person.types("excludedFields", "mixins, accounts")
    person.clicks("Add an event type", within="Cancel")
    person.sees("Newcomers", "accounts, mixins")
    person.clicks("Edit: customer.created, Newcomers")
    person.types("name", "New ones")
    person.clicks("Save")

    # then
    person.sees("Saved.", "New ones")
    *_, element = _stored(service, admin, "crm")["configuration"]["eventsConfiguration"]
    assert (element["name"], element["excludedFields"], element["active"]) == (
        "New ones",
        ["accounts", "mixins"],
        True,
    )

    # when
    person.clicks("Remove: customer.created, New ones")

    # then
    person.sees("customer.created, New ones is removed.")
    assert len(_stored(service, admin, "crm")["configuration"]["eventsConfiguration"]) == 1


def test_who_changes_a_webhook_at_the_same_time_sees_both_sides(
    person: Person, service: Service, admin: str, receiver: Receiver
) -> None:
    # given
    person.signs_in("admin")
    person.opens("webhooks/config/crm")
    person.clicks("Edit", within="Secret")
    person.types("contactEmail", "mine@example.com")
    step = {"op": "UPSERT", "path": "/contactEmail", "value": "theirs@example.com"}
    service.patch(CRM, admin, [step])

    # when
    person.clicks("Save")
    person.sees("Somebody else has changed this", "theirs@example.com")
    person.clicks("Save")

    # then
    person.sees("Saved.", "mine@example.com")
    stored = _stored(service, admin, "crm")
    assert (stored["contactEmail"], stored["configuration"]["destinationUrl"]) == (
        "mine@example.com",
        receiver.url,
    )


def test_what_a_receiver_refused_is_sent_again(
    person: Person, service: Service, admin: str, known: Receiver, pictures: Path
) -> None:
    # given
    known.status = 503
    _deleted(service, admin)
    _waits_for(lambda: service.get(f"{CRM}/deliveries?state=WAITING", admin)[1])
    person.signs_in("admin")
    person.opens("webhooks/config/crm/deliveries")
    person.chooses("State", "WAITING")
    person.sees("customer.deleted", "refused (503)", "waiting")
    assert "state=WAITING" in person.address()
    for width in (390, 1280):
        person.window(width, 800)
        person.takes_picture(pictures / f"deliveries-{width}-light.png")
        assert person.fits()
        assert person.barriers() == []

    # when
    known.status = 204
    person.clicks("Send again", within="refused (503)")

    # then
    person.sees("It is sent again.")
    person.sees("There are none of this state.")
    assert {each.headers["webhook-id"] for each in known.taken()}
    person.chooses("State", "SUCCEEDED")
    person.sees("delivered")

    # when
    known.taken()
    person.clicks("Send a time again")
    person.clicks("Send again", within="From")

    # then
    person.sees("deliveries are sent again.")
    _waits_for(lambda: known.requests)


def test_a_webhook_that_the_service_has_disabled_says_why_and_goes_on(
    person: Person, service: Service, admin: str, known: Receiver
) -> None:
    # given
    known.status = 410
    _deleted(service, admin)
    _waits_for(lambda: not _stored(service, admin, "crm")["active"])
    known.status = 204
    person.signs_in("admin")
    person.opens("webhooks")
    person.sees("disabled by the service")

    # when
    person.clicks("crm")
    person.sees("The receiver has answered that it is gone (410).", "Nothing is sent since")
    person.clicks("Activate")

    # then
    person.sees("crm is active.")
    person.does_not_see("The receiver has answered")
    assert "disabled" not in _stored(service, admin, "crm")


def test_event_types_are_turned_on_and_off_and_lose_members(
    person: Person, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")
    person.opens("webhooks/events")

    # when
    person.clicks("Turn on: customer.logged.in")
    person.sees("customer.logged.in is sent.")
    person.clicks("Undo")
    person.clicks("Turn on: customer.logged.in")
    person.clicks("Turn off: customer.logged.in")
    person.clicks("Turn on: customer.logged.in")
    person.clicks("Members: customer.deleted")
    person.clicks("sequence")
    person.clicks("Save")

    # then
    person.does_not_see("Members that are not chosen")
    person.sees("sequence")
    _, found = service.get("/webhook/acme/event-subscriptions", admin)
    states = {each["event"]["type"]: each for each in found}
    assert states["customer.logged.in"]["subscription"] == "SUBSCRIBED"
    assert states["customer.deleted"]["excludedFields"] == ["sequence"]

    # when: each month has its number
    person.clicks("Statistics")

    # then
    person.sees("Month", "Delivered")


@pytest.mark.parametrize("name", ["reader", "de"])
def test_who_may_not_see_webhooks_is_not_offered_any(person: Person, name: str) -> None:
    # when
    person.signs_in(name)

    # then
    assert "Webhooks" not in person.offered()
    person.opens("webhooks")
    person.sees("There is no such page, or you may not see it.")
