"""A caller that is limited to restrictions (api.md §2), and the restriction of a customer (§4)."""

from typing import Any

import pytest

from tests.component.api import MERGE_PATCH, Answer, Api
from tests.component.tenants import Configure

pytestmark = pytest.mark.usefixtures("restrictions")

MANAGE_DE = "customer.customer_manage--DE"
MANAGE_FR = "customer.customer_manage--FR"
MEMBERS = {"lastName": "Koch", "contactEmail": "anna@example.com", "mixins": {"a": {"x": 1}}}


@pytest.fixture
def german(api: Api) -> Api:
    """A caller limited to DE."""
    return api.as_(MANAGE_DE)


@pytest.fixture
def several(api: Api) -> Api:
    """A caller limited to DE and FR."""
    return api.as_(MANAGE_DE, MANAGE_FR)


def restriction(api: Api, number: str) -> str | None:
    value: str | None = api.get(number).json.get("restriction")
    return value


class TestWhoSeesWhom:
    @pytest.fixture
    def customers(self, api: Api, restrictions: list[str]) -> None:
        for number, value in [("de", "DE"), ("fr", "FR"), ("none", None), ("de2", "DE")]:
            api.created({"id": number, "restriction": value, "lastName": "Koch", "mixins": {"a": {"x": 1}}})

    @pytest.mark.usefixtures("customers")
    @pytest.mark.parametrize(
        ("scopes", "claim", "visible"),
        [
            (["customer.customer_read"], None, "de de2 fr none"),
            (["customer.customer_read--DE"], None, "de de2"),
            (["customer.customer_read--FR"], None, "fr"),
            (["customer.customer_read--DE", "customer.customer_read--FR"], None, "de de2 fr"),
            (["customer.customer_read--DE", "customer.customer_read"], None, "de de2 fr none"),
            (["customer.customer_read"], ["DE"], "de de2"),
            (["customer.customer_read"], ["DE", "FR"], "de de2 fr"),
            (["customer.customer_read--FR"], ["DE"], "fr"),
            (["customer.customer_read--AT"], None, ""),
            (["customer.customer_read--"], None, ""),
            (["customer.customer_read"], [], ""),
            ([MANAGE_DE], None, "de de2"),
            ([MANAGE_DE, "customer.customer_read--FR"], None, "de de2 fr"),
        ],
        ids=str,
    )
    def test_the_rest_is_as_if_it_were_absent(
        self, api: Api, scopes: list[str], claim: list[str] | None, visible: str
    ) -> None:
        caller = api.as_(*scopes, restrictions=set(claim) if claim is not None else None)
        total = {"X-Total-Count": "true"}
        numbers = set(visible.split())

        for number in ("de", "fr", "none", "de2"):
            assert caller.get(number).status == (200 if number in numbers else 404)
        lists: list[Answer] = [
            caller.listed(headers=total),
            caller.listed(headers=total, query={"sort": "lastName:desc"}),
            caller.listed(headers=total, query={"expand": "mixin:*"}),
            caller.listed(headers=total, query={"q": "mixins.a.x:1"}),
            caller.search({"q": "lastName:Koch"}, headers=total),
            caller.search({"q": "id:(de,fr,none,de2)"}, headers=total),
        ]
        for answer in lists:
            assert {customer["id"] for customer in answer.json} == numbers
            assert (answer.headers["Count"], answer.headers["X-Total-Count"]) == (f"{len(numbers)}",) * 2
            assert "X-Next-Cursor" not in answer.headers

    @pytest.mark.usefixtures("customers")
    def test_no_filter_reveals_what_is_not_visible(self, german: Api) -> None:
        for q in ("restriction:FR", "restriction:null", "id:fr", "id:(fr,none)"):
            answer = german.search({"q": q}, headers={"X-Total-Count": "true"})

            assert (answer.json, answer.headers["X-Total-Count"]) == ([], "0")

    @pytest.mark.usefixtures("customers")
    def test_pages_hold_what_is_visible_and_are_full(self, several: Api) -> None:
        first = several.listed(query={"pageSize": 2})
        second = several.listed(query={"pageSize": 2, "next": first.headers["X-Next-Cursor"]})

        assert [len(first.json), len(second.json)] == [2, 1]
        assert {c["id"] for c in first.json + second.json} == {"de", "fr", "de2"}

    def test_an_invisible_number_is_answered_like_an_unknown_one(self, api: Api, german: Api) -> None:
        api.created({"id": "fr", "restriction": "FR"})

        for call in (german.get, german.patch, german.delete):
            invisible, unknown = call("fr"), call("xx")
            assert (invisible.status, unknown.status) == (404, 404)
            assert invisible.text == unknown.text.replace("xx", "fr")

    def test_moving_a_customer_moves_it_between_their_lists(self, api: Api) -> None:
        german, french = api.as_(MANAGE_DE), api.as_(MANAGE_FR)
        number = api.created({"restriction": "DE"})

        api.patch(number, {"restriction": "FR"})

        assert (german.numbers(), french.numbers(), api.numbers()) == ([], [number], [number])


