"""Changes to a company by operations: creation, replacement and deletion, each a rule from whole to whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.domain import fields, json_text
from shared.domain.companies.restrictions import sees, with_restriction
from shared.domain.errors import Conflict, Forbidden, NotFound, Problem, ValidationFailed
from shared.domain.instants import instant_text
from shared.domain.preconditions import Precondition, entity_tag
from shared.domain.roles import Role, group_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.callers.access import Access
    from shared.domain.customers.legal_entities import LegalEntity
    from shared.domain.tenants.configuration import Configuration

COMPANY, SUBSIDIARY = "COMPANY", "SUBSIDIARY"
TYPES = (COMPANY, SUBSIDIARY)
_APART = frozenset({"name", "mixins", "id", "customerGroups", "metadata"})


class LegalEntityNotFound(NotFound):
    """There is no such company, or the caller may not see it; both have the same answer."""

    def __init__(self, entity_id: str) -> None:
        super().__init__(f"Legal entity '{entity_id}' not found.", about=entity_id)


class DuplicateLegalEntity(Conflict):
    """The id of the new company is in use."""

    def __init__(self, entity_id: str) -> None:
        super().__init__(f"Legal entity '{entity_id}' already exists.", about=entity_id)


class CompaniesAreExternal(Conflict):
    """The tenant's companies come by events, so that nothing else may write them."""

    def __init__(self) -> None:
        super().__init__(
            "The companies of this tenant are external: they are changed where its events come from. "
            "Set 'companies' to 'own' to change them here."
        )


@dataclass(frozen=True, slots=True)
class Change:
    """Members to write to a company or a location, who writes, and the state that the writer expects.

    `id_is_new`: the id was made for this, so that nothing else can name it.
    """

    tenant: str
    id: str
    members: Mapping[str, Any]
    updated_by: str
    precondition: Precondition = field(default_factory=Precondition)
    id_is_new: bool = False


def check_own(configuration: Configuration) -> None:
    """Raise `CompaniesAreExternal` unless operations may write the tenant's companies."""
    if not configuration.owns_companies:
        raise CompaniesAreExternal


def visible(company: LegalEntity, access: Access) -> LegalEntity:
    """Return the company if it exists and the caller may see it. Raises `LegalEntityNotFound`."""
    if company.exists and sees(access, company):
        return company
    raise LegalEntityNotFound(company.id)


def created(
    stored: LegalEntity, change: Change, access: Access, configuration: Configuration, now: datetime
) -> LegalEntity:
    """Return the company that a POST or a PUT makes; `check_new` says whether something is stored already.

    Raises `ValidationFailed`, `Forbidden`.
    """
    try:
        fields.company_id(change.id)
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), "id")) from None
    profile = _profile(change.members)
    profile = with_restriction(profile, None, access, configuration)
    at = _after(now, stored.deleted_at, stored.changed_at)
    return replace(
        stored,
        name=change.members["name"],
        profile=profile,
        mixins=change.members.get("mixins") or {},
        version=1,
        created_at=at,
        modified_at=at,
        changed_at=at,
        updated_by=change.updated_by,
    )


def check_new(stored: LegalEntity) -> None:
    """Raise `DuplicateLegalEntity` where a company is stored."""
    if stored.exists:
        raise DuplicateLegalEntity(stored.id)


def replaced(
    stored: LegalEntity, change: Change, access: Access, configuration: Configuration, now: datetime
) -> LegalEntity:
    """Return the company after a PUT of these members, or the same object where nothing changes.

    Absent members are cleared, except the restriction. Raises `ValidationFailed`, `Forbidden`.
    """
    if not sees(access, stored):
        raise Forbidden(f"This caller may not write legal entity '{change.id}'.")
    profile = with_restriction(_profile(change.members), stored, access, configuration)
    name, mixins = change.members["name"], change.members.get("mixins") or {}
    if "entitiesAddresses" in profile:
        copies = {each["id"]: each for each in stored.profile.get("entitiesAddresses", ())}
        profile["entitiesAddresses"] = [copies.get(each["id"], each) for each in profile["entitiesAddresses"]]
    is_same = name == stored.name and json_text.same(
        [profile, dict(mixins)], [dict(stored.profile), dict(stored.mixins)]
    )
    if is_same:
        return stored
    at = _after(now, stored.changed_at)
    return replace(
        stored,
        name=name,
        profile=profile,
        mixins=mixins,
        version=version_of(stored) + 1,
        created_at=created_at(stored),
        modified_at=at,
        changed_at=at,
        updated_by=change.updated_by,
    )


