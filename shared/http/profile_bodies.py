"""Request bodies of what customers say of themselves."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from shared.domain.customer_rules import CustomerChange
from shared.http.address_bodies import AddressCreate
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


def profile_change(request: Request, *, null_clears: bool) -> CustomerChange:
    """What customers want to change of themselves; `null` clears a member, or is as if it were not there.

    Raises what reading the request raises.
    """
    body = parsed(ProfileBody, request.json_object((JSON, MERGE_PATCH)))
    believed_version = body.metadata.version if body.metadata is not None else None
    members = profile_members(body)
    return CustomerChange(
        tenant=request.tenant,
        number=request.known_caller.own.number,
        members=members if null_clears else _without_nulls(members),
        updated_by=request.principal,
        precondition=request.precondition(believed_version),
    )


def _without_nulls(members: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_nulls(value) if isinstance(value, Mapping) else value
        for name, value in members.items()
        if value is not None
    }
