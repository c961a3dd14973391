"""Changes by another container: new restrictions count at once, the rest within a minute (api.md §3)."""

import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from shared.adapters.dynamodb.stores import configurations
from shared.adapters.dynamodb.stores.configurations import CACHE_SECONDS
from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.tenants import set_value

KOCH = {"lastName": "Koch"}


@pytest.fixture
def elsewhere(api: Api) -> Tenants:
    """Another container's view, where `FR` is added while this one remembers `DE` alone."""
    others = Tenants(wiring().table, lambda: wiring().key_cipher)
    set_value(api.tenant, "restrictions", ["DE"], store=others)
    set_value(api.tenant, "enableSyncBetweenRestrictionsAndSiteCodes", True, store=others)
    api.created({"restriction": "DE"})
    set_value(api.tenant, "restrictions", ["DE", "FR"], store=others)
    return others


def test_it_may_be_given(api: Api, elsewhere: Tenants) -> None:
    assert api.create({**KOCH, "restriction": "FR"}).status == 201


def test_it_is_that_of_a_caller_with_no_other(api: Api, elsewhere: Tenants) -> None:
    limited = api.as_("customer.customer_manage--FR")

    number = limited.created({})

    assert limited.get(number).json["restriction"] == "FR"


def test_a_customer_follows_its_site_to_it(api: Api, elsewhere: Tenants) -> None:
    created = api.created({"preferredSite": "FR"})
    moved = api.created({"preferredSite": "DE"})
    set_value(api.tenant, "restrictions", ["DE", "FR", "AT"], store=elsewhere)
    api.patch(moved, {"preferredSite": "AT"})

    assert api.get(created).json["restriction"] == "FR"
    assert api.get(moved).json["restriction"] == "AT"


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets so many seconds go by for what is remembered of configurations."""

    def pass_by(seconds: float) -> None:
        clock = SimpleNamespace(monotonic=lambda: time.monotonic() + seconds, sleep=time.sleep)
        monkeypatch.setattr(configurations, "time", clock)

    return pass_by


def test_a_change_takes_effect_within_a_minute(
    api: Api, elsewhere: Tenants, after: Callable[[float], None]
) -> None:
    set_value(api.tenant, "restrictions", ["FR"], store=elsewhere)
    set_value(api.tenant, "customerActiveOnCreation", False, store=elsewhere)

    after(CACHE_SECONDS - 1)
    assert api.create({**KOCH, "restriction": "DE"}).status == 201
    assert api.get(api.created()).json["active"] is True

    after(CACHE_SECONDS + 1)
    assert api.create({**KOCH, "restriction": "DE"}).status == 400
    assert api.get(api.created()).json["active"] is False


def test_a_restriction_that_was_removed_elsewhere_is_noticed_with_one_that_was_added(
    api: Api, elsewhere: Tenants
) -> None:
    set_value(api.tenant, "restrictions", ["FR"], store=elsewhere)

    assert api.create({**KOCH, "restriction": "FR"}).status == 201
    assert api.create({**KOCH, "restriction": "DE"}).status == 400


def test_a_customer_of_the_last_moment_keeps_a_restriction_that_was_removed(
    api: Api, elsewhere: Tenants, after: Callable[[float], None]
) -> None:
    set_value(api.tenant, "restrictions", ["FR"], store=elsewhere)
    number = api.created({"restriction": "DE"})

    after(CACHE_SECONDS + 1)

    assert api.patch(number, {"title": "Dr"}).status == 200
    assert api.get(number).json["restriction"] == "DE"
    assert number in api.numbers()
