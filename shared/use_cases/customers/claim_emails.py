"""Claim the contact e-mail addresses of customers from before there were claims."""

from collections.abc import Iterator

from shared.domain.customers.customer import Customer
from shared.ports.customers import CustomerStore
from shared.ports.lists import CustomerDirectory
from shared.use_cases.customers.every_customer import every_customer


def claim_emails(directory: CustomerDirectory, customers: CustomerStore, tenant: str) -> Iterator[Customer]:
    """Claim the address of every customer who does not log in with it; it may be done any number of times.

    Yields the customers whose address is somebody else's: which of the two keeps it is for people to decide.
    """
    for listed in every_customer(directory, tenant):
        if listed.claimed_email is None:
            continue
        customer = customers.find(tenant, listed.number)
        # One that is changed meanwhile claims its new address itself.
        if isinstance(customer, Customer) and not customers.claim_email(customer):
            after = customers.find(tenant, listed.number)
            if after == customer:
                yield customer
