"""What creating and changing customers takes."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.ports import CustomerStore, PasswordHasher, TenantConfiguration


@dataclass(frozen=True, slots=True)
class CustomerWriting:
    """The neighbours of the writing use cases. `passwords` is called for when there is one to hash."""

    customers: CustomerStore
    tenants: TenantConfiguration
    passwords: Callable[[], PasswordHasher]
