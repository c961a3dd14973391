"""Request bodies of log-ins that customers are given."""

from typing import Annotated

from pydantic import Field

from shared.domain.log_in.account import NewLogIn
from shared.http.bodies.body import Body, Email, EmptyIsAbsent, Password, parsed
from shared.http.request import Request


class InternalAccount(Body):
    """Body of the creation of a log-in. Both members may be absent."""

    email: Annotated[Email | None, EmptyIsAbsent] = None
    password: Annotated[Password | None, EmptyIsAbsent, Field(repr=False)] = None


def new_log_in(request: Request, number: str) -> NewLogIn:
    """Return the log-in that the customer of this number is to get.

    Raises the errors of reading the request.
    """
    body = parsed(InternalAccount, request.json_object())
    return NewLogIn(request.tenant, number, request.principal, body.email, body.password)
