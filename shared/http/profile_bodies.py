"""Request bodies of what customers say of themselves."""

from typing import Annotated, Any

from pydantic import Field
from shared.http.address_bodies import AddressCreate

from shared.domain.customer_rules import CustomerChange
from shared.http.bodies import (
    Body,
    Currency,
    Document,
    Email,
    EmptyIsAbsent,
    Language,
    Metadata,
    Password,
    Site,
    Text,
    parsed,
)
from shared.http.customer_bodies import B2B
from shared.http.request import JSON, MERGE_PATCH, Request


class ProfileBody(Body):
    """`CustomerUpdateDto`: the members that customers can write of themselves."""

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
    metadata: Metadata | None = None
    mixins: Document | None = None


class LogInCredentials(Body):
    """What a new customer wants to log in with."""

    email: Email
    password: Annotated[Password, Field(repr=False)]


class CustomerSignup(LogInCredentials):
    """Body of sign-up. `signup`: a log-in that differs from where the customer is reached."""

    customer_details: ProfileBody | None = None
    customer_address: AddressCreate | None = None
    signup: LogInCredentials | None = None


def profile_members(body: ProfileBody) -> dict[str, Any]:
    """The members that the customer sent, checked, under the names of the API."""
    return body.model_dump(by_alias=True, exclude_unset=True)


def profile_change(request: Request) -> CustomerChange:
    """What customers want to change of themselves. Raises what reading the request raises."""
    body = parsed(ProfileBody, request.json_object((JSON, MERGE_PATCH)))
    believed_version = body.metadata.version if body.metadata is not None else None
    return CustomerChange(
        tenant=request.tenant,
        number=request.known_caller.own.number,
        members=profile_members(body),
        updated_by=request.principal,
        precondition=request.precondition(believed_version),
    )
