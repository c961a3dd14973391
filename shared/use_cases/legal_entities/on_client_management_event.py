"""What client management tells of companies and their contacts, as far as customers are concerned."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from shared.domain.customers.client_management import (
    ClientManagementEvent,
    CompanyDeleted,
    CompanyNamed,
    CustomerAssigned,
    CustomerUnassigned,
)
from shared.domain.customers.legal_entities import Company, assigned, deleted, named, unassigned
from shared.ports.customers import LegalEntityStore
from shared.use_cases.long_runs import long_run


def on_client_management_event(
    legal_entities: LegalEntityStore,
    event: ClientManagementEvent,
    at: datetime,
    seconds_left: Callable[[], float],
) -> None:
    """Keep companies, and the customers that belong to them, as an event of this time says.

    Events may come in any order, and again. Raises `CustomerNotFound` where the event is to come again, since
    its customer may yet be created, and `Unfinished` when time ran out with customers of the company left.
    """
    match event:
        case CompanyNamed(tenant, entity_id, name):
            company = legal_entities.revise(tenant, entity_id, lambda known: named(known, name, at))
            _settle(legal_entities, company, seconds_left)
        case CompanyDeleted(tenant, entity_id):
            company = legal_entities.revise(tenant, entity_id, lambda known: deleted(known, at))
            _settle(legal_entities, company, seconds_left)
        case CustomerAssigned(tenant, entity_id, number, assignment_id):
            legal_entities.revise_assignments(
                tenant, entity_id, number, lambda known: assigned(known, assignment_id, at)
            )
        case CustomerUnassigned(tenant, entity_id, number, assignment_id):
            legal_entities.revise_assignments(
                tenant, entity_id, number, lambda known: unassigned(known, assignment_id, at)
            )


def _settle(legal_entities: LegalEntityStore, company: Company, seconds_left: Callable[[], float]) -> None:
    """Make the profiles of the company's customers agree with it, those that do not yet."""
    with long_run(seconds_left) as run:
        for members in legal_entities.unsettled(company):
            run.attempt_all(partial(legal_entities.settle, company, member) for member in members)
