"""Who may assign whom to a company: services for the tenant, and an ADMIN within its own company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain import json_text
from shared.domain.companies.contact_assignments import AssignmentNotFound
from shared.domain.companies.groups import NotAdmin
from shared.domain.customers.colleagues import check_mixins
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.tenants.configuration import DISABLED

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.tenants.configuration import Configuration


def check_assigns(
    access: Access,
    stored: ContactAssignment | None,
    after: ContactAssignment,
    configuration: Configuration,
) -> None:
    """Raise unless the caller may make this of an assignment, or make it where none is stored.

    One of a company that the caller's session is not for is as if absent. Raises `AssignmentNotFound`,
    `ValidationFailed`, `NotAdmin`, and `Forbidden` for a mixin that customers may not write.
    """
    if access.wide is not None:
        return
    if stored is not None and not access.acts_for(stored.legal_entity_id):
        raise AssignmentNotFound(stored.id)
    if not access.acts_for(after.legal_entity_id):
        told = f"there is no legal entity '{after.legal_entity_id}'"
        raise ValidationFailed(Problem(told, "legalEntity.id"))
    if not access.administers(after.legal_entity_id):
        raise NotAdmin(after.legal_entity_id)
    before = (stored.mixins, stored.mixin_schemas) if stored is not None else ({}, {})
    for known, given in zip(before, (after.mixins, after.mixin_schemas), strict=True):
        differing = {
            name for name in {*known, *given} if not json_text.same(known.get(name), given.get(name))
        }
        check_mixins(differing, configuration)


def check_reads(access: Access, found: ContactAssignment) -> None:
    """Raise unless the caller may read this assignment: `AssignmentNotFound`, `NotAdmin`."""
    if access.wide is None and not access.acts_for(found.legal_entity_id):
        raise AssignmentNotFound(found.id)
    if not access.administers(found.legal_entity_id):
        raise NotAdmin(found.legal_entity_id)


def companies_with_contacts(access: Access) -> tuple[str, ...] | None:
    """Return the ids of the companies whose assignments the caller may list, of which None is any.

    Raises `NotAdmin` where its session is for companies that it does not administer.
    """
    if access.wide is not None:
        return None
    acted_for = [each.id for each in access.legal_entities]
    administered = tuple(each for each in acted_for if access.administers(each))
    if acted_for and not administered:
        raise NotAdmin(acted_for[0])
    return administered


def propagation_of(access: Access, configuration: Configuration) -> str:
    """Return where else a new assignment leads: an ADMIN's nowhere, as its rights end at its company."""
    return configuration.contact_propagation if access.wide is not None else DISABLED
