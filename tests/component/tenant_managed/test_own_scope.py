"""Callers with an `_own` scope: a customer among the customers of its companies (api.md §2)."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.items.session import session_item
from shared.adapters.dynamodb.keys import session_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Delete, Put
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import AccountId
from shared.domain.log_in.sessions import Session
from tests.component.admins import make_admin
from tests.component.api import MERGE_PATCH, Api
from tests.component.tenant_managed.examples import shown

Store = Callable[..., str]
L1, L2 = LegalEntityReference("L1", "Bakery"), LegalEntityReference("L2", "Brewery")
SESSION = "s1"
FAULT = {
    "fault": {
        "faultstring": "Invalid access token",
        "detail": {"errorcode": "oauth.v2.InvalidAccessToken"},
    }
}


@pytest.fixture
def log_in(api: Api, table: Table, store: Store) -> Callable[..., Api]:
    """Logs a new customer in and gives the API as it sees it."""

    def caller(
        number: str = "me",
        entities: tuple[LegalEntityReference, ...] = (L1,),
        *scopes: str,
        legal_entity: str | None = None,
        expires_at: int | None = None,
        epoch: int = 0,
        is_admin: bool = True,
        **attributes: Any,
    ) -> Api:
        store(number=number, legal_entities=entities, incarnation="first", **attributes)
        for entity in entities if is_admin else ():
            make_admin(api.tenant, number, entity.id)
        session = Session(
            tenant=api.tenant,
            customer_number=number,
            id=SESSION,
            visit_id=SESSION,
            client_id="shop",
            incarnation="first",
            epoch=epoch,
            family="f",
            created_at=int(time.time()),
            expires_at=expires_at or int(time.time()) + 60,
        )
        table.write(Put(session_item(session)))
        return api.of_customer(number, SESSION, *scopes, legal_entity=legal_entity)

    return caller


@pytest.fixture
def others(store: Store) -> None:
    """Customers of this company, of another, of both, and of none."""
    for number, entities in [("one", (L1,)), ("two", (L2,)), ("both", (L1, L2)), ("none", ())]:
        store(number=number, legal_entities=entities, last_name="Koch")


@pytest.mark.usefixtures("others")
class TestWhoIsVisible:
    @pytest.mark.parametrize(
        ("entities", "legal_entity", "visible"),
        [
            ((L1,), None, "both me one"),
            ((L2,), None, "both me two"),
            ((L1, L2), None, "both me one two"),
            ((L1, L2), "L1", "both me one"),
            ((), None, "me"),
            ((L1,), "L2", "me"),
            ((), "L1", "me"),
        ],
        ids=shown,
    )
    def test_it_is_those_who_share_a_company_and_oneself(
        self,
        log_in: Callable[..., Api],
        entities: tuple[LegalEntityReference, ...],
        legal_entity: str | None,
        visible: str,
    ) -> None:
        me = log_in("me", entities, legal_entity=legal_entity)
        numbers = visible.split()

        for number in ("me", "one", "two", "both", "none"):
            assert me.get(number).status == (200 if number in numbers else 404)
        for answer in (
            me.listed(headers={"X-Total-Count": "true"}),
            me.listed(headers={"X-Total-Count": "true"}, query={"sort": "lastName:desc"}),
            me.listed(headers={"X-Total-Count": "true"}, query={"expand": "addresses"}),
            me.search({"q": "active:true"}, headers={"X-Total-Count": "true"}),
        ):
            assert sorted(customer["id"] for customer in answer.json) == numbers
            assert answer.headers["X-Total-Count"] == str(len(numbers))

    def test_pages_and_cursors_stay_within(self, log_in: Callable[..., Api]) -> None:
        me = log_in()

        first = me.listed(query={"pageSize": 2})
        second = me.listed(query={"pageSize": 2, "next": first.headers["X-Next-Cursor"]})

        assert {c["id"] for c in first.json + second.json} == {"me", "one", "both"}
        assert len(first.json + second.json) == 3

    def test_a_service_with_an_own_scope_sees_nobody(self, api: Api) -> None:
        service = api.as_("customer.customer_read_own")

        assert service.numbers() == []
        assert service.get("one").status == 404

    def test_reading_is_not_managing(self, log_in: Callable[..., Api]) -> None:
        me = log_in("me", (L1,), "customer.customer_read_own")

        assert me.get("one").status == 200
        for answer in (me.patch("one", {}), me.put("one", {}), me.delete("one"), me.create({})):
            assert answer.status == 403
            assert answer.problems == {None: "missing scope: customer.customer_manage"}

    @pytest.mark.usefixtures("restrictions")
    def test_a_suffix_limits_it_further(self, log_in: Callable[..., Api], store: Store) -> None:
        store(number="german", legal_entities=(L1,), restriction="DE")

        me = log_in("me", (L1,), "customer.customer_read_own--DE")

        assert me.numbers() == ["german"]
        assert me.get("one").status == 404

    @pytest.mark.usefixtures("restrictions")
    def test_with_a_wide_scope_for_a_restriction_the_two_add_up(
        self, log_in: Callable[..., Api], store: Store
    ) -> None:
        store(number="german", restriction="DE")

        me = log_in("me", (L1,), "customer.customer_read--DE", "customer.customer_read_own")

        assert set(me.numbers()) == {"me", "one", "both", "german"}
        assert me.listed(headers={"X-Total-Count": "true"}).headers["X-Total-Count"] == "4"

    def test_a_customer_who_leaves_the_company_disappears_from_it(
        self, api: Api, log_in: Callable[..., Api]
    ) -> None:
        me = log_in()
        api.delete("one")

        assert set(me.numbers()) == {"me", "both"}
        assert me.get("one").status == 404


@pytest.mark.usefixtures("others")
class TestWriting:
    @pytest.mark.parametrize(("number", "entities"), [("me", (L1,)), ("one", (L1,)), ("both", (L1, L2))])
    def test_whose_companies_all_are_administered_can_be_changed(
        self, log_in: Callable[..., Api], number: str, entities: tuple[LegalEntityReference, ...]
    ) -> None:
        me = log_in("me", entities)

        assert me.patch(number, {"title": "Dr"}).status == 200
        assert me.put(number, {"title": "Prof"}).status == 204
        assert me.get(number).json["title"] == "Prof"

    @pytest.mark.parametrize("number", ["two", "none"])
    def test_those_who_are_not_cannot(self, log_in: Callable[..., Api], number: str) -> None:
        me = log_in()

        assert me.patch(number, {"title": "Dr"}).status == 404
        assert me.delete(number).status == 404
        assert me.put(number, {"title": "Dr"}).status == 403

    def test_a_colleague_can_be_deleted(self, log_in: Callable[..., Api]) -> None:
        me = log_in()

        assert me.delete("one").status == 202
        assert me.get("one").status == 404

    @pytest.mark.usefixtures("restrictions")
    @pytest.mark.parametrize("number", ["me", "one"])
    @pytest.mark.parametrize("body", [{"restriction": "DE"}, {"type": "CONTACT"}])
    def test_restriction_and_type_are_403(
        self, api: Api, log_in: Callable[..., Api], number: str, body: dict[str, Any]
    ) -> None:
        me = log_in()

        for answer in (
            me.patch(number, body),
            me.put(number, body),
            me.put(number, body, content_type=MERGE_PATCH),
        ):
            assert (answer.status, answer.json["type"]) == (403, "forbidden")
        assert api.get(number).json["metadata"]["version"] == 1

    @pytest.mark.usefixtures("restrictions")
    def test_a_restriction_cannot_be_cleared_either(self, log_in: Callable[..., Api], store: Store) -> None:
        store(number="german", legal_entities=(L1,), restriction="DE")

        assert log_in().patch("german", {"restriction": None}).status == 403

    def test_to_send_them_back_unchanged_is_fine(self, log_in: Callable[..., Api]) -> None:
        me = log_in()

        for number in ("me", "one"):
            read = me.get(number).json
            assert me.put(number, {**read, "title": "Dr"}).status == 204
            assert me.patch(number, {**read, "title": "Prof", "metadata": {}}).status == 200

    @pytest.mark.parametrize("body", [{"active": False}, {"onHold": True}])
    def test_ones_own_state_is_403_a_colleagues_is_not(
        self, log_in: Callable[..., Api], body: dict[str, Any]
    ) -> None:
        me = log_in()

        assert me.patch("me", body).status == 403
        assert me.put("me", body).status == 403
        assert me.patch("one", body).status == 200

    def test_a_wide_scope_reaches_all_of_it(self, log_in: Callable[..., Api]) -> None:
        me = log_in("me", (L1,), "customer.customer_manage")

        assert me.patch("two", {"type": "CONTACT"}).status == 200
        assert me.patch("me", {"onHold": True}).status == 200


class TestCreating:
    def test_the_new_customer_is_of_the_callers_company(self, api: Api, log_in: Callable[..., Api]) -> None:
        me = log_in()

        number = me.created({"lastName": "Koch", "contactEmail": "koch@example.com"})

        customer = api.get(number).json
        assert customer["b2b"]["legalEntities"][0]["id"] == "L1"
        assert customer["businessModel"] == "B2B"
        assert set(me.numbers()) == {"me", number}

    def test_by_put_as_well(self, api: Api, log_in: Callable[..., Api]) -> None:
        me = log_in()

        assert me.put("new", {"lastName": "Koch"}).status == 201
        assert api.get("new").json["b2b"]["legalEntities"][0]["id"] == "L1"
        assert me.get("new").status == 200

    def test_of_several_companies_it_is_the_tokens(self, api: Api, log_in: Callable[..., Api]) -> None:
        me = log_in("me", (L1, L2), legal_entity="L2")

        assert api.get(me.created({})).json["b2b"]["legalEntities"][0]["id"] == "L2"

    @pytest.mark.parametrize(
        ("entities", "legal_entity"), [((), None), ((), "L1"), ((L1,), "L2"), ((L1, L2), None)], ids=shown
    )
    def test_without_one_company_it_is_403(
        self,
        api: Api,
        log_in: Callable[..., Api],
        entities: tuple[LegalEntityReference, ...],
        legal_entity: str | None,
    ) -> None:
        me = log_in("me", entities, legal_entity=legal_entity)

        assert me.create({}).status == 403
        assert me.put("new", {}).status == 403
        assert api.numbers() == ["me"]

    @pytest.mark.usefixtures("restrictions")
    @pytest.mark.parametrize("body", [{"restriction": "DE"}, {"type": "CONTACT"}])
    def test_restriction_and_type_are_403(self, log_in: Callable[..., Api], body: dict[str, Any]) -> None:
        me = log_in()

        assert me.create(body).status == 403
        assert me.put("new", body).status == 403

    @pytest.mark.usefixtures("restrictions")
    def test_a_caller_limited_to_one_restriction_gives_it(self, api: Api, log_in: Callable[..., Api]) -> None:
        me = log_in("me", (L1,), "customer.customer_manage_own--DE")

        assert api.get(me.created({})).json["restriction"] == "DE"

    def test_a_service_with_an_own_scope_creates_nobody(self, api: Api) -> None:
        assert api.as_("customer.customer_manage_own").create({}).status == 403


class TestSession:
    def test_while_it_lives_the_token_is_good(self, log_in: Callable[..., Api]) -> None:
        assert log_in().get("me").status == 200

    def test_after_log_out_the_token_is_dead(
        self, api: Api, table: Table, log_in: Callable[..., Api]
    ) -> None:
        me = log_in()
        table.write(Delete(session_key(api.tenant, "me", SESSION)))

        for answer in (
            me.get("me"),
            me.listed(),
            me.search({}),
            me.create({}),
            me.put("me", {}),
            me.patch("me", {}),
            me.delete("me"),
        ):
            assert (answer.status, answer.json) == (401, FAULT)

    @pytest.mark.parametrize("change", [{"active": False}, {"onHold": True}])
    def test_hold_and_deactivation_are_immediate(
        self, api: Api, log_in: Callable[..., Api], change: dict[str, bool]
    ) -> None:
        me = log_in()
        assert me.get("me").status == 200

        api.patch("me", change)

        assert me.get("me").status == 401

    def test_deletion_is_immediate(self, api: Api, log_in: Callable[..., Api]) -> None:
        me = log_in(contact_email="me@example.com", accounts=(AccountId("me@example.com"),))

        api.delete("me")

        assert me.listed().status == 401

    @pytest.mark.parametrize("lacks", [{"expires_at": 1}, {"epoch": 1}])
    def test_one_that_has_ended_is_dead_although_it_is_still_stored(
        self, log_in: Callable[..., Api], lacks: dict[str, int]
    ) -> None:
        assert log_in(**lacks).get("me").status == 401

    def test_one_of_an_earlier_customer_with_this_number_is_dead(
        self, api: Api, log_in: Callable[..., Api], configure: Callable[[str, object], None]
    ) -> None:
        configure("enableRecreationOfDeletedCustomer", True)
        me = log_in()
        api.delete("me")
        api.created({"id": "me"})

        assert me.get("me").status == 401

    def test_one_of_another_tenant_is_dead(self, log_in: Callable[..., Api], other_tenant: str) -> None:
        me = log_in()

        assert Api(other_tenant, grants=me.grants, customer=me.customer).get("me").status == 401
