"""Client management, which tells of companies and their contacts through the bus and a queue."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shared.domain.instants import now
from tests.component.api import Api
from tests.component.lambda_context import LambdaContext
from tests.component.tenants import set_value
from triggers import on_client_management_event

Handler = Callable[[dict[str, Any], LambdaContext], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Told:
    """An event as it lies in the queue."""

    name: str
    time: datetime
    detail: Mapping[str, Any]

    def body(self) -> str:
        """The messages that the bus has put into the queue."""
        time = self.time.isoformat(timespec="seconds").replace("+00:00", "Z")
        envelope = {"version": "0", "id": "an-event", "source": "client-management", "time": time}
        return json.dumps(
            {**envelope, "detail-type": f"client-management.{self.name}", "detail": self.detail}
        )


class ClientManagement:
    """Its events of one tenant; `at`: seconds since an hour ago."""

    def __init__(self, tenant: str) -> None:
        set_value(tenant, "companies", "external")
        self.tenant = tenant
        self._began = now().replace(microsecond=0) - timedelta(hours=1)

    def created(self, entity: str = "L1", name: str = "Bakery", at: int = 0) -> Told:
        return self.event("legalentity-created", at, legalEntityId=entity, name=name, type="COMPANY")

    def updated(self, entity: str = "L1", name: str = "Brewery", at: int = 0) -> Told:
        return self.event("legalentity-updated", at, legalEntityId=entity, name=name, parentId=None)

    def deleted(self, entity: str = "L1", at: int = 0) -> Told:
        return self.event("legalentity-deleted", at, legalEntityId=entity, legalEntityParentId=None)

    def assigned(
        self, number: str, entity: str = "L1", assignment: str = "a1", at: int = 0, *, primary: bool = True
    ) -> Told:
        return self._contact("user-assigned-to-legalentity", number, entity, assignment, at, primary=primary)

    def unassigned(self, number: str, entity: str = "L1", assignment: str = "a1", at: int = 0) -> Told:
        return self._contact("user-unassigned-from-legalentity", number, entity, assignment, at)

    def event(self, name: str, at: int, /, **payload: Any) -> Told:
        """Any event, whatever it says."""
        return Told(name, self._began + timedelta(seconds=at), {"tenant": self.tenant, **payload})

    def _contact(
        self, name: str, number: str, entity: str, assignment: str, at: int, *, primary: bool = True
    ) -> Told:
        contact = {"userId": number, "email": "anna@example.com", "type": "CONTACT", "primary": primary}
        return self.event(name, at, **contact, legalEntityId=entity, assignmentId=assignment)

    def tell(self, *events: Told, handler: Handler | None = None, looks: float = float("inf")) -> None:
        """Have the function deal with the events, one batch, none of which is to fail."""
        failed = self.failing(*events, handler=handler, looks=looks)
        assert failed == [], f"events {failed} failed"

    def failing(
        self, *events: Told, handler: Handler | None = None, looks: float = float("inf")
    ) -> list[int]:
        """Return the positions of the events that failed; time is up after so many looks at the clock."""
        records = [{"messageId": str(n), "body": told.body()} for n, told in enumerate(events)]
        answer = (handler or on_client_management_event.lambda_handler)(
            {"Records": records}, LambdaContext(looks)
        )
        assert answer is not None
        return [int(failure["itemIdentifier"]) for failure in answer["batchItemFailures"]]


def companies(api: Api, number: str) -> list[dict[str, str]]:
    """Return a customer's legal entities, as the API shows them."""
    document = api.get(number).json
    entities: list[dict[str, str]] = document.get("b2b", {}).get("legalEntities", [])
    assert document["businessModel"] == ("B2B" if entities else "B2C")
    return entities


def members(api: Api, entity: str = "L1") -> list[str]:
    """The numbers of the customers that the index of the company leads to."""
    answer = api.listed(query={"q": f"b2b.legalEntities.id:{entity}", "pageSize": 1000})
    assert answer.status == 200, answer.text
    return sorted(customer["id"] for customer in answer.json)


def shown(entity: str = "L1", name: str | None = "Bakery", assignment: str | None = "a1") -> dict[str, str]:
    """Return one legal entity of a customer, as the API shows it."""
    document = {"id": entity, "name": name, "contactAssignmentId": assignment}
    return {member: value for member, value in document.items() if value is not None}
