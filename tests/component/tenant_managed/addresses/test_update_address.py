"""PATCH /customers/{customerNumber}/addresses/{addressId} (api.md §1 and §4, Addresses)."""

from typing import Any

import pytest

from shared.domain.customers.address import TEXTS
from tests.component.api import MERGE_PATCH
from tests.component.tenant_managed.addresses.calls import SCHEMA, WHOLE, Addresses


@pytest.fixture(params=["application/json", MERGE_PATCH])
def media_type(request: pytest.FixtureRequest) -> str:
    """Either media type: both take the same members and mean the same."""
    return str(request.param)


@pytest.fixture
def home(addresses: Addresses) -> dict[str, Any]:
    """An address that has everything, as it is shown."""
    addresses.put("home", WHOLE)
    shown: dict[str, Any] = addresses.get("home").json
    return shown


def changed(home: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return the document after a change of these members; `None` stands for one that is gone."""
    after = {name: value for name, value in {**home, **members}.items() if value is not None}
    return after | {"metadata": after["metadata"] | {"version": 2}}


class TestAnswer:
    def test_it_is_empty(self, addresses: Addresses, home: dict[str, Any], media_type: str) -> None:
        answer = addresses.patch("home", {"city": "Bonn"}, content_type=media_type)

        assert (answer.status, answer.text) == (200, "")
        assert addresses.get("home").json == changed(home, city="Bonn")

    @pytest.mark.parametrize("options", [{}, {"raw": ""}, {"body": {}}])
    def test_an_empty_body_changes_nothing(
        self, addresses: Addresses, home: dict[str, Any], options: dict[str, Any]
    ) -> None:
        assert addresses.patch("home", **options).status == 200

        assert addresses.versions() == (2, {"home": 1})

    def test_of_an_unknown_address_or_customer_it_is_404(self, addresses: Addresses) -> None:
        addresses.created(id="home")

        assert addresses.patch("office", {"city": "Bonn"}).status == 404
        assert addresses.patch("home", {"city": "Bonn"}, customerNumber="unknown").status == 404

    def test_400_comes_before_404(self, addresses: Addresses) -> None:
        for body in ({"city": 5}, {"contactName": None}, {"tags": [str(tag) for tag in range(51)]}):
            assert addresses.patch("office", body, customerNumber="unknown").status == 400


class TestMembers:
    @pytest.mark.parametrize(
        ("member", "value"),
        [
            *((member, "x") for member in TEXTS if member != "country"),
            ("country", "FR"),
            ("street", ""),
            ("tags", ["GIFTS"]),
            ("isDefault", False),
        ],
    )
    def test_one_that_is_named_is_set_and_no_other_is_touched(
        self, addresses: Addresses, home: dict[str, Any], media_type: str, member: str, value: Any
    ) -> None:
        assert addresses.patch("home", {member: value}, content_type=media_type).status == 200

        assert addresses.get("home").json == changed(home, **{member: value})

    @pytest.mark.parametrize("member", [*(name for name in TEXTS if name != "contactName"), "tags", "mixins"])
    def test_null_clears_it(
        self, addresses: Addresses, home: dict[str, Any], media_type: str, member: str
    ) -> None:
        assert addresses.patch("home", {member: None}, content_type=media_type).status == 200

        assert addresses.get("home").json == changed(home, **{member: None})

    def test_an_empty_list_or_country_clears_too(self, addresses: Addresses, home: dict[str, Any]) -> None:
        addresses.patch("home", {"tags": [], "country": ""})

        assert addresses.get("home").json == changed(home, tags=None, country=None)

    def test_null_for_the_default_means_no(self, addresses: Addresses, home: dict[str, Any]) -> None:
        addresses.patch("home", {"isDefault": None})

        assert addresses.get("home").json == changed(home, isDefault=False)

    @pytest.mark.parametrize("name", [None, ""])
    def test_the_name_cannot_be_cleared(
        self, addresses: Addresses, home: dict[str, Any], media_type: str, name: str | None
    ) -> None:
        answer = addresses.patch("home", {"contactName": name, "city": "Bonn"}, content_type=media_type)

        assert (answer.status, list(answer.problems)) == (400, ["contactName"])
        assert addresses.get("home").json == home

    def test_what_is_unknown_or_read_only_is_ignored(
        self, addresses: Addresses, home: dict[str, Any]
    ) -> None:
        addresses.patch("home", {"id": "office", "unknown": 1})

        assert addresses.shown() == {"home": home}

    def test_one_that_is_wrong_is_named_and_nothing_changes(
        self, addresses: Addresses, home: dict[str, Any], media_type: str
    ) -> None:
        answer = addresses.patch("home", {"city": "Bonn", "country": "XX"}, content_type=media_type)

        assert (answer.status, list(answer.problems)) == (400, ["country"])
        assert addresses.get("home").json == home


class TestMixins:
    @pytest.mark.parametrize(
        ("patch", "mixins"),
        [
            ({"gate": {"code": 1}}, {"gate": {"code": 1, "since": None}}),
            ({"gate": {"code": None}}, {"gate": {"since": None}}),
            ({"gate": None}, None),
            ({"bell": {"name": "A"}}, {**WHOLE["mixins"], "bell": {"name": "A"}}),
            ({"gate": [1]}, {"gate": [1]}),
        ],
    )
    def test_they_merge_by_member(
        self,
        addresses: Addresses,
        home: dict[str, Any],
        media_type: str,
        patch: dict[str, Any],
        mixins: dict[str, Any] | None,
    ) -> None:
        addresses.patch("home", {"mixins": patch}, content_type=media_type)

        assert addresses.get("home").json == changed(home, mixins=mixins)

    @pytest.mark.parametrize(
        ("patch", "schemas"),
        [
            ({"mixins": {"bell": SCHEMA}}, {"gate": SCHEMA, "bell": SCHEMA}),
            ({"mixins": {"gate": None}}, None),
            ({"mixins": None}, None),
            (None, None),
        ],
    )
    def test_so_do_their_schemas(
        self, addresses: Addresses, home: dict[str, Any], patch: Any, schemas: dict[str, Any] | None
    ) -> None:
        addresses.patch("home", {"metadata": patch})

        metadata = {"version": 2} if schemas is None else {"version": 2, "mixins": schemas}
        assert addresses.get("home").json == home | {"metadata": metadata}


class TestVersion:
    def test_it_grows_with_each_change_and_with_nothing_else(self, addresses: Addresses) -> None:
        addresses.created(id="home")

        for city, version in [("a", 2), ("a", 2), ("", 3), ("", 3), (None, 4), (None, 4)]:
            addresses.patch("home", {"city": city})
            assert addresses.versions() == (version + 1, {"home": version})

    def test_the_current_one_of_the_address_is_accepted_and_another_one_is_409(
        self, addresses: Addresses, home: dict[str, Any], media_type: str
    ) -> None:
        body = {"city": "Bonn", "metadata": {"version": 1}}

        assert addresses.patch("home", body, content_type=media_type).status == 200
        answer = addresses.patch("home", body, content_type=media_type)

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")

    def test_a_version_keeps_the_schemas(self, addresses: Addresses, home: dict[str, Any]) -> None:
        addresses.patch("home", {"city": "Bonn", "metadata": {"version": 1}})

        assert addresses.get("home").json == changed(home, city="Bonn")

    @pytest.mark.parametrize(("tag", "status"), [("{}", 200), ("*", 200), ('"1"', 412), ('"0", {}', 200)])
    def test_if_match_is_about_the_address(
        self, addresses: Addresses, home: dict[str, Any], tag: str, status: int
    ) -> None:
        expected = {"If-Match": tag.format(addresses.get("home").headers["ETag"])}
        answer = addresses.patch("home", {"city": "Bonn"}, headers=expected)

        assert answer.status == status

    def test_404_comes_before_412_and_412_before_409(
        self, addresses: Addresses, home: dict[str, Any]
    ) -> None:
        stale: dict[str, Any] = {"headers": {"If-Match": '"7"'}}

        assert addresses.patch("office", {"metadata": {"version": 7}}, **stale).status == 404
        assert addresses.patch("home", {"metadata": {"version": 7}}, **stale).status == 412
