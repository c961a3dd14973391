"""Preconditions of a write: the state that the caller expects."""

from dataclasses import dataclass

from shared.domain.errors import PreconditionFailed, StaleVersion


@dataclass(frozen=True, slots=True)
class Precondition:
    """The version that a writer expects: the one in the body (409), or the `If-Match` tags (412)."""

    version: int | None = None
    if_match: frozenset[str] | None = None
    version_field: str = "metadata.version"

    def check(self, stored: int) -> None:
        """Raise `PreconditionFailed` or `StaleVersion` unless the stored version is the expected one."""
        if self.if_match is not None and not self.if_match & {"*", f'"{stored}"'}:
            raise PreconditionFailed
        if self.version is not None and self.version != stored:
            raise StaleVersion(self.version, stored, self.version_field)
