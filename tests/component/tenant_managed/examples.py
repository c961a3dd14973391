"""Bodies of requests."""

from decimal import Decimal
from typing import Any

SCHEMA = "https://schemas.example.com/loyalty.json"

PROFILE: dict[str, Any] = {
    "title": "Dr",
    "firstName": "Zoë",
    "middleName": "",
    "lastName": "O'Neill-Øst 李",
    "company": "Bakery & Sons",
    "contactPhone": "+49 30 1234567",
    "contactEmail": "Zoe@Example.com",
    "photoUrl": "https://example.com/zoe.png",
    "preferredLanguage": "de-DE",
    "preferredCurrency": "EUR",
    "preferredSite": "berlin",
    "type": "CUSTOMER",
    "b2b": {"companyRegistrationId": "HRB 1234"},
    "metadata": {"mixins": {"loyalty": SCHEMA}},
    "mixins": {
        "loyalty": {"points": 10, "rate": Decimal("0.10"), "tiers": ["gold", None, {}], "since": None},
        "note": "as given",
    },
}
"""Every member that create and update take, except `restriction`, which tenants have to configure."""


def nested(levels: int) -> dict[str, Any]:
    """An object that holds an object, and so on, this many in all."""
    document: dict[str, Any] = {}
    for _ in range(levels - 1):
        document = {"inner": document}
    return document


def shown(parameter: object) -> str:
    """A parameter as part of a test's name."""
    return ascii(parameter)[:60]
