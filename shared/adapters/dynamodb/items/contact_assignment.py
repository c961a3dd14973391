"""How a contact assignment is laid out in its item: found by its id, and listed."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import (
    DocumentAttribute,
    InstantAttribute,
    TableItem,
    item_size,
    rest_of,
)
from shared.adapters.dynamodb.items.legal_entity import entry_of
from shared.adapters.dynamodb.keys import (
    contact_assignment_key,
    contact_assignments_realm,
    directory_key,
    tenant_and_company,
)
from shared.adapters.dynamodb.order_keys import contact_order_key
from shared.adapters.dynamodb.writes import Check, Delete, Put
from shared.domain import json_text
from shared.domain.companies.contact_assignments import ContactAssignment
from shared.domain.customers.legal_entities import REMEMBERED, belonging
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.instants import instant_from, instant_text, now

if TYPE_CHECKING:
    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item, Key
    from shared.domain.customers.legal_entities import Assignment, LegalEntity, Membership

MAX_ASSIGNMENT_BYTES = 64 * 1024
"""Of twenty in one transaction, which has 4 MB."""


class ContactAssignmentItem(TableItem):
    """An assignment (see `ContactAssignment`); one that was undone expires, and is in no index.

    `details`: what lists need of it.
    """

    realm = UnicodeAttribute(null=True)
    directory_key = UnicodeAttribute(attr_name="directoryKey", null=True)
    name_key = UnicodeAttribute(attr_name="nameKey", null=True)
    type = UnicodeAttribute(null=True)
    version = NumberAttribute()
    modified_at = InstantAttribute(attr_name="modifiedAt")
    details = DocumentAttribute()
    mixins = DocumentAttribute(null=True)
    incarnation = UnicodeAttribute()
    ended_at = InstantAttribute(attr_name="endedAt", null=True)
    updated_by = UnicodeAttribute(attr_name="updatedBy", null=True)
    write_id = UnicodeAttribute(attr_name="writeId")


def contact_assignment_from(raw: Item) -> ContactAssignment:
    """Return the assignment of an item, whole or as the directory has it, without `mixins`."""
    tenant, assignment_id = tenant_and_company(raw["pk"]["S"])
    details = json_text.loads(raw["details"]["S"])
    return ContactAssignment(
        tenant=tenant,
        id=assignment_id,
        legal_entity_id=details["legalEntityId"],
        customer_number=details["customerNumber"],
        type=raw["type"]["S"] if "type" in raw else None,
        primary=details["primary"],
        created_at=instant_from(details["createdAt"]),
        modified_at=instant_from(raw["modifiedAt"]["S"]),
        incarnation=raw["incarnation"]["S"] if "incarnation" in raw else "",
        mixins=json_text.loads(raw["mixins"]["S"]) if "mixins" in raw else {},
        mixin_schemas=details.get("mixinSchemas", {}),
        version=int(raw["version"]["N"]),
        ended_at=instant_from(raw["endedAt"]["S"]) if "endedAt" in raw else None,
        leads_below=details.get("leadsBelow", False),
        updated_by=raw["updatedBy"]["S"] if "updatedBy" in raw else None,
        write_id=raw["writeId"]["S"] if "writeId" in raw else None,
        rest=rest_of(ContactAssignmentItem, raw),
    )


def present_assignment(raw: Item | None) -> ContactAssignment | None:
    """Return the assignment of an item, unless it was undone."""
    found = contact_assignment_from(raw) if raw is not None else None
    return found if found is not None and found.ended_at is None else None


def assignment_keys(raw: Item) -> list[Key]:
    """Return the keys of the assignments that an item names, if it is a membership."""
    if "assignments" not in raw:
        return []
    tenant, _ = tenant_and_company(raw["pk"]["S"])
    named = json_text.loads(raw["assignments"]["S"])
    return [contact_assignment_key(tenant, each) for each, _, _ in named if each is not None]


def contact_assignment_put(current: ContactAssignment | None, after: ContactAssignment) -> Put:
    """Return the write of an assignment: of a new one, or in the place of the current one.

    It fails where a rival has written it. Raises `ValidationFailed` when it is too large.
    """
    item = _item(after)
    if item_size(item.raw()) > MAX_ASSIGNMENT_BYTES:
        raise ValidationFailed(Problem(f"the assignment is larger than {MAX_ASSIGNMENT_BYTES} bytes"))
    if current is None:
        free: Condition = ContactAssignmentItem.pk.does_not_exist() | ContactAssignmentItem.ended_at.exists()
        return Put(item.raw(), free)
    return Put({**item.raw(), **current.rest}, ContactAssignmentItem.write_id == current.write_id)


def assignment_check(assignment: ContactAssignment) -> Check:
    """Return a check that fails once the assignment is undone."""
    is_there: Condition = ContactAssignmentItem.pk.exists() & ContactAssignmentItem.ended_at.does_not_exist()
    return Check(contact_assignment_key(assignment.tenant, assignment.id), is_there)


def _item(assignment: ContactAssignment) -> ContactAssignmentItem:
    key = contact_assignment_key(assignment.tenant, assignment.id)
    details = {
        "legalEntityId": assignment.legal_entity_id,
        "customerNumber": assignment.customer_number,
        "primary": assignment.primary,
        "createdAt": instant_text(assignment.created_at),
        "mixinSchemas": dict(assignment.mixin_schemas) or None,
        "leadsBelow": assignment.leads_below or None,
    }
    item = ContactAssignmentItem(
        pk=key.pk,
        sk=key.sk,
        type=assignment.type,
        version=assignment.version,
        modified_at=assignment.modified_at,
        details={name: value for name, value in details.items() if value is not None},
        mixins=dict(assignment.mixins) or None,
        incarnation=assignment.incarnation,
        updated_by=assignment.updated_by,
        write_id=uuid.uuid4().hex,
    )
    if assignment.ended_at is not None:
        item.ended_at = assignment.ended_at
        item.expires_at = int((now() + REMEMBERED).timestamp())
        return item
    entry = entry_of(assignment.id)
    item.realm = contact_assignments_realm(assignment.tenant)
    item.directory_key = directory_key(instant_text(assignment.created_at), entry)
    item.name_key = contact_order_key(
        assignment.legal_entity_id, instant_text(assignment.created_at), entry, assignment.customer_number
    )
    return item


def told_assignment_writes(
    legal_entity: LegalEntity, current: Membership, after: Membership
) -> list[Put | Delete]:
    """Return what keeps the assignment of a membership that events or a deletion of its company change.

    Of several for one customer and company the one that counts for the profile is listed.
    """
    present = _counting(legal_entity, after)
    # A company that was deleted since has left its assignments.
    former = _counting(replace(legal_entity, deleted_at=None), current)
    writes: list[Put | Delete] = []
    if former is not None and former.id is not None and (present is None or present.id != former.id):
        writes.append(Delete(contact_assignment_key(legal_entity.tenant, former.id)))
    if present is not None and present.id is not None and present != former:
        told = ContactAssignment(
            tenant=legal_entity.tenant,
            id=present.id,
            legal_entity_id=legal_entity.id,
            customer_number=after.customer_number,
            type=present.type,
            primary=present.primary is True,
            created_at=present.at,
            modified_at=present.said_at or present.at,
            incarnation=after.incarnation,
        )
        writes.append(Put(_item(told).raw()))
    return writes


def unlisted_assignment_put(legal_entity: LegalEntity, membership: Membership) -> Put | None:
    """Return the write of the assignment of a membership from before there were such items, if it has one.

    It fails where the assignment has its item.
    """
    writes = told_assignment_writes(legal_entity, replace(membership, assignments=()), membership)
    put = next((write for write in writes if isinstance(write, Put)), None)
    return put._replace(condition=ContactAssignmentItem.pk.does_not_exist()) if put is not None else None


def _counting(legal_entity: LegalEntity, membership: Membership) -> Assignment | None:
    entity = belonging(legal_entity, membership.assignments)
    if entity is None or entity.contact_assignment_id is None:
        return None
    return next(each for each in membership.assignments if each.id == entity.contact_assignment_id)
