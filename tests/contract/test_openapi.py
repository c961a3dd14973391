"""shared/openapi.yaml against the routes, the entry points, the rules and the answers that it describes."""

import importlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT4

from local.openapi import openapi_json
from shared.domain import customer, errors, fields, idempotency, password_hashes
from shared.domain.access import LegalEntity
from shared.domain.address import MAX_TAGS, TEXTS, Address
from shared.domain.address_rules import MAX_ADDRESSES
from shared.domain.configuration import DEFAULTS
from shared.domain.query import parser
from shared.domain.retention import Retention, retention_document
from shared.domain.setting_rules import Setting, new_setting, setting_document
from shared.http import (
    address_bodies,
    bodies,
    configuration_bodies,
    credential_bodies,
    customer_bodies,
    migration_bodies,
    pages,
    profile_bodies,
)
from shared.http.answers import ANONYMOUS, Expansion, for_customer, for_seller
from shared.http.api_description import api_description
from shared.http.errors import refusal
from shared.http.operation import PUBLIC, Operation
from tests.contract.routes import routes_of

ROOT = Path(__file__).parents[2]
DOCUMENT: dict[str, Any] = json.loads(openapi_json())
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
METHODS = {"get", "put", "post", "delete", "patch"}
SERVED = {"X-Request-Id", "Cache-Control"}

Functions = dict[str, dict[str, Any]]


