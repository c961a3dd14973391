"""A customer's address: postal members, tags, mixins and a version of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

TEXTS = (
    "contactName",
    "companyName",
    "street",
    "streetNumber",
    "streetAppendix",
    "extraLine1",
    "extraLine2",
    "extraLine3",
    "extraLine4",
    "zipCode",
    "city",
    "country",
    "state",
    "contactPhone",
)
MAX_TAGS = 50
_SHOWN = frozenset({*TEXTS, "id", "isDefault", "tags", "mixins", "metadata"})
_STORED = _SHOWN | {"incarnation"}
_STORED_METADATA = frozenset({"version", "mixins"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address. `texts` has the members of `TEXTS` that are set, under the names of the API.

    `incarnation`: the version with which the customer got it, which tells it from an earlier one with its id.
    It is 0 for an address that the customer began with. `rest`: what another release has stored with it,
    which is kept.
    """

    id: str
    texts: Mapping[str, str]
    tags: tuple[str, ...] = ()
    mixins: Mapping[str, Any] = field(default_factory=dict)
    mixin_schemas: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    incarnation: int = 0
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


def address_document(address: Address, *, is_default: bool) -> dict[str, Any]:
    """Return the address as the API shows it."""
    document: dict[str, Any] = {"id": address.id, **address.texts, "isDefault": is_default}
    if address.tags:
        document["tags"] = list(address.tags)
    if address.mixins:
        document["mixins"] = dict(address.mixins)
    document["metadata"] = {"version": address.version}
    if address.mixin_schemas:
        document["metadata"]["mixins"] = dict(address.mixin_schemas)
    return document


def stored_address(address: Address, *, is_default: bool) -> dict[str, Any]:
    """Return the address as it is stored: as it is shown, with its incarnation and the rest."""
    document = address_document(address, is_default=is_default)
    if address.incarnation:
        document["incarnation"] = address.incarnation
    if not address.rest:
        return document
    metadata = {**address.rest.get("metadata", {}), **document["metadata"]}
    return {**address.rest, **document, "metadata": metadata}


def shown_address(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return `address_document` of the address that `stored_address` described, without making one."""
    metadata = {name: value for name, value in stored["metadata"].items() if name in _STORED_METADATA}
    return {name: value for name, value in stored.items() if name in _SHOWN} | {"metadata": metadata}


def address_from(document: Mapping[str, Any]) -> Address:
    """Return the address that `stored_address` described."""
    metadata = document["metadata"]
    return Address(
        id=document["id"],
        texts={name: document[name] for name in TEXTS if name in document},
        tags=tuple(document.get("tags", ())),
        mixins=document.get("mixins", {}),
        mixin_schemas=metadata.get("mixins", {}),
        version=metadata["version"],
        incarnation=document.get("incarnation", 0),
        rest=_rest_of(document),
    )


def _rest_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of a stored address that this release does not know."""
    metadata = document["metadata"]
    if _STORED.issuperset(document) and _STORED_METADATA.issuperset(metadata):
        return {}
    rest = {name: document[name] for name in document.keys() - _STORED}
    if unknown := metadata.keys() - _STORED_METADATA:
        rest["metadata"] = {name: metadata[name] for name in unknown}
    return rest


def contact_name(value: str | None) -> str:
    """Return the name of the person that the address is for. Raises `ValueError` where it is missing."""
    if not value:
        raise ValueError("is required and must not be empty")
    return value


def distinct_tags(values: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of one address: each once, in the order of their first appearance.

    Raises `ValueError`.
    """
    tags = tuple(dict.fromkeys(values))
    if len(tags) > MAX_TAGS:
        raise ValueError(f"must have at most {MAX_TAGS} different tags")
    return tags
