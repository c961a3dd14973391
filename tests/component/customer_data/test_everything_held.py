"""Whatever the service stores of a customer is exported, and goes when the customer is deleted."""

import inspect
import json
from collections.abc import Callable

import pytest

from shared.adapters.dynamodb import keys, search_keys, webhook_keys
from shared.adapters.dynamodb.items.kinds import SECTIONS, kind_of
from shared.adapters.dynamodb.items.packed import PackedDocumentAttribute
from shared.adapters.dynamodb.items.tries import LOG_IN_PREFIX, TRY_PREFIX
from shared.adapters.dynamodb.writes import Item, Key
from shared.domain import json_text
from shared.domain.idempotency import Receipt
from shared.domain.tenants.search_reach import SearchReach
from shared.runtime.wiring import wiring
from shared.use_cases.customers.export_customer import export_customer
from tests.component.customer_data.lives import Lives
from tests.component.customer_data.stored import Deletions, items_of, place, places_of
from tests.component.events.stream import Stream, index_changes
from tests.component.tenants import keep_search

# What is not of a customer: of the tenant, of the service, of a network address, of a company, of an event.
OF_NOBODY = {
    keys.edge_key,
    keys.location_key,
    keys.legal_entity_key,
    keys.configuration_key,
    keys.contact_assignment_key,
    keys.configured_clients_key,
    keys.failures_key,
    keys.hash_key_key,
    keys.issuer_key,
    keys.listed_client_key,
    keys.listed_tenant_key,
    keys.realms_key,
    keys.retention_key,
    webhook_keys.webhook_key,
    webhook_keys.webhook_count_key,
    webhook_keys.event_subscription_key,
    webhook_keys.delivery_key,  # what was said of a customer, for seven days
    webhook_keys.due_key,
    webhook_keys.reception_key,
    webhook_keys.replay_key,
    webhook_keys.notices_key,  # told to whom a webhook names
    webhook_keys.sent_count_key,
    keys.sent_message_key,
    keys.sealing_key_key,
    keys.service_client_key,
    keys.signing_keys_key,
    keys.sign_ups_key,
    keys.standing_key,
    keys.used_token_key,
    keys.visit_context_key,
}
OF_CUSTOMERS: dict[Callable[..., Key], tuple[object, ...]] = {
    keys.customer_key: ("acme", "1001"),
    keys.elsewhere_key: ("acme", "1001", Key("a", "b")),
    keys.session_key: ("acme", "1001", "an-id"),
    keys.customer_context_key: ("acme", "an-id", "1001"),
    keys.one_time_token_key: ("acme", "1001", "OPT_IN"),
    keys.former_place_key: ("acme", "1001", 0, 1_800_000_000_000, "a-write"),
    keys.notice_key: ("acme", "1001", "REMINDER"),
    keys.history_key: ("acme", "1001", "an-incarnation", 1, 0),
    keys.account_key: ("acme", "anna@example.com"),
    keys.folded_account_key: ("acme", "anna@example.com"),
    keys.sign_up_key: ("acme", "anna@example.com", "1001"),
    keys.log_in_tries_key: ("acme", "anna@example.com"),
    keys.mail_count_key: ("acme", "anna@example.com", "OPT_IN"),
    keys.email_claim_key: ("acme", "anna@example.com"),
    keys.legacy_account_key: ("acme", "anna@example.com"),
    keys.provider_account_key: ("acme", "https://id.example.com", "subject"),
    keys.membership_key: ("acme", "le-1", "1001"),
    keys.receipt_key: (Receipt("acme", "a-client", "/a/path", "a-key", "a-fingerprint"),),
}
OF_THE_FEED = {keys.feed_segment_key, keys.feed_start_key, keys.told_key}
"""Without anything personal: a customer's number alone, of one who was deleted until it expires."""
OF_THE_INDEX = {search_keys.entry_key, search_keys.registry_key, search_keys.build_key}
"""Made from profiles, and gone with them."""
SHOWN_OTHERWISE = {keys.customer_key, keys.elsewhere_key}
WITHHELD = {
    "schema",
    "passwordHash",
    "passwordId",
    "nonce",
    "family",
    "rotations",
    "fingerprint",
    "valueFingerprint",
    "incarnation",
    "sessionEpoch",
    "writeId",
    "earlierWrites",
    "drawn",
    "called",
    "companyWriteId",
    "customerNumber",
    "emailChange",
    "proofId",
    "pk",
    "sk",
    "placePk",
    "placeSk",
    "realm",
    "directoryKey",
    "nameKey",
    "emailKey",
    "companyKey",
}
"""Secrets, numbers that mean nothing to a person, and what says again what is shown."""


def test_every_kind_of_item_is_known_to_be_of_a_customer_or_of_nobody() -> None:
    made = {
        function
        for module in (keys, search_keys, webhook_keys)
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and function.__annotations__.get("return") in {Key, "Key"}
    }

    assert made == OF_NOBODY | OF_CUSTOMERS.keys() | OF_THE_INDEX | OF_THE_FEED


@pytest.mark.parametrize("key", OF_CUSTOMERS.keys() - SHOWN_OTHERWISE, ids=lambda key: key.__name__)
def test_every_kind_of_item_of_a_customer_has_its_section_in_the_export(key: Callable[..., Key]) -> None:
    assert kind_of(key(*OF_CUSTOMERS[key]).raw()) is not None