def resolved(node: Mapping[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return dict(node)


def described_operations() -> dict[str, dict[str, Any]]:
    """Each operation by its id: what the document says of it, with `route` and all `parameters`."""
    return {
        operation["operationId"]: {
            **operation,
            "route": f"{method.upper()} {path}",
            "parameters": [
                resolved(parameter)
                for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]
            ],
        }
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


OPERATIONS = described_operations()
every_operation = pytest.mark.parametrize("name", OPERATIONS)
NEVER_IN_CONFLICT = {
    "delete_customer",
    "delete_address",
    "add_address_tags",
    "remove_address_tags",
    "delete_own_address",
    "add_own_address_tags",
    "remove_own_address_tags",
    "import_customers",  # of whose elements each has a status of its own
    "configure_retention",
    "delete_retention",
    "log_in",
    "resend_activation",
    "change_password",
    "request_password_reset",
    "reset_password",
}
MAY_FIND_NOTHING = {"get_retention", "delete_retention"}


def routes(functions: Functions) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Handler and event of each route in the template, by the name of the operation."""
    return {
        properties["Handler"].rpartition("/")[2].removesuffix(".lambda_handler"): (
            properties["Handler"],
            route,
        )
        for properties in functions.values()
        for route in routes_of(properties)
    }


def entry_point(handler: str) -> Operation[Any]:
    module = importlib.import_module(handler.removesuffix(".lambda_handler").replace("/", "."))
    found: Operation[Any] = module.lambda_handler
    return found


def properties_of(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The members that a schema describes; a later one of its parts says more than an earlier one."""
    schema = resolved(schema)
    found: dict[str, Any] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= properties_of(part)
    return found


def body_schema(name: str, media_type: str) -> dict[str, Any]:
    schema: dict[str, Any] = OPERATIONS[name]["requestBody"]["content"][media_type]["schema"]
    return schema


def problems(schema: Mapping[str, Any], value: object) -> list[str]:
    registry: Registry[Any] = Registry().with_resource("urn:openapi", DRAFT4.create_resource(DOCUMENT))
    absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:openapi#/'))
    validator = OAS30Validator(absolute, registry=registry, format_checker=OAS30Validator.FORMAT_CHECKER)
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(value)]


def test_the_document_is_valid_openapi() -> None:
    validate(DOCUMENT)


def test_the_document_that_is_served_is_the_one_that_was_written() -> None:
    assert api_description().text == openapi_json(), "run `make openapi`"


def test_the_document_names_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert DOCUMENT["info"]["version"] == project["version"]


def test_the_operations_are_the_routes_of_the_template(functions: Functions) -> None:
    deployed = {name: f"{event['Method']} {event['Path']}" for name, (_, event) in routes(functions).items()}

    assert {name: operation["route"] for name, operation in OPERATIONS.items()} == deployed


def test_an_operation_demands_the_scopes_that_its_entry_point_requires(functions: Functions) -> None:
    for name, (handler, _) in routes(functions).items():
        scopes = [scope for demand in OPERATIONS[name]["security"] for scope in demand.get("OAuth2", [])]
        requires = entry_point(handler).requires

        if requires is PUBLIC or requires.scope is None:
            assert scopes == [], name
        else:
            assert scopes == [requires.scope, f"{requires.scope}_own"][: 1 + requires.own], name


@every_operation
def test_the_answers_follow_from_what_an_operation_takes(name: str) -> None:
    operation = OPERATIONS[name]
    parameters = {parameter["name"] for parameter in operation["parameters"]}
    needs_token = "{tenant}" in operation["route"]
    writes = needs_token and not operation["route"].startswith("GET") and name != "search_customers"

    expected = {
        "400": True,
        "401": needs_token or name in {"issue_service_token", "begin_visit"},
        "403": needs_token,
        "404": bool(parameters & {"customerNumber", "addressId", "propertyKey"} and name != "upsert_customer")
        or name in MAY_FIND_NOTHING,
        "409": writes and name not in NEVER_IN_CONFLICT,
        "412": "If-Match" in parameters,
        "413": "requestBody" in operation,
        "415": "requestBody" in operation and needs_token,
        "422": "Idempotency-Key" in parameters,
        "429": True,
        "500": True,
        "503": True,
        "304": "If-None-Match" in parameters,
    }

    described = {status for status in operation["responses"] if not status.startswith("2")}
    assert described == {status for status, applies in expected.items() if applies}


@every_operation
def test_every_answer_names_the_headers_that_all_answers_carry(name: str) -> None:
    for status, response in OPERATIONS[name]["responses"].items():
        headers = resolved(response)["headers"]
        of_the_gateway_too = status in {"413", "429", "500", "503"} or (
            status == "401" and name != "issue_service_token"
        )

        assert "X-Request-Id" in headers, status
        assert of_the_gateway_too or headers.keys() >= SERVED, status


def kinds_of_errors(
    kind: type[errors.DomainError] = errors.DomainError,
) -> Iterator[type[errors.DomainError]]:
    for narrower in kind.__subclasses__():
        yield narrower
        yield from kinds_of_errors(narrower)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in kinds_of_errors() if kind not in {errors.RefusedBefore, errors.TokenRefused}],
)
def test_every_refusal_is_described(kind: type[errors.DomainError]) -> None:
    error = kind.__new__(kind)
    errors.DomainError.__init__(
        error, "What is wrong.", [errors.Problem("what to change", "metadata.version")]
    )
    if isinstance(error, errors.InvalidToken):
        error = kind()  # type: ignore[call-arg]
    if isinstance(error, errors.TooManyTries):
        error = errors.TooManyTries(wait=1.5)

    answer = refusal(error)

    (described,) = (
        response
        for name, response in DOCUMENT["components"]["responses"].items()
        if name.startswith(str(answer.status))
    )
    assert answer.body is not None
    assert problems(described["content"]["application/json"]["schema"], json.loads(answer.body)) == []
    assert answer.headers.keys() <= described["headers"].keys()


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
        ("create_own_address", "application/json", address_bodies.AddressCreate),
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
        "upsert_customer": {"mixins", "version"},
        "update_customer": {"mixins", "version"},
        "create_address": {"mixins"},
        "upsert_address": {"mixins", "version"},
        "update_address": {"mixins", "version"},
    }


