"""Who reaches profile and own addresses, and whose they are (api.md §2 and §5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tenant_managed.customers import get_customer
from tests.component.api import Answer, Api, Handler
from tests.component.customer_managed.own import Own, join_company, signed_up
from tests.component.customer_managed.storefront import Storefront

Call = Callable[[Own], Answer]
ADDRESS = {"contactName": "Anna"}

READING: dict[str, Call] = {
    "get_profile": lambda own: own.get(),
    "list_own_addresses": lambda own: own.addresses(),
    "get_own_address": lambda own: own.address("home"),
}
WRITING: dict[str, Call] = {
    "update_profile": lambda own: own.patch({"title": "Dr"}),
    "merge_profile": lambda own: own.put({"title": "Dr"}),
    "create_own_address": lambda own: own.create_address({**ADDRESS, "id": "new"}),
    "replace_own_address": lambda own: own.replace_address("home", {"city": "Bonn"}),
    "update_own_address": lambda own: own.update_address("home", {"city": "Bonn"}),
    "delete_own_address": lambda own: own.delete_address("home"),
    "add_own_address_tags": lambda own: own.tag_address("home", "tags=A"),
    "remove_own_address_tags": lambda own: own.untag_address("home", "tags=OLD"),
}
OPERATIONS = READING | WRITING
every_operation = pytest.mark.parametrize("call", OPERATIONS.values(), ids=OPERATIONS.keys())
every_writing_operation = pytest.mark.parametrize("call", WRITING.values(), ids=WRITING.keys())


@dataclass(frozen=True)
class OfService(Own):
    """The same calls with the token of a service."""

    api: Api

    def call(self, handler: Handler, route: str, body: Any = None, **options: Any) -> Answer:
        """A call with the service's token."""
        return self.api.request(handler, route, body, **options)


@pytest.fixture
def home(own: Own) -> Own:
    """A customer with an address."""
    assert own.create_address({**ADDRESS, "id": "home", "tags": ["OLD"]}).status == 201
    return own


def fault(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["fault"]["faultstring"]


@every_operation
class TestSession:
    def test_while_it_lives_the_token_is_good(self, home: Own, call: Call) -> None:
        assert call(home).status in {200, 201, 204}

    def test_of_a_customer_on_hold_is_dead(self, home: Own, api: Api, call: Call) -> None:
        api.patch(home.number, {"onHold": True})

        assert fault(call(home)) == (401, "Invalid access token")

    def test_of_an_inactive_customer_is_dead(self, home: Own, api: Api, call: Call) -> None:
        api.patch(home.number, {"active": False})

        assert fault(call(home)) == (401, "Invalid access token")

    def test_stays_dead_when_the_hold_is_over(self, home: Own, api: Api, call: Call) -> None:
        api.patch(home.number, {"onHold": True})
        api.patch(home.number, {"onHold": False})

        assert call(home).status == 401

    def test_of_a_deleted_customer_is_dead(self, home: Own, api: Api, call: Call) -> None:
        api.delete(home.number)

        assert fault(call(home)) == (401, "Invalid access token")

    def test_is_dead_after_log_out(self, home: Own, storefront: Storefront, call: Call) -> None:
        storefront.log_out(home.token)

        assert fault(call(home)) == (401, "Invalid access token")


@every_operation
class TestToken:
    def test_of_another_tenant_is_403(self, home: Own, other_tenant: str, call: Call) -> None:
        elsewhere = replace(home, storefront=replace(home.storefront, tenant=other_tenant))

        assert call(elsewhere).status == 403

    def test_of_a_service_is_403_however_much_it_may(self, home: Own, api: Api, call: Call) -> None:
        scopes = (
            "customer.customer_manage",
            "customer.customerprofile_view",
            "customer.customerprofile_edit",
        )

        answer = call(OfService(home.storefront, home.number, "", api.as_(*scopes)))

        assert (answer.status, answer.json["type"]) == (403, "forbidden")


class TestAnonymousVisitor:
    @pytest.mark.parametrize("name", sorted(OPERATIONS.keys() - {"get_profile"}))
    def test_owns_nothing_except_a_profile(self, home: Own, storefront: Storefront, name: str) -> None:
        visitor = replace(home, token=storefront.visit["access_token"])
        scope = "customerprofile_view" if name in READING else "customerprofile_edit"

        answer = OPERATIONS[name](visitor)

        assert (answer.status, answer.json["type"]) == (403, "forbidden")
        assert answer.json["details"] == [{"message": f"missing scope: customer.{scope}"}]


class TestRestriction:
    @every_operation
    def test_of_the_customer_does_not_keep_it_from_itself(
        self, home: Own, api: Api, restrictions: list[str], call: Call
    ) -> None:
        api.patch(home.number, {"restriction": "DE"})

        assert call(home).status in {200, 201, 204}
        assert api.get(home.number).json["restriction"] == "DE"


class TestColleague:
    @pytest.fixture
    def colleague(self, home: Own, storefront: Storefront, email: str) -> Own:
        """Another customer of the same company, with an address of the same id."""
        other = signed_up(storefront, f"colleague.{email}")
        other.create_address({**ADDRESS, "id": "home", "tags": ["OLD"]})
        for number in (home.number, other.number):
            join_company(home.storefront.tenant, number)
        return other

    @every_writing_operation
    def test_is_not_changed_by_what_one_changes_of_oneself(
        self, home: Own, colleague: Own, call: Call
    ) -> None:
        route = "GET /customer/{tenant}/customers/{customerNumber}"
        reached = home.call(get_customer.lambda_handler, route, customerNumber=colleague.number)
        before = (colleague.get().json, colleague.shown(), home.version())

        answer = call(home)

        assert (reached.status, answer.status in {200, 201, 204}) == (200, True)
        assert (colleague.get().json, colleague.shown(), home.version() - 1) == before

    def test_has_addresses_that_are_not_ones_own(self, home: Own, colleague: Own) -> None:
        colleague.create_address({**ADDRESS, "id": "theirs"})

        assert home.address("theirs").status == 404
        assert home.delete_address("theirs").status == 404
        assert home.shown().keys() == {"home"}
