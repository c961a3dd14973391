"""Make a customer's profile what it was at an earlier version."""

from collections.abc import Callable
from dataclasses import dataclass, field

from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer
from shared.domain.customers.customer_rules import Members, manageable, restored
from shared.domain.errors import CustomerNotFound
from shared.domain.history.reach import within_reach
from shared.domain.history.restoring import members_at
from shared.domain.instants import now
from shared.domain.preconditions import Precondition
from shared.ports.projections import HistoryReader
from shared.use_cases.customers.writing import CustomerPorts, configuration_for


@dataclass(frozen=True, kw_only=True)
class RestorationPorts(CustomerPorts):
    """Ports for restoring a customer."""

    histories: HistoryReader


@dataclass(frozen=True, slots=True)
class Restoration:
    """The version to restore, and the state that the writer expects.

    `checked`: returns the members of a PUT if they are valid, and raises `ValidationFailed` otherwise.
    """

    tenant: str
    number: str
    version: int
    updated_by: str
    checked: Callable[[Members], Members]
    precondition: Precondition = field(default_factory=Precondition)


def restore_customer(ports: RestorationPorts, access: Access, wanted: Restoration) -> Customer:
    """Write the profile as it was, as a new version, and return the customer.

    Raises `CustomerNotFound`, `VersionNotFound`, `EntryAwaited`, `HistoryEnded`, and what a PUT raises.
    """
    stored = manageable(ports.customers.find(wanted.tenant, wanted.number), wanted.number, access)
    entries = within_reach(ports.histories.newest_first(stored), access.wide)
    then = members_at(wanted.version, stored, entries, now())
    members = wanted.checked(then)
    configuration = configuration_for(ports, wanted.tenant, members, access)

    def rule(current: Customer) -> Customer:
        manageable(current, wanted.number, access)
        if current.incarnation != stored.incarnation:
            raise CustomerNotFound(wanted.number)
        after = restored(current, members, configuration=configuration, access=access, now=now())
        wanted.precondition.check(current.version, current.entity_tag(access))
        return after

    return ports.customers.revise(stored, rule, updated_by=wanted.updated_by)
