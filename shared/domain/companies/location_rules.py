"""Locations: what companies have as their addresses. Each rule leads from whole to whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.companies.legal_entity_rules import created_at, version_of
from shared.domain.errors import Conflict, NotFound
from shared.domain.instants import instant_text
from shared.domain.preconditions import entity_tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.customers.legal_entities import LegalEntity

TYPES = ("HEADQUARTER", "WAREHOUSE", "OFFICE")
MAX_USERS = 50
"""Companies that have a location: one write changes the copies in all of them."""
_APART = frozenset({"mixins", "id", "metadata"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A location. `profile`: its members as the API shows them, except `mixins`. `users`: ids of companies.

    `write_id` changes with every write of the location itself. `rest`: see `Customer`.
    """

    tenant: str
    id: str
    created_at: datetime
    modified_at: datetime
    profile: Mapping[str, Any]
    mixins: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    users: frozenset[str] = frozenset()
    write_id: str | None = field(default=None, compare=False)
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def entity_tag(self) -> str:
        """The entity tag of the location as it is stored."""
        return entity_tag(self.version, f"{int(self.created_at.timestamp() * 1000):x}"[-8:])


class LocationNotFound(NotFound):
    """There is no such location."""

    def __init__(self, location_id: str) -> None:
        super().__init__(f"Location '{location_id}' not found.", about=location_id)


class DuplicateLocation(Conflict):
    """The id of the new location is in use."""

    def __init__(self, location_id: str) -> None:
        super().__init__(f"Location '{location_id}' already exists.", about=location_id)


class LocationInUse(Conflict):
    """Companies have the location, or as many as can have it."""

    def __init__(self, location_id: str, users: Sequence[str]) -> None:
        named = ", ".join(f"'{each}'" for each in sorted(users))
        super().__init__(
            f"Location '{location_id}' is an address of legal entity {named}.", about=location_id
        )


class TooManyUsers(Conflict):
    """As many companies have the location as can have it."""

    def __init__(self, location_id: str) -> None:
        super().__init__(
            f"Location '{location_id}' is an address of {MAX_USERS} legal entities; no more can have it.",
            about=location_id,
        )


class UsersTooLarge(Conflict):
    """The companies that have the location are too large to be written together with it."""

    def __init__(self, location_id: str) -> None:
        super().__init__(
            f"The legal entities with location '{location_id}' are too large to be changed together. "
            "Make them smaller, or take the location from some.",
            about=location_id,
        )


def new_location(change: Change, now: datetime) -> Location:
    """Return a location as POST makes it."""
    return Location(
        tenant=change.tenant,
        id=change.id,
        created_at=now,
        modified_at=now,
        profile=_profile(change.members),
        mixins=change.members.get("mixins") or {},
    )


def replaced(stored: Location, change: Change, now: datetime) -> Location:
    """Return the location after a PUT of these members, or the same object where nothing changes."""
    profile, mixins = _profile(change.members), change.members.get("mixins") or {}
    if json_text.same([profile, dict(mixins)], [dict(stored.profile), dict(stored.mixins)]):
        return stored
    return replace(stored, profile=profile, mixins=mixins, version=stored.version + 1, modified_at=now)


def check_unused(location: Location) -> None:
    """Raise `LocationInUse` where companies have it as an address."""
    if location.users:
        raise LocationInUse(location.id, sorted(location.users))


def document_of(location: Location) -> dict[str, Any]:
    """Return everything that the API shows of a location, and everything that `q` and `sort` can name."""
    profile = {name: value for name, value in location.profile.items() if name != "mixinSchemas"}
    document: dict[str, Any] = {"id": location.id, **profile}
    if location.mixins:
        document["mixins"] = dict(location.mixins)
    document["metadata"] = {
        "version": location.version,
        "createdAt": instant_text(location.created_at),
        "modifiedAt": instant_text(location.modified_at),
    }
    if schemas := location.profile.get("mixinSchemas"):
        document["metadata"]["mixins"] = schemas
    return document


def with_location(company: LegalEntity, location: Location, now: datetime, updated_by: str) -> LegalEntity:
    """Return the company with its copy of the location as this one is now."""
    copy = document_of(location)
    copies = [
        copy if each["id"] == location.id else each for each in company.profile.get("entitiesAddresses", ())
    ]
    return replace(
        company,
        profile={**company.profile, "entitiesAddresses": copies},
        version=version_of(company) + 1,
        created_at=created_at(company),
        modified_at=now,
        changed_at=max(now, company.changed_at or now),
        updated_by=updated_by,
    )


def _profile(members: Mapping[str, Any]) -> dict[str, Any]:
    profile = {name: value for name, value in members.items() if value is not None and name not in _APART}
    details = profile.get("contactDetails", {})
    profile["contactDetails"] = {name: value for name, value in details.items() if value is not None}
    schemas = (members.get("metadata") or {}).get("mixins") or {}
    if schemas := {name: url for name, url in schemas.items() if url is not None}:
        profile["mixinSchemas"] = schemas
    return profile
