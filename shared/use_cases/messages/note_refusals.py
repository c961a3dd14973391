"""Note with accounts that messages to them came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.ports.log_in import AccountStore
from shared.ports.messages import RefusalReader


@dataclass(frozen=True, slots=True)
class RefusalNoting:
    """The neighbours of this use case."""

    read: RefusalReader
    accounts: AccountStore


def note_refusals(noting: RefusalNoting, detail: Mapping[str, Any]) -> None:
    """Note what an event of the mail service says, given its detail."""
    for refused in noting.read(detail):
        noting.accounts.note_refusal(refused)
