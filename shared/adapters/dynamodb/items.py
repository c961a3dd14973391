"""The items that more than one module deals with: their attributes, and how a customer is laid out in them.

Documents that are always read and written whole (addresses, mixins, ...) are one JSON text each: botocore
parses a string where it would parse a tree, and numbers keep every digit.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import (
    Attribute,
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.constants import STRING
from pynamodb.models import Model

from shared.adapters.dynamodb.keys import (
    account_key,
    customer_key,
    directory_key,
    legacy_account_key,
    order_key,
    realm,
    shard_of,
    tenant_and_number,
)
from shared.domain import json_text
from shared.domain.access import LegalEntity
from shared.domain.address import address_document, address_from
from shared.domain.customer import AccountId, Customer, DeletedCustomer
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.instants import instant_from, instant_text
from shared.domain.mail_refusals import MailRefusal, RefusalKind
from shared.domain.query.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.table import Item
    from shared.domain.account import Account

MAX_CUSTOMER_BYTES = 350 * 1024


class DocumentAttribute(Attribute[Any]):
    """Any JSON value, as text."""

    attr_type = STRING

    def serialize(self, value: Any) -> str:  # noqa: ANN401 - any JSON value
        """The value's JSON text."""
        return json_text.dumps(value)

    def deserialize(self, value: str) -> Any:  # noqa: ANN401 - any JSON value
        """The value of a JSON text."""
        return json_text.loads(value)


class InstantAttribute(Attribute[datetime]):
    """A point in time, as the API writes it; texts sort by time."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        """The instant's text."""
        return instant_text(value)

    def deserialize(self, value: str) -> datetime:
        """The instant of a text."""
        return instant_from(value)


class TableItem(Model):
    """What every item has: a key, and for some the second (epoch) after which it may go."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt", null=True)
    _raw: Item | None = None

    def raw(self) -> Item:
        """The item as DynamoDB writes it, put together once: items do not change.

        Not by pynamodb, which takes six times as long.
        """
        if self._raw is None:
            values = self.attribute_values
            self._raw = {
                stored_as: {kind: written}
                for name, stored_as, kind, serialize in _layout(type(self))
                if (value := values.get(name)) is not None and (written := serialize(value)) is not None
            }
        return self._raw


@cache
def _layout(item: type[TableItem]) -> list[tuple[str, str, str, Callable[[Any], Any]]]:
    """Of every attribute its name here and in the table, its type in DynamoDB, and how it is written."""
    attributes: dict[str, Attribute[Any]] = item.get_attributes()
    return [(name, each.attr_name, each.attr_type, each.serialize) for name, each in attributes.items()]


class CustomerItem(TableItem):
    """A customer's profile; or, with `deleted_at` and little else, the mark of a deleted one.

    `write_id` lets a repeated write recognise its own first attempt. `email_change`: the nonce of the token
    with which the log-in last became another e-mail address. `details` holds what lists show but
    indexes never filter by, since an index projects 20 attributes at most.
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

    restriction_synced = BooleanAttribute(attr_name="restrictionSynced", null=True)
    addresses = DocumentAttribute(null=True)
    mixins = DocumentAttribute(null=True)
    incarnation = UnicodeAttribute(null=True)
    session_epoch = NumberAttribute(attr_name="sessionEpoch", null=True)
    write_id = UnicodeAttribute(attr_name="writeId", null=True)
    updated_by = UnicodeAttribute(attr_name="updatedBy", null=True)
    email_change = UnicodeAttribute(attr_name="emailChange", null=True)
    deleted_at = InstantAttribute(attr_name="deletedAt", null=True)
    deleted_by = UnicodeAttribute(attr_name="deletedBy", null=True)


class AccountItem(TableItem):
    """What a customer logs in with.

    `initial_password`: it was chosen by the seller and should be changed. `legacy`: the hash is erased when
    the tenant's password migration ends. `unconfirmed`: nobody can log in before the e-mail address is
    confirmed. `password_id`, and `mail_refusal` with its time: see `Account`.
    """

    email = UnicodeAttribute()
    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()
    created_at = InstantAttribute(attr_name="createdAt")
    password_hash = UnicodeAttribute(attr_name="passwordHash", null=True)
    initial_password = BooleanAttribute(attr_name="initialPassword", null=True)
    legacy = BooleanAttribute(null=True)
    unconfirmed = BooleanAttribute(null=True)
    password_id = UnicodeAttribute(attr_name="passwordId", null=True)
    mail_refusal = UnicodeAttribute(attr_name="mailRefusal", null=True)
    mail_refused_at = InstantAttribute(attr_name="mailRefusedAt", null=True)


