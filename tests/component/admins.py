"""ADMINs of companies, as events of client management make them."""

from dataclasses import replace

from shared.adapters.dynamodb.items.legal_entity import membership_from, membership_put
from shared.adapters.dynamodb.keys import membership_key
from shared.domain.customers.legal_entities import LegalEntity
from shared.runtime.wiring import wiring


def make_admin(tenant: str, number: str, entity_id: str) -> None:
    """Make the customer, who belongs to the legal entity, its ADMIN; its profile stays as it is."""
    table = wiring().table
    raw = table.get(membership_key(tenant, entity_id, number))
    assert raw is not None
    current = membership_from(raw)
    assignments = tuple(replace(each, primary=True, said_at=each.at) for each in current.assignments)
    legal_entity = LegalEntity(tenant=tenant, id=entity_id)
    table.write(
        membership_put(legal_entity, current, replace(current, assignments=assignments, chosen_groups=None))
    )