def whole_customer() -> customer.Customer:
    """A customer with a value for every member."""
    address = Address(
        id="home",
        texts={**dict.fromkeys(TEXTS, "x"), "country": "DE"},
        tags=("BILLING",),
        mixins={"gate": {"code": 7}},
        mixin_schemas={"gate": "https://schemas.example.com/gate.json"},
    )
    return customer.Customer(
        tenant="acme",
        number="1001",
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
        modified_at=datetime(2026, 11, 21, tzinfo=UTC),
        incarnation="1",
        title="Dr",
        first_name="Anna",
        middle_name="Maria",
        last_name="Kowalska",
        company="Kowalska GmbH",
        contact_phone="+49 30 1234567",
        contact_email="anna@пример.рф",
        photo_url="https://example.com/anna.png",
        restriction="DE",
        company_registration_id="HRB 12345",
        legal_entities=(LegalEntity("4711", "Kowalska GmbH", "a-1"),),
        accounts=(customer.AccountId("anna@пример.рф", "idp|1"),),
        addresses=(address,),
        default_address_id="home",
        mixins={"loyalty": {"points": 120}},
        mixin_schemas={"loyalty": "https://schemas.example.com/loyalty.json"},
        last_login=datetime(2026, 11, 21, tzinfo=UTC),
    )


EVERYTHING = Expansion(addresses=True, accounts=True, mixins=frozenset("*"))


def test_an_answer_shows_exactly_what_is_described() -> None:
    shown = for_seller(whole_customer(), EVERYTHING)

    assert problems(SCHEMAS["CustomerForSellerDto"], shown) == []
    assert shown.keys() == properties_of(SCHEMAS["CustomerForSellerDto"]).keys()
    assert shown["b2b"].keys() == properties_of(SCHEMAS["B2BGet"]).keys()
    assert shown["defaultAddress"].keys() == properties_of(SCHEMAS["Address"]).keys()
    assert shown["accounts"][0].keys() == properties_of(SCHEMAS["AccountId"]).keys()


def test_customers_see_of_themselves_exactly_what_is_described() -> None:
    shown = for_customer(whole_customer(), EVERYTHING)

    assert problems(SCHEMAS["Customer"], shown) == []
    assert shown.keys() == properties_of(SCHEMAS["Customer"]).keys()
    assert problems(SCHEMAS["Customer"], {**ANONYMOUS, "accounts": []}) == []


def test_a_customer_of_whom_little_is_known_is_shown_as_described() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    unknown = customer.Customer(tenant="acme", number="1", created_at=now, modified_at=now, incarnation="1")

    shown = for_seller(unknown, EVERYTHING)

    assert problems(SCHEMAS["CustomerForSellerDto"], shown) == []


def test_an_answer_that_breaks_the_description_is_noticed() -> None:
    shown = for_seller(whole_customer(), EVERYTHING)

    for member, value in {"active": "yes", "contactEmail": "anna", "metadata": {}, "photoUrl": "x"}.items():
        assert problems(SCHEMAS["CustomerForSellerDto"], {**shown, member: value}) != [], member


def parameter_schema(name: str) -> dict[str, Any]:
    return resolved(DOCUMENT["components"]["parameters"][name]["schema"])


def test_limits_and_defaults_are_those_of_the_rules() -> None:
    signup = properties_of(SCHEMAS["CustomerSignupBySellerDto"])
    shown = properties_of(SCHEMAS["CustomerForSellerDto"])

    assert parameter_schema("tenant")["pattern"] == fields.TENANT_PATTERN
    assert parameter_schema("customerNumber")["pattern"] == fields.CUSTOMER_NUMBER_PATTERN
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
    assert signup["preferredLanguage"]["default"] == customer.DEFAULT_LANGUAGE
    assert signup["preferredCurrency"]["default"] == customer.DEFAULT_CURRENCY
    assert signup["preferredSite"]["default"] == customer.DEFAULT_SITE


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


