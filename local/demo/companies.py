"""The demo tenant's companies and locations."""

from typing import Any

from shared.domain.callers.access import EVERYWHERE
from shared.domain.companies.legal_entity_rules import Change
from shared.runtime.wiring import wiring
from shared.use_cases.companies.create_legal_entity import create_legal_entity
from shared.use_cases.companies.create_location import create_location

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


def create_companies(tenant: str) -> None:
    """Create the companies and their locations, as operations do it."""
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
