"""Operations on locations, and the copies that companies have of them."""

import secrets
from typing import Any

import pytest

from shared.domain.companies.location_rules import MAX_USERS
from shared.domain.customers.legal_entities import deleted
from shared.domain.instants import now
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.companies.api import (
    MANAGE,
    MANAGE_LOCATIONS,
    READ_LOCATIONS,
    CompanyApi,
    LocationApi,
)
from tests.component.tenants import Configure

HAMBURG = {
    "id": "hamburg",
    "name": "Head office",
    "type": "HEADQUARTER",
    "contactDetails": {
        "emails": ["office@example.com"],
        "phones": ["+49 40 1"],
        "addressLine2": "Hauptstraße 12",
        "city": "Hamburg",
        "countryCode": "DE",
    },
    "mixins": {"a": {"b": 1}},
}


def test_what_is_created_can_be_read(locations: LocationApi) -> None:
    answer = locations.create(HAMBURG)

    found = locations.get("hamburg")
    document = found.json
    assert (answer.status, answer.json) == (201, {"id": "hamburg"})
    assert document.pop("metadata")["version"] == 1
    assert document == HAMBURG
    assert locations.get("hamburg", headers={"If-None-Match": found.headers["ETag"]}).status == 304
    duplicate = locations.create(HAMBURG)
    assert (duplicate.status, duplicate.json["resourceId"]) == (409, "hamburg")


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"type": None}, "type"),
        ({"type": "SHOP"}, "type"),
        ({"contactDetails": None}, "contactDetails"),
        ({"contactDetails": {"countryCode": "XX"}}, "contactDetails.countryCode"),
        ({"contactDetails": {"emails": ["a"] * 21}}, "contactDetails.emails"),
        ({"id": "a b"}, "id"),
    ],
)
def test_a_wrong_member_is_named(locations: LocationApi, members: dict[str, object], field: str) -> None:
    answer = locations.create({**HAMBURG, **members})

    assert (answer.status, answer.json["code"], list(answer.problems)) == (400, 400, [field])


def test_the_same_call_again_creates_nothing(locations: LocationApi) -> None:
    key = {"Idempotency-Key": secrets.token_hex(8)}
    body = {name: value for name, value in HAMBURG.items() if name != "id"}

    first, again = (locations.create(body, headers=key) for _ in range(2))

    assert (first.status, again.json) == (201, first.json)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, True),
        ({"name": "Head office"}, True),
        ({"name": "Office"}, False),
        ({"type": "HEADQUARTER"}, True),
        ({"contactDetails.email": "office@example.com"}, True),
        ({"contactDetails.phone": "+49 40 1"}, True),
        ({"contactDetails.address": "Hauptstraße 12"}, True),
        ({"contactDetails.address": "Hauptstraße"}, False),
        ({"contactDetails.city": "Hamburg", "contactDetails.countryCode": "FR"}, False),
        ({"q": "contactDetails.emails:~office", "sort": "name:desc"}, True),
        ({"q": "mixins.a.b:1"}, True),
    ],
)
def test_a_list_has_what_its_parameters_say(
    locations: LocationApi, query: dict[str, str], found: bool
) -> None:
    locations.create(HAMBURG)

    assert [each["id"] for each in locations.listed(**query).json] == (["hamburg"] if found else [])


def test_a_list_has_the_locations_of_one_company(locations: LocationApi, companies: CompanyApi) -> None:
    bonn, ulm, _ = (locations.created(contactDetails={"city": each}) for each in ("Bonn", "Ulm", "Kiel"))
    companies.created(id="two", entitiesAddresses=[{"id": bonn}, {"id": ulm}])
    companies.created(id="none")

    def found(company_id: str, **query: str) -> list[str]:
        answer = locations.listed(legalEntityId=company_id, **query)
        assert answer.status == 200, answer.text
        return [each["id"] for each in answer.json]

    assert found("two") == [bonn, ulm]
    assert found("two", sort="metadata.createdAt:desc") == [ulm, bonn]
    assert found("two", q="contactDetails.city:Ulm") == [ulm]
    assert found("two", pageSize="1", pageNumber="2") == [ulm]
    for without in ("none", "absent", "", "x" * 5000, "\n"):
        assert found(without) == []
    companies.delete("two")
    assert found("two") == []


