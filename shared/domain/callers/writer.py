"""Whoever asks for a write: recorded with it, and told in the history of a customer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Writer:
    """A caller, as writes record it.

    `by`: its name, which is none for visitors and for nobody. `client`: the program that its token was issued
    to, and `acting_user` the person whom that says it works for.
    """

    by: str | None = None
    client: str | None = None
    acting_user: str | None = None

    @property
    def author(self) -> str | None:
        """Who asked for the write: the person whom the program works for, if it has said so."""
        return self.acting_user or self.by


NOBODY = Writer()
"""The service itself, for what no call has asked for."""
