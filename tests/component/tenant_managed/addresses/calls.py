"""The operations on the addresses of one customer, and the body that they are tried with."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tenant_managed.addresses import (
    add_address_tags,
    create_address,
    delete_address,
    get_address,
    list_addresses,
    remove_address_tags,
    update_address,
    upsert_address,
)
from tests.component.api import Answer, Api

ROUTE = "/customer/{tenant}/customers/{customerNumber}/addresses"
ONE = f"{ROUTE}/{{addressId}}"
TAGS = f"{ONE}/tags"
SCHEMA = "https://schemas.example.com/gate.json"
WHOLE: dict[str, Any] = {
    "contactName": "Zoë O'Neill-Øst 李",
    "companyName": "Bakery & Sons",
    "street": "Straße des 17. Juni",
    "streetNumber": "100",
    "streetAppendix": "",
    "extraLine1": "1",
    "extraLine2": "2",
    "extraLine3": "3",
    "extraLine4": "4",
    "zipCode": "10557",
    "city": "Berlin",
    "country": "DE",
    "state": "BE",
    "contactPhone": "+49 30 1234567",
    "isDefault": True,
    "tags": ["BILLING", "SHIPPING"],
    "mixins": {"gate": {"code": Decimal("4711.0"), "since": None}},
    "metadata": {"mixins": {"gate": SCHEMA}},
}
"""Every member that an address takes."""


@dataclass(frozen=True)
class Addresses:
    """Calls operations on the addresses of a customer with one caller's grants."""

    api: Api
    number: str

    def create(self, body: Any = None, **options: Any) -> Answer:
        """POST /addresses."""
        return self._call(create_address.lambda_handler, f"POST {ROUTE}", body, **options)

    def created(self, **members: Any) -> str:
        """The id of an address that is created without fail."""
        answer = self.create({"contactName": "Anna", **members})
        assert answer.status == 201, answer.text
        return str(answer.json["id"])

    def listed(self, **options: Any) -> Answer:
        """GET /addresses."""
        return self._call(list_addresses.lambda_handler, f"GET {ROUTE}", **options)

    def get(self, address_id: str, **options: Any) -> Answer:
        """GET /addresses/{id}."""
        return self._call(get_address.lambda_handler, f"GET {ONE}", addressId=address_id, **options)

    def put(self, address_id: str, body: Any = None, **options: Any) -> Answer:
        """PUT /addresses/{id}."""
        return self._call(upsert_address.lambda_handler, f"PUT {ONE}", body, addressId=address_id, **options)

    def patch(self, address_id: str, body: Any = None, **options: Any) -> Answer:
        """PATCH /addresses/{id}."""
        return self._call(
            update_address.lambda_handler, f"PATCH {ONE}", body, addressId=address_id, **options
        )

    def delete(self, address_id: str, **options: Any) -> Answer:
        """DELETE /addresses/{id}."""
        return self._call(delete_address.lambda_handler, f"DELETE {ONE}", addressId=address_id, **options)

    def tag(self, address_id: str, query: Any = "", **options: Any) -> Answer:
        """POST /addresses/{id}/tags."""
        return self._call(
            add_address_tags.lambda_handler, f"POST {TAGS}", addressId=address_id, query=query, **options
        )

    def untag(self, address_id: str, query: Any = "", **options: Any) -> Answer:
        """DELETE /addresses/{id}/tags."""
        return self._call(
            remove_address_tags.lambda_handler, f"DELETE {TAGS}", addressId=address_id, query=query, **options
        )

    def shown(self) -> dict[str, dict[str, Any]]:
        """Every address by its id."""
        answer = self.listed()
        assert answer.status == 200, answer.text
        return {address["id"]: address for address in answer.json}

    def versions(self) -> tuple[int, dict[str, int]]:
        """The customer's version, and each address's."""
        addresses = {id_: address["metadata"]["version"] for id_, address in self.shown().items()}
        return self.api.get(self.number).json["metadata"]["version"], addresses

    def _call(self, handler: Any, route: str, body: Any = None, **options: Any) -> Answer:
        return self.api.request(handler, route, body, **{"customerNumber": self.number, **options})
