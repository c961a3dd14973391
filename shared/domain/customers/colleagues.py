"""The members of a customer that an `_own` scope shows, and those that it may write (api.md §2).

Closed by default: a member that is not named here is neither shown of colleagues nor written by any customer.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from shared.domain import json_text
from shared.domain.callers.access import Access
from shared.domain.customers.customer import Customer, customer_document, members_of
from shared.domain.errors import Forbidden
from shared.domain.json_text import Json
from shared.domain.tenants.configuration import Configuration

_WHOLE = None
_SHOWN_OF_COLLEAGUES: Mapping[str, Any] = {
    "id": _WHOLE,
    "customerNumber": _WHOLE,
    "title": _WHOLE,
    "firstName": _WHOLE,
    "middleName": _WHOLE,
    "lastName": _WHOLE,
    "company": _WHOLE,
    "contactPhone": _WHOLE,
    "contactEmail": _WHOLE,
    "email": _WHOLE,
    "photoUrl": _WHOLE,
    "preferredLanguage": _WHOLE,
    "preferredCurrency": _WHOLE,
    "preferredSite": _WHOLE,
    "type": _WHOLE,
    "businessModel": _WHOLE,
    "active": _WHOLE,
    "onHold": _WHOLE,
    "restriction": _WHOLE,
    "b2b": {
        "companyRegistrationId": _WHOLE,
        # Of the companies that the caller belongs to.
        "legalEntities": {"id": _WHOLE, "name": _WHOLE, "contactAssignmentId": _WHOLE},
    },
    "accounts": {"id": _WHOLE},
    "mixins": _WHOLE,
    "metadata": _WHOLE,
    "metadataCreatedAt": _WHOLE,
    "metadataModifiedAt": _WHOLE,
}
"""The members of a colleague that are shown, and can be asked for by `q` and `sort`."""

_WRITABLE_OF_ONESELF = frozenset(
    {
        "title",
        "firstName",
        "middleName",
        "lastName",
        "company",
        "contactPhone",
        "contactEmail",
        "photoUrl",
        "preferredLanguage",
        "preferredCurrency",
        "preferredSite",
        "b2b",
        "mixins",
        "metadata",
    }
)
_WRITABLE_OF_COLLEAGUES = _WRITABLE_OF_ONESELF | {"active", "onHold"}
_WRITABLE_FOR_CUSTOMER = _WRITABLE_OF_ONESELF - {"contactEmail"}
"""Whoever acts for the customer does not change where its messages go, nor its log-in."""


def visible_document(customer: Customer, access: Access) -> dict[str, Any]:
    """Return the members that a caller who sees the customer may know of it."""
    document = customer_document(customer)
    if access.sees_all_of(customer):
        return document
    shown: dict[str, Any] = _part(document, _SHOWN_OF_COLLEAGUES)
    if customer.legal_entities:
        entities = shown["b2b"]["legalEntities"]
        shown["b2b"]["legalEntities"] = [each for each in entities if each["id"] in access.companies]
    return shown


def is_shown_of_colleagues(path: Iterable[str]) -> bool:
    """Return whether the path leads to members that are shown of colleagues, or to one that has such."""
    shown: Mapping[str, Any] | None = _SHOWN_OF_COLLEAGUES
    for member in path:
        if shown is _WHOLE:
            return True
        if member not in shown:
            return False
        shown = shown[member]
    return True


def check_own_write(before: Customer, after: Customer, access: Access, configuration: Configuration) -> None:
    """Raise `Forbidden` unless an `_own` scope may write what differs.

    What is sent back as it was read is not a difference.
    """
    writable = _WRITABLE_OF_ONESELF if access.is_oneself(before) else _WRITABLE_OF_COLLEAGUES
    if access.assisted:
        writable &= _WRITABLE_FOR_CUSTOMER
    forbidden = _differing(members_of(before), members_of(after)) - writable
    if forbidden and access.assisted:
        raise Forbidden(f"'{min(forbidden)}' is not writable for those who act for a customer.")
    if forbidden:
        raise Forbidden(f"'{min(forbidden)}' is not writable with an _own scope.")
    mixins = _differing(before.mixins, after.mixins)
    check_mixins(mixins | _differing(before.mixin_schemas, after.mixin_schemas), configuration)


def check_mixins(names: Collection[str], configuration: Configuration) -> None:
    """Raise `Forbidden` for the name of a mixin that customers may not write."""
    writable = configuration.customer_writable_mixins
    forbidden = set() if writable is None else set(names) - writable
    if forbidden:
        raise Forbidden(f"The mixin '{min(forbidden)}' is not writable for customers.")


def check_address_mixins(before: Customer, after: Customer, configuration: Configuration) -> None:
    """Raise `Forbidden` where mixins of addresses differ that customers may not write."""
    known = {address.id: address for address in before.addresses}
    for address in after.addresses:
        stored = known.get(address.id)
        mixins, schemas = ({}, {}) if stored is None else (stored.mixins, stored.mixin_schemas)
        names = _differing(mixins, address.mixins) | _differing(schemas, address.mixin_schemas)
        check_mixins(names, configuration)


def with_mixins_kept(
    given: Mapping[str, Any], current: Mapping[str, Any], configuration: Configuration
) -> dict[str, Any]:
    """Return the members of a PUT by a customer, with the mixins that it lacks and cannot write."""
    writable = configuration.customer_writable_mixins
    if writable is None:
        return dict(given)
    kept = {name: value for name, value in current.get("mixins", {}).items() if name not in writable}
    schemas = (current.get("metadata") or {}).get("mixins") or {}
    kept_schemas = {name: url for name, url in schemas.items() if name not in writable}
    metadata = given.get("metadata") or {}
    return {
        **given,
        "mixins": {**kept, **(given.get("mixins") or {})},
        "metadata": {**metadata, "mixins": {**kept_schemas, **(metadata.get("mixins") or {})}},
    }


def _part(value: Json, shown: Mapping[str, Any] | None) -> Json:
    if shown is _WHOLE:
        return value
    if isinstance(value, list):
        return [_part(element, shown) for element in value]
    return {name: _part(inner, shown[name]) for name, inner in value.items() if name in shown}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {name for name in {*before, *after} if not json_text.same(before.get(name), after.get(name))}
