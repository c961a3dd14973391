"""Who may manage which service clients (api.md §6): nobody one that may do more than itself."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.callers.access import Caller, Grants, covers, grants_from
from shared.domain.callers.requirements import MANAGE_CONFIGURATION, Principal
from shared.domain.callers.service_clients import ClientNotFound, ServiceClient
from shared.domain.errors import Conflict, Forbidden, Problem

Admission = Callable[[ServiceClient], ServiceClient]
"""Returns the client if it may be changed, and raises otherwise. It is asked again of a rival's write."""


class BeyondCaller(Forbidden):
    """The client may do more than the caller, who must not get that from it."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(
            "The client may do more than the caller.", [Problem(f"missing scope: {word}") for word in words]
        )


class ConfiguredClient(Forbidden):
    """The client's reach is not in its scopes, or something is set for it; that takes another scope."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason} requires one more scope.", [Problem(f"missing scope: {MANAGE_CONFIGURATION.scope}")]
        )


class OfOneself(Conflict):
    """The caller would shut itself out."""

    def __init__(self, client_id: str) -> None:
        super().__init__(
            f"The token was issued to client '{client_id}', which cannot disable or delete itself; "
            "let another caller do so."
        )


@dataclass(frozen=True, slots=True)
class Manager:
    """A caller who manages its tenant's clients. `client_id`: of the program that it is, or works with."""

    tenant: str
    grants: Grants
    client_id: str | None

    def seen(self, client: ServiceClient) -> ServiceClient:
        """Return the client if it exists for the caller. Raises `ClientNotFound`."""
        if client.tenant != self.tenant:
            raise ClientNotFound(client.id)
        return client

    def given(self, client: ServiceClient) -> ServiceClient:
        """Return the client if its scopes reach no further than the caller's.

        Raises `ClientNotFound`, `BeyondCaller`.
        """
        beyond = tuple(
            word
            for word in self.seen(client).scopes
            if not covers(self.grants, grants_from([word], client.restriction_claim))
        )
        if beyond:
            raise BeyondCaller(beyond)
        return client

    def managed(self, client: ServiceClient) -> ServiceClient:
        """Return the same if the caller may change the client. Raises `ConfiguredClient`, too."""
        if self.given(client).is_entrance and not self._configures:
            raise ConfiguredClient("Changing a client that is public, of a user pool or without scopes")
        return client

    def configured(self, client: ServiceClient) -> ServiceClient:
        """Return the client if the caller may remove what is set for it. Raises `ConfiguredClient`."""
        if not self._configures:
            raise ConfiguredClient("Deleting a client that has configurations")
        return client

    @property
    def _configures(self) -> bool:
        return covers(self.grants, grants_from([str(MANAGE_CONFIGURATION.scope)], None))

    def another(self, client: ServiceClient) -> ServiceClient:
        """Return the same if the caller is not this client itself. Raises `OfOneself`, too."""
        if self.managed(client).id == self.client_id:
            raise OfOneself(client.id)
        return client


def manager_from(caller: Caller) -> Manager:
    """Return the manager that a caller is."""
    is_program = caller.principal is Principal.SERVICE and not caller.is_staff
    return Manager(caller.tenant, caller.grants, caller.client_id or (caller.subject if is_program else None))


def by_operator(client: ServiceClient) -> ServiceClient:
    """Return any client: whoever operates the service manages those of all tenants."""
    return client
