"""How customers are shown: what each audience gets, what `expand` adds, and lists with their headers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from shared.domain import json_text
from shared.domain.callers.access import Access
from shared.domain.customers.colleagues import visible_document
from shared.domain.customers.customer import Customer, customer_document
from shared.domain.errors import BadParameter
from shared.domain.fields import RESERVED_CUSTOMER_NUMBER
from shared.http.messages import Response
from shared.http.request import Request

MAX_ANSWER_BYTES = 5 * 1024 * 1024
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Expansion:
    """The parts that `expand` adds to the profile: addresses by tag and mixins by name, or `EVERY` one."""

    addresses: frozenset[str] = frozenset()
    accounts: bool = False
    mixins: frozenset[str] = frozenset()

    @property
    def needs_documents(self) -> bool:
        """Whether it asks for more of a customer than an index contains."""
        return bool(self.addresses or self.mixins)


def expansion(request: Request) -> Expansion:
    """Return the `expand` parameter. Raises `BadParameter` naming what is unknown."""
    words = set(request.words("expand"))
    parts: dict[str, set[str]] = {"addresses": set(), "mixin": set()}
    for word in words - {"accounts"}:
        name, colon, selected = word.partition(":")
        if name not in parts or (colon and not selected):
            raise BadParameter(
                f"Query parameter 'expand' contains '{word}'; "
                "it may contain addresses, addresses:<tag>, accounts, mixin:* and mixin:<name>."
            )
        parts[name].add(selected or EVERY)
    return Expansion(frozenset(parts["addresses"]), "accounts" in words, frozenset(parts["mixin"]))


def for_seller(customer: Customer, expand: Expansion, access: Access) -> dict[str, Any]:
    """Return the customer as tenant-managed operations show it to this caller (`CustomerForSellerDto`)."""
    return expanded_for_seller(visible_document(customer, access), expand)


def expanded_for_seller(visible: dict[str, Any], expand: Expansion) -> dict[str, Any]:
    """Return what tenant-managed operations show of the members that the caller may know.

    If only some of its mixins are shown, it says which: a PUT that sends this back erases no others.
    """
    mixins = visible.get("mixins", {})
    document = _expanded(visible, expand)
    if expand.mixins and len(document["mixins"]) < len(mixins):
        document["metadata"] = {**document["metadata"], "expandedMixins": sorted(document["mixins"])}
    return document


def _expanded(document: dict[str, Any], expand: Expansion) -> dict[str, Any]:
    """Return the document without what only `expand` shows and was not asked for.

    What was asked for is there, if only as `[]` or `{}`.
    """
    addresses: Iterable[Mapping[str, Any]] = document.pop("addresses", ())
    if expand.addresses:
        document["addresses"] = [address for address in addresses if _is_selected(address, expand.addresses)]
    if not expand.accounts:
        document.pop("accounts", None)
    mixins: Mapping[str, Any] = document.pop("mixins", {})
    if expand.mixins:
        names = mixins if EVERY in expand.mixins else expand.mixins
        document["mixins"] = {name: mixins[name] for name in names if name in mixins}
    return document


def _is_selected(address: Mapping[str, Any], tags: frozenset[str]) -> bool:
    return EVERY in tags or not tags.isdisjoint(address.get("tags", ()))


_FOR_SELLERS = ("type", "active", "onHold", "restriction", "email", "photoUrl")
ANONYMOUS: Mapping[str, Any] = MappingProxyType(
    {
        "id": RESERVED_CUSTOMER_NUMBER,
        "customerNumber": RESERVED_CUSTOMER_NUMBER,
        "firstName": "Anonymous",
        "lastName": "Anonymous",
        "accounts": (),
    }
)
"""An anonymous visitor, in the shape of `Customer`."""


def for_anonymous(expand: Expansion) -> dict[str, Any]:
    """Return an anonymous visitor as a customer."""
    return _expanded(dict(ANONYMOUS), replace(expand, accounts=True))


def for_customer(customer: Customer, expand: Expansion) -> dict[str, Any]:
    """Return the customer as customer-managed operations show it (`Customer`), always with its accounts."""
    document = _expanded(customer_document(customer), replace(expand, accounts=True))
    return {name: value for name, value in document.items() if name not in _FOR_SELLERS}


def listed(documents: Iterable[dict[str, Any]], headers: Mapping[str, str]) -> Response:
    """200 with a list and its `Count`. Raises `BadParameter` with a page size that fits one answer."""
    texts: list[str] = []
    size = 1
    # One at a time: the whole of a page that is too large could exceed the function's memory.
    for text in map(json_text.dumps, documents):
        size += json_text.size_as_text(text) + 1
        if size > MAX_ANSWER_BYTES:
            raise BadParameter(
                f"The page is larger than {MAX_ANSWER_BYTES} bytes; "
                f"request pageSize={max(len(texts), 1)} or less."
            )
        texts.append(text)
    return Response(200, f"[{','.join(texts)}]", {"Count": str(len(texts)), **headers})


def listed_whole(documents: Iterable[dict[str, Any]], *, status: int, advice: str) -> Response:
    """Return a list without pages. Raises `BadParameter` with the advice if it is too large for an answer."""
    return whole(list(documents), status=status, called="list", advice=advice)


def whole(document: json_text.Json, *, called: str, advice: str, status: int = 200) -> Response:
    """Return a document. Raises `BadParameter` with the advice if it is too large for an answer."""
    text = json_text.dumps(document)
    if json_text.size_as_text(text) > MAX_ANSWER_BYTES:
        raise BadParameter(f"The {called} is larger than {MAX_ANSWER_BYTES} bytes; {advice}.")
    return Response(status, text)
