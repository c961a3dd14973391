"""How a customer is laid out in its item, or the mark of a deleted one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.former_place import OrderKey, places
from shared.adapters.dynamodb.items.item import (
    SCHEMA,
    DocumentAttribute,
    InstantAttribute,
    TableItem,
    item_size,
    schema_of,
)
from shared.adapters.dynamodb.items.trace import earlier_writes, trace_of
from shared.adapters.dynamodb.items.writer import writer_document
from shared.adapters.dynamodb.keys import (
    customer_key,
    directory_key,
    realm,
    shard_of,
    tenant_and_number,
)
from shared.adapters.dynamodb.writes import Update
from shared.domain import json_text
from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.writer import NOBODY, Writer
from shared.domain.customers.address import address_from, stored_address
from shared.domain.customers.customer import AccountId, Customer, DeletedCustomer
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.instants import instant_from, instant_text, now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pynamodb.expressions.update import Action

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.json_text import Json

MAX_CUSTOMER_BYTES = 350 * 1024
_DETAILS = frozenset({"title", "middleName", "photoUrl", "accounts", "legalEntities", "mixinSchemas"})


class CustomerItem(TableItem):
    """A customer's profile; or, with `deleted_at` and little else, the mark of a deleted one.

    By `write_id` and `earlier_writes`, a repeated write recognises its first attempt (`trace.py`).
    `writer`: whoever has made that write, and `ended` whoever last ended its sessions alone.
    `email_change`: the nonce of the token with which the log-in last became another e-mail address. `details`
    holds what lists need but indexes never filter by, since an index projects 20 attributes at most. `drawn`
    and `called`: see `Turn`. An unconfirmed sign-up
    has `expires_at` and no `realm`, so that it is in no index.
    """

    realm = UnicodeAttribute(null=True)
    directory_key = UnicodeAttribute(attr_name="directoryKey", null=True)
    name_key = UnicodeAttribute(attr_name="nameKey", null=True)
    email_key = UnicodeAttribute(attr_name="emailKey", null=True)
    company_key = UnicodeAttribute(attr_name="companyKey", null=True)

    first_name = UnicodeAttribute(attr_name="firstName", null=True)
    last_name = UnicodeAttribute(attr_name="lastName", null=True)
    company = UnicodeAttribute(null=True)
    contact_phone = UnicodeAttribute(attr_name="contactPhone", null=True)
    contact_email = UnicodeAttribute(attr_name="contactEmail", null=True)
    preferred_language = UnicodeAttribute(attr_name="preferredLanguage", null=True)
    preferred_currency = UnicodeAttribute(attr_name="preferredCurrency", null=True)
    preferred_site = UnicodeAttribute(attr_name="preferredSite", null=True)
    type = UnicodeAttribute(null=True)
    active = BooleanAttribute(null=True)
    on_hold = BooleanAttribute(attr_name="onHold", null=True)
    restriction = UnicodeAttribute(null=True)
    company_registration_id = UnicodeAttribute(attr_name="companyRegistrationId", null=True)
    version = NumberAttribute(null=True)
    modified_at = InstantAttribute(attr_name="modifiedAt", null=True)
    last_login = InstantAttribute(attr_name="lastLogin", null=True)
    default_address = DocumentAttribute(attr_name="defaultAddress", null=True)
    details = DocumentAttribute(null=True)

    moved_at = InstantAttribute(attr_name="movedAt", null=True)
    restriction_synced = BooleanAttribute(attr_name="restrictionSynced", null=True)
    addresses = DocumentAttribute(null=True)
    mixins = DocumentAttribute(null=True)
    incarnation = UnicodeAttribute(null=True)
    session_epoch = NumberAttribute(attr_name="sessionEpoch", null=True)
    write_id = UnicodeAttribute(attr_name="writeId", null=True)
    earlier_writes = UnicodeAttribute(attr_name="earlierWrites", null=True)
    updated_by = UnicodeAttribute(attr_name="updatedBy", null=True)
    writer = DocumentAttribute(null=True)
    ended = DocumentAttribute(null=True)
    drawn = NumberAttribute(null=True)
    called = NumberAttribute(null=True)
    proof_id = UnicodeAttribute(attr_name="proofId", null=True)
    joins_company = BooleanAttribute(attr_name="joinsCompany", null=True)
    email_change = UnicodeAttribute(attr_name="emailChange", null=True)
    deleted_at = InstantAttribute(attr_name="deletedAt", null=True)
    deleted_by = UnicodeAttribute(attr_name="deletedBy", null=True)
    last_version = NumberAttribute(attr_name="lastVersion", null=True)


TEXT_KEYS: Mapping[str, Any] = MappingProxyType(
    {
        "by_name": CustomerItem.name_key,
        "by_email": CustomerItem.email_key,
        "by_company": CustomerItem.company_key,
    }
)
"""The sort keys of the indexes by a text, in the order of `places`."""


def item_of(
    customer: Customer,
    *,
    shards: int,
    key_of: OrderKey,
    write_id: str,
    updated_by: str,
    trace: str = "",
    writer: Writer = NOBODY,
) -> CustomerItem:
    """Return the profile item, for a tenant with so many shards. `trace`: of the item that it replaces.

    `key_of`: makes the entries of the indexes by a text.
    """
    key = customer_key(customer.tenant, customer.number)
    default = customer.default_address
    others = [
        stored_address(address, is_default=False) for address in customer.addresses if address is not default
    ]
    name_key, email_key, company_key = places(customer, key_of)
    return CustomerItem(
        pk=key.pk,
        sk=key.sk,
        expires_at=customer.unconfirmed_until,
        realm=_realm(customer, shards),
        directory_key=directory_key(instant_text(customer.created_at), customer.number),
        name_key=name_key,
        email_key=email_key,
        company_key=company_key,
        first_name=customer.first_name,
        last_name=customer.last_name,
        company=customer.company,
        contact_phone=customer.contact_phone,
        contact_email=customer.contact_email,
        preferred_language=customer.preferred_language,
        preferred_currency=customer.preferred_currency,
        preferred_site=customer.preferred_site,
        type=customer.type,
        active=customer.active,
        on_hold=customer.on_hold,
        restriction=customer.restriction,
        company_registration_id=customer.company_registration_id,
        version=customer.version,
        modified_at=customer.modified_at,
        last_login=customer.last_login,
        default_address=stored_address(default, is_default=True) if default else None,
        details=_details(customer) or None,
        moved_at=customer.moved_at,
        restriction_synced=customer.restriction_synced or None,
        addresses=others or None,
        mixins=dict(customer.mixins) or None,
        incarnation=customer.incarnation,
        session_epoch=customer.session_epoch,
        proof_id=customer.proof_id,
        joins_company=customer.joins_company or None,
        write_id=write_id,
        earlier_writes=earlier_writes(trace),
        updated_by=updated_by,
        writer=writer_document(writer, write_id),
    )


def check_size(item: CustomerItem) -> None:
    """Raise `ValidationFailed` when the customer is larger than an item may be."""
    if item_size(item.raw()) > MAX_CUSTOMER_BYTES:
        raise ValidationFailed(
            Problem(f"the customer with its addresses and mixins is larger than {MAX_CUSTOMER_BYTES} bytes")
        )


def mark_of(customer: Customer, *, write_id: str, deleted_by: str, writer: Writer = NOBODY) -> CustomerItem:
    """Return the mark that the customer leaves when it is deleted."""
    key = customer_key(customer.tenant, customer.number)
    return CustomerItem(
        pk=key.pk,
        sk=key.sk,
        incarnation=customer.incarnation,
        deleted_at=now(),
        deleted_by=deleted_by,
        last_version=customer.version + 1,
        write_id=write_id,
        earlier_writes=earlier_writes(customer.trace),
        writer=writer_document(Writer(acting_user=writer.acting_user), write_id),
    )


def customer_from(raw: Item) -> Customer | DeletedCustomer:
    """Return the customer of a profile item, whole or as an index projects it; or the mark of a deleted one.

    What an index does not project (`incarnation`, `moved_at`, further addresses, mixins) is empty then.
    Read by hand: lists go through many items, and pynamodb takes three times as long for one.
    """
    tenant, number = tenant_and_number(raw["pk"]["S"])
    incarnation = _text(raw, "incarnation") or ""
    if "deletedAt" in raw:
        version = int(raw["lastVersion"]["N"]) if "lastVersion" in raw else None
        return DeletedCustomer(tenant, number, incarnation, version, instant_from(raw["deletedAt"]["S"]))
    details = _document(raw, "details") or {}
    default_document = _document(raw, "defaultAddress")
    default = address_from(default_document) if default_document else None
    addresses = tuple(address_from(document) for document in _document(raw, "addresses") or ())
    last_login, moved_at = _text(raw, "lastLogin"), _text(raw, "movedAt")
    return Customer(
        tenant=tenant,
        number=number,
        created_at=instant_from(raw["directoryKey"]["S"].partition("#")[0]),
        modified_at=instant_from(raw["modifiedAt"]["S"]),
        incarnation=incarnation,
        version=int(raw["version"]["N"]),
        type=raw["type"]["S"],
        title=details.get("title"),
        first_name=_text(raw, "firstName"),
        middle_name=details.get("middleName"),
        last_name=_text(raw, "lastName"),
        company=_text(raw, "company"),
        contact_phone=_text(raw, "contactPhone"),
        contact_email=_text(raw, "contactEmail"),
        photo_url=details.get("photoUrl"),
        preferred_language=raw["preferredLanguage"]["S"],
        preferred_currency=raw["preferredCurrency"]["S"],
        preferred_site=raw["preferredSite"]["S"],
        active=raw["active"]["BOOL"],
        on_hold=raw["onHold"]["BOOL"],
        restriction=_text(raw, "restriction"),
        restriction_synced="restrictionSynced" in raw,
        company_registration_id=_text(raw, "companyRegistrationId"),
        legal_entities=tuple(map(_legal_entity, details.get("legalEntities", ()))),
        accounts=tuple(map(_account_id, details.get("accounts", ()))),
        addresses=(default, *addresses) if default else addresses,
        default_address_id=default.id if default else None,
        mixins=_document(raw, "mixins") or {},
        mixin_schemas=details.get("mixinSchemas", {}),
        last_login=instant_from(last_login) if last_login else None,
        session_epoch=int(raw["sessionEpoch"]["N"]) if "sessionEpoch" in raw else 0,
        trace=trace_of(raw),
        schema=schema_of(raw),
        rest={} if _DETAILS.issuperset(details) else _rest_of(details),
        proof_id=_text(raw, "proofId"),
        moved_at=instant_from(moved_at) if moved_at else None,
        unconfirmed_until=int(raw["expiresAt"]["N"]) if "expiresAt" in raw else None,
        joins_company="joinsCompany" in raw,
    )


def _realm(customer: Customer, shards: int) -> str | None:
    """Return the partition of the indexes; of a sign-up that nobody has confirmed, which is in none, none."""
    if customer.unconfirmed_until is not None:
        return None
    return realm(customer.tenant, customer.restriction, shard_of(customer.number, shards))


def _text(raw: Item, name: str) -> str | None:
    return raw[name]["S"] if name in raw else None


def _document(raw: Item, name: str) -> Json:
    return json_text.loads(raw[name]["S"]) if name in raw else None


def _details(customer: Customer) -> dict[str, Any]:
    details = {
        **customer.rest,
        "title": customer.title,
        "middleName": customer.middle_name,
        "photoUrl": customer.photo_url,
        "accounts": [_without_trailing_none(a.email, a.provider_id, *a.rest) for a in customer.accounts],
        "legalEntities": [
            _without_trailing_none(e.id, e.name, e.contact_assignment_id, *e.rest)
            for e in customer.legal_entities
        ],
        "mixinSchemas": dict(customer.mixin_schemas),
    }
    return {name: value for name, value in details.items() if value is not None and value not in ([], {})}


def _rest_of(details: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if name not in _DETAILS}


def _legal_entity(stored: list[Any]) -> LegalEntityReference:
    entity_id, name, assignment_id = (*stored, None, None)[:3]
    return LegalEntityReference(entity_id, name, assignment_id, tuple(stored[3:]))


def _account_id(stored: list[Any]) -> AccountId:
    if len(stored) == 1:
        return AccountId(stored[0])
    return AccountId(stored[0], stored[1], tuple(stored[2:]))


def _without_trailing_none(*values: Json) -> list[Json]:
    kept = list(values)
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def is_version(customer: Customer) -> Condition:
    """Return the condition that this is the present state, its sign-up not confirmed since."""
    is_same = (CustomerItem.version == customer.version) & (CustomerItem.incarnation == customer.incarnation)
    waits = CustomerItem.expires_at
    return is_same & (waits.does_not_exist() if customer.unconfirmed_until is None else waits.exists())


def update_of(current: Customer, stored: CustomerItem, item: CustomerItem) -> Update:
    """Return the write that sets what differs and removes what is gone.

    An index is only written where its attributes change.
    """
    before, after = stored.raw(), item.raw()
    actions: list[Action] = []
    for name, attribute in CustomerItem.get_attributes().items():
        stored_as = attribute.attr_name
        if before.get(stored_as) == after.get(stored_as):
            continue
        value = getattr(item, name)
        if attribute is CustomerItem.session_epoch:
            # Changes of credentials step it too, and leave the version alone: neither may undo the other.
            actions.append(attribute.add(value - stored.session_epoch))
        else:
            actions.append(attribute.remove() if value is None else attribute.set(value))
    if current.schema < SCHEMA:
        actions.append(CustomerItem.schema.set(SCHEMA))
    return Update(customer_key(current.tenant, current.number), actions, is_version(current))
