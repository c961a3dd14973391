"""`GET …/customers/{n}/history` and `POST …/history/{version}/restore`, through the function of changes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb.items.history import HistoryItem
from shared.adapters.dynamodb.keys import history_key
from shared.adapters.dynamodb.writes import Update
from shared.domain.instants import now
from shared.domain.json_text import loads
from shared.http.pages import cursor_of
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_data.stored import items_of
from tests.component.customer_managed.conftest import email, storefront
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    change,
    request_change,
    request_reset,
)
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.events.conftest import bus, bus_url, heard, shared_bus, stream
from tests.component.stored_customers import customer_of
from tests.component.tenant_managed.addresses.calls import WHOLE, Addresses
from tests.component.tenant_managed.histories import Histories, histories

__all__ = ["bus", "bus_url", "email", "heard", "histories", "shared_bus", "storefront", "stream"]

RESTORING = "shared.use_cases.customers.restore_customer"
Configure = Callable[[str, object], None]


class TestReading:
    def test_it_is_told_who_changed_what_the_newest_first(self, api: Api, histories: Histories) -> None:
        number = api.created({"lastName": "Weber", "mixins": {"shop": {"points": 1}}})
        api.patch(number, {"lastName": "Meyer", "mixins": {"shop": {"points": 1.0, "level": "gold"}}})
        Addresses(api, number).put("home", WHOLE | {"city": "Köln"})
        Addresses(api, number).patch("home", {"city": "Bonn"})
        api.patch(number, {"onHold": True})

        held, moved, added, renamed, created = histories.entries(number)

        assert [each["version"] for each in (held, moved, added, renamed, created)] == [5, 4, 3, 2, 1]
        assert (held["event"], held["changes"]) == ("customer.held", [])
        assert {"field": "addresses.home.city", "before": "Köln", "after": "Bonn"} in moved["changes"]
        assert {each["field"] for each in added["changes"]} >= {"addresses.home.city"}
        assert {each["field"]: each for each in renamed["changes"]} == {
            "lastName": {"field": "lastName", "before": "Weber", "after": "Meyer"},
            "mixins.shop.points": {"field": "mixins.shop.points", "before": 1, "after": 1.0},
            "mixins.shop.level": {"field": "mixins.shop.level", "after": "gold"},
        }
        assert created["event"] == "customer.created"
        assert created["by"] == "a-client"
        assert all("before" not in each for each in created["changes"])
        assert held["at"] == api.get(number).json["metadataModifiedAt"]

    def test_no_secret_is_shown_whatever_the_customer_has_done(
        self, api: Api, histories: Histories, storefront: Storefront, email: str
    ) -> None:
        own = signed_up(storefront, email)
        request_reset(storefront, email)
        request_change(own, email, f"new.{email}")
        assert change(own).status < 300
        profile, *others = sorted(
            (raw for raw in items_of(api.tenant) if raw["pk"]["S"].endswith(f"#{own.number}")),
            key=lambda raw: raw["sk"]["S"] != "PROFILE",
        )
        secrets = {profile[name]["S"] for name in ("writeId", "incarnation", "proofId") if name in profile}
        secrets |= {raw[name]["S"] for raw in others for name in ("nonce", "family") if name in raw}
        secrets |= {raw["passwordHash"]["S"] for raw in items_of(api.tenant) if "passwordHash" in raw}

        shown = histories.read(own.number).text

        assert len(secrets) > 5
        assert [each for each in (*secrets, PASSWORD, NEW_PASSWORD, f"new.{email}") if each in shown] == []
        assert [entry["event"] for entry in loads(shown)] == ["customer.password-set", "customer.created"]

    def test_pages_meet_every_entry_once_however_many_come_meanwhile(
        self, api: Api, histories: Histories
    ) -> None:
        number = api.created({"lastName": "0"})
        for place in range(1, 7):
            api.patch(number, {"lastName": str(place)})

        first = histories.read(number, pageSize=3)
        api.patch(number, {"lastName": "7"})
        second = histories.read(number, pageSize=3, next=first.headers["X-Next-Cursor"])
        third = histories.read(number, pageSize=3, next=second.headers["X-Next-Cursor"])

        pages = [first, second, third]
        assert [[entry["version"] for entry in page.json] for page in pages] == [[7, 6, 5], [4, 3, 2], [1]]
        assert [page.headers["Count"] for page in pages] == ["3", "3", "1"]
        assert "X-Next-Cursor" not in third.headers

    def test_a_page_that_ends_with_the_history_has_no_cursor(self, api: Api, histories: Histories) -> None:
        number = api.created({"lastName": "0"})
        api.patch(number, {"lastName": "1"})

        assert "X-Next-Cursor" not in histories.read(number, pageSize=2).headers

    @pytest.mark.parametrize(
        "cursor",
        [
            "",
            "x",
            "W10",
            "!",
            cursor_of(None),
            cursor_of({"a": 1}),
            cursor_of(["another", 1, 0]),
            "A" * 40_000,
        ],
    )
    def test_a_cursor_that_is_none_is_refused(self, api: Api, histories: Histories, cursor: str) -> None:
        number = api.created({"lastName": "Weber"})

        assert histories.read(number, next=cursor).status == 400

    @pytest.mark.parametrize(
        "place", [[0, 0], [1, -1], [1.5, 0], [True, 0], ["1", 0], [10**30, 0], [1], [1, 0, 0], [None, None]]
    )
    def test_nor_is_one_whose_place_cannot_be(self, api: Api, histories: Histories, place: list[Any]) -> None:
        number = api.created({"lastName": "Weber"})
        cursor = cursor_of([customer_of(api.tenant, number).incarnation, *place])

        assert histories.read(number, next=cursor).status == 400

    def test_a_cursor_of_another_customer_or_an_earlier_one_of_the_number_is_refused(
        self, api: Api, histories: Histories, configure: Configure
    ) -> None:
        configure("enableRecreationOfDeletedCustomer", True)
        first, other = (api.created({"id": name, "lastName": "0"}) for name in ("first", "other"))
        api.patch(first, {"lastName": "1"})
        cursor = histories.read(first, pageSize=1).headers["X-Next-Cursor"]

        assert histories.read(other, next=cursor).status == 400
        api.delete(first)
        api.created({"id": first, "lastName": "Koch"})
        assert histories.read(first, next=cursor).status == 400

    @pytest.mark.parametrize("size", ["0", "1001", "x"])
    def test_a_size_that_no_page_has_is_refused(self, api: Api, histories: Histories, size: str) -> None:
        assert histories.read(api.created({"lastName": "Weber"}), pageSize=size).status == 400

    def test_nobody_has_a_history_beyond_what_the_caller_may_see(
        self, api: Api, histories: Histories, restrictions: list[str]
    ) -> None:
        number = api.created({"lastName": "Weber", "restriction": "DE"})
        french, german = (api.as_("customer.customer_read", restrictions={name}) for name in ("FR", "DE"))

        assert histories.read(number, french).status == 404
        assert histories.read(number, german).status == 200
        assert histories.read("nobody").status == 404
        assert histories.read(number, api.as_("customer.customer_read_own")).status == 403

    def test_without_a_history_the_list_is_empty(
        self, api: Api, histories: Histories, configure: Configure
    ) -> None:
        configure("history.days", 0)
        number = api.created({"lastName": "Weber"})

        assert histories.entries(number) == []

    def test_an_entry_that_has_expired_is_not_shown_though_it_is_there(
        self, api: Api, histories: Histories
    ) -> None:
        number = api.created({"lastName": "0"})
        for place in range(1, 4):
            api.patch(number, {"lastName": str(place)})
        histories.read(number)
        incarnation = customer_of(api.tenant, number).incarnation
        over = int((now() - timedelta(days=1)).timestamp())
        for version in (1, 3):
            key = history_key(api.tenant, number, incarnation, version, 0)
            wiring().table.write_alone(
                Update(key, [HistoryItem.expires_at.set(over)], HistoryItem.pk.exists())
            )

        first = histories.read(number, pageSize=1)
        second = histories.read(number, pageSize=1, next=first.headers["X-Next-Cursor"])

        assert [entry["version"] for page in (first, second) for entry in page.json] == [4, 2]
        assert "X-Next-Cursor" not in second.headers

    def test_a_page_of_large_entries_has_fewer_and_goes_on_behind_its_cursor(
        self, api: Api, histories: Histories
    ) -> None:
        number = api.created({"mixins": {"shop": {"text": "a" * 300_000}}})
        for letter in "bcdefghijkl":
            assert api.patch(number, {"mixins": {"shop": {"text": letter * 300_000}}}).status == 200

        pages = [histories.read(number)]
        while cursor := pages[-1].headers.get("X-Next-Cursor"):
            pages.append(histories.read(number, next=cursor))

        assert [[entry["version"] for entry in page.json] for page in pages] == [
            [12, 11, 10, 9],
            [8, 7, 6, 5],
            [4, 3, 2, 1],
        ]


class TestRestoring:
    def test_the_profile_is_what_it_was_as_a_new_version(self, api: Api, histories: Histories) -> None:
        before = {
            "title": "Dr",
            "firstName": "Anna",
            "lastName": "Weber",
            "company": "Weber AG",
            "contactEmail": "anna@example.com",
            "contactPhone": "1",
            "photoUrl": "https://example.com/a.png",
            "preferredLanguage": "de_DE",
            "preferredCurrency": "EUR",
            "preferredSite": "DE",
            "b2b": {"companyRegistrationId": "HRB 1"},
            "mixins": {"shop": {"points": 1, "of": {"a": [1, {}]}}, "empty": {}},
            "metadata": {"mixins": {"shop": "https://example.com/schema"}},
        }
        number = api.created(before)
        then = api.get(number, query={"expand": "mixin:*"}).json
        after = {"lastName": "Meyer", "contactEmail": "new@example.com", "mixins": {"other": {"a": 1}}}
        assert api.put(number, after | {"metadata": {"mixins": {}}}).status == 204
        assert api.patch(number, {"title": "Prof", "onHold": True}).status == 200

        assert histories.restore(number, 1).status == 204

        now_ = api.get(number, query={"expand": "mixin:*"}).json
        assert now_["metadata"]["version"] == 4
        same = then.keys() - {"metadata", "metadataModifiedAt", "onHold"}
        assert {name: now_.get(name) for name in same} == {name: then[name] for name in same}
        assert now_["metadata"]["mixins"] == then["metadata"]["mixins"]
        assert now_["onHold"] is True
        assert histories.entries(number)[0]["version"] == 4

    def test_what_it_did_not_have_is_gone_but_for_what_a_put_leaves(
        self, api: Api, histories: Histories, restrictions: list[str]
    ) -> None:
        number = api.created({"lastName": "Weber"})
        api.patch(
            number,
            {
                "title": "Dr",
                "restriction": "DE",
                "contactEmail": "anna@example.com",
                "mixins": {"shop": {"a": 1}},
                "active": False,
            },
        )
        Addresses(api, number).put("home", WHOLE)

        assert histories.restore(number, 1).status == 204

        found = customer_of(api.tenant, number)
        assert (found.title, found.restriction, dict(found.mixins)) == (None, None, {})
        assert (found.contact_email, found.active) == ("anna@example.com", False)
        assert [address.id for address in found.addresses] == ["home"]

    def test_the_present_version_is_restored_without_a_change(self, api: Api, histories: Histories) -> None:
        number = api.created({"lastName": "Weber"})

        assert histories.restore(number, 1).status == 204
        assert customer_of(api.tenant, number).version == 1

    def test_a_restoration_can_be_restored(self, api: Api, histories: Histories) -> None:
        number = api.created({"lastName": "Weber"})
        api.patch(number, {"lastName": "Meyer"})
        assert histories.restore(number, 1).status == 204
        assert histories.restore(number, 2).status == 204

        assert [each["version"] for each in histories.entries(number)] == [4, 3, 2, 1]
        assert customer_of(api.tenant, number).last_name == "Meyer"

    @pytest.mark.parametrize(
        ("version", "status"), [(3, 404), (999_999_999, 404), (0, 400), ("x", 400), ("01", 400)]
    )
    def test_a_version_that_never_was_is_refused(
        self, api: Api, histories: Histories, version: int | str, status: int
    ) -> None:
        number = api.created({"lastName": "Weber"})
        api.patch(number, {"lastName": "Meyer"})

        assert histories.restore(number, version).status == status

    def test_a_version_that_the_history_does_not_reach_is_gone_once_nothing_comes_any_more(
        self, api: Api, histories: Histories, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        number = api.created({"lastName": "0"})
        for place in range(1, 4):
            api.patch(number, {"lastName": str(place)})
        histories.read(number)
        key = history_key(api.tenant, number, customer_of(api.tenant, number).incarnation, 3, 0)
        wiring().table.delete_all([key])

        assert histories.restore(number, 3).status == 204  # undoes version 4 alone
        refused = histories.restore(number, 2)
        assert (refused.status, "Try again" in refused.json["message"]) == (409, True)
        monkeypatch.setattr(f"{RESTORING}.now", lambda: now() + timedelta(minutes=61))
        assert histories.restore(number, 2).status == 410
        assert histories.restore(number, 1).status == 410

    def test_a_change_that_has_not_come_yet_is_a_conflict(self, api: Api, histories: Histories) -> None:
        number = api.created({"lastName": "Weber"})
        histories.read(number)
        api.patch(number, {"lastName": "Meyer"})
        histories.heard.records()

        refused = histories.restore(number, 1)

        assert refused.status == 409
        assert "Try again" in refused.json["message"]

    @pytest.mark.parametrize(
        "options", [{"headers": {"If-Match": '"1"'}}, {"body": {"metadata": {"version": 1}}}]
    )
    def test_it_goes_by_preconditions(self, api: Api, histories: Histories, options: dict[str, Any]) -> None:
        number = api.created({"lastName": "Weber"})
        api.patch(number, {"lastName": "Meyer"})
        tag = api.get(number).headers["ETag"]

        refused = histories.restore(number, 1, **options)

        assert refused.status == (412 if "headers" in options else 409)
        assert customer_of(api.tenant, number).last_name == "Meyer"
        accepted = (
            {"headers": {"If-Match": tag}} if "headers" in options else {"body": {"metadata": {"version": 2}}}
        )
        assert histories.restore(number, 1, **accepted).status == 204

    def test_what_can_no_longer_be_is_named(
        self, api: Api, histories: Histories, configure: Configure, restrictions: list[str]
    ) -> None:
        number = api.created({"lastName": "Weber", "restriction": "DE", "type": "CONTACT"})
        api.patch(number, {"restriction": "FR"})
        api.patch(number, {"type": "CUSTOMER", "contactEmail": "anna@example.com"})
        configure("restrictions", ["FR"])

        refused = histories.restore(number, 1)

        assert refused.status == 400
        assert refused.problems.keys() == {"restriction", "type"}

    def test_an_address_that_is_somebody_elses_by_now_is_a_conflict(
        self, api: Api, histories: Histories
    ) -> None:
        number = api.created({"contactEmail": "log-in@example.com"})
        api.patch(number, {"contactEmail": "anna@example.com"})
        api.patch(number, {"contactEmail": "new@example.com"})
        api.created({"contactEmail": "anna@example.com"})

        assert histories.restore(number, 2).status == 409
        assert customer_of(api.tenant, number).contact_email == "new@example.com"

    def test_a_caller_restores_within_its_restrictions(
        self, api: Api, histories: Histories, restrictions: list[str]
    ) -> None:
        number = api.created({"lastName": "Weber", "restriction": "DE"})
        api.patch(number, {"restriction": "FR", "lastName": "Meyer"})
        api.patch(number, {"lastName": "Koch"})
        french, german = (api.as_("customer.customer_manage", restrictions={name}) for name in ("FR", "DE"))

        assert histories.restore(number, 2, api=german).status == 404
        assert histories.restore(number, 1, api=french).status == 410
        assert histories.restore(number, 2, api=french).status == 204
        assert histories.restore(number, 2, api=api.as_("customer.customer_manage_own")).status == 403
