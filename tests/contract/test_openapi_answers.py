"""shared/openapi.yaml against what the service shows, its limits, and its own examples."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.domain.callers.access import EVERYWHERE, LegalEntityReference
from shared.domain.customers import customer
from shared.domain.customers.address import TEXTS, Address
from shared.domain.log_in.sessions import new_session
from shared.domain.tenants.setting_rules import Annotations, Setting, new_setting, setting_document
from shared.http.answers import ANONYMOUS, Expansion, for_customer, for_seller
from shared.http.bodies import (
    address as address_bodies,
)
from shared.http.bodies import (
    body as bodies,
)
from shared.http.bodies import (
    configuration as configuration_bodies,
)
from shared.http.bodies import (
    customer as customer_bodies,
)
from shared.http.bodies import (
    migration as migration_bodies,
)
from shared.http.session_answers import listed_sessions
from tests.contract.description import (
    DOCUMENT,
    OPERATIONS,
    SCHEMAS,
    body_schema,
    problems,
    properties_of,
    resolved,
)


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
        legal_entities=(LegalEntityReference("4711", "Kowalska GmbH", "a-1"),),
        accounts=(customer.AccountId("anna@пример.рф", "idp|1"),),
        addresses=(address,),
        default_address_id="home",
        mixins={"loyalty": {"points": 120}},
        mixin_schemas={"loyalty": "https://schemas.example.com/loyalty.json"},
        last_login=datetime(2026, 11, 21, tzinfo=UTC),
    )


EVERYTHING = Expansion(addresses=frozenset("*"), accounts=True, mixins=frozenset("*"))


def test_an_answer_shows_exactly_what_is_described() -> None:
    shown = for_seller(whole_customer(), EVERYTHING, EVERYWHERE)

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


def test_a_customer_with_few_details_is_shown_as_described() -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    unknown = customer.Customer(tenant="acme", number="1", created_at=now, modified_at=now, incarnation="1")

    shown = for_seller(unknown, EVERYTHING, EVERYWHERE)

    assert problems(SCHEMAS["CustomerForSellerDto"], shown) == []


def test_an_answer_that_breaks_the_description_is_noticed() -> None:
    shown = for_seller(whole_customer(), EVERYTHING, EVERYWHERE)

    for member, value in {"active": "yes", "contactEmail": "anna", "metadata": {}, "photoUrl": "x"}.items():
        assert problems(SCHEMAS["CustomerForSellerDto"], {**shown, member: value}) != [], member


def test_a_session_is_shown_as_described() -> None:
    whose = whole_customer()
    session = replace(
        new_session(whose, "s", "shop", now=0, longest=3600),
        rotations=(60,),
        legal_entity_id=whose.legal_entities[0].id,
        actor="back-office",
    )

    (shown,) = json.loads(listed_sessions(whose, [session]).body or "")
    (own,) = json.loads(listed_sessions(whose, [session], current="s").body or "")

    assert problems(SCHEMAS["Session"], shown) == problems(SCHEMAS["OwnSession"], own) == []
    assert shown.keys() == properties_of(SCHEMAS["Session"]).keys()
    assert own.keys() == properties_of(SCHEMAS["OwnSession"]).keys()


@pytest.mark.parametrize("secured", [False, True])
@pytest.mark.parametrize(("schema", "client"), [("Configuration", None), ("ClientConfiguration", "indexing")])
def test_a_configuration_is_shown_as_described(schema: str, client: str | None, secured: bool) -> None:
    said = Annotations("Sites", restricted=True, read_only=False, schema_url="https://a.example/s.json")
    shown = setting_document(Setting("any", ["DE"], secured, client=client, annotations=said))
    described = properties_of(SCHEMAS[schema]).keys()

    assert problems(SCHEMAS[schema], shown) == []
    assert shown.keys() == described - ({"value"} if secured else set())


def test_the_bodies_of_configurations_are_described_as_they_are_read() -> None:
    created = body_schema("create_configurations", "application/json")
    replaced = properties_of(body_schema("update_configuration", "application/json"))

    assert created == body_schema("create_client_configurations", "application/json")
    assert replaced == properties_of(body_schema("update_client_configuration", "application/json"))

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


def described_contents() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, operation in OPERATIONS.items():
        yield from (
            (name, content) for content in operation.get("requestBody", {}).get("content", {}).values()
        )
        for status, response in operation["responses"].items():
            contents = resolved(response).get("content", {}).values()
            yield from ((f"{name} {status}", content) for content in contents)


def test_every_body_and_answer_has_an_example_that_is_what_its_schema_says() -> None:
    for where, content in described_contents():
        examples = [example["value"] for example in content.get("examples", {}).values()]
        if "example" in content:
            examples.append(content["example"])
        assert examples, where
        for example in examples:
            assert problems(content["schema"], example) == [], where
    assert problems(SCHEMAS["CustomerForSellerDto"], SCHEMAS["CustomerForSellerDto"]["example"]) == []


def test_the_example_of_an_error_says_the_status_that_it_is_the_example_of() -> None:
    for where, content in described_contents():
        status = where.rpartition(" ")[2]
        examples = [example["value"] for example in content.get("examples", {}).values()]
        for example in [*examples, content.get("example")]:
            if isinstance(example, dict) and "status" in example and status.isdecimal() and status >= "400":
                assert str(example.get("code", example["status"])) == status, where


def test_programs_that_fill_in_defaults_change_nothing_that_they_do_not_name() -> None:
    for name, operation in OPERATIONS.items():
        if not operation["route"].startswith(("PATCH", "PUT")) and name != "sign_up":
            continue
        for content in operation["requestBody"]["content"].values():
            defaults = [
                member for member, schema in members_of(content["schema"]) if "default" in resolved(schema)
            ]
            assert defaults == [], name


def members_of(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The members that a schema describes, and theirs; of an address only where it is the whole body."""
    for member, described in properties_of(schema).items():
        if member != "customerAddress":
            yield member, described
            yield from members_of(described)


