"""The kinds of items that there are of a customer, and how an export shows each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute

from shared.adapters.dynamodb.items.account import AccountItem, LegacyAccountItem
from shared.adapters.dynamodb.items.contact_assignment import ContactAssignmentItem
from shared.adapters.dynamodb.items.email_claim import EmailClaimItem
from shared.adapters.dynamodb.items.former_place import FormerPlaceItem
from shared.adapters.dynamodb.items.history import HistoryItem
from shared.adapters.dynamodb.items.item import DocumentAttribute, TableItem
from shared.adapters.dynamodb.items.legal_entity import MembershipItem
from shared.adapters.dynamodb.items.notice import NoticeItem
from shared.adapters.dynamodb.items.one_time_token import OneTimeTokenItem
from shared.adapters.dynamodb.items.provider_account import ProviderAccountItem
from shared.adapters.dynamodb.items.receipt import ReceiptItem
from shared.adapters.dynamodb.items.session import SessionItem
from shared.adapters.dynamodb.items.session_context import SessionContextItem
from shared.adapters.dynamodb.items.tries import (
    LOG_IN_PREFIX,
    TRY_PREFIX,
    AccountTriesItem,
    CountItem,
    account_tries_from,
)
from shared.adapters.dynamodb.keys import (
    CONTACT_ASSIGNMENT,
    EMAIL_CLAIM,
    FORMER_PLACE_PREFIX,
    HISTORY_PREFIX,
    NOTICE_PREFIX,
    OWNER_PREFIX,
    RECEIPT_PREFIX,
    SESSION_PREFIX,
    TOKEN_PREFIX,
)
from shared.adapters.dynamodb.order_keys import text_of_order_key
from shared.domain import json_text
from shared.domain.customers.customer import customer_document
from shared.domain.instants import instant_text
from shared.domain.log_in.password_hashes import LEGACY_PREFIX, original_uid_and_digest, scheme_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.customers.customer import Customer
    from shared.domain.json_text import Json

_EVERYWHERE_WITHHELD = frozenset(
    {
        "pk",
        "sk",
        "customerNumber",
        "incarnation",
        "proofId",
        "sessionEpoch",
        "schema",
        "writeId",
        "companyWriteId",
    }
)


def _nothing(_: Item) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class ItemKind:
    """Items of one kind.

    `section`: of the export. `place`: what the partition has behind the kind's letter, and `name`: what the
    sort key has behind its beginning, as members of the document. `withheld`: attributes that are not shown,
    and `withheld_beginnings`: those whose names begin so. `told`: what is said in the place of some
    attributes.
    """

    section: str
    model: type[TableItem]
    place: str | None = None
    name: str | None = None
    withheld: frozenset[str] = frozenset()
    withheld_beginnings: tuple[str, ...] = ()
    told: Callable[[Item], dict[str, Any]] = _nothing

    def document(self, raw: Item) -> dict[str, Any]:
        """Return the part of the export for an item: all of its attributes except those that are withheld."""
        document: dict[str, Any] = {}
        if self.place is not None:
            document[self.place] = raw["pk"]["S"].split("#", 2)[2]
        if self.name is not None:
            document[self.name] = raw["sk"]["S"].partition("#")[2]
        withheld = _EVERYWHERE_WITHHELD | self.withheld
        attributes = {each.attr_name: each for each in self.model.get_attributes().values()}
        document |= {
            name: _shown(name, value, attributes.get(name))
            for name, value in sorted(raw.items())
            if name not in withheld and not name.startswith(self.withheld_beginnings)
        }
        return document | self.told(raw)


def _password(raw: Item) -> dict[str, Any]:
    if "passwordHash" not in raw:
        return {"password": None}
    encoded = raw["passwordHash"]["S"]
    password = {"scheme": scheme_of(encoded)}
    if encoded.startswith(LEGACY_PREFIX):
        password["originalUid"] = original_uid_and_digest(encoded)[0].decode(errors="replace")
    return {"password": password}


def _number_of_tries(raw: Item) -> dict[str, Any]:
    tries = account_tries_from(raw)
    log_ins = [_shown_time(log_in.at) for log_in in tries.log_ins.values()]
    return {"times": len(tries.tried), "logInsFromKnownAddresses": sorted(log_ins)}


def _texts_of_place(raw: Item) -> dict[str, Any]:
    keys = {"lastName": "nameKey", "contactEmail": "emailKey", "company": "companyKey"}
    return {member: text_of_order_key(raw[name]["S"]) for member, name in keys.items()}


def _assignments(raw: Item) -> dict[str, Any]:
    assignments = json_text.loads(raw["assignments"]["S"])
    types = json_text.loads(raw["assignmentTypes"]["S"]) if "assignmentTypes" in raw else {}
    return {
        "assignments": [
            {"id": id_, "at": at, "ended": ended}
            | dict(zip(("type", "primary", "saidAt"), types.get(id_ or "", ()), strict=False))
            for id_, at, ended in assignments
        ]
    }


_CALL = ItemKind("repeatableCalls", ReceiptItem, withheld=frozenset({"fingerprint", "valueFingerprint"}))

KINDS: Mapping[tuple[str, str], ItemKind] = MappingProxyType(
    {
        ("A", "ACCOUNT"): ItemKind(
            "accounts", AccountItem, withheld=frozenset({"passwordHash", "passwordId"}), told=_password
        ),
        ("A", EMAIL_CLAIM): ItemKind("contactEmails", EmailClaimItem, place="email"),
        ("P", "PROVIDER"): ItemKind("identityProviders", ProviderAccountItem, place="identitySha256"),
        ("M", ""): ItemKind("passwordMigration", LegacyAccountItem),
        ("L", ""): ItemKind(
            "legalEntities",
            MembershipItem,
            place="legalEntityId",
            withheld=frozenset({"assignmentTypes"}),
            told=_assignments,
        ),
        ("N", CONTACT_ASSIGNMENT): ItemKind(
            "contactAssignments",
            ContactAssignmentItem,
            place="id",
            withheld=frozenset({"realm", "directoryKey", "nameKey"}),
        ),
        ("C", SESSION_PREFIX): ItemKind(
            "sessions", SessionItem, name="id", withheld=frozenset({"family", "rotations"})
        ),
        ("V", OWNER_PREFIX): ItemKind(
            "sessionContexts", SessionContextItem, place="sessionId", withheld=frozenset({"family"})
        ),
        ("C", TOKEN_PREFIX): ItemKind(
            "oneTimeTokens", OneTimeTokenItem, name="purpose", withheld=frozenset({"nonce"})
        ),
        ("C", NOTICE_PREFIX): ItemKind("notices", NoticeItem, name="kind"),
        ("C", FORMER_PLACE_PREFIX): ItemKind(
            "formerPlaces",
            FormerPlaceItem,
            withheld=frozenset({"realm", "nameKey", "emailKey", "companyKey"}),
            told=_texts_of_place,
        ),
        ("C", HISTORY_PREFIX): ItemKind("history", HistoryItem),
        ("C", RECEIPT_PREFIX): _CALL,
        ("I", "IDEMPOTENCY"): _CALL,
        ("A", "TRIES"): ItemKind(
            "wrongPasswords",
            AccountTriesItem,
            withheld=frozenset({"hashes", "lastAt"}),  # of a former layout, which expires within a day
            withheld_beginnings=(TRY_PREFIX, LOG_IN_PREFIX),
            told=_number_of_tries,
        ),
        ("A", "MAIL"): ItemKind("messagesAskedFor", CountItem, name="kind"),
    }
)
"""By the letter of the partition, and what the sort key begins with."""
SECTIONS = tuple(dict.fromkeys(kind.section for kind in KINDS.values()))


def kind_of(raw: Item) -> ItemKind | None:
    """Return the kind of an item; None for the profile and for pointers to items elsewhere."""
    letter, sort_key = raw["pk"]["S"].split("#", 2)[1], raw["sk"]["S"]
    of_letter = ((begins, kind) for (at, begins), kind in KINDS.items() if at == letter)
    return next((kind for begins, kind in of_letter if sort_key.startswith(begins)), None)


def profile_document(customer: Customer, raw: Item) -> dict[str, Any]:
    """Return the part of the export for a profile, which is the customer's item."""
    beside: dict[str, Any] = {
        "restrictionFollowsSite": customer.restriction_synced,
        "updatedBy": raw["updatedBy"]["S"],
    }
    if customer.moved_at is not None:
        beside["movedAt"] = instant_text(customer.moved_at)
    for name in ("writer", "ended"):
        if name in raw:
            beside[name] = json_text.loads(raw[name]["S"])
            beside[name].pop("write", None)  # tells writes apart
    return {**customer_document(customer), **beside}


def deletion_document(raw: Item) -> dict[str, Any]:
    """Return the part of the export for a deleted customer's mark."""
    return {"at": raw["deletedAt"]["S"], "by": raw["deletedBy"]["S"]}


def _shown(name: str, value: dict[str, Any], attribute: object) -> Json:
    if isinstance(attribute, DocumentAttribute):
        return attribute.deserialize(value["S"])
    if isinstance(attribute, NumberAttribute) and name.endswith("At"):
        return _shown_time(float(value["N"]))
    return _plain(value)


def _shown_time(at: float) -> str:
    return instant_text(datetime.fromtimestamp(at, UTC))


def _plain(value: dict[str, Any]) -> Json:
    ((kind, content),) = value.items()
    return json_text.loads(content) if kind == "N" else content
