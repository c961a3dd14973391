"""The members of a customer that its history shows, each under a name of its own.

What is shown is listed: a member that is added to customers is in no history until it is added here, too.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shared.domain.customers.address import TEXTS
from shared.domain.customers.customer import Customer, customer_document

Path = tuple[str, ...]
"""The names of a member, from the document down to it."""

Members = Mapping[Path, Any]
"""A document member by member: values are texts, numbers, booleans, null, lists, and empty objects."""

ON_HOLD: Path = ("onHold",)
RESTRICTION: Path = ("restriction",)

_ALL: Mapping[str, Any] = {}
"""Whatever is there: a text or number, or of mixins all that they have."""
_WITH_ID = "*"
"""Stands for the ids of a list's objects, which are told apart by them and not by their places."""
_ADDRESS = {
    **dict.fromkeys(TEXTS, _ALL),
    "isDefault": _ALL,
    "tags": _ALL,
    "mixins": _ALL,
    "metadata": {"version": _ALL, "mixins": _ALL},
}
_SHOWN: Mapping[str, Any] = {
    "type": _ALL,
    "title": _ALL,
    "firstName": _ALL,
    "middleName": _ALL,
    "lastName": _ALL,
    "company": _ALL,
    "contactPhone": _ALL,
    "contactEmail": _ALL,
    "photoUrl": _ALL,
    "preferredLanguage": _ALL,
    "preferredCurrency": _ALL,
    "preferredSite": _ALL,
    "active": _ALL,
    "onHold": _ALL,
    "restriction": _ALL,
    "b2b": {
        "companyRegistrationId": _ALL,
        "legalEntities": {_WITH_ID: {"name": _ALL, "contactAssignmentId": _ALL}},
    },
    "addresses": {_WITH_ID: _ADDRESS},
    "mixins": _ALL,
    "metadata": {"mixins": _ALL},
}
"""The members of `customer_document` that a history shows: without the log-in, whose change has no values."""


def shown_document(customer: Customer) -> dict[str, Any]:
    """Return what a history shows of a customer: addresses and legal entities are objects, by their ids."""
    return _shown(customer_document(customer), _SHOWN)


def members_in(document: Mapping[str, Any]) -> Members:
    """Return a document member by member."""
    return dict(leaves(document, ()))


def leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401 - any JSON value
    """Yield the members of a value at a path, each with its own; one that has none is a member itself."""
    if path and (not isinstance(value, Mapping) or not value):
        yield path, value
        return
    below: Iterable[tuple[str, Any]] = value.items()
    for name, each in below:
        yield from leaves(each, (*path, name))


def document_of(members: Members) -> dict[str, Any]:
    """Return the document that has these members."""
    document: dict[str, Any] = {}
    for path, value in members.items():
        *above, name = path
        place = document
        for each in above:
            place = place.setdefault(each, {})
        place[name] = value
    return document


def field_of(path: Path) -> str:
    r"""Return a member's dotted name, as it is shown. A dot or backslash within a name gets a backslash."""
    return ".".join(name.replace("\\", "\\\\").replace(".", "\\.") for name in path)


def path_of(field: str) -> Path:
    """Return the path that `field_of` has named."""
    if "\\" not in field:
        return tuple(field.split("."))
    names, rest = [""], iter(field)
    for sign in rest:
        if sign == ".":
            names.append("")
        else:
            names[-1] += next(rest) if sign == "\\" else sign
    return tuple(names)


def _shown(document: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, below in shown.items():
        if name not in document:
            continue
        value = document[name]
        if _WITH_ID in below:
            value = {each["id"]: _shown(each, below[_WITH_ID]) for each in value}
        elif below:
            value = _shown(value, below)
        if value != {} or below is _ALL:
            found[name] = value
    return found
