"""Limits and defaults in shared/openapi.yaml against those of the rules."""

from typing import Any

from shared.domain import fields, idempotency
from shared.domain.customers import customer
from shared.domain.customers.address import MAX_TAGS, TEXTS
from shared.domain.customers.address_rules import MAX_ADDRESSES
from shared.domain.log_in import password_hashes
from shared.domain.query import parser
from shared.domain.tenants.configuration import DEFAULTS
from shared.http import pages
from shared.http.bodies import (
    migration as migration_bodies,
)
from tests.contract.description import (
    DOCUMENT,
    OPERATIONS,
    SCHEMAS,
    body_schema,
    properties_of,
    resolved,
)


def parameter_schema(name: str) -> dict[str, Any]:
    return resolved(DOCUMENT["components"]["parameters"][name]["schema"])


def test_limits_and_defaults_are_those_of_the_rules() -> None:
    signup = properties_of(SCHEMAS["CustomerSignupBySellerDto"])
    shown = properties_of(SCHEMAS["CustomerForSellerDto"])

    assert parameter_schema("tenant")["pattern"] == fields.TENANT_PATTERN
    assert parameter_schema("customerNumber")["pattern"] == fields.CUSTOMER_NUMBER_PATTERN
    assert parameter_schema("sessionId")["pattern"] == fields.SESSION_ID_PATTERN
    assert parameter_schema("version")["pattern"] == fields.VERSION_PATTERN
    assert parameter_schema("X-Acting-User")["pattern"] == fields.ACTING_USER_PATTERN
    assert parameter_schema("query_q")["maxLength"] == parser.MAX_LENGTH
    assert parameter_schema("Idempotency-Key")["maxLength"] == idempotency.MAX_KEY_LENGTH
    assert parameter_schema("pageSize")["default"] == pages.DEFAULT_PAGE_SIZE
    assert parameter_schema("pageSize")["maximum"] == pages.MAX_PAGE_SIZE
    assert signup["id"]["pattern"] == fields.CUSTOMER_NUMBER_PATTERN
    assert signup["firstName"]["pattern"] == shown["firstName"]["pattern"] == fields.TEXT_PATTERN
    assert signup["firstName"]["maxLength"] == shown["firstName"]["maxLength"] == fields.MAX_TEXT_LENGTH
    assert signup["photoUrl"]["pattern"] == f"^$|{fields.URL_PATTERN}"
    assert shown["photoUrl"]["pattern"] == fields.URL_PATTERN
    assert shown["photoUrl"]["maxLength"] == fields.MAX_URL_LENGTH
    assert resolved(signup["contactEmail"])["maxLength"] == fields.MAX_EMAIL_OCTETS
    assert signup["password"]["minLength"] == fields.MIN_PASSWORD_LENGTH
    assert signup["password"]["maxLength"] == fields.MAX_PASSWORD_LENGTH
    assert signup["type"]["enum"] == [*customer.TYPES, "", None]
    for member, value in (
        ("preferredLanguage", customer.DEFAULT_LANGUAGE),
        ("preferredCurrency", customer.DEFAULT_CURRENCY),
        ("preferredSite", customer.DEFAULT_SITE),
    ):
        assert f"A new customer's is `{value}`." in signup[member]["description"]


def test_parameters_have_a_default_only_where_sending_it_changes_nothing() -> None:
    parameters = DOCUMENT["components"]["parameters"].values()
    of_operations = (
        each
        for item in DOCUMENT["paths"].values()
        for operation in (item, *item.values())
        if isinstance(operation, dict)
        for each in operation.get("parameters", [])
        if "$ref" not in each
    )

    defaults = {
        each["name"] for each in (*parameters, *of_operations) if "default" in resolved(each["schema"])
    }

    # Generated clients send defaults with every call. Without these, the answer is the same.
    assert defaults == {"X-Total-Count", "pageNumber", "pageSize", "sendPasswordResetNotifications"}


def test_limits_of_addresses_are_those_of_the_rules() -> None:
    sent = properties_of(body_schema("create_address", "application/json"))
    listed = OPERATIONS["list_addresses"]["responses"]["200"]["content"]["application/json"]["schema"]

    assert parameter_schema("addressId")["pattern"] == fields.CUSTOMER_NUMBER_PATTERN
    assert sent["id"]["pattern"] == fields.CUSTOMER_NUMBER_PATTERN
    assert all(sent[name]["maxLength"] == fields.MAX_TEXT_LENGTH for name in {*TEXTS} - {"country"})
    assert all(sent[name]["pattern"] == fields.TEXT_PATTERN for name in {*TEXTS} - {"country"})
    assert parameter_schema("tags")["items"]["maxLength"] == fields.MAX_TEXT_LENGTH
    assert properties_of(SCHEMAS["Address"])["tags"]["maxItems"] == MAX_TAGS
    assert listed["maxItems"] == MAX_ADDRESSES


def test_every_key_of_the_service_is_described_with_the_pattern_that_keys_have() -> None:
    description = SCHEMAS["ConfigurationValue"]["description"]

    assert all(f"`{key}`" in description for key in DEFAULTS)
    assert parameter_schema("propertyKey")["pattern"] == fields.PROPERTY_KEY_PATTERN


def test_limits_of_an_import_are_those_of_the_rules() -> None:
    sent = body_schema("import_customers", "application/json")
    algorithm = properties_of(SCHEMAS["LegacyAuth"])["algorithm"]

    assert (sent["minItems"], sent["maxItems"]) == (1, migration_bodies.MAX_IMPORTED)
    assert properties_of(sent["items"])["id"]["pattern"] == fields.CUSTOMER_NUMBER_PATTERN
    assert algorithm["enum"] == [password_hashes.LEGACY_ALGORITHM]
