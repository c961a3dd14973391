"""The fields of companies, their contacts and locations that `q`, `sort` and plain parameters can name."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from shared.domain.query.conditions import Equals, Node, OneOf, Operand, Term, any_of
from shared.domain.query.fields import Field, FieldKind, Members, find_field
from shared.domain.query.order import Order, SortField

_TEXT, _ANY = FieldKind.TEXT, FieldKind.ANY
_METADATA = {
    "version": FieldKind.NUMBER,
    "createdAt": FieldKind.INSTANT,
    "modifiedAt": FieldKind.INSTANT,
    "mixins": _ANY,
}
LOCATION_MEMBERS: Members = MappingProxyType(
    {
        "id": _TEXT,
        "name": _TEXT,
        "type": _TEXT,
        "contactDetails": {
            "emails": _TEXT,
            "phones": _TEXT,
            "addressLine1": _TEXT,
            "addressLine2": _TEXT,
            "city": _TEXT,
            "state": _TEXT,
            "postcode": _TEXT,
            "countryCode": _TEXT,
            "tags": _TEXT,
        },
        "mixins": _ANY,
        "metadata": _METADATA,
    }
)
LEGAL_ENTITY_MEMBERS: Members = MappingProxyType(
    {
        "id": _TEXT,
        "name": _TEXT,
        "type": _TEXT,
        "parentId": _TEXT,
        "accountLimit": {"currency": _TEXT, "value": FieldKind.NUMBER},
        "legalInfo": {
            "legalName": _TEXT,
            "registrationDate": _TEXT,
            "taxRegistrationNumber": _TEXT,
            "registrationAgency": _TEXT,
            "countryOfRegistration": _TEXT,
            "registrationId": _TEXT,
        },
        "customerGroups": {"id": _TEXT, "name": _ANY, "role": _TEXT},
        "entitiesAddresses": LOCATION_MEMBERS,
        "approvalGroup": {"id": _TEXT},
        "restrictions": _TEXT,
        "mixins": _ANY,
        "metadata": _METADATA,
    }
)
CONTACT_ASSIGNMENT_MEMBERS: Members = MappingProxyType(
    {
        "id": _TEXT,
        "legalEntity": {"id": _TEXT},
        "customer": {"id": _TEXT},
        "type": _TEXT,
        "primary": FieldKind.BOOLEAN,
        "mixins": _ANY,
        "metadata": _METADATA,
    }
)
SHOWN_ASSIGNMENT_MEMBERS: Members = MappingProxyType(
    {
        **CONTACT_ASSIGNMENT_MEMBERS,
        "legalEntity": LEGAL_ENTITY_MEMBERS,
        "customer": {"id": _TEXT, "name": _TEXT, "surname": _TEXT, "email": _TEXT, "phone": _TEXT},
    }
)
"""Those that an answer has: names of companies and customers are read for what is shown, not for filters."""
CONTACT_ASSIGNMENT_FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{name: (name,) for name in ("legalEntity.id", "customer.id", "type", "primary")},
        "legalEntityId": ("legalEntity.id",),
    }
)
LEGAL_ENTITY_FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: (name,)
        for name in (
            "id",
            "name",
            "type",
            "parentId",
            "legalInfo.legalName",
            "legalInfo.registrationDate",
            "legalInfo.taxRegistrationNumber",
            "legalInfo.registrationAgency",
            "legalInfo.countryOfRegistration",
            "legalInfo.registrationId",
        )
    }
)
"""The fields that a plain parameter stands for, by its name: one of them equals its value."""
LOCATION_FILTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{
            name: (name,)
            for name in (
                "name",
                "type",
                "contactDetails.city",
                "contactDetails.state",
                "contactDetails.postcode",
                "contactDetails.countryCode",
            )
        },
        "contactDetails.email": ("contactDetails.emails",),
        "contactDetails.phone": ("contactDetails.phones",),
        "contactDetails.address": ("contactDetails.addressLine1", "contactDetails.addressLine2"),
    }
)
CREATED_AT = ("metadata", "createdAt")
BY_CREATION = Order((SortField(Field(CREATED_AT, FieldKind.INSTANT)),))
"""The order of companies and of locations, where none is asked for."""


def has_one_of(ids: Iterable[str], *path: str) -> Node:
    """Return the condition that the id, or that at a path, is one of these; nothing meets that of none."""
    operands = tuple(Operand(each, quoted=True) for each in ids)
    return Term(Field(path or ("id",), FieldKind.TEXT), OneOf(operands))


def equals(fields: tuple[str, ...], value: str, members: Members) -> Node:
    """Return the condition that one of the fields has this value."""
    found = (find_field(*name.split("."), members=members) for name in fields)
    return any_of(
        [
            Term(field, Equals(Operand(value, quoted=field.kind is not FieldKind.BOOLEAN)))
            for field in found
            if field is not None
        ]
    )
