"""Customers, and what callers ask to become of them, as Hypothesis makes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.customers.customer import (
    Customer,
)
from shared.domain.customers.customer_rules import new_customer, patched, replaced
from shared.domain.errors import (
    ValidationFailed,
)
from shared.domain.tenants.configuration import Configuration

START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


LATER = START + timedelta(days=1)


EVERYONE = Access(wide=Grant())


COMPANY = LegalEntityReference("L1")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["", "a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2),
    max_leaves=5,
)


names = st.none() | st.sampled_from(["", "Anna", "Bo"])


mixins = st.dictionaries(st.sampled_from("ab"), json_values, max_size=2)


schemas = st.dictionaries(st.sampled_from("ab"), st.none() | st.just("https://example.com/s"), max_size=2)


members = st.fixed_dictionaries(
    {},
    optional={
        "title": names,
        "firstName": names,
        "lastName": names,
        "company": names,
        "contactEmail": st.none() | st.sampled_from(["anna@example.com", "Bo@example.com"]),
        "photoUrl": st.none() | st.just("https://example.com/p"),
        "preferredLanguage": st.none() | st.sampled_from(["de", "fr"]),
        "preferredSite": st.none() | st.sampled_from(["DE", "FR", "berlin"]),
        "type": st.none() | st.sampled_from(["CUSTOMER", "CONTACT"]),
        "active": st.none() | st.booleans(),
        "onHold": st.none() | st.booleans(),
        "restriction": st.none() | st.sampled_from(["DE", "FR", "AT"]),
        "b2b": st.none()
        | st.fixed_dictionaries({}, optional={"companyRegistrationId": st.none() | st.just("HRB 1")}),
        "mixins": st.none() | mixins,
        "metadata": st.none()
        | st.fixed_dictionaries({}, optional={"mixins": st.none() | schemas, "version": st.integers(0, 5)}),
    },
)


configurations = st.builds(
    lambda synchronised, active: Configuration(
        {
            "restrictions": ["DE", "FR"],
            "enableSyncBetweenRestrictionsAndSiteCodes": synchronised,
            "customerActiveOnCreation": active,
        }
    ),
    st.booleans(),
    st.booleans(),
)


limited = st.frozensets(st.sampled_from(["DE", "FR", "AT"])).map(lambda names: Access(wide=Grant(names)))


owners = st.builds(
    lambda number, entities: Access(own=Grant(), number=number, legal_entities=entities),
    st.sampled_from(["1001", "1002"]),
    st.sampled_from([(), (COMPANY,)]),
)


accesses = st.just(EVERYONE) | limited | owners


MEMBER_ATTRIBUTES = {
    "title": {"title"},
    "firstName": {"first_name"},
    "lastName": {"last_name"},
    "company": {"company"},
    "contactEmail": {"contact_email", "accounts"},
    "photoUrl": {"photo_url"},
    "preferredLanguage": {"preferred_language"},
    "preferredSite": {"preferred_site", "restriction"},
    "type": {"type", "accounts"},
    "active": {"active"},
    "onHold": {"on_hold"},
    "restriction": {"restriction", "restriction_synced"},
    "b2b": {"company_registration_id"},
    "mixins": {"mixins"},
    "metadata": {"mixin_schemas"},
}
"""The members that a patch of one may change: an e-mail or type makes an account, a site a restriction."""


def create(
    body: Mapping[str, Any],
    access: Access = EVERYONE,
    configuration: Configuration | None = None,
) -> Customer:
    return new_customer(
        body,
        tenant="acme",
        number="1001",
        incarnation="first",
        configuration=configuration or Configuration({"restrictions": ["DE", "FR"]}),
        access=access,
        now=START,
    )


def change(
    rule: Any,
    stored: Customer,
    body: Mapping[str, Any],
    access: Access = EVERYONE,
    configuration: Configuration | None = None,
) -> Customer:
    after: Customer = rule(
        stored,
        body,
        configuration=configuration or Configuration({"restrictions": ["DE", "FR"]}),
        access=access,
        now=LATER,
    )
    return after


@st.composite
def stored_customers(draw: st.DrawFn) -> Customer:
    """A customer as some creation made it, perhaps in a company."""
    try:
        made = create(draw(members), configuration=draw(configurations))
    except ValidationFailed:
        reject()
    return replace(made, legal_entities=draw(st.sampled_from([(), (COMPANY,)])))


rules = st.sampled_from([patched, replaced])
