"""Request bodies of the operations on service clients."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from shared.domain import fields
from shared.domain.callers.service_clients import (
    DISABLED,
    ENABLED,
    PUBLIC_KIND,
    SERVICE_KIND,
    client_name,
    client_scope,
)
from shared.http.bodies.body import Body, at_most
from shared.use_cases.identity.create_service_client import GivenClient

MAX_WORDS = 50
"""Scopes, and restrictions; `MAX_WORDS_LENGTH` limits all of them together."""


class Kind(StrEnum):
    """The kinds of clients that the API makes. Those of a user pool are adopted by the operator."""

    SERVICE = SERVICE_KIND
    PUBLIC = PUBLIC_KIND


class State(StrEnum):
    """Whether a client gets tokens."""

    ENABLED = ENABLED
    DISABLED = DISABLED


class ClientPost(Body):
    """Body of a creation."""

    name: Annotated[str, AfterValidator(client_name)]
    scopes: Annotated[list[Annotated[str, AfterValidator(client_scope)]], at_most(MAX_WORDS)]
    restrictions: (
        Annotated[list[Annotated[str, AfterValidator(fields.restriction)]], at_most(MAX_WORDS)] | None
    ) = None
    kind: Annotated[Kind, Field(strict=False)] = Kind.SERVICE

    def given(self) -> GivenClient:
        """Return what is said; what is said twice counts once."""
        return GivenClient(
            self.name,
            tuple(dict.fromkeys(self.scopes)),
            tuple(dict.fromkeys(self.restrictions or ())),
            public=self.kind is Kind.PUBLIC,
        )


class ClientPatch(Body):
    """Body of a change."""

    state: Annotated[State, Field(strict=False)]
