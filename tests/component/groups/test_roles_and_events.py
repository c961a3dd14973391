"""Roles where companies come by events, and in tenants that turn from one to the other."""

from collections.abc import Callable

import pytest

from shared.domain.callers.access import LegalEntityReference
from tests.component.api import Api
from tests.component.companies.api import MANAGE_CONTACTS, AssignmentApi
from tests.component.groups.calls import Company, GroupApi
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.tenants import Configure


@pytest.fixture
def told(api: Api) -> ClientManagement:
    return ClientManagement(api.tenant)


@pytest.fixture
def bakery(api: Api, told: ClientManagement, store: Callable[..., str]) -> Company:
    """A company of which events have told, with one contact."""
    store(number="ada")
    told.tell(told.created("L1", "Bakery"), told.assigned("ada", primary=True, at=1))
    return Company(api, "L1", store)


def test_contacts_of_external_companies_have_the_roles_of_their_assignments(
    bakery: Company, told: ClientManagement
) -> None:
    bakery.store(number="bea", legal_entities=(LegalEntityReference("L1", "Bakery"),))

    assert GroupApi(bakery.as_contact("bea")).numbers("ADMIN.L1") == ["ada"]
    assert GroupApi(bakery.as_contact("bea")).numbers("CONTACT.L1") == ["bea"]
    assert bakery.as_contact("ada").patch("bea", {"firstName": "Bo"}).status == 200
    assert bakery.as_contact("bea").patch("ada", {"firstName": "Bo"}).status == 403

    told.tell(told.assigned("ada", primary=False, at=2))

    assert bakery.wide.numbers("ADMIN.L1") == []
    assert bakery.as_contact("ada").patch("bea", {"firstName": "Bo"}).status == 403


def test_what_somebody_has_chosen_outlasts_events_until_the_assignment_ends(
    bakery: Company, told: ClientManagement, configure: Configure
) -> None:
    configure("companies", "own")
    assert bakery.wide.add("BUYER.L1", "ada").status == 201
    configure("companies", "external")

    told.tell(told.assigned("ada", primary=True, at=3))
    assert bakery.role("ada") == "BUYER"
    told.tell(told.unassigned("ada", at=4))
    assert bakery.wide.numbers("BUYER.L1") == []
    told.tell(told.assigned("ada", assignment="a2", primary=False, at=5))

    assert bakery.role("ada") == "CONTACT"
    assert bakery.wide.numbers("BUYER.L1") == []


def test_a_contact_of_a_company_that_is_only_named_in_its_profile_has_a_role(
    api: Api, store: Callable[..., str]
) -> None:
    """As it is where customers were created in companies before anybody told of these."""
    store(number="ada", legal_entities=(LegalEntityReference("L9", "Mill"),))
    mill = Company(api, "L9", store)
    ada = GroupApi(mill.as_contact("ada"))

    assert [each["id"] for each in ada.of_user("ada").json] == ["CONTACT.L9"]
    assert ada.numbers("CONTACT.L9") == ["ada"]
    assert mill.wide.add("ADMIN.L9", "ada").status == 201
    assert ada.scopes().json["scopes"].endswith("iam.group_manage_own")
    assert ada.remove("ADMIN.L9", "ada").status == 409


def test_a_number_that_is_used_again_brings_no_role_back(company: Company, configure: Configure) -> None:
    configure("enableRecreationOfDeletedCustomer", True)
    company.contact("ada", "ADMIN")
    assert company.api.delete("ada").status == 202
    assert company.api.create({"id": "ada", "firstName": "Another"}).status == 201

    assert company.wide.add("BUYER.acme", "ada").status == 400
    assert company.wide.of_user("ada").json == []
    AssignmentApi(company.api.as_(MANAGE_CONTACTS)).created("acme", "ada", id="again")

    assert company.role("ada") == "CONTACT"


def test_a_colleague_in_several_companies_is_managed_by_an_admin_of_all(
    company: Company, other: Company
) -> None:
    company.contact("boss", "ADMIN")
    company.contact("bea")
    company.contact("bea", to=other.id)
    boss = company.as_contact("boss")
    assert boss.patch("bea", {"firstName": "Bo"}).status == 403

    company.contact("boss", to=other.id)
    assert boss.patch("bea", {"firstName": "Bo"}).status == 403
    other.wide.add("ADMIN.zeta", "boss")

    assert boss.patch("bea", {"firstName": "Bo"}).status == 200
    # The groups of one company are its ADMIN's business alone.
    other.wide.remove("ADMIN.zeta", "boss")
    assert GroupApi(boss).add("BUYER.acme", "bea").status == 201
