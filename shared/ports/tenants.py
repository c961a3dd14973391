"""What tenants, their configuration and their standing need from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shared.domain.json_text import Json
    from shared.domain.tenants.configuration import Configuration
    from shared.domain.tenants.setting_rules import Setting
    from shared.domain.tenants.standing import Standing


class TenantConfiguration(Protocol):
    """What tenants have configured, at most a minute old."""

    def of(self, tenant: str, *, naming: str | None = None) -> Configuration:
        """The tenant's configuration; read afresh when its restrictions lack the one named."""
        ...

    def secret(self, tenant: str, key: str) -> Json | None:
        """The value of a secured setting as it is now, in clear; none where it is not set."""
        ...

    def standing(self, tenant: str) -> Standing | None:
        """How the tenant stands; none where there is no such tenant, which is read afresh each time."""
        ...


class TenantStandings(Protocol):
    """Which tenants there are and how they stand, as it is now."""

    def find(self, tenant: str) -> Standing | None:
        """How the tenant stands; none where there is no such tenant."""
        ...

    def revise(self, tenant: str, rule: Callable[[Standing], Standing]) -> Standing:
        """Replace the standing by what the rule makes of it, of a rival's write too. Returns it as stored.

        Raises what the rule raises, `UnknownTenant`, `StorageUnavailable`.
        """
        ...

    def tenants(self) -> Iterable[tuple[str, Standing]]:
        """Every tenant that is listed, by name."""
        ...

    def add(self, tenant: str) -> None:
        """List a tenant that was made before there was a list."""
        ...


class SettingStore(Protocol):
    """What tenants have set, as it is now; secured settings come without their value."""

    def settings(self, tenant: str) -> Sequence[Setting]:
        """All that the tenant has set, by key."""
        ...

    def setting(self, tenant: str, key: str) -> Setting | None:
        """What the tenant has set of this key."""
        ...

    def add_settings(
        self, tenant: str, settings: Sequence[Setting], *, founding: Standing | None = None
    ) -> None:
        """Set keys that were not set, all of them or none. Raises `DuplicateSetting`, `Conflict`.

        `founding`: make the tenant known at once, with this standing; raises `TenantIsBeingDeleted` for one
        that is suspended or being deleted.
        """
        ...

    def revise_setting(self, tenant: str, key: str, rule: Callable[[Setting | None], Setting]) -> Setting:
        """Put what the rule makes of the setting, with its value in clear, in its place; or where none is.

        The rule is applied again to what a rival wrote. Returns the setting as stored, unchanged where the
        rule changes nothing. Raises what the rule raises, `Conflict`, `StorageUnavailable`.
        """
        ...

    def remove_setting(self, tenant: str, key: str, rule: Callable[[Setting | None], object]) -> None:
        """Leave the key to its default, unless the rule raises (of a rival's write too)."""
        ...

    def carriers(self, tenant: str, restriction: str) -> int:
        """How many of the tenant's customers carry the restriction, by an index: short of very new ones."""
        ...


class TenantItems(Protocol):
    """All that is stored of a tenant, whatever it is."""

    def sweep(self, tenant: str) -> Iterable[int]:
        """Remove all that is found but how the tenant stands; yields how much, some at a time."""
        ...

    def forget(self, tenant: str) -> None:
        """Remove how the tenant stands, which is the last that is stored of it."""
        ...

    def list_all(self) -> int:
        """List the tenants and clients that were made before there were lists. Returns how many."""
        ...


class StorageProbe(Protocol):
    """Looks whether what is stored can be read."""

    def answers(self) -> bool:
        """Whether one read, tried once, is answered."""
        ...
