"""The keys of all items. They begin with the tenant, except for items that concern none or all of them."""

import hashlib
import zlib

from shared.adapters.dynamodb.service_partition import ISSUER_PREFIX, KEYS, SEALING_KEY, SERVICE
from shared.adapters.dynamodb.writes import Key
from shared.domain import json_text
from shared.domain.fields import folded_email, former_folds
from shared.domain.idempotency import Receipt

PROFILE = "PROFILE"
SESSION_PREFIX = "SESSION#"
BEHIND_SESSIONS = "SESSION$"
"""Between this and `PROFILE` lie the profile and the sessions, and nothing else of a customer."""
TOKEN_PREFIX = "TOKEN#"  # noqa: S105 - the beginning of a sort key
NOTICE_PREFIX = "MESSAGE#"
RECEIPT_PREFIX = "IDEMPOTENCY#"
ELSEWHERE_PREFIX = "ELSEWHERE#"
HISTORY_PREFIX = "HISTORY#"
FORMER_PLACE_PREFIX = "PLACE#"
FEED_START = "START"
EMAIL_CLAIM = "CONTACT"
ACCOUNT, SIGN_UP_PREFIX = "ACCOUNT", "ACCOUNT-SIGNUP#"
BEHIND_SIGN_UPS = "ACCOUNT-SIGNUP$"
"""Between `ACCOUNT` and this lie the account of an e-mail address and the sign-ups that wait for it."""
MAIL_PREFIX = "MAIL#"
LEGAL_ENTITY, LOCATION, CONTACT_ASSIGNMENT = "#ENTITY", "LOCATION", "ASSIGNMENT"
RETENTION_PARTITION, RETENTION_PREFIX = SERVICE, "RETENTION#"
TENANT_PREFIX = "TENANT#"
CLIENT_PREFIX, CONFIGURATION_PREFIX, STANDING = "CLIENT#", "CONFIG#", "TENANT"
"""In a tenant's own partition its clients lie before what functions keep of it: settings to standing."""
CLIENT_SETTING_PREFIX = "SETTING#"
OWNER_PREFIX = "CUSTOMER#"
LEGACY_PARTITIONS = 16
_LAST_OF_HISTORY = 9_999_999_999


def customer_key(tenant: str, number: str) -> Key:
    """Return the key of the profile of a customer, or the mark of a deleted one."""
    return Key(f"{tenant}#C#{number}", PROFILE)


def tenant_and_number(pk: str) -> tuple[str, str]:
    """Whose profile lies in this partition."""
    tenant, _, number = pk.split("#", 2)
    return tenant, number


def session_key(tenant: str, number: str, session_id: str) -> Key:
    """Return the key of a customer's session."""
    return Key(f"{tenant}#C#{number}", SESSION_PREFIX + session_id)


def visit_context_key(tenant: str, visit_id: str) -> Key:
    """Return the key of the context of a visitor's session."""
    return Key(f"{tenant}#V#{visit_id}", "VISITOR")


def customer_context_key(tenant: str, session_id: str, number: str) -> Key:
    """Return the key of the context of a customer's session, besides that of a visit with the same id."""
    return Key(visit_context_key(tenant, session_id).pk, OWNER_PREFIX + number)


def one_time_token_key(tenant: str, number: str, purpose: str) -> Key:
    """Return the key of a customer's one-time token; a newer one of the same purpose takes its place."""
    return Key(f"{tenant}#C#{number}", TOKEN_PREFIX + purpose)


def account_key(tenant: str, email: str) -> Key:
    """Return the key of the log-in account of an e-mail address, however it is written."""
    return folded_account_key(tenant, folded_email(email))


def folded_account_key(tenant: str, folded: str) -> Key:
    """Return the key of the log-in account that is stored under this form of its e-mail address."""
    return Key(f"{tenant}#A#{folded}", ACCOUNT)


def former_account_keys(tenant: str, email: str) -> tuple[Key, ...]:
    """Return other keys that the account may have, if it is as old as another way to compare."""
    return tuple(folded_account_key(tenant, form) for form in former_folds(email))


def sign_up_key(tenant: str, email: str, number: str) -> Key:
    """Return the key of a sign-up for an e-mail address that waits for its confirmation."""
    return Key(account_key(tenant, email).pk, SIGN_UP_PREFIX + number)


def email_claim_key(tenant: str, email: str) -> Key:
    """Return the key of the claim of a contact e-mail address that is not its customer's log-in."""
    return Key(account_key(tenant, email).pk, EMAIL_CLAIM)


def provider_account_key(tenant: str, issuer: str, subject: str) -> Key:
    """Return the key of the customer that a provider's subject stands for.

    Issuer and subject may be longer than a key.
    """
    digest = hashlib.sha256(f"{issuer}\0{subject}".encode()).hexdigest()
    return Key(f"{tenant}#P#{digest}", "PROVIDER")


def used_token_key(tenant: str, fingerprint: str) -> Key:
    """Return the key of the mark of a provider's token that has been exchanged."""
    return Key(f"{tenant}#X#{fingerprint}", "EXCHANGED")


