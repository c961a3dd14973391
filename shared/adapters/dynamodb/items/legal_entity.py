"""Legal entities and memberships as items. A legal entity's partition begins with its own item."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import (
    DocumentAttribute,
    InstantAttribute,
    TableItem,
    item_size,
    rest_of,
)
from shared.adapters.dynamodb.keys import (
    LEGAL_ENTITY,
    companies_realm,
    directory_key,
    edge_key,
    legal_entity_key,
    membership_key,
)
from shared.adapters.dynamodb.order_keys import order_key
from shared.adapters.dynamodb.writes import Check, Delete, Put, Update
from shared.domain import json_text
from shared.domain.customers.legal_entities import (
    REMEMBERED,
    Assignment,
    LegalEntity,
    Membership,
    belonging,
    remembered,
)
from shared.domain.errors import LegalEntityWasDeleted, Problem, ValidationFailed
from shared.domain.instants import instant_from, instant_text, now
from shared.domain.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item, Key
    from shared.domain.callers.access import LegalEntityReference
    from shared.domain.customers.customer import Customer
    from shared.domain.customers.legal_entities import Assignments
    from shared.domain.roles import Groups


MAX_COMPANY_BYTES = 350 * 1024
MAX_BYTES_WITH_COPIES = 72 * 1024
"""Of a company with locations: 50 that have one are written together with it, and DynamoDB takes 4 MB."""
_LONGEST_ENTRY = 100
"""Bytes of an id in the keys of indexes, which have at most 900 of a text before it, and 1,024 in all."""


def is_contact(raw: Item) -> bool:
    """Return whether an item of a legal entity's partition is a contact: a customer that belongs to it."""
    return raw["sk"]["S"] != LEGAL_ENTITY and "expiresAt" not in raw


def legal_entity_from(tenant: str, entity_id: str, raw: Item | None) -> LegalEntity:
    """Return the legal entity of an item; without an item, an unknown one."""
    if raw is None:
        return LegalEntity(tenant=tenant, id=entity_id)
    item: Any = LegalEntityItem.from_raw_data(raw)
    profile = item.details or {}
    return LegalEntity(
        tenant=tenant,
        id=entity_id,
        name=item.name,
        changed_at=item.changed_at,
        deleted_at=item.deleted_at,
        profile={name: value for name, value in profile.items() if name != "name"},
        mixins=item.mixins or {},
        version=int(item.version or 0),
        created_at=instant_from(item.directory_key.partition("#")[0]) if item.directory_key else None,
        modified_at=item.modified_at,
        structure=int(item.structure or 0),
        updated_by=item.updated_by,
        primary_contact=tuple(item.primary_contact) if item.primary_contact else None,
        write_id=item.write_id,
        rest=rest_of(LegalEntityItem, raw),
    )


def is_listed_rightly(raw: Item) -> bool:
    """Return whether lists show the legal entity of an item as it is.

    A release from before there were lists leaves alone what they read, whatever else it writes.
    """
    if "realm" not in raw:
        return "expiresAt" in raw or "name" not in raw
    return "expiresAt" not in raw and json_text.loads(raw["details"]["S"])["name"] == raw["name"]["S"]


def listed_legal_entity(raw: Item) -> LegalEntity:
    """Return the legal entity of a row of the directory, which lacks `mixins`."""
    tenant, entity_id = raw["pk"]["S"].split("#L#", 1)
    profile = json_text.loads(raw["details"]["S"])
    return LegalEntity(
        tenant=tenant,
        id=entity_id,
        name=profile.pop("name"),
        profile=profile,
        version=int(raw["version"]["N"]),
        created_at=instant_from(raw["directoryKey"]["S"].partition("#")[0]),
        modified_at=instant_from(raw["modifiedAt"]["S"]),
    )