def texts(value: object) -> set[str]:
    """All texts and numbers in a JSON value, except those that tell two things of one name apart."""
    if isinstance(value, dict):
        shown = (inner for name, inner in value.items() if name not in {"incarnation", "write"})
        return {text for inner in shown for text in texts(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in texts(inner)}
    return {str(value)} - {"None"}


def told_by(raw: Item) -> set[str]:
    """Return the values of the attributes that are not withheld; instants have another form."""
    said: set[str] = set()
    for name, value in raw.items():
        ((kind, content),) = value.items()
        is_instant = kind == "N" and name.endswith("At")
        if name == "entry":
            said |= texts(PackedDocumentAttribute().deserialize(content))
        elif name not in WITHHELD and not is_instant and not name.startswith((TRY_PREFIX, LOG_IN_PREFIX)):
            is_document = kind == "S" and content[:1] in "[{"
            said |= texts(json_text.loads(content)) if is_document else {str(content)}
    return said


def is_of_a_customer(raw: Item, email: str) -> bool:
    """Failures and sign-ups are of a network address, the record of an import as a whole is of the tenant,
    and what was sent to an address to change to is of the address."""
    letter, _ = place(raw)
    is_whole_import = letter == "I" and "incarnation" not in raw
    return letter != "F" and not is_whole_import and raw["pk"]["S"].partition("#A#")[2] != f"new.{email}"


def test_every_item_is_in_the_export_of_its_customer(lives: Lives, email: str) -> None:
    numbers = {lives.full(email), lives.of_provider(f"sso.{email}"), lives.imported(f"imported.{email}")}
    items = [raw for raw in items_of(lives.tenant) if is_of_a_customer(raw, email)]

    documents = {number: export_customer(wiring().holdings, lives.tenant, number) for number in numbers}

    shown = [json.loads(json_text.dumps(document)) for document in documents.values()]
    sections: dict[str, list[set[str]]] = {"profile": [texts(document["profile"]) for document in shown]}
    for section in SECTIONS:
        sections[section] = [texts(entry) for document in shown for entry in document[section]]
    stored: dict[str, list[Item]] = {section: [] for section in sections}
    for raw in items:
        if place(raw) != ("C", "ELSEWHERE"):
            kind = kind_of(raw)
            stored[kind.section if kind is not None else "profile"].append(raw)
    assert all(stored.values())
    assert {name: len(entries) for name, entries in sections.items()} == {
        name: len(found) for name, found in stored.items()
    }
    for name, found in stored.items():
        assert [raw for raw in found if not any(told_by(raw) <= entry for entry in sections[name])] == []
    for number, document in documents.items():
        assert not any(other in json_text.dumps(document) for other in numbers - {number})


def test_nothing_secret_is_in_an_export(lives: Lives, email: str) -> None:
    numbers = [lives.full(email), lives.imported(f"imported.{email}")]
    secret = {
        text
        for raw in items_of(lives.tenant)
        for name in ("passwordHash", "passwordId", "nonce", "family", "fingerprint", "valueFingerprint")
        if name in raw
        for text in texts(next(iter(raw[name].values())))
    } | {
        part
        for raw in items_of(lives.tenant)
        for name in raw
        if name.startswith((TRY_PREFIX, LOG_IN_PREFIX))
        for part in name.split("#")[1:]
    }

    documents = [json_text.dumps(export_customer(wiring().holdings, lives.tenant, n)) for n in numbers]

    assert len(secret) > 10
    assert not any(each in document for each in secret for document in documents)


def words_of_index(tenant: str) -> set[str]:
    """Return the words that the index has entries of."""
    return {raw["sk"]["S"].partition("\0")[0] for raw in items_of(tenant) if place(raw)[0] == "W"}


def test_of_deleted_customers_nothing_is_left_but_their_marks_and_what_slows_down_guessing(
    lives: Lives, email: str, deletions: Deletions, stream: Stream
) -> None:
    keep_search(lives.tenant, SearchReach.EVERYTHING)
    numbers = [lives.full(email), lives.of_provider(f"sso.{email}"), lives.imported(f"imported.{email}")]
    index_changes(stream.records(lives.tenant))
    assert words_of_index(lives.tenant) > {email, f"sso.{email}", f"imported.{email}"}
    before = places_of(lives.tenant)
    assert any(name.startswith(LOG_IN_PREFIX) for raw in items_of(lives.tenant) for name in raw)
    for number in numbers:
        assert lives.api.delete(number).status == 202

    deletions.dealt_with()
    index_changes(stream.records(lives.tenant))

    of_the_tenant = {("F", "FAILURES"), ("F", "SIGNUPS")}
    of_calls = {("I", "IDEMPOTENCY")}  # the import as a whole, which belongs to no customer
    left = {("C", "PROFILE"), ("A", "TRIES"), ("A", "MAIL")}
    # Single letters say that the dictionary of the index has had words.
    letters = {(kind, name) for kind, name in places_of(lives.tenant) if kind == "B" and name[:1] == "D"}
    assert all(len(name) == len("Dfx") for _, name in letters)
    assert places_of(lives.tenant) - letters == of_the_tenant | of_calls | left
    assert before > places_of(lives.tenant)
    items = items_of(lives.tenant)
    mark = {"pk", "sk", "incarnation", "deletedAt", "deletedBy", "lastVersion", "writeId", "schema"}
    assert all(raw.keys() - {"earlierWrites"} == mark for raw in items if place(raw) == ("C", "PROFILE"))
    assert all("expiresAt" in raw for raw in items if place(raw)[0] in {"A", "I"})
    assert not any(name.startswith(LOG_IN_PREFIX) for raw in items for name in raw)
