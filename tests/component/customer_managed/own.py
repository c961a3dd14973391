"""The calls of customers about themselves: their profile and their addresses."""

from dataclasses import dataclass, replace
from typing import Any

from customer_managed.addresses import (
    add_own_address_tags,
    create_own_address,
    delete_own_address,
    get_own_address,
    list_own_addresses,
    remove_own_address_tags,
    replace_own_address,
    update_own_address,
)
from customer_managed.profile import get_profile, merge_profile, update_profile
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import Customer
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Handler
from tests.component.customer_managed.storefront import Storefront

ME = "/customer/{tenant}/me"
ADDRESSES = f"{ME}/addresses"
ADDRESS = f"{ADDRESSES}/{{addressId}}"
TAGS = f"{ADDRESS}/tags"


@dataclass(frozen=True)
class Own:
    """Calls operations on the customer that a token speaks for."""

    storefront: Storefront
    number: str
    token: str

    def get(self, **options: Any) -> Answer:
        """GET /me."""
        return self.call(get_profile.lambda_handler, f"GET {ME}", **options)

    def patch(self, body: Any = None, **options: Any) -> Answer:
        """PATCH /me."""
        return self.call(update_profile.lambda_handler, f"PATCH {ME}", body, **options)

    def put(self, body: Any = None, **options: Any) -> Answer:
        """PUT /me."""
        return self.call(merge_profile.lambda_handler, f"PUT {ME}", body, **options)

    def addresses(self, **options: Any) -> Answer:
        """GET /me/addresses."""
        return self.call(list_own_addresses.lambda_handler, f"GET {ADDRESSES}", **options)

    def create_address(self, body: Any = None, **options: Any) -> Answer:
        """POST /me/addresses."""
        return self.call(create_own_address.lambda_handler, f"POST {ADDRESSES}", body, **options)

    def address(self, address_id: str, **options: Any) -> Answer:
        """GET /me/addresses/{id}."""
        return self.call(get_own_address.lambda_handler, f"GET {ADDRESS}", addressId=address_id, **options)

    def replace_address(self, address_id: str, body: Any = None, **options: Any) -> Answer:
        """PUT /me/addresses/{id}."""
        handler = replace_own_address.lambda_handler
        return self.call(handler, f"PUT {ADDRESS}", body, addressId=address_id, **options)

    def update_address(self, address_id: str, body: Any = None, **options: Any) -> Answer:
        """PATCH /me/addresses/{id}."""
        handler = update_own_address.lambda_handler
        return self.call(handler, f"PATCH {ADDRESS}", body, addressId=address_id, **options)

    def delete_address(self, address_id: str, **options: Any) -> Answer:
        """DELETE /me/addresses/{id}."""
        handler = delete_own_address.lambda_handler
        return self.call(handler, f"DELETE {ADDRESS}", addressId=address_id, **options)

    def tag_address(self, address_id: str, query: Any = "", **options: Any) -> Answer:
        """POST /me/addresses/{id}/tags."""
        handler = add_own_address_tags.lambda_handler
        return self.call(handler, f"POST {TAGS}", addressId=address_id, query=query, **options)

    def untag_address(self, address_id: str, query: Any = "", **options: Any) -> Answer:
        """DELETE /me/addresses/{id}/tags."""
        handler = remove_own_address_tags.lambda_handler
        return self.call(handler, f"DELETE {TAGS}", addressId=address_id, query=query, **options)

    def shown(self) -> dict[str, dict[str, Any]]:
        """Every address by its id."""
        answer = self.addresses()
        assert answer.status == 200, answer.text
        return {address["id"]: address for address in answer.json}

    def version(self) -> int:
        """The version of the profile."""
        return int(self.get().json["metadata"]["version"])

    def call(self, handler: Handler, route: str, body: Any = None, **options: Any) -> Answer:
        """A call with the customer's token."""
        return self.storefront.call(handler, route, body, token=self.token, **options)


def signed_up(storefront: Storefront, email: str, **details: Any) -> Own:
    """A new customer of the storefront, logged in."""
    created = storefront.sign_up(email, customerDetails=details)
    assert created.status == 201, created.text
    token = storefront.logged_in(email)["access_token"]
    return Own(storefront, str(created.json["id"]), token)


def join_company(tenant: str, number: str) -> None:
    """Make the customer one of company `L1`."""
    join_companies(tenant, number, "L1")


def join_companies(tenant: str, number: str, *companies: str) -> None:
    """Make the customer one of these companies alone."""
    customers = wiring().customers
    customer = customers.find(tenant, number)
    assert isinstance(customer, Customer)

    def rule(current: Customer) -> Customer:
        entities = tuple(LegalEntityReference(company) for company in companies)
        return replace(current, legal_entities=entities, version=current.version + 1)

    customers.revise(customer, rule, updated_by="test")
