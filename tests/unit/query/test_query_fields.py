"""Fields in query-language.md: paths, lists, and names that no customer has."""

from typing import Any

import pytest

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import TEXTS, Address
from shared.domain.customers.customer import AccountId, Customer, customer_document
from shared.domain.errors import InvalidQuery
from shared.domain.instants import instant_from
from shared.domain.query.fields import FieldKind, find_field
from shared.domain.query.parser import parse_query
from tests.unit.query.documents import customer

ADDRESSES = [
    {"id": "a1", "city": "Berlin", "country": "DE", "tags": ["BILLING", "SHIPPING"], "isDefault": True},
    {"id": "a2", "city": "Bonn", "state": "NW", "mixins": {"gate": {"code": 7}}, "isDefault": False},
]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("addresses.city:Bonn", True),
        ("addresses.city:(Paris,Berlin)", True),
        ("addresses.city:Paris", False),
        ("addresses.city:Bonn addresses.country:DE", True),
        ("addresses.tags:SHIPPING", True),
        ("addresses.mixins.gate.code:7", True),
        ("addresses.isDefault:false", True),
        ("addresses.city:(>Berlim AND <Berlio)", True),
        ("addresses.city:(>Bo AND <Bf)", False),
        ("addresses.state:exists", True),
        ("addresses.state:null", True),
        ("addresses.city:null", False),
        ("addresses:exists", True),
    ],
)
def test_on_a_list_one_element_has_to_satisfy_the_condition(q: str, expected: bool) -> None:
    assert parse_query(q).matches(customer(addresses=ADDRESSES)) is expected


@pytest.mark.parametrize(
    ("q", "expected"),
    [("mixins.m.n.v:1", True), ("mixins.m.n.v:2", True), ("mixins.m.n.v:5", False), ("mixins.m.v:1", False)],
)
def test_lists_within_lists_are_one_list(q: str, expected: bool) -> None:
    mixins = {"m": [[{"n": [{"v": 1}, {"v": [[2], 3]}]}], {"n": {"v": 4}}]}

    assert parse_query(q).matches(customer(mixins=mixins)) is expected


def test_a_range_needs_both_bounds_of_the_same_element() -> None:
    query = parse_query("mixins.m.points:(>=10 AND <=20)")

    assert query.matches(customer(mixins={"m": {"points": [5, 15]}}))
    assert not query.matches(customer(mixins={"m": {"points": [5, 25]}}))


def test_legal_entities_and_localised_attributes_are_reached_by_path() -> None:
    document = customer(
        b2b={"companyRegistrationId": "HRB 1", "legalEntities": [{"id": "e1"}, {"id": "e2", "name": "Acme"}]},
        mixins={"greeting": {"text": {"en": "Hello", "de": "Hallo"}}},
    )

    assert parse_query('b2b.companyRegistrationId:"HRB 1"').matches(document)
    assert parse_query("b2b.legalEntities.id:e2").matches(document)
    assert parse_query("b2b.legalEntities.name:null").matches(document)
    assert parse_query("mixins.greeting.text.en:Hello").matches(document)


@pytest.mark.parametrize(
    ("q", "member"),
    [
        (r"mixins.a\.b:1", "a.b"),
        (r"mixins.a\:b:1", "a:b"),
        (r"mixins.a\ b:1", "a b"),
        (r"mixins.a\(b\)\,\"c\":1", 'a(b),"c"'),
        (r"mixins.a\\.c:1", "a\\"),
        (r"mixins.a\b:1", r"a\b"),
        ("mixins.größe:1", "größe"),
    ],
)
def test_a_backslash_makes_a_separator_part_of_a_members_name(q: str, member: str) -> None:
    value = {"c": 1} if q.endswith(".c:1") else 1

    assert parse_query(q).matches(customer(mixins={member: value}))


@pytest.mark.parametrize("name", ["foo", "FirstName", "pk", "password", "customer", "compoundlogicalquery"])
def test_an_unknown_top_level_field_is_named_and_valid_ones_are_listed(name: str) -> None:
    with pytest.raises(InvalidQuery, match=f"position 13: expected a known field, such as id, .* '{name}'"):
        parse_query(f"active:true {name}.x:1")


