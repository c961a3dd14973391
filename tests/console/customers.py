"""Customers of the demo tenant, as tests of the console need them."""

from tests.running.conftest import Service


def number_of(service: Service, token: str, email: str) -> str:
    _, found = service.get(f"/customer/acme/customers?q=contactEmail:{email}", token)
    return str(found[0]["customerNumber"])


def created(service: Service, token: str, **members: object) -> str:
    """Return the number of a customer of a test of its own."""
    status, answer = service.post("/customer/acme/customers", token, members)
    assert status == 201, answer
    return str(answer["id"])
