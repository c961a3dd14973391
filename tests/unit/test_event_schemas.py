"""shared/events.yaml describes all that is published, whatever changed, and what is consumed (events.md)."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shared.domain import fields, json_text
from shared.domain.callers.access import LegalEntityReference
from shared.domain.callers.writer import NOBODY, Writer
from shared.domain.customers.address import Address
from shared.domain.customers.client_management import MalformedEvent, event_from
from shared.domain.customers.customer import AccountId, Customer, DeletedCustomer
from shared.domain.customers.legal_entities import LegalEntity
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token, sealed_text
from shared.domain.log_in.sessions import Session
from shared.domain.message_kinds import MessageKind
from shared.domain.message_texts import PARTS, TEXT
from shared.domain.messages.events import (
    OMITTABLE,
    SOURCE,
    Change,
    CompanyWritten,
    EventName,
    NoticeDue,
    SessionBegun,
    TokenIssued,
    events_of,
)
from shared.domain.messages.notices import new_notice
from tests.event_schemas import DOCUMENT, SCHEMAS, UndescribedEvent, check_event

SAMPLES = sorted((Path(__file__).parents[2] / "events" / "client_management").glob("*.json"))
AT = datetime(2026, 11, 29, 12, 0, 0, 250_000, tzinfo=UTC)
TO_TENANTS = {MessageKind.WEBHOOK_DISABLED}
TO_CUSTOMERS = [kind for kind, parts in PARTS.items() if TEXT in parts and kind not in TO_TENANTS]


def _possible(written: ProfileWritten) -> ProfileWritten:
    """Return the write without a change of the log-in where there is none before it or after it."""
    log_ins = [c.email if isinstance(c, Customer) else None for c in (written.before, written.after)]
    return written if None not in log_ins else replace(written, email_change=None)


texts = st.none() | st.sampled_from(["", "Anna", "Åsa-Märta", "x" * 256])
emails = st.sampled_from(["a@b.example", "anna@münchen.example", f"{'x' * 64}@{'y' * 63}.example"])
numbers = st.from_regex(fields.CUSTOMER_NUMBER_PATTERN, fullmatch=True)
mixins = st.dictionaries(st.sampled_from("mno"), st.sampled_from([None, 1, "", {}, {"a": [1.5]}]), max_size=2)
schemas = st.dictionaries(st.sampled_from("mno"), st.just("https://example.com/s"), max_size=2)
addresses = st.builds(
    Address,
    id=numbers,
    texts=st.fixed_dictionaries({"contactName": st.just("Anna")}, optional={"country": st.just("DE")}),
    tags=st.lists(st.sampled_from(["BILLING", "SHIPPING"]), max_size=2).map(tuple),
    mixins=mixins,
    mixin_schemas=schemas,
    version=st.integers(1, 9),
)
customers = st.builds(
    Customer,
    tenant=st.just("acme"),
    number=numbers,
    created_at=st.just(AT),
    modified_at=st.just(AT),
    incarnation=st.sampled_from(["i1", "i2"]),
    version=st.integers(1, 9),
    type=st.sampled_from(["CUSTOMER", "CONTACT"]),
    title=texts,
    first_name=texts,
    middle_name=texts,
    last_name=texts,
    company=texts,
    contact_phone=texts,
    contact_email=st.none() | emails,
    photo_url=st.none() | st.just("https://example.com/p.png"),
    restriction=st.none() | st.just("DE"),
    company_registration_id=texts,
    legal_entities=st.sampled_from([(), (LegalEntityReference("L1"),)]),
    accounts=st.lists(st.builds(AccountId, emails), max_size=1).map(tuple),
    addresses=st.lists(addresses, max_size=2).map(tuple),
    mixins=mixins,
    mixin_schemas=schemas,
    active=st.booleans(),
    on_hold=st.booleans(),
    proof_id=st.none() | st.just("p1"),
    joins_company=st.booleans(),
)
marks = st.builds(DeletedCustomer, st.just("acme"), st.just("1001"), st.just("i1"))
profiles = st.builds(
    ProfileWritten,
    before=st.none() | marks | customers,
    after=st.none() | marks | customers,
    write_id=st.just("w1"),
    writer=st.sampled_from((NOBODY, Writer("back-office"))),
    at=st.just(AT),
    email_change=st.none() | st.just("0" * 32),
).map(_possible)
tokens = st.builds(
    lambda customer, purpose, email, url, resent: TokenIssued(
        new_one_time_token(
            customer,
            purpose,
            email=email,
            now=AT.timestamp(),
            redirect_url=url,
            new_email="new@example.com" if purpose is TokenPurpose.EMAIL_CHANGE else None,
            resent=resent,
        ),
        AT,
    ),
    customers,
    st.sampled_from(TokenPurpose),
    emails,
    st.none() | st.just("https://shop.example.com/#/token"),
    st.booleans(),
)
notices = st.builds(
    lambda customer, kind, email, day: NoticeDue(
        replace(new_notice(customer, kind, email=email, now=AT), day=day), AT
    ),
    customers,
    st.sampled_from(TO_CUSTOMERS),
    emails,
    st.none() | st.just(date(2026, 12, 24)),
)
log_ins = st.builds(
    SessionBegun,
    st.builds(
        Session,
        tenant=st.just("acme"),
        customer_number=numbers,
        id=st.just("s1"),
        visit_id=st.just("v1"),
        client_id=st.just("storefront"),
        incarnation=st.just("i1"),
        epoch=st.just(0),
        family=st.just("f1"),
        created_at=st.just(0),
        expires_at=st.just(1),
    ),
    st.just(AT),
)


def mint(tenant: str, number: str, purpose: TokenPurpose, nonce: str) -> str:
    return sealed_text(number, nonce, bytes(32))


def on_the_bus(change: Change) -> list[tuple[str, dict[str, Any]]]:
    """Name and detail of each event, as a listener reads them."""
    return [
        (event.name, json.loads(json_text.dumps(event.detail())))
        for event in events_of(change, mint, "https://customers.test")
    ]


def an_event(name: str) -> dict[str, Any]:
    """The detail of a consumed event."""
    (sample,) = (s for s in map(json.loads, map(Path.read_text, SAMPLES)) if s["detail-type"] == name)
    detail: dict[str, Any] = sample["detail"]
    return detail


companies = st.builds(
    LegalEntity,
    tenant=st.just("acme"),
    id=st.just("L1"),
    name=st.none() | st.just("Bakery"),
    changed_at=st.just(AT),
    deleted_at=st.sampled_from([None, AT]),
    profile=st.sampled_from([{"type": "COMPANY"}, {"type": "SUBSIDIARY", "parentId": "L0"}]),
    version=st.integers(1, 9),
    updated_by=st.just("back-office"),
)
written_companies = st.builds(CompanyWritten, companies, companies, st.just("w1"))


@given(st.one_of(profiles, tokens, notices, log_ins, written_companies))
def test_whatever_is_published_is_described(change: Change) -> None:
    for name, detail in on_the_bus(change):
        check_event(SOURCE, name, detail)


@given(profiles, st.integers(1, len(OMITTABLE)))
def test_an_event_that_was_too_large_is_described(change: Change, omissions: int) -> None:
    for name, detail in on_the_bus(change):
        omitted = [member for member in OMITTABLE[:omissions] if detail.pop(member, None) is not None]
        if omitted:
            check_event(SOURCE, name, {**detail, "omitted": omitted})


def test_a_published_event_that_says_more_or_less_than_its_schema_is_refused() -> None:
    detail = {
        "tenant": "acme",
        "eventId": "0" * 32,
        "occurredAt": "2026-11-29T12:00:00.250Z",
        "sessionId": "s1",
        "customerId": "1001",
    }
    check_event(SOURCE, EventName.LOGGED_IN, detail)

    wrong = [{**detail, "password": "x"}, {**detail, "occurredAt": "today"}]
    wrong += [{name: value for name, value in detail.items() if name != left_out} for left_out in detail]
    for other in wrong:
        with pytest.raises(UndescribedEvent):
            check_event(SOURCE, EventName.LOGGED_IN, other)
    with pytest.raises(UndescribedEvent):
        check_event("another", EventName.LOGGED_IN, detail)
    with pytest.raises(UndescribedEvent):
        check_event(SOURCE, "customer.forgotten", detail)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_of_client_management_is_described(path: Path) -> None:
    sample = json.loads(path.read_text())

    check_event(sample["source"], sample["detail-type"], sample["detail"])


@pytest.mark.parametrize("value", [None, "", 4711, "x" * 257, "a\u0000b", "00000000", "10 01", "ok"])
@pytest.mark.parametrize("name", [name for name in SCHEMAS if "'client-management'" in str(SCHEMAS[name])])
def test_what_is_consumed_is_what_its_schema_allows(name: str, value: object) -> None:
    for member in SCHEMAS[name]["properties"]["detail"]["properties"]:
        detail = {**an_event(name), member: value}
        try:
            event_from(name, detail)
        except MalformedEvent:
            with pytest.raises(UndescribedEvent):
                check_event("client-management", name, detail)
        else:
            check_event("client-management", name, detail)


def test_a_sample_of_refused_mail_is_described() -> None:
    records = json.loads((SAMPLES[0].parents[1] / "triggers" / "on_mail_bounced.json").read_text())["Records"]

    for event in (json.loads(record["body"]) for record in records):
        check_event(event["source"], event["detail-type"], event["detail"])


def test_the_schemas_are_valid_and_every_event_has_one() -> None:
    Draft202012Validator.check_schema(DOCUMENT)

    ours = {name for name in SCHEMAS if "customer-service" in str(SCHEMAS[name]["properties"]["source"])}
    assert ours == set(EventName)
    assert [reference["$ref"] for reference in DOCUMENT["oneOf"]] == [f"#/$defs/{name}" for name in SCHEMAS]
    for name, schema in SCHEMAS.items():
        assert schema["properties"]["detail-type"] == {"const": name}


def test_the_patterns_are_those_of_the_service() -> None:
    created = SCHEMAS[EventName.CREATED]["properties"]["detail"]["properties"]

    assert created["tenant"]["pattern"] == fields.TENANT_PATTERN
    assert created["customerNumber"]["pattern"] == fields.CUSTOMER_NUMBER_PATTERN
    assert created["omitted"]["items"]["enum"] == list(OMITTABLE)
