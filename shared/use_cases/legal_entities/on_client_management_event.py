"""Events of client management about legal entities and their contacts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from shared.domain.companies.contact_assignments import MAX_AT_ONCE
from shared.domain.customers.client_management import (
    ClientManagementEvent,
    CustomerAssigned,
    CustomerJoins,
    CustomerUnassigned,
    LegalEntityDeleted,
    LegalEntityNamed,
)
from shared.domain.customers.legal_entities import LegalEntity, assigned, deleted, named, unassigned
from shared.domain.tenants.configuration import COMPANIES, EXTERNAL_COMPANIES
from shared.ports.companies import CompanyReader, ContactAssignmentStore, JoiningStore
from shared.ports.customers import LegalEntityStore
from shared.ports.tenants import SettingStore, TenantConfiguration
from shared.use_cases.companies.join_by_registration_id import join_by_registration_id
from shared.use_cases.long_runs import SECONDS_TO_STOP, Unfinished, long_run
from shared.use_cases.tenants.known_tenant import check_known


@dataclass(frozen=True, kw_only=True)
class LegalEntityPorts:
    """Ports for events of client management."""

    legal_entities: LegalEntityStore
    tenants: TenantConfiguration
    settings: SettingStore
    companies: CompanyReader
    assignments: ContactAssignmentStore
    joinings: JoiningStore


def on_client_management_event(
    ports: LegalEntityPorts,
    event: ClientManagementEvent,
    at: datetime,
    seconds_left: Callable[[], float],
    *,
    is_ours: bool = False,
) -> bool:
    """Keep legal entities, and the customers that belong to them, as an event of this time says.

    Where operations write the tenant's companies, only events of this service count (`is_ours`), and only as
    a reason to make profiles agree with what is stored, to lead an assignment to the companies below, or to
    let a customer join a company.
    Returns whether the event was not ignored.

    Events may come in any order, and again. Raises `CustomerNotFound` for a customer that may yet be
    created, so that the event is retried; `Unfinished` when time ran out before all contacts were up to
    date; `UnknownTenant`.
    """
    check_known(ports.tenants, event.tenant)
    legal_entities = ports.legal_entities
    if is_ours or not _goes_by_events(ports, event.tenant):
        if is_ours and isinstance(event, CustomerAssigned):
            _lead_below(ports, event, seconds_left)
            return True
        if is_ours and isinstance(event, CustomerJoins):
            return join_by_registration_id(ports.joinings, ports.tenants, event.tenant, event.customer_number)
        if not (is_ours and isinstance(event, LegalEntityNamed | LegalEntityDeleted)):
            return False
        stored = legal_entities.find(event.tenant, event.legal_entity_id)
        _settle(legal_entities, stored, seconds_left)
        return True
    match event:
        case LegalEntityNamed(tenant, entity_id, name):
            legal_entity = legal_entities.revise(
                tenant, entity_id, lambda known: named(known, name, at, profile=event.profile)
            )
            _settle(legal_entities, legal_entity, seconds_left)
        case LegalEntityDeleted(tenant, entity_id):
            legal_entity = legal_entities.revise(tenant, entity_id, lambda known: deleted(known, at))
            _settle(legal_entities, legal_entity, seconds_left)
        case CustomerAssigned(tenant, entity_id, number, assignment_id, kind, primary):
            legal_entities.revise_assignments(
                tenant,
                entity_id,
                number,
                lambda known: assigned(known, assignment_id, at, type=kind, primary=primary),
            )
        case CustomerUnassigned(tenant, entity_id, number, assignment_id):
            legal_entities.revise_assignments(
                tenant, entity_id, number, lambda known: unassigned(known, assignment_id, at)
            )
        case CustomerJoins():  # only this service knows who does
            return False
    return True


def _lead_below(ports: LegalEntityPorts, event: CustomerAssigned, seconds_left: Callable[[], float]) -> None:
    """Assign the contact to all companies below its own, where the assignment says so.

    What is done already is found done, so the event continues where it was left, and may come again: once
    all is done it leads nowhere, and so not to companies that have come there since.
    """
    assignment = ports.assignments.find(event.tenant, event.assignment_id)
    if assignment is None or not assignment.leads_below:
        return
    below = ports.companies.below(event.tenant, event.legal_entity_id)
    # One after the other: each changes the same profile.
    for start in range(0, len(below), MAX_AT_ONCE):
        if seconds_left() < SECONDS_TO_STOP:
            raise Unfinished
        ports.assignments.lead_below(assignment, below[start : start + MAX_AT_ONCE])
    ports.assignments.end_leading(assignment)


def _goes_by_events(ports: LegalEntityPorts, tenant: str) -> bool:
    """Return whether the tenant's companies come by events; before one is ignored, as it is now."""
    if not ports.tenants.of(tenant).owns_companies:
        return True
    stored = ports.settings.setting(tenant, COMPANIES)
    return stored is not None and stored.value == EXTERNAL_COMPANIES


def _settle(
    legal_entities: LegalEntityStore, legal_entity: LegalEntity, seconds_left: Callable[[], float]
) -> None:
    """Make the profiles of the legal entity's customers agree with it, those that do not yet."""
    with long_run(seconds_left) as run:
        for contacts in legal_entities.unsettled(legal_entity):
            run.attempt_all(partial(legal_entities.settle, legal_entity, contact) for contact in contacts)