def log_in_tries_key(tenant: str, email: str) -> Key:
    """Return the key of wrong passwords for an e-mail address, of an account or not, from everywhere."""
    return Key(account_key(tenant, email).pk, "TRIES")


def mail_count_key(tenant: str, email: str, kind: str) -> Key:
    """Return the key of the number of messages of a kind that went to this e-mail address."""
    return Key(account_key(tenant, email).pk, f"{MAIL_PREFIX}{kind}")


def failures_key(tenant: str, suspect: str) -> Key:
    """Return the key of the number of failed log-ins from one source, or by one service."""
    return Key(f"{tenant}#F#{suspect}", "FAILURES")


def sign_ups_key(tenant: str, source: str) -> Key:
    """Return the key of the number of sign-ups from one source."""
    return Key(f"{tenant}#F#{source}", "SIGNUPS")


def legacy_account_key(tenant: str, email: str, stored_as: str | None = None) -> Key:
    """Return the key of an account's entry among legacy hashes, in one of `legacy_partitions`."""
    folded = stored_as or folded_email(email)
    return Key(f"{tenant}#M#{zlib.crc32(folded.encode()) % LEGACY_PARTITIONS}", folded)


def legacy_partitions(tenant: str) -> list[str]:
    """Return the partitions that together list the tenant's accounts with a legacy password hash."""
    return [f"{tenant}#M#{number}" for number in range(LEGACY_PARTITIONS)]


def notice_key(tenant: str, number: str, kind: str) -> Key:
    """Return the key of a notice to a customer; a newer one of the same kind takes its place."""
    return Key(f"{tenant}#C#{number}", NOTICE_PREFIX + kind)


def history_key(tenant: str, number: str, incarnation: str, version: int, step: int) -> Key:
    """Return the key of an entry in a customer's history; those of an incarnation are in their order."""
    return Key(f"{tenant}#C#{number}", f"{HISTORY_PREFIX}{incarnation}#{version:010}#{step:010}")


def history_ends(
    tenant: str, number: str, incarnation: str, before: tuple[int, int] | None
) -> tuple[Key, Key]:
    """Return the first and the last key of a customer's history, or of its part before a version and step."""
    version, step = before or (_LAST_OF_HISTORY, _LAST_OF_HISTORY)
    last = (version, step - 1) if step else (version - 1, _LAST_OF_HISTORY)
    return (
        history_key(tenant, number, incarnation, 0, 0),
        history_key(tenant, number, incarnation, *last),
    )


def feed_partition(tenant: str, shard: int) -> str:
    """Return the partition of a log of the tenant's feed."""
    return f"{tenant}#G#{shard}"


def feed_segment_key(tenant: str, shard: int, generation: int, index: int) -> Key:
    """Return the key of a segment of a feed's log; segments are in their order, and before `FEED_START`."""
    return Key(feed_partition(tenant, shard), f"{generation:09}#{index:012}")


def feed_start_key(tenant: str, shard: int) -> Key:
    """Return the key of the generation of a feed's log."""
    return Key(feed_partition(tenant, shard), FEED_START)


def told_key(tenant: str, number: str) -> Key:
    """Return the key of a customer's last change in the feed."""
    return Key(f"{tenant}#T#{number}", "TOLD")


def sent_message_key(tenant: str, event_id: str) -> Key:
    """Return the key of the mark of a sent message, by the event that caused it."""
    return Key(f"{tenant}#E#{event_id}", "SENT")


def membership_partition(tenant: str, legal_entity_id: str) -> str:
    """Return the partition that lists the customers of a legal entity."""
    return f"{tenant}#L#{legal_entity_id}"


def membership_key(tenant: str, legal_entity_id: str, number: str) -> Key:
    """Return the key of the membership of a customer in a legal entity."""
    return Key(membership_partition(tenant, legal_entity_id), number)


def legal_entity_key(tenant: str, legal_entity_id: str) -> Key:
    """Return the key of the legal entity itself, which sorts before its contacts: no number begins so."""
    return Key(membership_partition(tenant, legal_entity_id), LEGAL_ENTITY)


def tenant_and_company(pk: str) -> tuple[str, str]:
    """Whose item lies in this partition, of a company or of a location."""
    tenant, _, entity_id = pk.split("#", 2)
    return tenant, entity_id


def edge_key(tenant: str, parent_id: str, entity_id: str) -> Key:
    """Return the key of the fact that a company is a subsidiary of another, which may be unknown yet."""
    return Key(subsidiaries_partition(tenant, parent_id), entity_id)


def subsidiaries_partition(tenant: str, parent_id: str) -> str:
    """Return the partition that lists the subsidiaries of a company."""
    return f"{tenant}#S#{parent_id}"


def location_key(tenant: str, location_id: str) -> Key:
    """Return the key of a location."""
    return Key(f"{tenant}#O#{location_id}", LOCATION)


def contact_assignment_key(tenant: str, assignment_id: str) -> Key:
    """Return the key of a contact assignment."""
    return Key(f"{tenant}#N#{assignment_id}", CONTACT_ASSIGNMENT)


