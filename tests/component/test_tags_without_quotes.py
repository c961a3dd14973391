"""`If-Match` and `If-None-Match` with a bare version: 400 that names the quotes, wherever they count."""

from collections.abc import Callable

import pytest

from tests.component.api import Answer, Api
from tests.component.tenant_managed.addresses.calls import Addresses

BARE = {"headers": {"If-Match": "6"}}
KNOWN = {"headers": {"If-None-Match": "6"}}
CALLS: dict[str, Callable[[Api, Addresses], Answer]] = {
    "get": lambda api, _: api.get("1", **KNOWN),
    "get of none": lambda api, _: api.get("2", **KNOWN),
    "put": lambda api, _: api.put("1", {"title": "Dr"}, **BARE),
    "put that creates": lambda api, _: api.put("2", {"title": "Dr"}, **KNOWN),
    "patch": lambda api, _: api.patch("1", {"title": "Dr"}, **BARE),
    "patch of none": lambda api, _: api.patch("2", {"title": "Dr"}, **BARE),
    "delete": lambda api, _: api.delete("1", **BARE),
    "get an address": lambda _, addresses: addresses.get("home", **KNOWN),
    "put an address": lambda _, addresses: addresses.put("home", {"contactName": "Bo"}, **BARE),
    "patch an address": lambda _, addresses: addresses.patch("home", {"city": "Bonn"}, **BARE),
    "delete an address": lambda _, addresses: addresses.delete("home", **BARE),
    "tag an address": lambda _, addresses: addresses.tag("home", {"tags": "A"}, **BARE),
    "untag an address": lambda _, addresses: addresses.untag("home", {"tags": "A"}, **BARE),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_it_is_400_and_nothing_has_changed(api: Api, call: Callable[[Api, Addresses], Answer]) -> None:
    addresses = Addresses(api, api.created({"id": "1", "lastName": "Koch"}))
    addresses.created(id="home")
    before = api.get("1", query={"expand": "addresses"}).json

    answer = call(api, addresses)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert "in double quotes" in answer.json["message"]
    assert api.get("1", query={"expand": "addresses"}).json == before
    assert api.get("2").status == 404
