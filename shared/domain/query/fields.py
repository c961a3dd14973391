"""The fields that `q` and `sort` can name: every member of the customer document, as a path."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from shared.domain.customers.address import TEXTS

Document = Mapping[str, Any]
"""A customer in the full wire form: camelCase members, fractions as `Decimal`, members not set left out."""


class Kind(Enum):
    """What a field holds. `ANY` is what clients make of it: objects, and everything under `mixins`."""

    TEXT = auto()
    EMAIL = auto()
    NUMBER = auto()
    BOOLEAN = auto()
    INSTANT = auto()
    ANY = auto()


_METADATA = {"version": Kind.NUMBER, "mixins": Kind.ANY}
_ADDRESS = {
    "id": Kind.TEXT,
    **dict.fromkeys(TEXTS, Kind.TEXT),
    "isDefault": Kind.BOOLEAN,
    "tags": Kind.TEXT,
    "mixins": Kind.ANY,
    "metadata": _METADATA,
}
_CUSTOMER: Mapping[str, Any] = {
    "id": Kind.TEXT,
    "customerNumber": Kind.TEXT,
    "title": Kind.TEXT,
    "firstName": Kind.TEXT,
    "middleName": Kind.TEXT,
    "lastName": Kind.TEXT,
    "company": Kind.TEXT,
    "contactPhone": Kind.TEXT,
    "contactEmail": Kind.EMAIL,
    "email": Kind.EMAIL,
    "photoUrl": Kind.TEXT,
    "preferredLanguage": Kind.TEXT,
    "preferredCurrency": Kind.TEXT,
    "preferredSite": Kind.TEXT,
    "type": Kind.TEXT,
    "businessModel": Kind.TEXT,
    "active": Kind.BOOLEAN,
    "onHold": Kind.BOOLEAN,
    "restriction": Kind.TEXT,
    "b2b": {
        "companyRegistrationId": Kind.TEXT,
        "legalEntities": {"id": Kind.TEXT, "name": Kind.TEXT, "contactAssignmentId": Kind.TEXT},
    },
    "accounts": {"id": Kind.EMAIL, "providerId": Kind.TEXT},
    "addresses": _ADDRESS,
    "defaultAddress": _ADDRESS,
    "mixins": Kind.ANY,
    "metadata": _METADATA,
    "metadataCreatedAt": Kind.INSTANT,
    "metadataModifiedAt": Kind.INSTANT,
    "lastLogin": Kind.INSTANT,
}


@dataclass(frozen=True, slots=True)
class Field:
    """A path into the customer document, and the kind of value at its end."""

    path: tuple[str, ...]
    kind: Kind

    def values_in(self, document: Document) -> list[Any]:
        """All values of the field, `None` for each place where it is missing.

        On a list, whether on the way or at the end, every element counts. An empty list is missing.
        """
        return _values(document.get(self.path[0]), self.path[1:])

    def first_in(self, document: Document) -> Any:  # noqa: ANN401 - any JSON value
        """The value of the field where the first element stands for its list; `None` when it is missing."""
        value = _first(document.get(self.path[0]))
        for member in self.path[1:]:
            value = _first(_member(value, member))
        return value


def find_field(*path: str) -> Field | None:
    """The field at a path, or `None` if a customer has no member of the first name.

    Further down, a member that is not known is not refused: it is `ANY`, and missing in every customer.
    """
    if path[0] not in _CUSTOMER:
        return None
    kind: Any = _CUSTOMER
    for member in path:
        kind = kind.get(member, Kind.ANY) if isinstance(kind, dict) else Kind.ANY
    return Field(path, kind if isinstance(kind, Kind) else Kind.ANY)


def _values(value: Any, path: tuple[str, ...]) -> list[Any]:  # noqa: ANN401 - any JSON value
    if isinstance(value, list):
        return [found for element in value for found in _values(element, path)] or [None]
    # A path may be far longer than any document is deep: ending at the first absence bounds the recursion.
    if value is None or not path:
        return [value]
    return _values(_member(value, path[0]), path[1:])


def _first(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    while isinstance(value, list):
        value = value[0] if value else None
    return value


def _member(value: Any, name: str) -> Any:  # noqa: ANN401 - any JSON value
    return value.get(name) if isinstance(value, dict) else None
