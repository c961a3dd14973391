"""shared/openapi.yaml against the bodies that the service reads."""

from datetime import date

import pytest

from shared.domain import fields
from shared.domain.customers.address import TEXTS
from shared.domain.log_in.retention import Retention, retention_document
from shared.http.bodies import (
    address as address_bodies,
)
from shared.http.bodies import (
    body as bodies,
)
from shared.http.bodies import (
    credential as credential_bodies,
)
from shared.http.bodies import (
    customer as customer_bodies,
)
from shared.http.bodies import (
    migration as migration_bodies,
)
from shared.http.bodies import (
    profile as profile_bodies,
)
from tests.contract.description import (
    OPERATIONS,
    SCHEMAS,
    body_schema,
    problems,
    properties_of,
    resolved,
)


@pytest.mark.parametrize(
    ("name", "media_type", "model"),
    [
        ("create_customer", "application/json", customer_bodies.CustomerSignupBySeller),
        ("upsert_customer", "application/json", customer_bodies.CustomerUpdateBySeller),
        ("upsert_customer", "application/merge-patch+json", customer_bodies.CustomerUpdateBySeller),
        ("update_customer", "application/json", customer_bodies.CustomerUpdateBySeller),
        ("update_customer", "application/merge-patch+json", customer_bodies.CustomerUpdateBySeller),
        ("merge_profile", "application/json", customer_bodies.ProfileBody),
        ("merge_profile", "application/merge-patch+json", customer_bodies.ProfileBody),
        ("update_profile", "application/json", customer_bodies.ProfileBody),
        ("update_profile", "application/merge-patch+json", customer_bodies.ProfileBody),
    ],
)
def test_a_body_has_the_members_that_are_read(name: str, media_type: str, model: type[bodies.Body]) -> None:
    described = properties_of(body_schema(name, media_type))

    assert described.keys() == {field.alias for field in model.model_fields.values()}
    assert properties_of(described["b2b"]).keys() == {
        field.alias for field in customer_bodies.B2B.model_fields.values()
    }
    assert all(resolved(member).get("nullable") for member in described.values())


@pytest.mark.parametrize(
    ("name", "media_type", "model"),
    [
        ("create_address", "application/json", address_bodies.AddressCreate),
        ("upsert_address", "application/json", address_bodies.AddressBody),
        ("update_address", "application/json", address_bodies.AddressUpdate),
        ("update_address", "application/merge-patch+json", address_bodies.AddressUpdate),
        ("create_own_address", "application/json", address_bodies.OwnAddress),
        ("replace_own_address", "application/json", address_bodies.AddressBody),
        ("update_own_address", "application/json", address_bodies.AddressUpdate),
        ("update_own_address", "application/merge-patch+json", address_bodies.AddressUpdate),
    ],
)
def test_the_body_of_an_address_has_the_members_that_are_read(
    name: str, media_type: str, model: type[address_bodies.AddressBody]
) -> None:
    described = properties_of(body_schema(name, media_type))

    assert described.keys() == {field.alias for field in model.model_fields.values()}
    assert described.keys() >= {*TEXTS}
    assert all(resolved(member).get("nullable") for member in described.values())


CREDENTIAL_BODIES = pytest.mark.parametrize(
    ("name", "model"),
    [
        ("sign_up", profile_bodies.CustomerSignup),
        ("resend_activation", credential_bodies.EmailBody),
        ("change_password", credential_bodies.PasswordChange),
        ("request_password_reset", credential_bodies.PasswordResetRequest),
        ("reset_password", credential_bodies.PasswordUpdate),
        ("request_email_change", credential_bodies.EmailChangeRequest),
        ("confirm_email_change", credential_bodies.TokenBody),
    ],
)


@CREDENTIAL_BODIES
def test_the_body_of_what_concerns_credentials_has_the_members_that_are_read(
    name: str, model: type[bodies.Body]
) -> None:
    described = resolved(body_schema(name, "application/json"))
    needed = {field.alias for field in model.model_fields.values() if field.is_required()}

    assert described["properties"].keys() == aliases(model)
    assert {*described["required"]} == needed


@CREDENTIAL_BODIES
def test_an_example_of_what_concerns_credentials_passes_the_checks_of_the_service(
    name: str, model: type[bodies.Body]
) -> None:
    example = OPERATIONS[name]["requestBody"]["content"]["application/json"]["example"]

    read = bodies.parsed(model, example)

    assert read.model_dump(by_alias=True, exclude_unset=True) == example


def test_the_body_of_sign_up_is_made_of_a_profile_an_address_and_a_log_in() -> None:
    described = properties_of(body_schema("sign_up", "application/json"))

    assert properties_of(described["customerDetails"]).keys() == aliases(customer_bodies.ProfileBody)
    assert properties_of(described["customerAddress"]).keys() == aliases(address_bodies.AddressCreate)
    assert properties_of(described["signup"]).keys() == aliases(profile_bodies.LogInCredentials)


@pytest.mark.parametrize(
    ("name", "member"),
    [("sign_up", "password"), ("change_password", "newPassword"), ("reset_password", "password")],
)
def test_a_new_password_is_described_with_its_limits(name: str, member: str) -> None:
    described = properties_of(body_schema(name, "application/json"))[member]

    assert (described["minLength"], described["maxLength"]) == (
        fields.MIN_PASSWORD_LENGTH,
        fields.MAX_PASSWORD_LENGTH,
    )


def test_the_body_of_an_import_has_the_members_that_are_read() -> None:
    element = properties_of(body_schema("import_customers", "application/json")["items"])
    account = properties_of(element["account"])

    assert element.keys() == aliases(migration_bodies.CustomerImport)
    assert account.keys() == aliases(migration_bodies.ImportedAccount)
    assert properties_of(account["legacyAuth"]).keys() == aliases(migration_bodies.LegacyAuth)


def test_the_body_of_a_retention_has_the_members_that_are_read_and_shown() -> None:
    described = properties_of(body_schema("configure_retention", "application/json"))
    shown = retention_document(Retention(date(2027, 6, 30), date(2027, 6, 16)))

    assert described.keys() == aliases(migration_bodies.RetentionBody) == shown.keys()
    assert problems(SCHEMAS["PasswordMigrationRetention"], shown) == []


def aliases(model: type[bodies.Body]) -> set[str | None]:
    return {field.alias for field in model.model_fields.values()}


def test_a_version_is_read_where_there_may_be_one_already() -> None:
    metadata = {
        f"{verb}_{resource}": properties_of(
            properties_of(body_schema(f"{verb}_{resource}", "application/json"))["metadata"]
        ).keys()
        for verb in ("create", "upsert", "update")
        for resource in ("customer", "address")
    }

    assert metadata == {
        "create_customer": {"mixins"},
        "upsert_customer": {"mixins", "version", "expandedMixins"},
        "update_customer": {"mixins", "version", "expandedMixins"},
        "create_address": {"mixins"},
        "upsert_address": {"mixins", "version"},
        "update_address": {"mixins", "version"},
    }
