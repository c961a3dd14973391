"""A company whose contacts have roles, and what they are and do there."""

from typing import Any

from tests.component.api import Api
from tests.component.companies.api import AssignmentApi
from tests.component.groups.calls import Company

BUYER, ADMIN, CONTACT = "BUYER.acme", "ADMIN.acme", "CONTACT.acme"


def contacts(me: Api) -> AssignmentApi:
    """The operations on contact assignments for this caller."""
    return AssignmentApi(me)


def body_of(number: str, company_id: str = "acme", **members: Any) -> dict[str, Any]:
    """The whole of an assignment."""
    return {"legalEntity": {"id": company_id}, "customer": {"id": number}, "type": "CONTACT", **members}


def state(company: Company) -> list[Any]:
    """Everything that roles and assignments of the tenant are."""
    groups = [company.wide.numbers(group) for group in company.wide.ids()]
    every = AssignmentApi(company.api.as_("customermanagement.contactassignment_read")).listed()
    return [groups, every.json, sorted(company.api.numbers())]
