"""Many callers at once at the addresses of one customer, with real threads: nothing is lost."""

from tests.component.api import Answer
from tests.component.rivals import RIVALS, at_once, statuses
from tests.component.tenant_managed.addresses.calls import Addresses


def test_changes_of_different_addresses_never_lose_one_another(addresses: Addresses) -> None:
    for rival in range(RIVALS):
        addresses.put(str(rival), {"contactName": "Anna"})

    answers = at_once(lambda rival: addresses.patch(str(rival), {"city": f"city {rival}"}))

    assert statuses(answers) == {200: RIVALS}
    assert {id_: address["city"] for id_, address in addresses.shown().items()} == {
        str(rival): f"city {rival}" for rival in range(RIVALS)
    }
    assert addresses.versions() == (1 + 2 * RIVALS, {str(rival): 2 for rival in range(RIVALS)})


def test_creations_deletions_and_changes_of_the_profile_go_together(addresses: Addresses) -> None:
    for rival in range(0, RIVALS, 3):
        addresses.put(str(rival), {"contactName": "Anna"})

    def one_of_three(rival: int) -> Answer:
        if rival % 3 == 0:
            return addresses.delete(str(rival))
        if rival % 3 == 1:
            return addresses.put(str(rival), {"contactName": "Bo"})
        return addresses.api.patch(addresses.number, {"mixins": {"m": {f"m{rival}": rival}}})

    answers = at_once(one_of_three)

    assert statuses(answers) == {204: 7, 201: 7, 200: 6}
    assert addresses.shown().keys() == {str(rival) for rival in range(1, RIVALS, 3)}
    mixins = addresses.api.get(addresses.number, query={"expand": "mixin:*"}).json["mixins"]
    assert mixins == {"m": {f"m{rival}": rival for rival in range(2, RIVALS, 3)}}


def test_of_many_that_become_the_default_exactly_one_stays_it(addresses: Addresses) -> None:
    for rival in range(RIVALS):
        addresses.put(str(rival), {"contactName": "Anna"})

    answers = at_once(lambda rival: addresses.patch(str(rival), {"isDefault": True}))

    defaults = [id_ for id_, address in addresses.shown().items() if address["isDefault"]]
    assert statuses(answers) == {200: RIVALS}
    assert len(defaults) == 1
    assert addresses.api.get(addresses.number).json["defaultAddress"]["id"] == defaults[0]


def test_tags_of_one_address_never_lose_one_another(addresses: Addresses) -> None:
    addresses.created(id="home")

    answers = at_once(lambda rival: addresses.tag("home", {"tags": f"T{rival}"}))

    assert statuses(answers) == {204: RIVALS}
    assert set(addresses.get("home").json["tags"]) == {f"T{rival}" for rival in range(RIVALS)}


def test_of_many_creates_with_one_id_exactly_one_wins(addresses: Addresses) -> None:
    answers = at_once(lambda rival: addresses.create({"contactName": f"name {rival}", "id": "home"}))

    assert statuses(answers) == {201: 1, 409: RIVALS - 1}
    assert addresses.versions() == (2, {"home": 1})


def test_of_many_puts_of_one_id_exactly_one_creates_it(addresses: Addresses) -> None:
    answers = at_once(lambda rival: addresses.put("home", {"contactName": f"name {rival}"}))

    assert statuses(answers) == {201: 1, 204: RIVALS - 1}
    assert addresses.versions() == (1 + RIVALS, {"home": RIVALS})


def test_of_many_changes_with_one_version_exactly_one_wins(addresses: Addresses) -> None:
    addresses.created(id="home")

    answers = at_once(
        lambda rival: addresses.patch("home", {"city": f"city {rival}", "metadata": {"version": 1}})
    )

    assert statuses(answers) == {200: 1, 409: RIVALS - 1}


def test_changes_of_other_addresses_do_not_spoil_an_entity_tag(addresses: Addresses) -> None:
    for rival in range(RIVALS):
        addresses.put(str(rival), {"contactName": "Anna"})
    known = [{"If-Match": addresses.get(str(rival)).headers["ETag"]} for rival in range(RIVALS)]

    answers = at_once(
        lambda rival: addresses.patch(str(rival), {"city": f"city {rival}"}, headers=known[rival])
    )

    assert statuses(answers) == {200: RIVALS}


def test_the_limit_holds_however_many_come_at_once(addresses: Addresses) -> None:
    for number in range(195):
        addresses.created(id=str(number))

    answers = at_once(lambda _: addresses.create({"contactName": "Anna"}))

    assert statuses(answers) == {201: 5, 400: RIVALS - 5}
    assert len(addresses.shown()) == 200


def test_the_same_call_many_times_with_one_idempotency_key_creates_once(addresses: Addresses) -> None:
    answers = at_once(
        lambda _: addresses.create({"contactName": "Anna"}, headers={"Idempotency-Key": "once"})
    )

    assert statuses(answers) == {201: RIVALS}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert addresses.versions()[0] == 2