class LegacyAccountItem(TableItem):
    """That an account with a legacy password hash waits for its customer's next log-in.

    `reminded_for`: the dates of the retention whose reminder has been sent.
    """

    email = UnicodeAttribute()
    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()
    reminded_for = UnicodeAttribute(attr_name="remindedFor", null=True)


class SessionItem(TableItem):
    """A customer's session; it lives while incarnation and epoch are those of the profile."""

    incarnation = UnicodeAttribute()
    session_epoch = NumberAttribute(attr_name="sessionEpoch")
    client_id = UnicodeAttribute(attr_name="clientId")
    family = UnicodeAttribute()
    generation = NumberAttribute()
    created_at = NumberAttribute(attr_name="createdAt")
    rotations = DocumentAttribute()
    legal_entity_id = UnicodeAttribute(attr_name="legalEntityId", null=True)


class NoticeItem(TableItem):
    """That a customer is to be told something; see `Notice`."""

    email = UnicodeAttribute()
    site = UnicodeAttribute()
    language = UnicodeAttribute()
    incarnation = UnicodeAttribute()
    day = UnicodeAttribute(null=True)


class CompanyItem(TableItem):
    """A legal entity (see `Company`); one that was deleted expires."""

    name = UnicodeAttribute(null=True)
    changed_at = InstantAttribute(attr_name="changedAt", null=True)
    deleted_at = InstantAttribute(attr_name="deletedAt", null=True)
    write_id = UnicodeAttribute(attr_name="writeId")


class MembershipItem(TableItem):
    """A customer's assignments to a company; it expires where the customer belongs to it no more.

    `company_write_id`: of what was stored of the company when the profile was last made to agree with it.
    """

    incarnation = UnicodeAttribute()
    assignments = DocumentAttribute()
    company_write_id = UnicodeAttribute(attr_name="companyWriteId", null=True)
    write_id = UnicodeAttribute(attr_name="writeId")


class SettingItem(TableItem):
    """One setting of a tenant; that of a secured one is `ciphertext` (base64) in the place of `value`.

    One without a version is of version 1. `write_id`: see `CustomerItem`.
    """

    value = DocumentAttribute(null=True)
    ciphertext = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    write_id = UnicodeAttribute(attr_name="writeId", null=True)


class RealmsItem(TableItem):
    """Every restriction that customers of the tenant may ever have had."""

    restrictions = UnicodeSetAttribute(null=True)


def item_of(customer: Customer, *, shards: int, write_id: str, updated_by: str) -> CustomerItem:
    """The profile item, for a tenant with so many shards.

    Raises `ValidationFailed` when the customer is larger than an item may be.
    """
    key = customer_key(customer.tenant, customer.number)
    default = customer.default_address
    others = [
        address_document(address, is_default=False)
        for address in customer.addresses
        if address is not default
    ]
    item = CustomerItem(
        pk=key.pk,
        sk=key.sk,
        realm=realm(customer.tenant, customer.restriction, shard_of(customer.number, shards)),
        directory_key=directory_key(instant_text(customer.created_at), customer.number),
        name_key=order_key(customer.last_name, customer.number),
        email_key=order_key(customer.contact_email, customer.number, Kind.EMAIL),
        company_key=order_key(customer.company, customer.number),
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
        default_address=address_document(default, is_default=True) if default else None,
        details=_details(customer) or None,
        restriction_synced=customer.restriction_synced or None,
        addresses=others or None,
        mixins=dict(customer.mixins) or None,
        incarnation=customer.incarnation,
        session_epoch=customer.session_epoch,
        write_id=write_id,
        updated_by=updated_by,
    )
    if item_size(item.raw()) > MAX_CUSTOMER_BYTES:
        raise ValidationFailed(
            Problem(f"the customer with its addresses and mixins is larger than {MAX_CUSTOMER_BYTES} bytes")
        )
    return item