def configuration_key(tenant: str, setting: str, client: str | None = None) -> Key:
    """Return the key of one setting of a tenant, or of one of its clients."""
    if client is None:
        return Key(tenant, CONFIGURATION_PREFIX + setting)
    return Key(client_settings_partition(tenant), f"{CLIENT_SETTING_PREFIX}{client}#{setting}")


def client_settings_partition(tenant: str) -> str:
    """Return the partition of what is set for clients, by client and key: functions read no such setting."""
    return f"{tenant}#K"


def configured_clients_key(tenant: str) -> Key:
    """Return the key of the names of the clients that anything is set for."""
    return Key(client_settings_partition(tenant), "CLIENTS")


def standing_key(tenant: str) -> Key:
    """Return the key of the standing of a tenant: whether it is served, and which of its clients are not."""
    return Key(tenant, STANDING)


def listed_tenant_key(tenant: str) -> Key:
    """Return the key of the entry of a tenant in the list of all tenants."""
    return Key(SERVICE, TENANT_PREFIX + tenant)


def listed_client_key(tenant: str, client_id: str) -> Key:
    """Return the key of the entry of a service client in the list of its tenant's clients."""
    return Key(tenant, CLIENT_PREFIX + client_id)


def issuer_key(tenant: str, issuer: str) -> Key:
    """Return the key of an issuer whose tokens count for a tenant."""
    return Key(SERVICE, f"{ISSUER_PREFIX}{tenant}#{hashlib.sha256(issuer.encode()).hexdigest()}")


def realms_key(tenant: str) -> Key:
    """Return the key of every restriction that customers of the tenant may ever have had."""
    return Key(tenant, "REALMS")


def receipt_key(receipt: Receipt) -> Key:
    """Return the key of a receipt of a call, in the customer's partition if one is involved."""
    named = "\0".join((receipt.principal, receipt.path, receipt.key))
    if receipt.element is not None:
        # Not one more part of the same kind: a call and an element of another call must never be the same.
        named = json_text.dumps([named, receipt.element])
    digest = hashlib.sha256(named.encode()).hexdigest()
    if receipt.customer_number is not None:
        return Key(customer_key(receipt.tenant, receipt.customer_number).pk, RECEIPT_PREFIX + digest)
    return Key(f"{receipt.tenant}#I#{digest}", "IDEMPOTENCY")


def former_place_key(tenant: str, number: str, since: int, until: int, write_id: str) -> Key:
    """Return the key of the word of a place that a customer had between two times (milliseconds).

    `write_id`: of the write by which it left, so that no rival's word has the same key.
    """
    return Key(customer_key(tenant, number).pk, f"{former_place_until(until)}#{since:013d}#{write_id}")


def former_place_until(until: int) -> str:
    """Return what the sort keys of places begin with that were left then; they sort by this time."""
    return f"{FORMER_PLACE_PREFIX}{until:013d}"


def elsewhere_key(tenant: str, number: str, place: Key) -> Key:
    """Return the key of a pointer to a customer's item elsewhere, whose key may be too long to sort by."""
    digest = hashlib.sha256(f"{place.pk}\0{place.sk}".encode()).hexdigest()
    return Key(customer_key(tenant, number).pk, ELSEWHERE_PREFIX + digest)


def service_client_key(client_id: str) -> Key:
    """Return the key of a service client, which is looked up before its tenant is known."""
    return Key(f"{CLIENT_PREFIX}{client_id}", "CLIENT")


def signing_keys_key() -> Key:
    """Return the keys that sign this service's tokens."""
    return Key(SERVICE, KEYS)


def sealing_key_key() -> Key:
    """Return the key of the seal of the signing keys."""
    return Key(SERVICE, SEALING_KEY)


def hash_key_key() -> Key:
    """Return the key of keyed hashes."""
    return Key(SERVICE, "HASH_KEY")


def retention_key(tenant: str) -> Key:
    """Return the key of a tenant's password migration; all tenants' are together for the daily run."""
    return Key(RETENTION_PARTITION, f"{RETENTION_PREFIX}{tenant}")


def realm(tenant: str, restriction: str | None, shard: int) -> str:
    """Return an index partition: the customers of the tenant with this restriction in this shard."""
    return f"{tenant}#{restriction or ''}#{shard}"


def companies_realm(tenant: str, restriction: str | None) -> str:
    """Return the index partition of the tenant's companies with this restriction: no customer's ends so."""
    return f"{tenant}#{restriction or ''}#companies"


def locations_realm(tenant: str) -> str:
    """Return the index partition of the tenant's locations."""
    return f"{tenant}##locations"


def contact_assignments_realm(tenant: str) -> str:
    """Return the index partition of the tenant's contact assignments."""
    return f"{tenant}##assignments"


def former_places(partition: str) -> str:
    """Return the index partition of the places that customers of this one have left: its readers' alone."""
    return f"{partition}#moved"


def shard_of(number: str, shards: int) -> int:
    """Return the shard of a customer, for good."""
    return zlib.crc32(number.encode()) % shards


def directory_key(created_at: str, number: str) -> str:
    """Sort key of the directory: creation time, then the number."""
    return f"{created_at}#{number}"


BY_CREATION = "by_creation"
"""The order of the directory, keys alone: for skipping and counting."""