def legal_entity_put(current: LegalEntity, after: LegalEntity) -> Put:
    """Return the write that replaces the current legal entity, unless a rival has changed it.

    Raises `ValidationFailed` when it is larger than an item may be.
    """
    key = legal_entity_key(after.tenant, after.id)
    item = LegalEntityItem(
        pk=key.pk,
        sk=key.sk,
        name=after.name,
        changed_at=after.changed_at,
        deleted_at=after.deleted_at,
        structure=after.structure or None,
        updated_by=after.updated_by,
        write_id=after.write_id,
        expires_at=_forgotten_at() if after.is_deleted else None,
    )
    if after.is_deleted:
        item.version = after.version or None
    elif after.exists and after.created_at is not None:
        registration_id = after.profile.get("legalInfo", {}).get("registrationId")
        item.realm = companies_realm(after.tenant, after.restriction)
        entry = entry_of(after.id)
        item.directory_key = directory_key(instant_text(after.created_at), entry)
        item.name_key = order_key(after.name, entry)
        item.registration_key = order_key(registration_id, entry)
        item.parent_key = order_key(after.parent_id, entry)
        item.parent_id = after.parent_id
        item.type = after.profile.get("type")
        item.restriction = after.restriction
        item.details = {"name": after.name, **after.profile}
        item.mixins = dict(after.mixins) or None
        item.version = after.version
        item.modified_at = after.modified_at
        item.primary_contact = list(after.primary_contact) if after.primary_contact else None
    if item_size(item.raw()) > MAX_COMPANY_BYTES:
        raise ValidationFailed(Problem(f"the company is larger than {MAX_COMPANY_BYTES} bytes"))
    return Put(
        {**item.raw(), **current.rest}, _is(LegalEntityItem, current.write_id) & _structure_is(current)
    )


def check_size_with_copies(former: LegalEntity | None, put: Put) -> None:
    """Raise `ValidationFailed` for a company with locations that is too large to be written with others.

    `former`: the company before, where it had all of its locations: one that was larger may become smaller.
    """
    bytes_after = item_size(put.item)
    if bytes_after <= MAX_BYTES_WITH_COPIES:
        return
    if former is None or bytes_after > item_size(legal_entity_put(former, former).item):
        told = f"the company has locations, and would be larger than {MAX_BYTES_WITH_COPIES} bytes with them"
        raise ValidationFailed(Problem(told, "entitiesAddresses"))


def entry_of(entity_id: str) -> str:
    """Return what tells entries of one text apart: the id, or a digest of one that is too long for a key."""
    is_short = len(entity_id.encode()) <= _LONGEST_ENTRY
    return entity_id if is_short else hashlib.sha256(entity_id.encode()).hexdigest()


def edge_writes(current: LegalEntity, after: LegalEntity) -> list[Put | Delete]:
    """Return what lists a legal entity among the subsidiaries of its parent, and of no former one."""
    former = current.parent_id  # even of one that is deleted: former releases leave its edge
    parent = after.parent_id if after.exists else None
    if former == parent:
        return []
    writes: list[Put | Delete] = []
    if former is not None:
        writes.append(Delete(edge_key(after.tenant, former, after.id)))
    if parent is not None:
        key = edge_key(after.tenant, parent, after.id)
        writes.append(Put(TableItem(pk=key.pk, sk=key.sk).raw()))
    return writes


def _structure_is(legal_entity: LegalEntity) -> Condition:
    """Return the condition that nothing has changed below it since it was read: a write would undo that."""
    if legal_entity.structure:
        return LegalEntityItem.structure == legal_entity.structure
    return LegalEntityItem.structure.does_not_exist()


def structure_changed(above: LegalEntity) -> Update:
    """Return the write that tells a legal entity that something has changed below it.

    It fails where that is gone, or has another parent than the reader of its ancestors has seen.
    """
    parent: Any = LegalEntityItem.parent_id
    same = parent == above.parent_id if above.parent_id is not None else parent.does_not_exist()
    is_there: Any = LegalEntityItem.name.exists() & LegalEntityItem.expires_at.does_not_exist()
    actions = [LegalEntityItem.structure.add(1)]
    return Update(legal_entity_key(above.tenant, above.id), actions, is_there & same)


