"""Requests and units by which the stream keeps the index of words up, by what has changed of a customer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shared.domain.callers.writer import NOBODY
from shared.domain.customers.address import Address
from shared.domain.customers.customer import Customer, DeletedCustomer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.instants import now
from shared.domain.tenants.search_index import SearchIndex
from shared.domain.tenants.search_reach import SearchReach
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.projections.search_index import search_index
from tools.costs.units import read_units, write_units
from tools.rehearsal.recording import Recording, recording

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.use_cases.projections.projection import Projection

_PLACE = {"street": "Hauptstr. 1", "zipCode": "10115", "city": "Bonn"}


@dataclass(frozen=True, slots=True)
class Indexing:
    """The requests and units of one change."""

    name: str
    requests: int
    read_units: float
    write_units: float


class IndexedTenant:
    """A tenant with an index, if it is `kept`."""

    def __init__(self, *, kept: bool) -> None:
        self.tenant = f"t{secrets.token_hex(6)}"
        wiring().standings.found(self.tenant)
        index = SearchIndex(SearchReach.RESTRICTIONS, now()) if kept else None
        wiring().standings.revise(self.tenant, lambda standing: replace(standing, search=index))
        wiring().tenants.of(self.tenant)
        self._projection = search_index(wiring().search_entries, wiring().tenants, WorkingFor)

    def created(self, number: str, last_name: str) -> tuple[None, Customer]:
        """Return a change that creates a customer of 11 entries, about the average."""
        created_at = now()
        customer = Customer(
            tenant=self.tenant,
            number=number,
            created_at=created_at,
            modified_at=created_at,
            incarnation=f"incarnation-{number}",
            first_name="Anna",
            last_name=last_name,
            contact_email=f"anna@{number}.example.com",
            contact_phone=f"+49 30 12{number}",
            addresses=(Address(id="home", texts=_PLACE),),
        )
        wiring().customers.create(customer, None, recreates=False, created_by="costs")
        return None, customer

    def revised(
        self, customer: Customer, change: Callable[[Customer], Customer]
    ) -> tuple[Customer, Customer]:
        """Return a change of a customer."""
        after = wiring().customers.revise(
            customer, lambda each: replace(change(each), version=each.version + 1), updated_by="costs"
        )
        return customer, after

    def deleted(self, customer: Customer) -> tuple[Customer, DeletedCustomer]:
        """Return the change that deletes a customer."""
        wiring().customers.delete(customer, lambda _: None, deleted_by="costs")
        return customer, DeletedCustomer(self.tenant, customer.number, customer.incarnation)

    def cost(self, name: str, change: tuple[Customer | None, Customer | DeletedCustomer]) -> Indexing:
        """Have the index follow a change, and return what that has consumed."""
        made = followed(self._projection, change)
        return Indexing(
            name,
            len(made.exchanges),
            sum(map(read_units, made.exchanges)),
            sum(map(write_units, made.exchanges)),
        )


def followed(
    projection: Projection[Any], change: tuple[Customer | None, Customer | DeletedCustomer]
) -> Recording:
    """Have a projection follow a change, which is alone in its batch; return what it asked for."""
    before, after = change
    written = ProfileWritten(before=before, after=after, write_id="costs", writer=NOBODY, at=now())
    with recording(metered=True) as made:
        for error in projection.project({0: written}).values():
            raise error
    return made


def indexing_costs() -> Sequence[Indexing]:
    """Return what changes consume, each of a customer alone; several of a batch share their requests."""
    on, off = IndexedTenant(kept=True), IndexedTenant(kept=False)
    found = [on.cost("created, the first of a tenant", on.created("4711", "Weber"))]
    creation = on.created("4712", "Weber")
    found.append(on.cost("created, with words that others have", creation))
    titled = on.revised(creation[1], lambda each: replace(each, title="DR"))
    found.append(on.cost("a change that touches no word", titled))
    named = on.revised(titled[1], lambda each: replace(each, last_name="Huber"))
    found.append(on.cost("a change of the last name to one that nobody has", named))
    found.append(on.cost("deleted", on.deleted(named[1])))
    found.append(off.cost("created, without an index", off.created("4711", "Weber")))
    return found
