"""Request bodies of log-in and of the operations on what customers log in with."""

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.http.bodies.body import Body, Email, Password, Text


def _present(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return value


Present = Annotated[str, AfterValidator(_present)]
Secret = Annotated[Present, Field(repr=False)]


class PasswordAuthentication(Body):
    """Body of log-in: nothing is said of the format of either, which would tell what exists."""

    email: Present
    password: Secret


class PasswordChange(Body):
    """Body of the change of a password."""

    current_password: Secret
    new_password: Annotated[Password, Field(repr=False)]


class PasswordResetRequest(Body):
    """Body of the request of a reset message."""

    email: Present
    site: Text | None = None


class PasswordUpdate(Body):
    """Body of a reset."""

    token: Secret
    password: Annotated[Password, Field(repr=False)]


class EmailChangeRequest(Body):
    """Body of the request of another e-mail address to log in with."""

    email: Present
    password: Secret
    new_email: Email
    sync_contact_email: bool | None = None


class TokenBody(Body):
    """A body that holds a one-time token alone."""

    token: Secret


class EmailBody(Body):
    """A body that holds an e-mail address alone."""

    email: Present
