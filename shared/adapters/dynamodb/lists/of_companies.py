"""Companies, their contact assignments and their locations, as lists need them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.contact_assignment import ContactAssignmentItem, present_assignment
from shared.adapters.dynamodb.items.legal_entity import (
    LegalEntityItem,
    legal_entity_from,
    listed_legal_entity,
)
from shared.adapters.dynamodb.items.location import LocationItem, location_from
from shared.adapters.dynamodb.keys import (
    CONTACT_ASSIGNMENT,
    LEGAL_ENTITY,
    LOCATION,
    companies_realm,
    contact_assignments_realm,
    customer_key,
    legal_entity_key,
    locations_realm,
    tenant_and_company,
)
from shared.adapters.dynamodb.lists.plan import (
    MAX_KEY_BYTES,
    MAX_KEYS,
    AssignmentsOf,
    Index,
    Numbers,
    Ways,
    numbers_of,
)
from shared.adapters.dynamodb.lists.resource import Resource
from shared.adapters.dynamodb.order_keys import text_of_order_key
from shared.domain import json_text
from shared.domain.companies import contact_assignments, legal_entity_rules, location_rules
from shared.domain.companies.queries import BY_CREATION, CREATED_AT
from shared.domain.companies.restrictions import sees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.writes import Item, Key
    from shared.domain.callers.access import Access
    from shared.domain.customers.legal_entities import LegalEntity


def _by_id(ids: tuple[str, ...]) -> Numbers | None:
    if len(ids) > MAX_KEYS:
        return None
    return Numbers(tuple(each for each in ids if each and len(each.encode()) <= MAX_KEY_BYTES))


def _own_companies(access: Access) -> Numbers:
    return Numbers(tuple(sorted(access.companies)))


def _company(raw: Item) -> LegalEntity | None:
    company = legal_entity_from(*tenant_and_company(raw["pk"]["S"]), raw)
    return company if company.exists else None


def _companies_realms(tenants: Tenants, tenant: str, restrictions: frozenset[str] | None) -> list[str]:
    if restrictions is not None:
        return [companies_realm(tenant, each) for each in sorted(filter(None, restrictions))]
    named = sorted(tenants.restrictions_ever(tenant))
    return [companies_realm(tenant, each) for each in (None, *named)]


def _locations_realms(_tenants: Tenants, tenant: str, _restrictions: frozenset[str] | None) -> list[str]:
    return [locations_realm(tenant)]


def _assignments_of(numbers: tuple[str, ...]) -> AssignmentsOf | None:
    found = numbers_of(numbers)
    return AssignmentsOf(found.numbers) if found is not None else None


def _assignments_realms(_tenants: Tenants, tenant: str, _restrictions: frozenset[str] | None) -> list[str]:
    return [contact_assignments_realm(tenant)]


def _around_assignment(row: Item) -> Iterator[Key]:
    """Yield the keys of the company and the customer that a row of the directory, or by company, names."""
    tenant, _ = tenant_and_company(row["pk"]["S"])
    if "details" in row:
        details = json_text.loads(row["details"]["S"])
        entity_id, number = details["legalEntityId"], details["customerNumber"]
    elif "nameKey" in row:
        key = row["nameKey"]["S"]
        entity_id, number = text_of_order_key(key), key.rpartition("#")[2]
    else:
        return
    if entity_id:
        yield legal_entity_key(tenant, entity_id)
    if number:
        yield customer_key(tenant, number)


def _shown(document_of: Any, found: Any, _access: Access) -> dict[str, Any]:  # noqa: ANN401 - of either resource
    document: dict[str, Any] = document_of(found)
    return document


COMPANIES = Resource(
    name="companies",
    ways=Ways(
        index_of={
            CREATED_AT: Index.DIRECTORY,
            ("name",): Index.BY_NAME,
            ("legalInfo", "registrationId"): Index.BY_COMPANY,
            ("parentId",): Index.BY_EMAIL,
        },
        keys={(("id",),): _by_id},
        not_listed=frozenset({"mixins"}),
        own=_own_companies,
        default_order=BY_CREATION,
    ),
    letter="L",
    sort_key=LEGAL_ENTITY,
    read=_company,
    read_row=listed_legal_entity,
    sees=sees,
    document=partial(_shown, legal_entity_rules.document_of),
    whole_document=legal_entity_rules.document_of,
    partitions=_companies_realms,
    texts={("type",): LegalEntityItem.type, ("restrictions",): LegalEntityItem.restriction},
)
LOCATIONS = Resource(
    name="locations",
    ways=Ways(
        index_of={CREATED_AT: Index.DIRECTORY, ("name",): Index.BY_NAME},
        keys={(("id",),): _by_id},
        not_listed=frozenset({"mixins"}),
        own=lambda _access: None,
        default_order=BY_CREATION,
    ),
    letter="O",
    sort_key=LOCATION,
    read=location_from,
    read_row=location_from,
    sees=lambda access, _location: access.wide is not None,
    document=partial(_shown, location_rules.document_of),
    whole_document=location_rules.document_of,
    partitions=_locations_realms,
    texts={("type",): LocationItem.type},
)
CONTACT_ASSIGNMENTS = Resource(
    name="contact assignments",
    ways=Ways(
        index_of={CREATED_AT: Index.DIRECTORY, ("legalEntity", "id"): Index.BY_NAME},
        keys={(("id",),): _by_id, (("customer", "id"),): _assignments_of},
        not_listed=frozenset({"mixins"}),
        own=lambda _access: None,
        default_order=BY_CREATION,
        created_within=Index.BY_NAME,
    ),
    letter="N",
    sort_key=CONTACT_ASSIGNMENT,
    read=present_assignment,
    read_row=present_assignment,
    sees=lambda access, _assignment: access.wide is not None,
    document=partial(_shown, contact_assignments.document_of),
    whole_document=contact_assignments.document_of,
    around=_around_assignment,
    partitions=_assignments_realms,
    texts={("type",): ContactAssignmentItem.type},
)