def removed(stored: LegalEntity, deleted_by: str, now: datetime) -> LegalEntity:
    """Return what is kept of the company once it is deleted: that it was, and when."""
    return replace(
        stored,
        deleted_at=_after(now, stored.changed_at),
        version=version_of(stored) + 1,
        created_at=created_at(stored),
        updated_by=deleted_by,
    )


def version_of(company: LegalEntity) -> int:
    """Return the version; one that was described before there were versions is in its first."""
    return company.version or 1


def created_at(company: LegalEntity) -> datetime | None:
    """Return when the company was first described, as far as is known."""
    return company.created_at or company.changed_at


def tag_of(company: LegalEntity) -> str:
    """Return the entity tag of the company as it is stored."""
    begun = created_at(company)
    return entity_tag(version_of(company), f"{int(begun.timestamp() * 1000):x}"[-8:] if begun else None)


def document_of(company: LegalEntity) -> dict[str, Any]:
    """Return everything that the API shows of a company, and everything that `q` and `sort` can name."""
    profile = {name: value for name, value in company.profile.items() if name != "mixinSchemas"}
    document: dict[str, Any] = {"id": company.id, "name": company.name, **profile}
    document["customerGroups"] = groups_of(company.id)
    if company.mixins:
        document["mixins"] = dict(company.mixins)
    metadata = metadata_of(company)
    if schemas := company.profile.get("mixinSchemas"):
        metadata["mixins"] = schemas
    document["metadata"] = metadata
    return document


def metadata_of(company: LegalEntity) -> dict[str, Any]:
    """Return version and times of a company as the API shows them."""
    metadata: dict[str, Any] = {"version": version_of(company)}
    if (begun := created_at(company)) is not None:
        metadata["createdAt"] = instant_text(begun)
    if (changed := company.modified_at or company.changed_at) is not None:
        metadata["modifiedAt"] = instant_text(changed)
    return metadata


def groups_of(entity_id: str) -> list[dict[str, Any]]:
    """Return the groups of a company: their ids say whose they are, so that none has to be stored."""
    return [
        {"id": group_id(role, entity_id), "name": {"en": role.capitalize()}, "role": role} for role in Role
    ]


def _profile(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the profile that these members make. Raises `ValidationFailed` for a type without its parent."""
    profile = {name: value for name, value in members.items() if value is not None and name not in _APART}
    schemas = (members.get("metadata") or {}).get("mixins") or {}
    if schemas := {name: url for name, url in schemas.items() if url is not None}:
        profile["mixinSchemas"] = schemas
    parent_id = profile.get("parentId")
    profile.setdefault("type", COMPANY if parent_id is None else SUBSIDIARY)
    if profile["type"] == SUBSIDIARY and parent_id is None:
        raise ValidationFailed(Problem(f"is required for a {SUBSIDIARY}", "parentId"))
    if profile["type"] == COMPANY and parent_id is not None:
        raise ValidationFailed(Problem(f"must not be given for a {COMPANY}", "parentId"))
    for member in ("entitiesAddresses", "approvalGroup"):
        ids = dict.fromkeys(each["id"] for each in profile.pop(member, ()))
        if ids:
            profile[member] = [{"id": each} for each in ids]
    return {name: value for name, value in profile.items() if value not in ({}, [])} | {
        "restrictions": members.get("restrictions")
    }


def _after(now: datetime, *earlier: datetime | None) -> datetime:
    """Return the present, or just after what was before, if clocks differ."""
    return max([now, *(each + timedelta(milliseconds=1) for each in earlier if each is not None)])
