"""Request bodies of the import of customers, and of how long their legacy password hashes are kept."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from shared.domain.log_in.password_hashes import legacy_hash
from shared.http.bodies.body import Body, CustomerNumber, Email
from shared.http.bodies.customer import CustomerUpdateBySeller

MAX_IMPORTED = 200
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class LegacyContext(Body):
    """The salt, or other text, that the legacy scheme hashes with the password."""

    original_uid: str


class LegacyAuth(Body):
    """A hash of the legacy scheme, as in the system that it comes from."""

    algorithm: str
    hash: Annotated[str, Field(repr=False)]
    context: LegacyContext

    @model_validator(mode="after")
    def _is_well_formed(self) -> "LegacyAuth":
        self.stored()
        return self

    def stored(self) -> str:
        """Return the hash as it is stored. Raises `ValueError`."""
        return legacy_hash(self.algorithm, self.hash, self.context.original_uid)


class ImportedAccount(Body):
    """The log-in account of an imported customer."""

    email: Email
    password_hash: Annotated[str | None, Field(repr=False)] = None
    legacy_auth: LegacyAuth | None = None

    @model_validator(mode="after")
    def _has_one_password(self) -> "ImportedAccount":
        if (self.password_hash is None) == (self.legacy_auth is None):
            raise ValueError("Exactly one of 'passwordHash' or 'legacyAuth' must be provided in the account")
        return self

    def stored_hash(self) -> str | None:
        """Return the hash of either scheme, as it is stored."""
        return self.legacy_auth.stored() if self.legacy_auth is not None else self.password_hash


class CustomerImport(CustomerUpdateBySeller):
    """One element of the body of the import."""

    id: CustomerNumber | None = None
    account: ImportedAccount


def _day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("must be a date that exists") from None
    raise ValueError("must be a date, such as 2026-12-31")


Day = Annotated[date, BeforeValidator(_day)]


class RetentionBody(Body):
    """Body of the retention configuration."""

    retention_end_date: Day
    email_reminder_date: Day | None = None
    email_notifications_enabled: bool | None = None
