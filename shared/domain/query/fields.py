"""The fields that `q` and `sort` can name: every member of a resource's document, as a path."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from shared.domain.customers.address import TEXTS
from shared.domain.json_text import Json

Document = Mapping[str, Any]
"""A resource as the API shows it: camelCase members, fractions as `Decimal`, no members that are not set."""
Members = Mapping[str, Any]
"""The members that a resource can have, each with its kind or with its own members."""


class FieldKind(Enum):
    """The type of a field. `OBJECT`: it has members, all known. `ANY`: the client decides, under `mixins`."""

    TEXT = auto()
    EMAIL = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    INSTANT = auto()
    OBJECT = auto()
    ANY = auto()


_METADATA = {"version": FieldKind.NUMBER, "mixins": FieldKind.ANY}
_ADDRESS = {
    "id": FieldKind.TEXT,
    **dict.fromkeys(TEXTS, FieldKind.TEXT),
    "isDefault": FieldKind.BOOLEAN,
    "tags": FieldKind.TEXT,
    "mixins": FieldKind.ANY,
    "metadata": _METADATA,
}
CUSTOMER: Members = {
    "id": FieldKind.TEXT,
    "customerNumber": FieldKind.TEXT,
    "title": FieldKind.TEXT,
    "firstName": FieldKind.TEXT,
    "middleName": FieldKind.TEXT,
    "lastName": FieldKind.TEXT,
    "company": FieldKind.TEXT,
    "contactPhone": FieldKind.TEXT,
    "contactEmail": FieldKind.EMAIL,
    "email": FieldKind.EMAIL,
    "photoUrl": FieldKind.TEXT,
    "preferredLanguage": FieldKind.TEXT,
    "preferredCurrency": FieldKind.TEXT,
    "preferredSite": FieldKind.TEXT,
    "type": FieldKind.TEXT,
    "businessModel": FieldKind.TEXT,
    "active": FieldKind.BOOLEAN,
    "onHold": FieldKind.BOOLEAN,
    "restriction": FieldKind.TEXT,
    "b2b": {
        "companyRegistrationId": FieldKind.TEXT,
        "legalEntities": {
            "id": FieldKind.TEXT,
            "name": FieldKind.TEXT,
            "contactAssignmentId": FieldKind.TEXT,
        },
    },
    "accounts": {"id": FieldKind.EMAIL, "providerId": FieldKind.TEXT},
    "addresses": _ADDRESS,
    "defaultAddress": _ADDRESS,
    "mixins": FieldKind.ANY,
    "metadata": _METADATA,
    "metadataCreatedAt": FieldKind.INSTANT,
    "metadataModifiedAt": FieldKind.INSTANT,
    "lastLogin": FieldKind.INSTANT,
}


@dataclass(frozen=True, slots=True)
class Field:
    """A path into a resource's document, and the kind of value at its end."""

    path: tuple[str, ...]
    kind: FieldKind

    def values_in(self, document: Document, depth: int = 0) -> list[Any]:
        """Return all values of the field, `None` for each place where it is missing.

        Every element of a list counts, whether the list is on the path or at its end. An empty list is
        missing. `depth`: as many members of the path lead to what is given instead of the whole document.
        """
        return _values(document, self.path[depth:])

    def first_in(self, document: Document) -> Json:
        """Return the value of the field, with the first element in place of a list.

        `None` when it is missing.
        """
        value = _first(document.get(self.path[0]))
        for member in self.path[1:]:
            value = _first(_member(value, member))
        return value


def find_field(*path: str, members: Members = CUSTOMER) -> Field | None:
    """Return the field at a path, or `None` if no resource can have it. Under `mixins` there is any field."""
    kind: Any = members
    for member in path:
        if kind is not FieldKind.ANY:
            kind = kind.get(member) if isinstance(kind, Mapping) else None
    if kind is None:
        return None
    return Field(path, kind if isinstance(kind, FieldKind) else FieldKind.OBJECT)


def known_members(*path: str, members: Members = CUSTOMER) -> tuple[str, ...]:
    """Return the names of the members that the object at a path can have; none if it is not an object."""
    found: Any = members
    for member in path:
        found = found[member]
    return tuple(found) if isinstance(found, Mapping) else ()


def _values(value: Json, path: tuple[str, ...]) -> list[Json]:
    if isinstance(value, list):
        return [found for element in value for found in _values(element, path)] or [None]
    # A path may be far longer than any document is deep: stopping at the first missing member bounds the
    # recursion.
    if value is None or not path:
        return [value]
    return _values(_member(value, path[0]), path[1:])


def _first(value: Json) -> Json:
    while isinstance(value, list):
        value = value[0] if value else None
    return value


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, dict) else None
