"""Companies that customers join by their sign-up, with the company's registration number, or found by it.

The number is in public registers, so it proves nothing: what it opens, it opens to customers of its own
restriction, as the least of contacts, once they have proven their addresses.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.domain.callers.access import EVERYWHERE
from shared.domain.companies.contact_assignments import CONTACT, ContactAssignment, made_at
from shared.domain.companies.legal_entity_rules import Change, created, created_at
from shared.domain.customers.legal_entities import PRIMARY
from shared.domain.instants import instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from shared.domain.customers.customer import Customer
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.tenants.configuration import Configuration

MAX_COMPARED = 100
"""Companies with one number that are looked at."""


def is_joining(customer: Customer) -> bool:
    """Return whether the customer is to become a contact by its sign-up, and may: its address is proven."""
    return (
        customer.joins_company
        and customer.proof_id is not None
        and customer.unconfirmed_until is None
        and customer.company_registration_id is not None
    )


def is_meant(company: LegalEntity, customer: Customer) -> bool:
    """Return whether the customer's registration number names the company, in its own restriction."""
    return (
        company.exists
        and registration_id(company) == customer.company_registration_id
        and company.restriction == customer.restriction
    )


def meant(companies: Iterable[LegalEntity], customer: Customer) -> LegalEntity | None:
    """Return the company that the customer's number names; of several the oldest, which stays the oldest."""
    found = (company for company in companies if is_meant(company, customer))
    return min(found, key=_age, default=None)


def registration_id(company: LegalEntity) -> str | None:
    """Return the registration number of the company, if it has one."""
    number: str | None = company.profile.get("legalInfo", {}).get("registrationId")
    return number


def founded_id(customer: Customer, position: int) -> str:
    """Return the id of the company that is founded by the customer's number, the same for all who found it.

    So of any number who do at once, one does. `position`: of the ids to try, as the company of one may have
    got another number since.
    """
    number, restriction = customer.company_registration_id or "", customer.restriction or ""
    named = (customer.tenant, restriction, number, str(position))
    return hashlib.sha256("\0".join(named).encode()).hexdigest()[:32]


def founded(
    stored: LegalEntity, customer: Customer, configuration: Configuration, now: datetime
) -> LegalEntity:
    """Return the company that the customer founds, by the name and in the restriction of its profile."""
    number = customer.company_registration_id
    members = {
        "name": customer.company or number,
        "legalInfo": {"registrationId": number},
        "restrictions": [customer.restriction] if customer.restriction is not None else None,
    }
    change = Change(customer.tenant, stored.id, members, updated_by=customer.number, id_is_new=True)
    return created(stored, change, EVERYWHERE, configuration, now)


def joined(customer: Customer, company: LegalEntity, now: datetime, *, founds: bool) -> ContactAssignment:
    """Return the assignment by which the customer joins the company, as its ADMIN if it founds it.

    Its id is the same for one customer, however often it is made. It leads to no other company: nobody has
    vouched for the customer.
    """
    digest = hashlib.sha256(f"{customer.incarnation}\0{customer.proof_id}".encode()).hexdigest()
    return ContactAssignment(
        tenant=customer.tenant,
        id=digest[:32],
        legal_entity_id=company.id,
        customer_number=customer.number,
        type=PRIMARY if founds else CONTACT,
        primary=founds,
        created_at=made_at(now, company),
        modified_at=now,
        incarnation=customer.incarnation,
        updated_by=customer.number,
    )


def after_joining(customer: Customer) -> Customer:
    """Return the customer with nothing left to do."""
    return replace(customer, joins_company=False)


def _age(company: LegalEntity) -> tuple[str, str]:
    begun = created_at(company)
    return instant_text(begun) if begun is not None else "", company.id
