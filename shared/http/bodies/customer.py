"""Request bodies of the operations on customers."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from shared.domain.customers.customer import TYPES
from shared.domain.customers.customer_rules import CustomerChange
from shared.http.bodies.body import (
    Body,
    Currency,
    CustomerNumber,
    Document,
    Email,
    EmptyIsAbsent,
    Language,
    Metadata,
    Password,
    PhotoUrl,
    Site,
    Text,
    VersionedBody,
    parsed,
)
from shared.http.request import JSON, MERGE_PATCH, Request

MAX_SHOWN_MIXINS = 10_000
"""More names fit into no request that asks for some mixins."""


def _shown_mixins(names: list[str]) -> list[str]:
    if len(names) > MAX_SHOWN_MIXINS:
        raise ValueError(f"must have at most {MAX_SHOWN_MIXINS} names")
    return names


def _customer_type(value: str) -> str:
    if value not in TYPES:
        raise ValueError(f"must be {' or '.join(TYPES)}")
    return value


CustomerType = Annotated[str, AfterValidator(_customer_type)]


class B2B(Body):
    """The writable part of `b2b`."""

    company_registration_id: Annotated[Text | None, EmptyIsAbsent] = None


class ProfileBody(VersionedBody):
    """`CustomerUpdateDto`: the members that both customers and sellers can write."""

    title: Text | None = None
    first_name: Text | None = None
    middle_name: Text | None = None
    last_name: Text | None = None
    company: Text | None = None
    contact_phone: Text | None = None
    contact_email: Annotated[Email | None, EmptyIsAbsent] = None
    preferred_language: Annotated[Language | None, EmptyIsAbsent] = None
    preferred_currency: Annotated[Currency | None, EmptyIsAbsent] = None
    preferred_site: Annotated[Site | None, EmptyIsAbsent] = None
    b2b: Annotated[B2B | None, Field(alias="b2b")] = None
    mixins: Document | None = None


class CustomerBody(ProfileBody):
    """The members that create, upsert and update share."""

    photo_url: Annotated[PhotoUrl | None, EmptyIsAbsent] = None
    type: Annotated[CustomerType | None, EmptyIsAbsent] = None
    restriction: Text | None = None


class CustomerSignupBySeller(CustomerBody):
    """Body of create."""

    id: CustomerNumber | None = None
    password: Annotated[Password | None, Field(repr=False)] = None


class CustomerMetadata(Metadata):
    """`metadata` of a customer that was read with some of its mixins."""

    expanded_mixins: Annotated[list[str], AfterValidator(_shown_mixins)] | None = None


class CustomerUpdateBySeller(CustomerBody):
    """Body of upsert and update, in either media type."""

    metadata: CustomerMetadata | None = None
    active: bool | None = None
    on_hold: bool | None = None


def members(body: ProfileBody) -> dict[str, Any]:
    """Return the members that the client sent, checked, under the names of the API."""
    return body.model_dump(by_alias=True, exclude_unset=True, exclude={"id", "password", "account"})


def checked_members(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a PUT's body. Raises `ValidationFailed`."""
    return members(parsed(CustomerUpdateBySeller, document))


def customer_change(request: Request) -> CustomerChange:
    """Return the change that a PUT or PATCH makes to its customer. Raises errors of reading the request."""
    body = parsed(CustomerUpdateBySeller, request.json_object((JSON, MERGE_PATCH)))
    return CustomerChange(
        tenant=request.tenant,
        number=request.customer_number,
        members=members(body),
        updated_by=request.principal,
        precondition=request.precondition(body.believed_version),
    )