def test_a_company_shows_its_locations_as_they_are_now(locations: LocationApi, companies: CompanyApi) -> None:
    locations.create(HAMBURG)
    bonn = locations.created()
    entity_id = companies.created(entitiesAddresses=[{"id": "hamburg"}, {"id": bonn}])
    tag = companies.get(entity_id).headers["ETag"]

    answer = locations.put("hamburg", {"type": "OFFICE", "contactDetails": {"city": "Altona"}})

    company = companies.get(entity_id)
    shown, other = company.json["entitiesAddresses"]
    assert (answer.status, shown) == (204, locations.get("hamburg").json)
    assert (shown["contactDetails"], other["id"]) == ({"city": "Altona"}, bonn)
    assert (company.json["metadata"]["version"], company.headers["ETag"] != tag) == (2, True)
    assert companies.ids(q="entitiesAddresses.contactDetails.city:Altona") == [entity_id]


def test_a_location_in_use_cannot_be_deleted(locations: LocationApi, companies: CompanyApi) -> None:
    location_id = locations.created()
    address: dict[str, Any] = {"entitiesAddresses": [{"id": location_id}]}
    one, other = companies.created(**address), companies.created(**address)

    refused = locations.delete(location_id)
    assert (refused.status, one in refused.json["message"], other in refused.json["message"]) == (
        409,
        True,
        True,
    )
    assert companies.put(one, {"name": "One", "type": "COMPANY"}).status == 204
    assert locations.delete(location_id).status == 409
    assert companies.delete(other).status == 204
    assert (locations.delete(location_id).status, locations.get(location_id).status) == (204, 404)