class TestWritingWhatIsNotVisible:
    @pytest.mark.parametrize("value", ["FR", None])
    def test_nothing_changes_it(self, api: Api, german: Api, value: str | None) -> None:
        number = api.created({"restriction": value, **MEMBERS})
        before = api.get(number).json

        assert german.patch(number, {"title": "x"}).status == 404
        assert german.delete(number).status == 404
        for media_type in ("application/json", MERGE_PATCH):
            answer = german.put(number, {"title": "x", "restriction": "DE"}, content_type=media_type)
            assert (answer.status, answer.json["type"]) == (403, "forbidden")

        assert api.get(number).json == before

    def test_versions_tell_nothing_either(self, api: Api, german: Api) -> None:
        number = api.created({"restriction": "FR"})
        stale = {"If-Match": '"9"'}

        assert german.patch(number, {"metadata": {"version": 9}}, headers=stale).status == 404
        assert german.delete(number, headers=stale).status == 404
        assert german.put(number, {"metadata": {"version": 9}}, headers=stale).status == 403
        assert german.get(number, headers={"If-None-Match": '"1"'}).status == 404

    def test_read_for_all_is_not_manage_for_all(self, api: Api) -> None:
        number = api.created({"restriction": "FR"})
        caller = api.as_("customer.customer_read", MANAGE_DE)

        assert caller.get(number).status == 200
        assert caller.patch(number, {"title": "x"}).status == 404
        assert caller.put(number, {"title": "x"}).status == 403
        assert caller.delete(number).status == 404


class TestCreating:
    @pytest.mark.parametrize(
        ("given", "status", "stored"),
        [
            ({}, 201, "DE"),
            ({"restriction": None}, 201, "DE"),
            ({"restriction": "DE"}, 201, "DE"),
            ({"restriction": "FR"}, 403, None),
            ({"restriction": "AT"}, 403, None),
        ],
        ids=str,
    )
    def test_with_one_restriction_it_is_given(
        self, api: Api, german: Api, given: dict[str, Any], status: int, stored: str | None
    ) -> None:
        posted = german.create({**given, "id": "posted"})
        put = german.put("put", given)

        assert (posted.status, put.status) == (status, status)
        if status == 201:
            assert [restriction(german, number) for number in ("posted", "put")] == [stored, stored]
        else:
            assert api.numbers() == []

    @pytest.mark.parametrize(
        ("given", "status"), [({}, 400), ({"restriction": "FR"}, 201), ({"restriction": "AT"}, 403)], ids=str
    )
    def test_with_several_it_has_to_be_said(self, several: Api, given: dict[str, Any], status: int) -> None:
        posted, put = several.create({**given, "id": "posted"}), several.put("put", given)

        assert (posted.status, put.status) == (status, status)
        if status == 400:
            assert list(posted.problems) == list(put.problems) == ["restriction"]

    def test_ones_own_restriction_that_the_tenant_lacks_is_400(self, api: Api) -> None:
        answer = api.as_("customer.customer_manage--AT").create({"lastName": "Koch"})

        assert (answer.status, list(answer.problems)) == (400, ["restriction"])

    def test_with_none_at_all_nothing_can_be_created(self, api: Api) -> None:
        caller = api.as_("customer.customer_manage", restrictions=set())

        assert caller.create({}).status == 403
        assert caller.create({"restriction": "DE"}).status == 403

    def test_an_email_is_taken_even_by_one_that_is_not_visible(self, api: Api, german: Api) -> None:
        api.created({"restriction": "FR", **MEMBERS})

        assert german.create(MEMBERS).status == 409

    def test_a_number_is_taken_even_by_one_that_is_not_visible(self, api: Api, german: Api) -> None:
        api.created({"id": "1001", "restriction": "FR"})

        assert german.create({"id": "1001"}).status == 409


