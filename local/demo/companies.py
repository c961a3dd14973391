"""The demo tenant's companies, locations, and contacts with their roles."""

from typing import Any

from shared.domain.callers.access import EVERYWHERE
from shared.domain.companies.legal_entity_rules import Change
from shared.domain.customers.legal_entities import PRIMARY
from shared.domain.roles import Role, group_id
from shared.runtime.wiring import wiring
from shared.use_cases.companies.create_contact_assignment import create_contact_assignment
from shared.use_cases.companies.create_legal_entity import create_legal_entity
from shared.use_cases.companies.create_location import create_location
from shared.use_cases.companies.group_users import add_user

_LOCATIONS = {
    "hamburg": ("HEADQUARTER", "Hauptstraße 12", "20095", "Hamburg"),
    "bremen": ("WAREHOUSE", "Am Speicher 3", "28195", "Bremen"),
    "kiel": ("OFFICE", "Hafenweg 1", "24103", "Kiel"),
}
_COMPANIES = (
    ("muster", "Muster GmbH", None, "HRB 12345", ("hamburg",)),
    ("muster-nord", "Muster Nord GmbH", "muster", "HRB 12346", ("kiel",)),
    ("muster-handel", "Muster Handel GmbH", "muster", "HRB 12347", ("bremen", "hamburg")),
    ("lindhof", "Lindhof Möbel GmbH", None, "HRB 500", ()),
    ("weber", "Weber & Söhne KG", None, "HRA 77", ()),
)
"""Three companies, and two subsidiaries of the first."""
CONTACTS = (
    ("muster", "1000", "PRIMARY", Role.ADMIN),
    ("muster", "1001", "CONTACT", Role.BUYER),
    ("muster", "1002", "BILLING", Role.BUYER),
    ("muster", "1003", "CONTACT", Role.REQUESTER),
    ("lindhof", "1004", "PRIMARY", Role.ADMIN),
)
"""Company, customer, type and role. They can log in."""


def create_companies(tenant: str) -> None:
    """Create the companies, their locations and contacts, as operations do it."""
    for location_id, (kind, street, postcode, city) in _LOCATIONS.items():
        details = {"addressLine1": street, "postcode": postcode, "city": city, "countryCode": "DE"}
        members = {"name": city, "type": kind, "contactDetails": details}
        create_location(wiring().location_ports, Change(tenant, location_id, members, "demo"))
    for entity_id, name, parent_id, registration_id, locations in _COMPANIES:
        company: dict[str, Any] = {
            "name": name,
            "parentId": parent_id,
            "legalInfo": {"legalName": name, "registrationId": registration_id},
            "entitiesAddresses": [{"id": each} for each in locations],
        }
        create_legal_entity(wiring().company_ports, EVERYWHERE, Change(tenant, entity_id, company, "demo"))
    for entity_id, number, kind, role in CONTACTS:
        contact: dict[str, Any] = {
            "legalEntity": {"id": entity_id},
            "customer": {"id": number},
            "type": kind,
            "primary": kind == PRIMARY,
        }
        change = Change(tenant, f"{entity_id}-{number}", contact, "demo")
        create_contact_assignment(wiring().contact_assignment_ports, change, EVERYWHERE)
        add_user(wiring().group_ports, tenant, group_id(role, entity_id), number, EVERYWHERE, receipt=None)
