"""Note with accounts that messages to them came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.ports.log_in import AccountStore
from shared.ports.messages import BounceReader


@dataclass(frozen=True, slots=True)
class BounceNoting:
    """The neighbours of this use case."""

    read: BounceReader
    accounts: AccountStore


def note_bounces(noting: BounceNoting, detail: Mapping[str, Any]) -> None:
    """Note what an event of the mail service says, given its detail."""
    for refused in noting.read(detail):
        noting.accounts.note_bounce(refused)
