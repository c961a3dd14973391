"""Customers are colleagues once client management has published it (api.md §2)."""

from typing import Any

import pytest

from shared.adapters.dynamodb.keys import membership_key
from shared.adapters.dynamodb.table import Table
from shared.domain.customers.legal_entities import deleted, named
from shared.domain.instants import now
from shared.runtime.wiring import wiring
from tenant_managed.customers import create_customer, get_customer
from tests.component.api import Answer, Api
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.legal_entities.client_management import (
    ClientManagement,
    companies,
    members,
    shown,
)


@pytest.fixture
def me(api: Api, storefront: Storefront, email: str) -> dict[str, Any]:
    """The tokens of a customer, `me`, that is in no company yet."""
    api.created({"id": "me", "contactEmail": email, "password": PASSWORD})
    return storefront.logged_in(email)


def seen(storefront: Storefront, tokens: dict[str, Any], number: str) -> bool:
    """Whether the customer that has these tokens sees the other."""
    answer = storefront.call(
        get_customer.lambda_handler,
        "GET /customer/{tenant}/customers/{customerNumber}",
        token=tokens["access_token"],
        parameters={"customerNumber": number},
    )
    assert answer.status in {200, 404}
    return answer.status == 200


def create(storefront: Storefront, tokens: dict[str, Any]) -> Answer:
    """POST /customers by the customer that has these tokens."""
    route = "POST /customer/{tenant}/customers"
    return storefront.call(
        create_customer.lambda_handler, route, {"lastName": "Koch"}, token=tokens["access_token"]
    )


def test_a_new_one_is_seen_at_once_and_one_that_has_left_no_longer(
    api: Api, storefront: Storefront, client_management: ClientManagement, me: dict[str, Any]
) -> None:
    colleague = api.created({})
    client_management.tell(client_management.assigned("me"))
    before = seen(storefront, me, colleague)

    client_management.tell(client_management.assigned(colleague))
    meanwhile = seen(storefront, me, colleague)
    client_management.tell(client_management.unassigned(colleague, at=1))

    assert (before, meanwhile, seen(storefront, me, colleague)) == (False, True, False)


def test_a_session_in_the_name_of_a_company_that_was_left_reaches_oneself_alone(
    api: Api, storefront: Storefront, client_management: ClientManagement, me: dict[str, Any]
) -> None:
    colleague = api.created({})
    for number in ("me", colleague):
        client_management.tell(
            client_management.assigned(number, "L1"), client_management.assigned(number, "L2", "a2")
        )
    chosen = storefront.refresh(me["refresh_token"], legalEntityId="L1").json
    before = seen(storefront, chosen, colleague)
    valid_before = storefront.validated(chosen["access_token"]).json

    client_management.tell(client_management.deleted("L1", at=1))

    assert (before, valid_before["legalEntityId"]) == (True, "L1")
    assert "legalEntityId" not in storefront.validated(chosen["access_token"]).json
    assert not seen(storefront, chosen, colleague)
    assert seen(storefront, chosen, "me")
    assert create(storefront, chosen).status == 403
    assert storefront.refresh(chosen["refresh_token"], legalEntityId="L1").status == 403
    moved = storefront.refresh(chosen["refresh_token"], legalEntityId="L2").json
    assert seen(storefront, moved, colleague)


class TestCreatedByAColleague:
    @pytest.fixture(autouse=True)
    def in_the_bakery(self, client_management: ClientManagement, me: dict[str, Any]) -> None:
        client_management.tell(client_management.created(), client_management.assigned("me"))

    def test_the_new_customer_has_no_part_in_the_assignment_of_its_creator(
        self, api: Api, storefront: Storefront, client_management: ClientManagement, me: dict[str, Any]
    ) -> None:
        number = create(storefront, me).json["id"]

        client_management.tell(client_management.unassigned("me", at=4000))

        assert companies(api, number) == [shown(assignment=None)]
        assert members(api) == [number]

    def test_its_own_assignment_takes_the_place_and_ends_it(
        self, api: Api, storefront: Storefront, client_management: ClientManagement, me: dict[str, Any]
    ) -> None:
        number = create(storefront, me).json["id"]

        client_management.tell(client_management.assigned(number, assignment="a2", at=4000))
        assigned = companies(api, number)
        client_management.tell(client_management.unassigned(number, assignment="a2", at=4001))

        assert assigned == [shown(assignment="a2")]
        assert companies(api, number) == []

    def test_it_gets_the_name_that_the_company_has_by_now(
        self, api: Api, storefront: Storefront, me: dict[str, Any]
    ) -> None:
        # As between an event and what follows of it: the creator's profile has the old name.
        wiring().legal_entities.revise(api.tenant, "L1", lambda known: named(known, "Brewery", now()))

        number = create(storefront, me).json["id"]

        assert companies(api, "me") == [shown()]
        assert companies(api, number) == [shown(name="Brewery", assignment=None)]

    def test_there_is_none_in_a_company_that_was_deleted_just_now(
        self, api: Api, table: Table, storefront: Storefront, me: dict[str, Any]
    ) -> None:
        wiring().legal_entities.revise(api.tenant, "L1", lambda known: deleted(known, now()))

        answer = create(storefront, me)

        assert (answer.status, answer.json["message"]) == (409, "Legal entity 'L1' was deleted.")
        assert api.numbers() == ["me"]
        assert table.get(membership_key(api.tenant, "L1", "me")) is not None