def test_parameters_that_select_or_tie_a_call_to_one_moment_are_not_filled_in() -> None:
    filled_in = {
        parameter["name"]
        for operation in OPERATIONS.values()
        for parameter in operation["parameters"]
        if "example" in parameter or "examples" in parameter
    }

    assert filled_in == {
        "attributeName",
        "tenant",
        "client",
        "client_id",
        "customerNumber",
        "deliveryId",
        "addressId",
        "propertyKey",
        "sessionId",
        "legalEntityId",
        "contactAssignmentId",
        "locationId",
        "groupId",
        "clientId",
        "secretId",
        "userId",
        "version",
        "code",
        "tags",
        "token",
    }


def test_a_schema_is_called_as_its_title_says() -> None:
    """Generators of clients name classes by the one or the other, and lose those that share a name."""
    assert {name: schema["title"] for name, schema in SCHEMAS.items()} == {name: name for name in SCHEMAS}


def test_no_two_models_of_a_client_share_a_file() -> None:
    """Generators name the file of a schema without regard to case, one within another after both of them."""
    names = [name for title, schema in SCHEMAS.items() for name in models(title, schema)]

    twice = [name for name, count in Counter(name.lower() for name in names).items() if count > 1]
    assert twice == []
    assert "ServiceTokenRequestgrant_type" in names


def models(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield name
    for part in schema.get("allOf", []):
        for member, within in part.get("properties", {}).items():
            yield from inner_models(name + member, within)
    for member, within in schema.get("properties", {}).items():
        yield from inner_models(name + member, within)


def inner_models(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """What gets a file of its own though it is no component: an object with members, and an enumeration."""
    if "items" in schema:
        yield from inner_models(f"{name}Item", schema["items"])
    elif "properties" in schema or "enum" in schema:
        yield from models(name, schema)


def test_a_reference_leads_to_a_component_as_a_whole() -> None:
    for found in references(DOCUMENT):
        assert found.count("/") == 3, found


def references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


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