def legal_entity_check(legal_entity: LegalEntity) -> Check:
    """Return a check that fails when another write has changed the legal entity."""
    return Check(
        legal_entity_key(legal_entity.tenant, legal_entity.id), _is(LegalEntityItem, legal_entity.write_id)
    )


def contacts_changed(legal_entity: LegalEntity, primary: tuple[str, str] | None) -> Update:
    """Return the write that tells a legal entity that its contacts change, and which is the primary one.

    It fails where another write has changed the legal entity or its contacts since it was read.
    """
    contact: Any = LegalEntityItem.primary_contact
    actions = [LegalEntityItem.structure.add(1)]
    actions.append(contact.set(list(primary)) if primary is not None else contact.remove())
    same = _is(LegalEntityItem, legal_entity.write_id) & _structure_is(legal_entity)
    return Update(legal_entity_key(legal_entity.tenant, legal_entity.id), actions, same)


def name_check(tenant: str, entity: LegalEntityReference) -> Check:
    """Return a check that fails when the legal entity is known by another name, or as deleted."""
    is_fine: Any = LegalEntityItem.pk.does_not_exist()
    if entity.name is not None:
        is_fine |= LegalEntityItem.expires_at.does_not_exist() & (LegalEntityItem.name == entity.name)
    return Check(legal_entity_key(tenant, entity.id), is_fine)


def with_known_names(customer: Customer, found: Sequence[Item | None]) -> Customer:
    """Return the customer with the names of its legal entities as `name_check` found them, one for each.

    Raises `LegalEntityWasDeleted`.
    """
    entities = []
    for entity, raw in zip(customer.legal_entities, found, strict=True):
        legal_entity = legal_entity_from(customer.tenant, entity.id, raw)
        if legal_entity.is_deleted:
            raise LegalEntityWasDeleted(entity.id)
        entities.append(entity if legal_entity.name is None else replace(entity, name=legal_entity.name))
    return replace(customer, legal_entities=tuple(entities))


def membership_from(raw: Item) -> Membership:
    """Return the membership of an item."""
    item: Any = MembershipItem.from_raw_data(raw)
    types = item.assignment_types or {}
    return Membership(
        customer_number=item.sk,
        incarnation=item.incarnation,
        assignments=tuple(
            Assignment(each, instant_from(at), ended, *_said(types.get(each or "")))
            for each, at, ended in item.assignments
        ),
        legal_entity_write_id=item.legal_entity_write_id,
        chosen_groups=_groups(item.groups),
        write_id=item.write_id,
        rest=rest_of(MembershipItem, raw),
    )


def contact_role(raw: Item | None, incarnation: str) -> Role | None:
    """Return the role of the customer of this incarnation; None where the item makes it no contact."""
    if raw is None or not is_contact(raw):
        return None
    membership = membership_from(raw)
    return membership.role if membership.incarnation == incarnation else None


def membership_put(legal_entity: LegalEntity, current: Membership, after: Membership) -> Put:
    """Return the write that replaces the current membership, unless a rival has changed it."""
    key = membership_key(legal_entity.tenant, legal_entity.id, after.customer_number)
    assignments = remembered(after.assignments, now())
    belongs = belonging(legal_entity, assignments) is not None
    item = MembershipItem(
        pk=key.pk,
        sk=key.sk,
        incarnation=after.incarnation,
        assignments=_document(assignments),
        assignment_types=_types(assignments) or None,
        legal_entity_write_id=after.legal_entity_write_id,
        groups=sorted(after.chosen_groups) if belongs and after.chosen_groups is not None else None,
        write_id=uuid.uuid4().hex,
        expires_at=None if belongs else _forgotten_at(),
    )
    return Put({**item.raw(), **current.rest}, _is(MembershipItem, current.write_id))