@pytest.mark.parametrize(
    ("field", "unknown", "expected"),
    [
        ("addresses.foo", "foo", "a member of 'addresses' (id, "),
        ("addresses.foo.bar", "foo", "a member of 'addresses' (id, "),
        ("metadata.createdAt", "createdAt", "a member of 'metadata' (version, mixins), "),
        ("b2b.foo", "foo", "a member of 'b2b' (companyRegistrationId, legalEntities), "),
        ("b2b.legalEntities.country", "country", "a member of 'b2b.legalEntities' (id, name, "),
        ("accounts.email", "email", "a member of 'accounts' (id, providerId), "),
        ("firstName.en", "en", "nothing below 'firstName', which has no members, "),
        ("addresses.tags.0", "0", "nothing below 'addresses.tags', which has no members, "),
        ("mixin.a", "mixin", "a known field, such as id, "),
    ],
)
def test_an_unknown_member_is_named_at_any_depth(field: str, unknown: str, expected: str) -> None:
    for condition in ("x", "null", "exists", "~x"):
        with pytest.raises(InvalidQuery) as caught:
            parse_query(f"active:true {field}:{condition}")

        assert caught.value.message.startswith(f"q, position 13: expected {expected}")
        assert caught.value.message.endswith(f"found '{unknown}'")


@pytest.mark.parametrize(
    "field",
    ["mixins.foo.bar", "addresses.mixins.a.b", "metadata.mixins.a", "defaultAddress.metadata.mixins.x"],
)
def test_under_mixins_every_member_can_be_asked_for(field: str) -> None:
    document = customer(addresses=ADDRESSES, defaultAddress=ADDRESSES[0], mixins={"foo": 1})

    assert not parse_query(f"{field}:x").matches(document)
    assert parse_query(f"{field}:null").matches(document)


def test_a_path_may_be_far_deeper_than_the_document() -> None:
    q = f"mixins{'.a' * 2000}:null"

    assert parse_query(q).matches(customer(mixins={"a": {"a": [{"a": 1}]}}))


def test_a_query_knows_which_members_of_the_document_it_reads() -> None:
    query = parse_query("b2b.legalEntities.id:1 compoundLogicalQuery:((mixins.a:1) OR (addresses.city:B))")

    assert query.top_level_fields() == {"b2b", "mixins", "addresses"}


def test_every_member_of_a_customer_document_has_the_kind_of_its_values() -> None:
    address = Address(
        id="a", texts=dict.fromkeys(TEXTS, "x"), tags=("t",), mixins={"m": {}}, mixin_schemas={"m": "u"}
    )
    moment = instant_from("2026-01-01T00:00:00.000Z")
    document = customer_document(
        Customer(
            tenant="acme",
            number="1001",
            created_at=moment,
            modified_at=moment,
            incarnation="i",
            title="x",
            first_name="x",
            middle_name="x",
            last_name="x",
            company="x",
            contact_phone="x",
            contact_email="x",
            photo_url="x",
            restriction="x",
            company_registration_id="x",
            legal_entities=(LegalEntityReference("e", "x", "x"),),
            accounts=(AccountId("x", "x"),),
            addresses=(address,),
            default_address_id="a",
            mixins={"m": {}},
            mixin_schemas={"m": "u"},
            last_login=moment,
        )
    )

    for path, value in leaves(document):
        field = find_field(*path)
        assert field is not None, path
        if "mixins" not in path:
            assert field.kind in KINDS[type(value)], path


KINDS: dict[type, set[FieldKind]] = {
    str: {FieldKind.TEXT, FieldKind.EMAIL, FieldKind.INSTANT},
    bool: {FieldKind.BOOLEAN},
    int: {FieldKind.NUMBER},
}


def leaves(value: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        return [leaf for name, member in value.items() for leaf in leaves(member, (*path, name))]
    if isinstance(value, list):
        return [leaf for element in value for leaf in leaves(element, path)]
    return [(path, value)]