def test_fifty_companies_are_the_most_of_a_location(
    locations: LocationApi, companies: CompanyApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.adapters.dynamodb.items import location as items
    from shared.adapters.dynamodb.stores import companies as store

    monkeypatch.setattr(items, "MAX_USERS", 1)
    monkeypatch.setattr(store, "MAX_USERS", 1)
    address: dict[str, Any] = {"entitiesAddresses": [{"id": locations.created()}]}
    companies.created(**address)

    assert companies.create({"name": "X", **address}).status == 409


def test_a_put_creates_replaces_and_expects_what_it_says(locations: LocationApi) -> None:
    body = {"type": "OFFICE", "contactDetails": {"city": "Bonn"}}

    assert locations.put("bonn", {**body, "metadata": {"version": 1}}).status == 409
    assert locations.put("bonn", body).status == 201
    tag = locations.get("bonn").headers["ETag"]
    assert locations.put("bonn", body, headers={"If-Match": tag}).status == 204
    assert locations.get("bonn").json["metadata"]["version"] == 1
    assert locations.put("bonn", {**body, "type": "WAREHOUSE"}).status == 204
    assert locations.put("bonn", {**body, "metadata": {"version": 1}}).status == 409
    assert locations.put("bonn", body, headers={"If-Match": tag}).status == 412
    assert locations.delete("bonn", headers={"If-Match": tag}).status == 412


def test_locations_need_a_scope_without_a_limit(locations: LocationApi, api: Api) -> None:
    location_id = locations.created()

    assert LocationApi(api.as_(READ_LOCATIONS)).get(location_id).status == 200
    assert LocationApi(api.as_(f"{READ_LOCATIONS}--DE")).get(location_id).status == 403
    assert LocationApi(api.as_(READ_LOCATIONS)).delete(location_id).status == 403
    assert LocationApi(api.as_(MANAGE)).listed().status == 403
    assert LocationApi(api.as_(MANAGE_LOCATIONS)).listed().status == 200


def test_locations_of_an_external_tenant_are_not_written(
    locations: LocationApi, configure: Configure
) -> None:
    location_id = locations.created()
    configure("companies", "external")

    assert (locations.create(HAMBURG).status, locations.put(location_id, HAMBURG).status) == (409, 409)
    assert (locations.delete(location_id).status, locations.get(location_id).status) == (409, 200)


def test_a_company_that_an_event_has_deleted_has_no_location(
    locations: LocationApi, companies: CompanyApi, tenant: str
) -> None:
    location_id = locations.created()
    gone, kept = (companies.created(entitiesAddresses=[{"id": location_id}]) for _ in range(2))
    wiring().legal_entities.revise(tenant, gone, lambda known: deleted(known, now()))

    assert locations.put(location_id, {"type": "OFFICE", "contactDetails": {"city": "Kiel"}}).status == 204
    refused = locations.delete(location_id)
    assert (refused.status, gone in refused.text, kept in refused.text) == (409, False, True)
    assert companies.get(gone).status == 404
    wiring().legal_entities.revise(tenant, kept, lambda known: deleted(known, now()))
    assert locations.delete(location_id).status == 204


def test_a_company_that_an_event_has_deleted_takes_no_room(
    locations: LocationApi, companies: CompanyApi, tenant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.adapters.dynamodb.items import location as items
    from shared.adapters.dynamodb.stores import companies as store

    for module in (items, store):
        monkeypatch.setattr(module, "MAX_USERS", 2)
    address: dict[str, Any] = {"entitiesAddresses": [{"id": locations.created()}]}
    gone, kept = companies.created(**address), companies.created(**address)
    assert companies.create({"name": "X", **address}).status == 409
    wiring().legal_entities.revise(tenant, gone, lambda known: deleted(known, now()))

    assert companies.create({"name": "X", **address}).status == 201
    assert companies.put(gone, {"name": "X", "type": "COMPANY", **address}).status == 409
    assert companies.delete(kept).status == 204
    assert companies.put(gone, {"name": "X", "type": "COMPANY", **address}).status == 201


def test_companies_with_a_location_are_small_enough_to_be_written_with_it(
    locations: LocationApi, companies: CompanyApi
) -> None:
    location_id = locations.created()
    address: dict[str, Any] = {"entitiesAddresses": [{"id": location_id}]}
    large, small = {"a": "x" * 74_000}, {"a": "x" * 71_000}
    without = companies.created(mixins=large)
    having = companies.created(mixins=small, **address)

    for answer in (
        companies.create({"name": "X", "mixins": large, **address}),
        companies.put(without, {"name": "X", "type": "COMPANY", "mixins": large, **address}),
        companies.put(having, {"name": "X", "type": "COMPANY", "mixins": large, **address}),
    ):
        assert (answer.status, list(answer.problems)) == (400, ["entitiesAddresses"])
    grown = {
        "type": "OFFICE",
        "contactDetails": {"city": "Bonn", "addressLine1": "x" * 250},
        "name": "y" * 200,
    }
    mixins = {"mixins": {"a": "x" * 5_000}}
    assert locations.put(location_id, {**grown, **mixins}).status == 400
    assert locations.put(location_id, grown).status == 204


def test_fifty_companies_of_the_largest_size_are_written_with_their_location(
    locations: LocationApi, companies: CompanyApi
) -> None:
    location_id = locations.created()
    for position in range(MAX_USERS):
        address = [{"id": location_id}]
        companies.created(id=f"c{position}", mixins={"a": "x" * 72_000}, entitiesAddresses=address)

    answer = locations.put(location_id, {"type": "OFFICE", "contactDetails": {"city": "Kiel"}})

    assert answer.status == 204
    assert companies.get("c49").json["entitiesAddresses"][0]["contactDetails"] == {"city": "Kiel"}


def test_companies_that_are_too_large_together_keep_their_copies(
    locations: LocationApi, companies: CompanyApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.adapters.dynamodb.items import legal_entity as items

    location_id = locations.created()
    address: dict[str, Any] = {"entitiesAddresses": [{"id": location_id}]}
    with monkeypatch.context() as before:  # as they were made before there was a limit
        before.setattr(items, "MAX_BYTES_WITH_COPIES", items.MAX_COMPANY_BYTES)
        made = [companies.created(mixins={"a": "x" * 330_000}, **address) for _ in range(13)]
    body = {"type": "OFFICE", "contactDetails": {"city": "K"}}

    assert locations.put(location_id, body).status == 409
    for each in made[:8]:
        smaller = {"name": "X", "type": "COMPANY", "mixins": {"a": "x" * 200_000}, **address}
        assert companies.put(each, smaller).status == 204
    assert locations.put(location_id, body).status == 204


def test_what_is_impossible_is_said_before_what_is_stale(
    locations: LocationApi, companies: CompanyApi
) -> None:
    entity_id, location_id = companies.created(), locations.created()
    large, stale = {"mixins": {"a": "x" * 360_000}}, {"headers": {"If-Match": '"stale"'}}
    company = {"name": "X", "type": "COMPANY", **large}
    location = {"type": "OFFICE", "contactDetails": {}, **large}

    answers = [
        *(companies.put(each, company, **stale) for each in (entity_id, "new")),
        *(locations.put(each, location, **stale) for each in (location_id, "new")),
        companies.create({"name": "X", "id": entity_id, "parentId": "nope"}),
        companies.create({"name": "X", "id": entity_id, **large}),
    ]

    assert [answer.status for answer in answers] == [400] * 6
    assert companies.put(entity_id, {"name": "X", "type": "COMPANY"}, **stale).status == 412
    assert locations.put(location_id, {**location, "mixins": {}}, **stale).status == 412
