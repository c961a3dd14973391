"""Request bodies of the operations on addresses."""

from typing import Annotated, Any, TypeGuard

from pydantic import AfterValidator, BeforeValidator

from shared.domain import fields
from shared.domain.customers import address
from shared.http.bodies.body import Document, EmptyIsAbsent, Text, VersionedBody

AddressId = Annotated[str, AfterValidator(fields.address_id)]
Country = Annotated[str, AfterValidator(fields.country)]
ContactName = Annotated[Text, AfterValidator(address.contact_name)]
NeededContactName = Annotated[Text | None, AfterValidator(address.contact_name)]


def _distinct(values: object) -> object:
    return list(address.distinct_tags(values)) if _are_texts(values) else values


def _are_texts(values: object) -> TypeGuard[list[str]]:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _few(values: object) -> object:
    if isinstance(values, list) and len(values) > address.MAX_TAGS:
        raise ValueError(f"must have at most {address.MAX_TAGS} different tags")
    return values


# Of a list that is longer than an address's tags can be, nothing is checked one by one.
Tags = Annotated[list[Text], BeforeValidator(_few), BeforeValidator(_distinct), AfterValidator(_distinct)]


class AddressBody(VersionedBody):
    """Body of upsert, with the members that the other bodies share."""

    contact_name: ContactName | None = None
    company_name: Text | None = None
    street: Text | None = None
    street_number: Text | None = None
    street_appendix: Text | None = None
    extra_line1: Text | None = None
    extra_line2: Text | None = None
    extra_line3: Text | None = None
    extra_line4: Text | None = None
    zip_code: Text | None = None
    city: Text | None = None
    country: Annotated[Country | None, EmptyIsAbsent] = None
    state: Text | None = None
    contact_phone: Text | None = None
    is_default: bool | None = None
    tags: Tags | None = None
    mixins: Document | None = None


class AddressCreate(AddressBody):
    """Body of create."""

    id: AddressId | None = None
    contact_name: NeededContactName


class OwnAddress(AddressBody):
    """Body of create, replacement and update for one's own addresses, which need no name of the addressee."""

    id: AddressId | None = None
    contact_name: Annotated[Text | None, EmptyIsAbsent] = None


class AddressUpdate(AddressBody):
    """Body of update, in either media type; the name can be changed but not cleared."""

    contact_name: NeededContactName = None


def address_members(body: AddressBody) -> dict[str, Any]:
    """Return the members that the client sent, checked, under the names of the API."""
    return body.model_dump(by_alias=True, exclude_unset=True, exclude={"id"})
