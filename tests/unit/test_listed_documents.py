"""A row of the directory is shown as the customer that it describes would be."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.machine.paths import TEMPLATE
from local.stack.template import load_template, only_resource
from shared.adapters.dynamodb.items.customer import customer_from, item_of
from shared.adapters.dynamodb.items.listed import listed_document
from shared.adapters.dynamodb.order_keys import order_key
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer, customer_document
from tests.unit.generated_customers import START, mixins, schemas, stored_customers

NEXT_RELEASE = st.sampled_from([{}, {"nickname": "Zoe"}])
ADDRESSES = st.builds(
    Address,
    id=st.just("home"),
    texts=st.sampled_from([{"contactName": "Anna"}, {"contactName": "Zoë", "city": "Łódź"}]),
    tags=st.sampled_from([(), ("BILLING", "SHIPPING")]),
    mixins=mixins,
    mixin_schemas=schemas,
    version=st.integers(1, 3),
    incarnation=st.integers(0, 2),
    rest=st.sampled_from([{}, {"floor": 3, "metadata": {"checked": True}}]),
)
ENTITIES = st.builds(
    LegalEntityReference,
    st.just("L1"),
    st.none() | st.just("Acme"),
    st.none() | st.just("C1"),
    st.sampled_from([(), ("of the next release",)]),
)
LOG_INS = st.builds(
    AccountId,
    st.just("Anna@example.com"),
    st.none() | st.just("https://id.example.com"),
    st.sampled_from([(), ("of the next release",)]),
)


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    """Customers with everything that they may have."""
    addresses = tuple(draw(st.lists(ADDRESSES, max_size=1)))
    return replace(
        draw(stored_customers()),
        middle_name=draw(st.none() | st.just("Maria")),
        contact_phone=draw(st.none() | st.just("+49 30 1")),
        preferred_currency=draw(st.sampled_from(["USD", "EUR"])),
        company_registration_id=draw(st.none() | st.just("HRB 1")),
        legal_entities=tuple(draw(st.lists(ENTITIES, max_size=2))),
        accounts=tuple(draw(st.lists(LOG_INS, max_size=2))),
        addresses=addresses,
        default_address_id=draw(st.sampled_from([None, "home"])) if addresses else None,
        version=draw(st.integers(1, 3)),
        last_login=draw(st.none() | st.just(START + timedelta(milliseconds=7))),
        modified_at=START + timedelta(milliseconds=draw(st.sampled_from([0, 250]))),
        rest=draw(NEXT_RELEASE),
    )


@pytest.fixture(scope="module")
def projected() -> frozenset[str]:
    """Attributes that the directory has."""
    table = only_resource(load_template(TEMPLATE), "AWS::DynamoDB::Table")
    (directory,) = (each for each in table["GlobalSecondaryIndexes"] if each["IndexName"] == "directory")
    keys = [each["AttributeName"] for each in (*table["KeySchema"], *directory["KeySchema"])]
    return frozenset([*directory["Projection"]["NonKeyAttributes"], *keys])


@given(customer=customers())
def test_a_row_is_shown_as_its_customer(customer: Customer, projected: frozenset[str]) -> None:
    row = row_of(customer, projected)
    described = customer_from(row)
    assert isinstance(described, Customer)

    assert listed_document(row) == customer_document(described)


def test_what_the_directory_lacks_is_not_shown(projected: frozenset[str]) -> None:
    home, work = (Address(id=name, texts={"contactName": "Anna"}) for name in ("home", "work"))
    customer = Customer(
        tenant="acme",
        number="1001",
        created_at=START,
        modified_at=START,
        incarnation="first",
        addresses=(work, home),
        default_address_id="home",
        mixins={"loyalty": {"points": 3}},
    )

    document = listed_document(row_of(customer, projected))

    assert [address["id"] for address in document["addresses"]] == ["home"]
    assert "mixins" not in document


def row_of(customer: Customer, projected: frozenset[str]) -> dict[str, Any]:
    """The customer's row in the directory."""
    raw = item_of(customer, shards=1, key_of=order_key, write_id="w", updated_by="tests").raw()
    return {name: value for name, value in raw.items() if name in projected}
