"""Customers as lists need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from
from shared.adapters.dynamodb.items.listed import listed_document
from shared.adapters.dynamodb.keys import PROFILE
from shared.adapters.dynamodb.lists import plan
from shared.adapters.dynamodb.lists.resource import Resource
from shared.domain.callers.access import Access
from shared.domain.customers.colleagues import visible_document
from shared.domain.customers.customer import Customer, customer_document

if TYPE_CHECKING:
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.writes import Item


def _read(raw: Item) -> Customer | None:
    """Return the customer of an item or a row, unless it is gone or a sign-up that nobody has confirmed."""
    customer = customer_from(raw)
    return customer if isinstance(customer, Customer) and customer.unconfirmed_until is None else None


def _partitions(tenants: Tenants, tenant: str, restrictions: frozenset[str] | None) -> list[str]:
    return tenants.partitions(tenant, restrictions)


CUSTOMERS = Resource(
    name="customers",
    ways=plan.CUSTOMERS,
    letter="C",
    sort_key=PROFILE,
    read=_read,
    read_row=_read,
    sees=Access.sees,
    document=visible_document,
    whole_document=customer_document,
    row_document=listed_document,
    partitions=_partitions,
    times={("metadataModifiedAt",): CustomerItem.modified_at},
    texts={
        ("firstName",): CustomerItem.first_name,
        ("lastName",): CustomerItem.last_name,
        ("company",): CustomerItem.company,
        ("contactPhone",): CustomerItem.contact_phone,
        ("preferredLanguage",): CustomerItem.preferred_language,
        ("preferredCurrency",): CustomerItem.preferred_currency,
        ("preferredSite",): CustomerItem.preferred_site,
        ("type",): CustomerItem.type,
        ("restriction",): CustomerItem.restriction,
        ("b2b", "companyRegistrationId"): CustomerItem.company_registration_id,
    },
    booleans={("active",): CustomerItem.active, ("onHold",): CustomerItem.on_hold},
    presence_alone={
        ("contactEmail",): CustomerItem.contact_email,
        ("lastLogin",): CustomerItem.last_login,
        ("defaultAddress",): CustomerItem.default_address,
    },
)