def membership_check(key: Key, membership: Membership) -> Check:
    """Return a check that fails when another write has changed the membership."""
    return Check(key, _is(MembershipItem, membership.write_id))


def new_membership_put(customer: Customer, entity: LegalEntityReference) -> Put:
    """Return the write of a new customer's membership in the legal entity."""
    key = membership_key(customer.tenant, entity.id, customer.number)
    assignment = Assignment(entity.contact_assignment_id, customer.modified_at)
    item = MembershipItem(
        pk=key.pk,
        sk=key.sk,
        incarnation=customer.incarnation,
        assignments=_document((assignment,)),
        write_id=uuid.uuid4().hex,
    )
    return Put(item.raw())


def _document(assignments: Assignments) -> list[list[Any]]:
    return [[each.id, instant_text(each.at), each.ended] for each in assignments]


def _types(assignments: Assignments) -> dict[str, list[Any]]:
    return {
        each.id or "": [each.type, each.primary, instant_text(each.said_at)]
        for each in assignments
        if each.said_at is not None
    }


def _said(stored: list[Any] | None) -> tuple[Any, ...]:
    if stored is None:
        return ()
    kind, primary, at = stored
    return kind, primary, instant_from(at)


def _groups(stored: list[str] | None) -> Groups | None:
    """Return the groups that are stored, as far as this release knows them."""
    return frozenset(map(Role, set(stored) & set(Role))) if stored is not None else None


def _is(item: type[LegalEntityItem | MembershipItem], write_id: str | None) -> Condition:
    return item.write_id == write_id if write_id is not None else item.pk.does_not_exist()


def _forgotten_at() -> int:
    return int((now() + REMEMBERED).timestamp())


class LegalEntityItem(TableItem):
    """A legal entity (see `LegalEntity`); one that was deleted expires, and is in no index.

    `name_key`, `registration_key` and `parent_key`: its places in the indexes by a text. `details`: all that
    lists need, with the name once more. `parent_id`: again, for conditions. `primary_contact`: number and
    assignment of the contact that is `primary`.
    """

    name = UnicodeAttribute(null=True)
    changed_at = InstantAttribute(attr_name="changedAt", null=True)
    deleted_at = InstantAttribute(attr_name="deletedAt", null=True)
    write_id = UnicodeAttribute(attr_name="writeId")
    realm = UnicodeAttribute(null=True)
    directory_key = UnicodeAttribute(attr_name="directoryKey", null=True)
    name_key = UnicodeAttribute(attr_name="nameKey", null=True)
    registration_key = UnicodeAttribute(attr_name="companyKey", null=True)
    parent_key = UnicodeAttribute(attr_name="emailKey", null=True)
    parent_id = UnicodeAttribute(attr_name="parentId", null=True)
    type = UnicodeAttribute(null=True)
    restriction = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    modified_at = InstantAttribute(attr_name="modifiedAt", null=True)
    details = DocumentAttribute(null=True)
    mixins = DocumentAttribute(null=True)
    structure = NumberAttribute(null=True)
    primary_contact = DocumentAttribute(attr_name="primaryContact", null=True)
    updated_by = UnicodeAttribute(attr_name="updatedBy", null=True)


class MembershipItem(TableItem):
    """A customer's assignments to a legal entity; it expires where the customer belongs to it no more.

    `legal_entity_write_id`: the legal entity's `write_id` when the profile was last made to agree with it.
    `assignment_types`: type and `primary` of assignments, by id; an attribute of its own, as releases that do
    not know it read exactly three values of an assignment. `groups`: see `Membership.chosen_groups`.
    """

    incarnation = UnicodeAttribute()
    assignments = DocumentAttribute()
    assignment_types = DocumentAttribute(attr_name="assignmentTypes", null=True)
    legal_entity_write_id = UnicodeAttribute(attr_name="companyWriteId", null=True)
    groups = DocumentAttribute(null=True)
    write_id = UnicodeAttribute(attr_name="writeId")
