"""Ports for tenants, their configuration and their standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from shared.domain.json_text import Json
    from shared.domain.tenants.configuration import Configuration
    from shared.domain.tenants.setting_rules import Carriers, Setting
    from shared.domain.tenants.standing import Standing


class TenantScope(Protocol):
    """Confines what is done to one tenant."""

    def __call__(self, tenant: str) -> AbstractContextManager[None]:
        """Return a context within which only what is this tenant's can be read and written."""
        ...


class TenantConfiguration(Protocol):
    """The configuration of tenants, at most a minute old."""

    def of(self, tenant: str, *, naming: str | None = None) -> Configuration:
        """Return the tenant's configuration; read afresh when its restrictions lack the one named."""
        ...

    def secret(self, tenant: str, key: str) -> Json | None:
        """Return the value of a secured setting as it is now, in clear; none where it is not set."""
        ...

    def standing(self, tenant: str) -> Standing | None:
        """Return the tenant's standing; None for an unknown tenant, which is looked up each time."""
        ...


class TenantStandings(Protocol):
    """The list of tenants and their standings, as they are now."""

    def find(self, tenant: str) -> Standing | None:
        """Return the tenant's standing; None for an unknown tenant."""
        ...

    def revise(self, tenant: str, rule: Callable[[Standing], Standing]) -> Standing:
        """Replace the standing by what the rule makes of it, of a rival's write too. Returns it as stored.

        Raises what the rule raises, `UnknownTenant`, `StorageUnavailable`.
        """
        ...

    def tenants(self) -> Iterable[tuple[str, Standing]]:
        """Return every tenant that is listed, by name."""
        ...

    def add(self, tenant: str) -> None:
        """List a tenant that was made before there was a list."""
        ...


class SettingStore(Protocol):
    """The settings of tenants and of their clients, as they are now; secured ones come without their value.

    Without a `client`, a setting is the tenant's.
    """

    def settings(self, tenant: str, *, client: str | None = None) -> Sequence[Setting]:
        """Return all that the tenant has set, by key."""
        ...

    def clients(self, tenant: str) -> Sequence[str]:
        """Return the clients of the tenant that anything is set for, by name."""
        ...

    def setting(self, tenant: str, key: str, *, client: str | None = None) -> Setting | None:
        """Return the tenant's setting of this key, if there is one."""
        ...

    def allows_sender(self, tenant: str, email: str) -> bool:
        """Return whether the operator lets the tenant send from this address, as it is now."""
        ...

    def add_settings(
        self, tenant: str, settings: Sequence[Setting], *, founding: Standing | None = None
    ) -> None:
        """Set keys that were not set, all of them or none; of the tenant, or all of one client.

        Raises `DuplicateSetting`, and `Conflict` for more than a tenant can have.

        `founding`: make the tenant known at once, with this standing; raises `TenantIsBeingDeleted` for one
        that is suspended or being deleted.
        """
        ...

    def revise_setting(
        self, tenant: str, key: str, rule: Callable[[Setting | None], Setting], *, client: str | None = None
    ) -> Setting:
        """Put what the rule makes of the setting, with its value in clear, in its place; or where none is.

        The rule is applied again to what a rival wrote. Returns the setting as stored, unchanged where the
        rule changes nothing. Raises what the rule raises, `Conflict`, `StorageUnavailable`.
        """
        ...

    def remove_setting(
        self, tenant: str, key: str, rule: Callable[[Setting | None], object], *, client: str | None = None
    ) -> None:
        """Leave the key to its default, unless the rule raises (of a rival's write too)."""
        ...

    def remove_client(self, tenant: str, client: str) -> None:
        """Remove all that is set for the client, if anything is."""
        ...

    def carriers(self, tenant: str, restriction: str) -> Carriers:
        """Count what has the restriction in the tenant, in an index that lacks what is very new."""
        ...


class TextIndexes(Protocol):
    """The entries of tenants' customers in the indexes by a text."""

    def move(self, tenant: str) -> Iterable[int]:
        """Put all entries that are found in the former form into the present one; yield counts of customers.

        A customer who is changed meanwhile may be left: it is found by the next pass, if it needs to be.
        """
        ...


class TenantItems(Protocol):
    """All that is stored of a tenant, whatever it is."""

    def sweep(self, tenant: str) -> Iterable[int]:
        """Remove all that is found except the tenant's standing; yield the counts, part by part."""
        ...

    def forget(self, tenant: str) -> None:
        """Remove the tenant's standing, which is its last item."""
        ...

    def list_all(self) -> int:
        """List the tenants and clients that were made before there were lists. Returns how many."""
        ...


class StorageProbe(Protocol):
    """Looks whether what is stored can be read."""

    def answers(self) -> bool:
        """Return whether one read, tried once, is answered."""
        ...
