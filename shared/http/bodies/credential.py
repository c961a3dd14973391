"""Request bodies of log-in and of the operations on credentials."""

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.http.bodies.body import Body, Email, EmptyIsAbsent, Password, Text


def _present(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return value


Present = Annotated[str, AfterValidator(_present)]
Secret = Annotated[Present, Field(repr=False)]


class PasswordAuthentication(Body):
    """Body of log-in. The format of neither is checked, since that would tell which accounts may exist."""

    email: Present
    password: Secret


class PasswordChange(Body):
    """Body of a password change."""

    current_password: Secret
    new_password: Annotated[Password, Field(repr=False)]


class PasswordResetRequest(Body):
    """Body of the request for a password reset."""

    email: Present
    site: Text | None = None


class PasswordUpdate(Body):
    """Body of a password reset."""

    token: Secret
    password: Annotated[Password, Field(repr=False)]


class EmailChangeRequest(Body):
    """Body of the request for another log-in e-mail address. The token says who it is, if not the body."""

    email: Annotated[str | None, EmptyIsAbsent] = None
    password: Secret
    new_email: Email
    sync_contact_email: bool | None = None


class TokenBody(Body):
    """A body that contains only a one-time token."""

    token: Secret


class EmailBody(Body):
    """A body that contains only an e-mail address."""

    email: Present
