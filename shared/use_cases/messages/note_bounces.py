"""Note with accounts that messages to them came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.ports.log_in import AccountStore
from shared.ports.messages import BounceReader
from shared.ports.tenants import TenantScope


@dataclass(frozen=True, kw_only=True)
class BouncePorts:
    """Ports for noting bounces."""

    read: BounceReader
    accounts: AccountStore
    scope: TenantScope


def note_bounces(ports: BouncePorts, detail: Mapping[str, Any]) -> None:
    """Note what an event of the mail service says, given its detail."""
    for refused in ports.read(detail):
        with ports.scope(refused.tenant):
            ports.accounts.note_bounce(refused)
