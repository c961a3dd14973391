"""Preconditions of a write: the state that the caller expects."""

import re
from dataclasses import dataclass

from shared.domain.errors import PreconditionFailed, StaleVersion

_ANY = "*"
_BEGINNING = 8
_TAG = re.compile(r'"[^"]*"')
_TAGS = re.compile(r'\s*(?:(?:W/)?"[^"]*"\s*)?(?:,\s*(?:(?:W/)?"[^"]*"\s*)?)*')


def entity_tag(version: int, incarnation: str | None, *shown: str) -> str:
    """Return the entity tag of a state: no other state has it, not even of an earlier resource with this id.

    `shown`: what answers show without a new version.
    """
    begun = incarnation[:_BEGINNING] if incarnation else ""
    return f'"{".".join(filter(None, (str(version), begun, *shown)))}"'


def tags_in(text: str) -> frozenset[str]:
    """Return the entity tags of a header, or `*`. Raises `ValueError`."""
    if text.strip() == _ANY:
        return frozenset(_ANY)
    if not _TAGS.fullmatch(text):
        raise ValueError('must be * or entity tags in double quotes, like ETag: "6", not 6')
    return frozenset(_TAG.findall(text))


def names(tags: frozenset[str], tag: str) -> bool:
    """Return whether these entity tags, or `*`, name the state that has this one."""
    return not tags.isdisjoint({_ANY, tag})


@dataclass(frozen=True, slots=True)
class Precondition:
    """The state that a writer expects: the version in the body (409), or entity tags (412).

    `if_match`: one of these is current. `if_none_match`: none of them is, or with `*`, there is nothing yet.
    """

    version: int | None = None
    if_match: frozenset[str] | None = None
    if_none_match: frozenset[str] = frozenset()
    version_field: str = "metadata.version"

    def check(self, version: int, tag: str) -> None:
        """Raise `PreconditionFailed` or `StaleVersion` unless the stored state is the expected one."""
        if self.if_match is not None and not names(self.if_match, tag):
            raise PreconditionFailed("If-Match does not name the current version of the resource.")
        if names(self.if_none_match, tag):
            raise PreconditionFailed("If-None-Match names the current version of the resource.")
        if self.version is not None and self.version != version:
            raise StaleVersion(self.version, version, self.version_field)

    def check_absent(self) -> None:
        """Raise `PreconditionFailed` or `StaleVersion` if the writer expects that the resource exists."""
        if self.if_match is not None:
            raise PreconditionFailed("If-Match names a version of a resource that does not exist.")
        if self.version is not None:
            raise StaleVersion(self.version, None, self.version_field)
