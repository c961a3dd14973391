"""What the next release has stored outlives every write of this one (architecture.md, Shapes)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from shared.adapters.dynamodb.items.item import SCHEMA
from shared.adapters.dynamodb.items.legal_entity import MembershipItem
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.writes import Item, Put
from shared.domain.instants import now
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.tenants.standing import suspended
from shared.runtime.wiring import wiring
from tests.component.api import MERGE_PATCH, Answer, Api
from tests.component.configuration.api import MANAGE, ConfigurationApi
from tests.component.customer_managed.credential_calls import (
    change,
    confirm_change,
    request_change,
    sent_token,
)
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.releases.next_release import LAYOUTS, everything_of, layout_of, losses, rewritten_by_it
from tests.component.tenant_managed.addresses.calls import Addresses


@dataclass(frozen=True)
class Scene:
    """A customer with two addresses, a company and a session, all in the shape of the next release."""

    api: Api
    own: Own
    addresses: Addresses
    configuration: ConfigurationApi
    client_management: ClientManagement
    email: str
    refresh_token: str

    @property
    def number(self) -> str:
        return self.own.number


@pytest.fixture
def scene(api: Api, storefront: Storefront, tenant: str, email: str) -> Scene:
    client_management = ClientManagement(tenant)
    own = signed_up(storefront, email, firstName="Anna", title="Dr", mixins={"loyalty": {"points": 1}})
    tokens = storefront.logged_in(email)
    addresses = Addresses(api, own.number)
    addresses.created(id="home", isDefault=True, city="Berlin")
    addresses.created(id="office", city="Bonn", tags=["A"])
    client_management.tell(client_management.created(), client_management.assigned(own.number))
    configuration = ConfigurationApi(api.as_(MANAGE))
    configuration.set("shop.colour", {"hue": 1})
    scene = Scene(api, own, addresses, configuration, client_management, email, str(tokens["refresh_token"]))
    assert rewritten_by_it(tenant) > 6
    return scene


def done(*answers: Answer) -> None:
    assert [answer.status for answer in answers if answer.status >= 300] == [], [a.text for a in answers]


def email_changed(scene: Scene) -> None:
    new_email = f"new.{scene.email}"
    done(request_change(scene.own, scene.email, new_email))
    token = sent_token(scene.api.tenant, scene.number, TokenPurpose.EMAIL_CHANGE)
    done(confirm_change(scene.own.storefront, token))
    scene.own.storefront.logged_in(new_email)


def tenant_suspended(scene: Scene) -> None:
    wiring().standings.revise(scene.api.tenant, lambda standing: suspended(standing, now()))


WRITES: dict[str, Callable[[Scene], object]] = {
    "patch": lambda it: done(it.api.patch(it.number, {"title": "Prof", "lastName": "Koch"})),
    "merge patch": lambda it: done(
        it.api.patch(it.number, {"mixins": {"loyalty": None}}, content_type=MERGE_PATCH)
    ),
    "put": lambda it: done(it.api.put(it.number, {"middleName": "Kim", "photoUrl": "https://example.com/a"})),
    "hold": lambda it: done(it.api.patch(it.number, {"onHold": True, "title": None})),
    "own patch": lambda it: done(it.own.patch({"title": "Prof", "mixins": {"shop": {"a": 1}}})),
    "own put": lambda it: done(it.own.put({"middleName": "Kim"})),
    "address patched": lambda it: done(it.addresses.patch("home", {"city": "Bonn", "street": "A"})),
    "address replaced": lambda it: done(it.addresses.put("office", {"contactName": "Ben"})),
    "another default": lambda it: done(it.addresses.patch("office", {"isDefault": True})),
    "own address replaced": lambda it: done(it.own.replace_address("office", {"contactName": "Ben"})),
    "own address tagged": lambda it: done(it.own.tag_address("office", {"tags": "B,C"})),
    "own address untagged": lambda it: done(it.own.untag_address("office", {"tags": "A"})),
    "address deleted": lambda it: done(it.addresses.delete("home")),
    "password changed": lambda it: done(change(it.own)),
    "e-mail changed": email_changed,
    "session refreshed": lambda it: done(it.own.storefront.refresh(it.refresh_token)),
    "setting changed": lambda it: done(it.configuration.put("shop.colour", {"value": {"hue": 2}})),
    "company renamed": lambda it: it.client_management.tell(
        it.client_management.updated(name="Another name", at=3000)
    ),
    "assigned otherwise": lambda it: it.client_management.tell(
        it.client_management.assigned(it.number, assignment="a2", at=3000)
    ),
    "tenant suspended": tenant_suspended,
}
RAISING = (
    *("patch", "session refreshed", "setting changed", "company renamed", "assigned otherwise"),
    *("e-mail changed", "tenant suspended"),
)


@pytest.mark.parametrize("write", WRITES)
def test_nothing_of_it_is_lost(scene: Scene, write: str) -> None:
    before = {(raw["pk"]["S"], raw["sk"]["S"]): raw for raw in everything_of(scene.api.tenant)}

    WRITES[write](scene)

    after = {(raw["pk"]["S"], raw["sk"]["S"]): raw for raw in everything_of(scene.api.tenant)}
    assert after != before
    new = {place for place in after.keys() - before.keys() if "#A#" not in place[0]}
    assert [loss for loss in losses(scene.api.tenant) if not any(loss.startswith(sk) for _, sk in new)] == []


def test_what_it_has_stored_is_not_shown(scene: Scene) -> None:
    shown = scene.api.get(scene.number, query={"expand": "addresses,accounts,mixin:*"})

    assert shown.status == 200
    assert "ofTheNextRelease" not in shown.text
    assert "ofTheNextRelease" not in scene.own.get(query={"expand": "addresses"}).text


def test_of_a_deleted_customer_nothing_of_it_is_left(scene: Scene) -> None:
    done(scene.api.delete(scene.number))

    mark: Any = wiring().table.get(customer_key(scene.api.tenant, scene.number))
    assert "ofTheNextRelease" not in str(mark)


def test_items_say_in_which_shape_they_were_written(api: Api) -> None:
    number = api.created({"lastName": "Koch", "contactEmail": "anna@example.com"})

    assert {raw["schema"]["N"] for raw in everything_of(api.tenant) if "#C#" in raw["pk"]["S"]} == {
        str(SCHEMA)
    }
    assert wiring().customers.find(api.tenant, number) is not None


def test_whatever_writes_an_item_as_a_whole_raises_its_number(scene: Scene) -> None:
    tenant = scene.api.tenant
    numbered = [raw for raw in everything_of(tenant) if layout_of(raw) is not None]
    for position, raw in enumerate(numbered):
        older = {name: value for name, value in raw.items() if name != "schema"}
        wiring().table.write(Put(older if position % 2 else {**older, "schema": {"N": str(SCHEMA - 1)}}))
    written: list[Item] = []

    for write in RAISING:
        before = everything_of(tenant)
        WRITES[write](scene)
        written += [raw for raw in everything_of(tenant) if raw not in before and layout_of(raw) is not None]

    assert {layout_of(raw) for raw in written} == {*LAYOUTS.values(), MembershipItem}
    assert {str(raw.get("schema")) for raw in written} == {str({"N": str(SCHEMA)})}


def test_items_of_before_have_no_number_and_are_read_as_the_first_shape(scene: Scene, api: Api) -> None:
    number = api.created({"lastName": "Koch"})
    raw = dict(wiring().table.get(customer_key(api.tenant, number)) or {})
    del raw["schema"]

    wiring().table.write(Put(raw))

    assert api.patch(number, {"title": "Dr"}).status == 200
    assert api.get(number).json["title"] == "Dr"
