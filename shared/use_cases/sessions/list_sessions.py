"""See where a customer is logged in."""

import time

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import manageable
from shared.domain.log_in.sessions import Session, live_sessions
from shared.ports.log_in import SessionStore


def list_sessions(
    sessions: SessionStore, access: Access, tenant: str, number: str
) -> tuple[Customer, list[Session]]:
    """Return the customer with its live sessions, the latest log-in first.

    Raises `CustomerNotFound`, `Forbidden`.
    """
    customer, stored = sessions.of_customer(tenant, number) or (None, ())
    customer = manageable(customer, number, access)
    return customer, live_sessions(customer, stored, time.time())
