"""Request bodies with which customers describe themselves."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from shared.domain.customers.customer_rules import CustomerChange
from shared.http.bodies.address import AddressCreate
from shared.http.bodies.body import Body, Email, Password, parsed
from shared.http.bodies.customer import ProfileBody, members
from shared.http.request import JSON, MERGE_PATCH, Request


class LogInCredentials(Body):
    """The log-in that a new customer requests."""

    email: Email
    password: Annotated[Password, Field(repr=False)]


class CustomerSignup(LogInCredentials):
    """Body of sign-up. `signup`: a log-in that differs from the contact e-mail address."""

    customer_details: ProfileBody | None = None
    customer_address: AddressCreate | None = None
    signup: LogInCredentials | None = None


def profile_change(request: Request, *, null_clears: bool) -> CustomerChange:
    """Return the change that customers make to their own profile; `null` clears a member, or is ignored.

    Raises the errors of reading the request.
    """
    body = parsed(ProfileBody, request.json_object((JSON, MERGE_PATCH)))
    wanted = members(body)
    return CustomerChange(
        tenant=request.tenant,
        number=request.known_caller.own.number,
        members=wanted if null_clears else _without_nulls(wanted),
        updated_by=request.principal,
        precondition=request.precondition(body.believed_version),
    )


def _without_nulls(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_nulls(value) if isinstance(value, Mapping) else value
        for name, value in document.items()
        if value is not None
    }
