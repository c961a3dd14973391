"""Mixins that a tenant keeps for itself are not written by customers, in whichever way they come."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from shared.domain.errors import ValidationFailed
from tests.attacks.own_scene import ADMIN, COLLEAGUE, OWN, Scene, scene_of
from tests.component.api import EVERYTHING, MERGE_PATCH, Answer, Api
from tests.component.customer_managed.conftest import email, own, storefront
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import Storefront
from tests.component.tenants import set_value

__all__ = ["email", "own", "storefront"]

URL = "https://example.com/schema.json"
SETTING = "customerWritableMixins"
OURS, THEIRS = {"pricing": {"discount": 50}}, {"notes": {"color": "red"}}
BODIES: Mapping[str, dict[str, Any]] = {
    "a mixin": {"mixins": OURS},
    "one among others": {"mixins": {**THEIRS, **OURS}},
    "its schema": {"metadata": {"mixins": {"pricing": URL}}},
    "another value": {"mixins": {"kept": {"level": 2}}},
    "an equal number as a boolean": {"mixins": {"kept": {"level": True}}},
}
REMOVALS: Mapping[str, dict[str, Any]] = {
    "null": {"mixins": {"kept": None}},
    "null for all": {"mixins": None},
    "null for its schema": {"metadata": {"mixins": {"kept": None}}},
}
STORED = {"mixins": {"kept": {"level": 1}}, "metadata": {"mixins": {"kept": URL}}}


@pytest.fixture
def mine(api: Api, own: Own) -> Own:
    """A customer with a mixin of the tenant, who may write `notes` alone."""
    assert api.patch(own.number, STORED).status == 200
    set_value(api.tenant, SETTING, ["notes"])
    return own


def mixins(api: Api, number: str) -> tuple[Any, Any]:
    """Return the mixins of a customer, and their schemas."""
    document = api.get(number, query=EVERYTHING).json
    return document.get("mixins"), document["metadata"].get("mixins")


class TestOnesOwnProfile:
    @pytest.mark.parametrize("call", [Own.patch, Own.put], ids=["PATCH", "PUT"])
    @pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
    def test_is_refused_what_the_tenant_keeps(
        self, api: Api, mine: Own, call: Callable[..., Answer], body: dict[str, Any]
    ) -> None:
        answer = call(mine, body)

        assert (answer.status, answer.json["type"]) == (403, "forbidden")
        assert mixins(api, mine.number) == ({"kept": {"level": 1}}, {"kept": URL})

    @pytest.mark.parametrize("body", REMOVALS.values(), ids=REMOVALS.keys())
    def test_does_not_lose_it_either(self, api: Api, mine: Own, body: dict[str, Any]) -> None:
        assert mine.patch(body).status == 403
        assert mine.put(body, content_type=MERGE_PATCH).status == 403
        assert mixins(api, mine.number) == ({"kept": {"level": 1}}, {"kept": URL})

    @pytest.mark.parametrize("call", [Own.patch, Own.put], ids=["PATCH", "PUT"])
    def test_takes_the_others_and_what_it_has_read(
        self, api: Api, mine: Own, call: Callable[..., Answer]
    ) -> None:
        read = mine.get(query="expand=mixin:*").json
        body = {"mixins": {**read["mixins"], **THEIRS}, "metadata": {"mixins": read["metadata"]["mixins"]}}

        assert call(mine, body).status == 200
        assert mixins(api, mine.number)[0] == {"kept": {"level": 1}, **THEIRS}

    def test_takes_none_where_the_list_is_empty_and_every_one_without_a_list(
        self, api: Api, own: Own
    ) -> None:
        assert own.patch({"mixins": OURS}).status == 200
        set_value(api.tenant, SETTING, [])
        assert own.patch({"mixins": THEIRS}).status == 403

    def test_is_what_sellers_write(self, api: Api, mine: Own) -> None:
        assert api.patch(mine.number, {"mixins": OURS}).status == 200
        assert api.put(mine.number, {"mixins": {}}).status == 204


class TestOwnScopes:
    @pytest.fixture
    def scene(self) -> Scene:
        scene = scene_of(ADMIN)
        set_value(scene.tenant, SETTING, ["notes"])
        return scene

    @pytest.mark.parametrize("number", [OWN, COLLEAGUE])
    def test_write_the_same_of_oneself_and_of_colleagues(self, scene: Scene, number: str) -> None:
        for answer in (
            scene.me.patch(number, {"mixins": OURS}),
            scene.me.put(number, {"mixins": OURS}),
            scene.me.put(number, {"mixins": {"loyalty": None}}, content_type=MERGE_PATCH),
            scene.me.patch(number, {"mixins": {"loyalty": {"points": 9}}}),
        ):
            assert answer.status == 403, answer.text
        assert scene.me.put(number, {"lastName": "Weber", "mixins": THEIRS}).status == 204

        document = scene.api.get(number, query=EVERYTHING).json
        assert document["mixins"] == {"loyalty": {"points": 1}, **THEIRS}
        assert document["metadata"]["mixins"].keys() == {"loyalty"}

    def test_keep_what_a_put_does_not_name(self, scene: Scene) -> None:
        assert scene.me.put(COLLEAGUE, {"lastName": "Weber"}).status == 204

        assert scene.api.get(COLLEAGUE, query=EVERYTHING).json["mixins"] == {"loyalty": {"points": 1}}

    def test_give_none_of_the_tenants_to_a_new_colleague(self, scene: Scene) -> None:
        assert scene.me.create({"lastName": "Koch", "mixins": OURS}).status == 403
        assert scene.me.put("new", {"mixins": OURS}).status == 403
        assert scene.me.create({"lastName": "Koch", "mixins": THEIRS}).status == 201


class TestSignUp:
    @pytest.mark.parametrize(
        "body",
        [
            {"customerDetails": {"mixins": OURS}},
            {"customerDetails": {"metadata": {"mixins": {"pricing": URL}}}},
            {"customerAddress": {"contactName": "Anna", "mixins": OURS}},
        ],
        ids=str,
    )
    def test_brings_none_of_them(self, storefront: Storefront, email: str, body: dict[str, Any]) -> None:
        set_value(storefront.tenant, SETTING, ["notes"])

        assert storefront.sign_up(email, **body).status == 403
        assert storefront.sign_up(email, customerDetails={"mixins": THEIRS}).status == 201


class TestOnesOwnAddresses:
    def test_are_written_with_the_same_mixins(self, api: Api, mine: Own) -> None:
        assert mine.create_address({"id": "no", "contactName": "Anna", "mixins": OURS}).status == 403
        body = {"id": "home", "contactName": "Anna", "mixins": THEIRS}
        assert mine.create_address(body).status == 201
        assert mine.update_address("home", {"mixins": OURS}).status == 403
        assert mine.replace_address("home", {"city": "Bonn", "mixins": OURS}).status == 403
        assert mine.shown().keys() == {"home"}

    def test_keep_those_of_the_tenant(self, api: Api, mine: Own, configure: Any) -> None:
        assert mine.create_address({"id": "home", "contactName": "Anna"}).status == 201
        configure(SETTING, ["notes", "pricing"])
        assert mine.update_address("home", {"mixins": OURS}).status == 200
        configure(SETTING, ["notes"])

        assert mine.update_address("home", {"mixins": {"pricing": None}}).status == 403
        assert mine.replace_address("home", {"city": "Bonn", "mixins": THEIRS}).status == 204

        assert mine.shown()["home"]["mixins"] == {**OURS, **THEIRS}


@pytest.mark.parametrize("value", ["notes", {"notes": True}, [1], [None], ["x"] * 201, True])
def test_the_setting_is_a_list_of_names(tenant: str, value: object) -> None:
    with pytest.raises(ValidationFailed):
        set_value(tenant, SETTING, value)