@pytest.mark.parametrize("secured", [False, True])
def test_a_configuration_is_shown_as_described(secured: bool) -> None:
    shown = setting_document(Setting("restrictions", ["DE"], secured))
    described = properties_of(SCHEMAS["Configuration"]).keys()

    assert problems(SCHEMAS["Configuration"], shown) == []
    assert shown.keys() == described - ({"value"} if secured else set())


def test_the_bodies_of_configurations_are_described_as_they_are_read() -> None:
    created = body_schema("create_configurations", "application/json")
    replaced = properties_of(body_schema("update_configuration", "application/json"))

    assert created["maxItems"] == configuration_bodies.MAX_CREATED_AT_ONCE
    for described, model in (
        (properties_of(created["items"]), configuration_bodies.ConfigurationCreate),
        (replaced, configuration_bodies.ConfigurationUpdate),
    ):
        assert described.keys() == {field.alias for field in model.model_fields.values()}


def test_examples_of_configurations_pass_the_checks_of_the_service() -> None:
    examples = OPERATIONS["create_configurations"]["requestBody"]["content"]["application/json"]["example"]

    for example in examples:
        assert new_setting(example["key"], example["value"]).secured == example["secured"]


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


def described_contents() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, operation in OPERATIONS.items():
        yield from (
            (name, content) for content in operation.get("requestBody", {}).get("content", {}).values()
        )
        for status, response in operation["responses"].items():
            contents = resolved(response).get("content", {}).values()
            yield from ((f"{name} {status}", content) for content in contents)


def test_examples_are_what_their_schemas_say() -> None:
    for where, content in described_contents():
        examples = [example["value"] for example in content.get("examples", {}).values()]
        if "example" in content:
            examples.append(content["example"])
        for example in examples:
            assert problems(content["schema"], example) == [], where
    assert problems(SCHEMAS["CustomerForSellerDto"], SCHEMAS["CustomerForSellerDto"]["example"]) == []


def test_examples_of_bodies_pass_the_checks_of_the_service() -> None:
    for name in ("update_profile", "merge_profile"):
        for content in OPERATIONS[name]["requestBody"]["content"].values():
            own = bodies.parsed(customer_bodies.ProfileBody, content["example"])
            assert customer_bodies.members(own) == content["example"]
    for name, model in (
        ("create_customer", customer_bodies.CustomerSignupBySeller),
        ("upsert_customer", customer_bodies.CustomerUpdateBySeller),
        ("update_customer", customer_bodies.CustomerUpdateBySeller),
    ):
        for content in OPERATIONS[name]["requestBody"]["content"].values():
            read = customer_bodies.members(bodies.parsed(model, content["example"]))

            assert read == content["example"]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("create_address", address_bodies.AddressCreate),
        ("upsert_address", address_bodies.AddressBody),
        ("update_address", address_bodies.AddressUpdate),
        ("create_own_address", address_bodies.AddressCreate),
        ("replace_own_address", address_bodies.AddressBody),
        ("update_own_address", address_bodies.AddressUpdate),
    ],
)
def test_examples_of_addresses_pass_the_checks_of_the_service(
    name: str, model: type[address_bodies.AddressBody]
) -> None:
    for content in OPERATIONS[name]["requestBody"]["content"].values():
        read = address_bodies.address_members(bodies.parsed(model, content["example"]))

        assert read == content["example"]


def test_examples_of_an_import_pass_the_checks_of_the_service() -> None:
    operation = OPERATIONS["import_customers"]
    for element in operation["requestBody"]["content"]["application/json"]["example"]:
        assert bodies.parsed(migration_bodies.CustomerImport, element).account.stored_hash()
    days = OPERATIONS["configure_retention"]["requestBody"]["content"]["application/json"]["example"]
    assert bodies.parsed(migration_bodies.RetentionBody, days).email_notifications_enabled


def test_examples_of_parameters_are_what_their_schemas_say() -> None:
    for parameter in DOCUMENT["components"]["parameters"].values():
        if "example" in parameter:
            assert problems(parameter["schema"], parameter["example"]) == [], parameter["name"]