def customer_from(raw: Item) -> Customer | DeletedCustomer:
    """The customer of a profile item, whole or as an index projects it; or the mark of a deleted one.

    What an index does not project (`incarnation`, addresses but the default, mixins) is empty then. Read by
    hand: lists go through many items, and pynamodb takes three times as long for one.
    """
    tenant, number = tenant_and_number(raw["pk"]["S"])
    incarnation = _text(raw, "incarnation") or ""
    if "deletedAt" in raw:
        return DeletedCustomer(tenant, number, incarnation)
    details = _document(raw, "details") or {}
    default_document = _document(raw, "defaultAddress")
    default = address_from(default_document) if default_document else None
    addresses = tuple(address_from(document) for document in _document(raw, "addresses") or ())
    last_login = _text(raw, "lastLogin")
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
        legal_entities=tuple(LegalEntity(*entity) for entity in details.get("legalEntities", ())),
        accounts=tuple(AccountId(*account) for account in details.get("accounts", ())),
        addresses=(default, *addresses) if default else addresses,
        default_address_id=default.id if default else None,
        mixins=_document(raw, "mixins") or {},
        mixin_schemas=details.get("mixinSchemas", {}),
        last_login=instant_from(last_login) if last_login else None,
        session_epoch=int(raw["sessionEpoch"]["N"]) if "sessionEpoch" in raw else 0,
    )


def account_item(account: Account) -> Item:
    """The item of an account."""
    key, refusal = account_key(account.tenant, account.email), account.mail_refusal
    return AccountItem(
        pk=key.pk,
        sk=key.sk,
        email=account.email,
        customer_number=account.customer_number,
        incarnation=account.incarnation,
        created_at=account.created_at,
        password_hash=account.password_hash,
        initial_password=account.initial_password or None,
        legacy=account.legacy or None,
        unconfirmed=None if account.confirmed else True,
        password_id=account.password_id,
        mail_refusal=refusal.kind if refusal is not None else None,
        mail_refused_at=refusal.at if refusal is not None else None,
    ).raw()


def waiting_item(account: Account) -> Item:
    """The item that puts an account with a legacy password hash on the waiting list."""
    key = legacy_account_key(account.tenant, account.email)
    return LegacyAccountItem(
        pk=key.pk,
        sk=key.sk,
        email=account.email,
        customer_number=account.customer_number,
        incarnation=account.incarnation,
    ).raw()


def account_from(tenant: str, raw: Item) -> Account:
    """The account of an item."""
    from shared.domain.account import Account

    item: Any = AccountItem.from_raw_data(raw)
    return Account(
        tenant=tenant,
        email=item.email,
        customer_number=item.customer_number,
        incarnation=item.incarnation,
        created_at=item.created_at,
        password_hash=item.password_hash,
        initial_password=item.initial_password is True,
        legacy=item.legacy is True,
        confirmed=item.unconfirmed is not True,
        password_id=item.password_id,
        mail_refusal=(
            MailRefusal(RefusalKind(item.mail_refusal), item.mail_refused_at)
            if item.mail_refusal is not None
            else None
        ),
    )


def _text(raw: Item, name: str) -> str | None:
    return raw[name]["S"] if name in raw else None


def _document(raw: Item, name: str) -> Any:  # noqa: ANN401 - any JSON value
    return json_text.loads(raw[name]["S"]) if name in raw else None


def item_size(raw: Item) -> int:
    """About the bytes that DynamoDB counts for an item: names and values."""
    return sum(len(name.encode()) + _value_size(value) for name, value in raw.items())


def _value_size(value: dict[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    return len(content) // 2 + 2 if kind == "N" else 1


def _details(customer: Customer) -> dict[str, Any]:
    details = {
        "title": customer.title,
        "middleName": customer.middle_name,
        "photoUrl": customer.photo_url,
        "accounts": [_without_trailing_none(a.email, a.provider_id) for a in customer.accounts],
        "legalEntities": [
            _without_trailing_none(e.id, e.name, e.contact_assignment_id) for e in customer.legal_entities
        ],
        "mixinSchemas": dict(customer.mixin_schemas),
    }
    return {name: value for name, value in details.items() if value is not None and value not in ([], {})}


def _without_trailing_none(*values: str | None) -> list[str | None]:
    kept = list(values)
    while kept and kept[-1] is None:
        kept.pop()
    return kept
