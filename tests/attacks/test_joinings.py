"""Strangers who know a company's registration number, which stands in public registers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from tenant_managed.customers import list_customers
from tests.attacks.two_parties import OTHERS, OWN, PROOFS, Scene
from tests.component.api import Api
from tests.component.companies.api import MANAGE, MANAGE_CONTACTS, AssignmentApi, CompanyApi
from tests.component.customer_managed.credential_calls import confirm, resend, stored_token
from tests.component.customer_managed.own import Own
from tests.component.customer_managed.storefront import claims_of
from tests.component.lambda_context import LambdaContext
from triggers import on_client_management_event

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER = "HRB 4711"
DETAILS = {
    "firstName": "Eva",
    "lastName": "Koch",
    "company": "Koch OHG",
    "b2b": {"companyRegistrationId": NUMBER},
}


def let_join(tenant: str, *numbers: str, source: str = "customer-service") -> None:
    """Have the function hear that they join, whether they do or not."""
    for number in numbers:
        detail = {"tenant": tenant, "userId": number}
        body = {"source": source, "detail-type": EventName.JOINS, "detail": detail, "version": "0"}
        records = [
            {"messageId": "1", "body": json.dumps({**body, "id": "x", "time": "2026-11-30T09:00:00Z"})}
        ]
        answer = on_client_management_event.lambda_handler({"Records": records}, LambdaContext())
        assert answer == {"batchItemFailures": []}


@pytest.fixture
def joins(scene: Scene) -> Scene:
    scene.configure("companies.joinByRegistrationId", True)
    return scene


@pytest.fixture
def company(joins: Scene, store: Callable[..., str]) -> str:
    """A company with a contact, who is worth to be read."""
    companies = CompanyApi(joins.api.as_(MANAGE))
    entity_id = companies.created("Muster GmbH", legalInfo={"registrationId": NUMBER})
    AssignmentApi(joins.api.as_(MANAGE_CONTACTS)).created(entity_id, store(), primary=True)
    return entity_id


def sign_up(scene: Scene, password: str = OTHERS, **details: Any) -> str:
    answer = scene.storefront.sign_up(scene.email, password, customerDetails={**DETAILS, **details})
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def companies_of(scene: Scene, number: str) -> list[str]:
    shown = scene.api.get(number).json
    return [each["id"] for each in shown.get("b2b", {}).get("legalEntities", [])]


def seen_by(scene: Scene, password: str = OTHERS) -> set[str]:
    """The numbers of all whom the customer can read."""
    tokens = scene.storefront.logged_in(scene.email, password)
    number = str(claims_of(tokens["access_token"])["customerNumber"])
    own = Own(scene.storefront, number, tokens["access_token"])
    answer = own.call(list_customers.lambda_handler, "GET /customer/{tenant}/customers")
    assert answer.status == 200, answer.text
    return {each["id"] for each in answer.json}


@pytest.mark.usefixtures("company")
def test_whoever_has_not_proven_the_address_reads_nobody(joins: Scene) -> None:
    number = sign_up(joins)

    let_join(joins.storefront.tenant, number)

    assert companies_of(joins, number) == []
    assert seen_by(joins) == {number}


@pytest.mark.parametrize(
    "change", [{"b2b": {"companyRegistrationId": NUMBER}}, {"joinsCompany": True}, {"joins_company": True}]
)
def test_the_number_in_a_profile_joins_nobody(joins: Scene, company: str, change: dict[str, Any]) -> None:
    number = sign_up(joins, b2b={})
    own = Own(joins.storefront, number, joins.storefront.logged_in(joins.email, OTHERS)["access_token"])
    assert own.patch({**change, "company": "Koch OHG"}).status == 200
    by_seller = joins.api.created({"contactEmail": f"x.{joins.email}", **DETAILS})

    PROOFS[0](_as(joins, number))
    let_join(joins.storefront.tenant, number, by_seller)

    assert companies_of(joins, number) == companies_of(joins, by_seller) == []


def _as(scene: Scene, number: str) -> Scene:
    scene.number = number
    return scene


@pytest.mark.parametrize("double_opt_in", [False, True])
@pytest.mark.parametrize("proves", PROOFS, ids=lambda proves: proves.__name__)
def test_nobody_is_put_into_a_company_by_who_signed_up_with_its_address(
    joins: Scene, company: str, proves: Callable[[Scene], str], double_opt_in: bool
) -> None:
    joins.configure("signUp.doubleOptIn", double_opt_in)
    joins.number = sign_up(joins)

    number = proves(joins)
    let_join(joins.storefront.tenant, number)

    assert number == joins.number
    assert companies_of(joins, number) == []
    assert joins.api.get(number).json["b2b"] == {"companyRegistrationId": NUMBER}


@pytest.mark.usefixtures("company")
def test_nor_by_a_second_message_while_several_wait(joins: Scene) -> None:
    joins.configure("signUp.doubleOptIn", True)
    sign_up(joins, OWN, b2b={})
    others = sign_up(joins)
    assert resend(joins.storefront, joins.email).status == 202

    answer = confirm(joins.storefront, joins.sent(others, TokenPurpose.OPT_IN))
    let_join(joins.storefront.tenant, others)

    assert answer.status == 200
    assert companies_of(joins, others) == []


@pytest.mark.usefixtures("company")
def test_a_link_is_void_once_the_owner_has_proven_the_address(joins: Scene) -> None:
    joins.number = sign_up(joins)
    link = joins.sent(joins.number, TokenPurpose.OPT_IN)
    PROOFS[0](joins)

    assert confirm(joins.storefront, link).status == 400
    assert resend(joins.storefront, joins.email).status == 202

    assert confirm(joins.storefront, link).status == 400
    let_join(joins.storefront.tenant, joins.number)
    assert companies_of(joins, joins.number) == []


def test_an_account_of_an_unproven_address_cannot_be_opened_by_asking_for_a_message(joins: Scene) -> None:
    number = joins.api.created({"contactEmail": joins.email, "password": OTHERS})

    assert resend(joins.storefront, joins.email).status == 202

    assert stored_token(joins.storefront.tenant, number, TokenPurpose.OPT_IN) is None


def test_only_the_service_itself_lets_customers_join(joins: Scene, company: str) -> None:
    number = sign_up(joins)
    confirm(joins.storefront, joins.sent(number, TokenPurpose.OPT_IN))

    let_join(joins.storefront.tenant, number, source="client-management")
    assert companies_of(joins, number) == []

    let_join(joins.storefront.tenant, number)
    assert companies_of(joins, number) == [company]


def test_a_contact_who_has_joined_manages_nobody_and_reads_its_company_alone(
    joins: Scene, company: str, store: Callable[..., str]
) -> None:
    stranger = store()
    number = sign_up(joins)
    confirm(joins.storefront, joins.sent(number, TokenPurpose.OPT_IN))
    let_join(joins.storefront.tenant, number)

    assert len(seen_by(joins) - {number}) == 1
    assert stranger not in seen_by(joins)
    incarnation = wiring().customers.find(joins.storefront.tenant, number).incarnation  # type: ignore[union-attr]
    assert not wiring().memberships.administered(joins.storefront.tenant, number, incarnation, [company])


def test_the_number_of_another_tenant_s_company_leads_nowhere(
    joins: Scene, other_tenant: str, store: Callable[..., str]
) -> None:
    theirs = CompanyApi(Api(other_tenant).as_(MANAGE)).created(legalInfo={"registrationId": NUMBER})
    number = sign_up(joins)
    confirm(joins.storefront, joins.sent(number, TokenPurpose.OPT_IN))

    let_join(joins.storefront.tenant, number)

    (founded,) = companies_of(joins, number)
    assert founded != theirs
