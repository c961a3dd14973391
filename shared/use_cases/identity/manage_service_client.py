"""Changes of a service client, by the operator (command line) or by a caller of the API.

`admit` decides whether whoever changes it may; see `client_management`.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.domain.callers.client_management import by_operator
from shared.domain.callers.service_clients import ClientNotFound, new_secret, with_secret, without_secret
from shared.domain.log_in.sessions import IDLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.domain.callers.client_management import Admission
    from shared.domain.callers.service_clients import ServiceClient
    from shared.ports.callers import ServiceClientStore
    from shared.ports.tenants import SettingStore


def find_client(clients: ServiceClientStore, client_id: str, admit: Admission) -> ServiceClient:
    """Return the client of this id. Raises `ClientNotFound`, and what `admit` raises, as all of these do."""
    client = clients.find(client_id)
    if client is None:
        raise ClientNotFound(client_id)
    return admit(client)


def disable_client(clients: ServiceClientStore, client_id: str, admit: Admission) -> ServiceClient:
    """Give the client no more tokens, and have those refused that were issued to it or through it."""
    return clients.revise(client_id, lambda client: replace(admit(client), disabled=True))


def enable_client(clients: ServiceClientStore, client_id: str, admit: Admission) -> ServiceClient:
    """Give the client tokens again; those that have not expired count again, too."""
    return clients.revise(client_id, lambda client: replace(admit(client), disabled=False))


def add_client_secret(
    clients: ServiceClientStore,
    client_id: str,
    admit: Admission,
    *,
    show: Callable[[ServiceClient, str], None] | None = None,
) -> tuple[ServiceClient, str]:
    """Give the client another secret besides its present one. Returns it, which exists nowhere else.

    `show` is called with both before the secret is stored. Raises `ClientNotFound`, and `Conflict` for a
    client that cannot have another.
    """
    secret = new_secret()
    if show is not None:
        show(with_secret(find_client(clients, client_id, admit), secret), secret)
    return clients.revise(client_id, lambda client: with_secret(admit(client), secret)), secret


def drop_client_secret(
    clients: ServiceClientStore, client_id: str, secret_id: str, admit: Admission
) -> ServiceClient:
    """Let the secret of this id count no longer."""
    return clients.revise(client_id, lambda client: without_secret(admit(client), secret_id))


def delete_client(
    clients: ServiceClientStore,
    settings: SettingStore,
    client_id: str,
    admit: Admission,
    *,
    admit_configured: Admission = by_operator,
) -> None:
    """Remove the client and what is set for it. `admit_configured` is asked, too, if anything is.

    What was issued to it or through it is refused for as long as it might last: longest sessions of
    customers, which nobody can refresh meanwhile.
    """
    client = find_client(clients, client_id, admit)
    if client_id in settings.clients(client.tenant):
        admit_configured(client)
    settings.remove_client(client.tenant, client_id)  # first, so that it is done again if this is interrupted
    clients.remove(client, refused_until=int(time.time() + IDLE.total_seconds()))