class TestMoving:
    @pytest.mark.parametrize("value", ["FR", "AT", None])
    def test_out_of_ones_set_is_403(self, api: Api, german: Api, value: str | None) -> None:
        number = german.created({})

        answer = german.patch(number, {"restriction": value})

        assert (answer.status, answer.json["type"]) == (403, "forbidden")
        assert restriction(api, number) == "DE"

    def test_out_of_ones_set_by_put_is_403_but_absent_or_null_is_not_a_move(self, german: Api) -> None:
        number = german.created({})

        assert german.put(number, {"restriction": "FR"}).status == 403
        for body in ({}, {"restriction": None}, {"restriction": "DE"}):
            assert german.put(number, body).status == 204
            assert restriction(german, number) == "DE"

    def test_within_ones_set_is_fine(self, several: Api) -> None:
        number = several.created({"restriction": "DE"})

        assert several.patch(number, {"restriction": "FR"}).status == 200
        assert several.put(number, {"restriction": "DE"}).status == 204

    def test_an_unlimited_caller_gives_takes_and_changes_it(self, api: Api) -> None:
        number = api.created({})

        for value in ("DE", "FR", None):
            assert api.patch(number, {"restriction": value}).status == 200
            assert restriction(api, number) == value

    @pytest.mark.parametrize("value", ["AT", "de", "", " DE"])
    def test_one_that_the_tenant_lacks_is_400(self, api: Api, value: str) -> None:
        number = api.created({"restriction": "DE"})

        for answer in (
            api.create({**MEMBERS, "restriction": value}),
            api.patch(number, {"restriction": value}),
            api.put(number, {"restriction": value}),
            api.put("new", {"restriction": value}),
        ):
            assert (answer.status, answer.json["type"]) == (400, "validation_failure")
            assert list(answer.problems) == ["restriction"]

    def test_one_that_the_tenant_has_given_up_may_stay(self, api: Api, configure: Configure) -> None:
        number = api.created({"restriction": "FR"})
        configure("restrictions", ["DE"])

        assert api.patch(number, {"title": "Dr", "restriction": "FR"}).status == 200
        assert api.put(number, {}).status == 204
        assert restriction(api, number) == "FR"
        assert api.numbers() == [number]
        assert api.create({"restriction": "FR"}).status == 400


class TestSynchronisation:
    @pytest.fixture(autouse=True)
    def synchronised(self, configure: Configure) -> None:
        configure("enableSyncBetweenRestrictionsAndSiteCodes", True)

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ({"preferredSite": "DE"}, "DE"),
            ({"preferredSite": "DE", "restriction": None}, "DE"),
            ({"preferredSite": "berlin"}, None),
            ({}, None),
            ({"preferredSite": "DE", "restriction": "FR"}, "FR"),
        ],
        ids=str,
    )
    def test_absent_it_is_the_preferred_site_if_that_is_a_restriction(
        self, api: Api, body: dict[str, Any], expected: str | None
    ) -> None:
        api.put("put", body)

        assert restriction(api, api.created(body)) == expected
        assert restriction(api, "put") == expected

    def test_it_follows_the_site_while_it_was_taken_from_it(self, api: Api) -> None:
        number = api.created({"preferredSite": "DE"})

        for site, expected in [("FR", "FR"), ("rome", None), ("DE", "DE"), (None, None), ("FR", "FR")]:
            api.patch(number, {"preferredSite": site})
            assert restriction(api, number) == expected

        api.put(number, {"preferredSite": "DE"})
        assert restriction(api, number) == "DE"

    def test_one_that_was_chosen_does_not_follow(self, api: Api) -> None:
        chosen = api.created({"preferredSite": "DE", "restriction": "FR"})
        rechosen = api.created({"preferredSite": "DE"})
        api.patch(rechosen, {"restriction": "FR"})

        for number in (chosen, rechosen):
            api.patch(number, {"preferredSite": "main"})
            assert restriction(api, number) == "FR"

    def test_cleared_it_is_the_sites_again(self, api: Api) -> None:
        number = api.created({"preferredSite": "DE", "restriction": "FR"})

        api.patch(number, {"restriction": None})

        assert restriction(api, number) == "DE"

    def test_a_callers_own_value_comes_first(self, german: Api) -> None:
        number = german.created({"preferredSite": "FR"})

        assert restriction(german, number) == "DE"

    def test_a_limited_caller_cannot_move_a_customer_away_by_its_site(self, api: Api, german: Api) -> None:
        number = api.created({"preferredSite": "DE"})

        assert german.patch(number, {"preferredSite": "FR"}).status == 403
        assert german.patch(number, {"preferredSite": "rome"}).status == 403
        assert restriction(api, number) == "DE"

    def test_sent_back_as_read_it_keeps_following(self, api: Api) -> None:
        number = api.created({"preferredSite": "DE"})
        api.put(number, api.get(number).json)

        api.patch(number, {"preferredSite": "FR"})

        assert restriction(api, number) == "FR"

    def test_switched_off_it_stays_as_it_is(self, api: Api, configure: Configure) -> None:
        number = api.created({"preferredSite": "DE"})
        configure("enableSyncBetweenRestrictionsAndSiteCodes", False)

        api.patch(number, {"preferredSite": "FR"})

        assert restriction(api, number) == "DE"
