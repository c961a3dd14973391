"""Everything that is held about one customer, to be handed to that person (GDPR, article 15)."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.domain.errors import CustomerNotFound
from shared.domain.instants import instant_text, now
from shared.ports.customers import CustomerHoldings
from shared.ports.lists import CustomerDirectory
from shared.use_cases.customers.every_customer import every_customer

OMITTED = (
    ("hashes of passwords", "secret; the scheme is named"),
    ("what one-time tokens and the tokens of sessions are made from", "secret"),
    ("keyed hashes of wrong passwords and of the bodies of calls", "secret; their number is given"),
    ("network addresses that wrong passwords were tried from", "may be those of other persons"),
    ("sort keys of indexes, and numbers that tell writes apart", "repeat the profile, or mean nothing"),
    ("words by which staff search customers", "made from the profile, and repeat it"),
    (
        "how many messages went to an address that the customer has asked to change to",
        "counted for the address, whoever asks",
    ),
    (
        "answers to refused calls with an Idempotency-Key that quote an e-mail address",
        "kept for 24 hours by the caller's key, and not found by the customer",
    ),
    ("contexts of visits that the customer has logged in from", "name no customer, and expire in 24 hours"),
    ("that others' profiles name this customer as who changed them last", "belongs to those profiles"),
    ("backups of the table (35 days)", "expire, and hold nothing but what the table held"),
    ("events that could not be published (30 days) or handled (14 days)", "expire likewise"),
)
"""The facts that the document leaves out, and why."""


def export_customer(holdings: CustomerHoldings, tenant: str, number: str) -> Mapping[str, Any]:
    """Return the document about a customer, or about what is left of a deleted one.

    Raises `CustomerNotFound`.
    """
    held = holdings.of(tenant, number)
    if not held:
        raise CustomerNotFound(number)
    return {
        "tenant": tenant,
        "customerNumber": number,
        "exportedAt": instant_text(now()),
        **held,
        "omitted": [{"what": what, "why": why} for what, why in OMITTED],
    }


def numbers_of(directory: CustomerDirectory, tenant: str, email: str) -> Iterable[str]:
    """Return the numbers of customers with this e-mail address, as log-in or contact, in order."""
    quoted = email.replace("\\", "\\\\").replace('"', '\\"')
    found = (every_customer(directory, tenant, f'{field}:"{quoted}"') for field in ("email", "contactEmail"))
    return sorted({customer.number for customers in found for customer in customers})
