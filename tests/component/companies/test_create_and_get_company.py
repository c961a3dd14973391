"""POST and GET of companies."""

import secrets

import pytest

from shared.adapters.dynamodb.stores.configurations import Configurations
from tests.component.api import Api
from tests.component.companies.api import MANAGE, READ, READ_OWN, CompanyApi
from tests.component.tenants import Configure, set_value
from tests.component.wire import Wire

WHOLE = {
    "name": "Muster GmbH",
    "type": "COMPANY",
    "accountLimit": {"currency": "EUR", "value": 10_000},
    "legalInfo": {"legalName": "Muster Gesellschaft mbH", "registrationId": "HRB 12345"},
    "mixins": {"erp": {"debtor": 4711}},
    "metadata": {"mixins": {"erp": "https://example.com/erp.json"}},
}


def test_what_is_created_can_be_read_with_its_four_groups(companies: CompanyApi) -> None:
    answer = companies.create({**WHOLE, "id": "muster"})

    assert (answer.status, answer.json) == (201, {"id": "muster"})
    assert answer.headers["Location"].endswith("/legal-entities/muster")
    found = companies.get("muster")
    document = found.json
    metadata = document.pop("metadata")
    groups = document.pop("customerGroups")
    assert document == {**{k: v for k, v in WHOLE.items() if k != "metadata"}, "id": "muster"}
    assert (metadata["version"], metadata["mixins"]) == (1, {"erp": "https://example.com/erp.json"})
    assert metadata["createdAt"] == metadata["modifiedAt"]
    assert [group["role"] for group in groups] == ["ADMIN", "BUYER", "REQUESTER", "CONTACT"]
    assert groups[0]["id"] == "ADMIN.muster"
    assert companies.get("muster", headers={"If-None-Match": found.headers["ETag"]}).status == 304


def test_an_id_is_generated_and_one_in_use_is_a_conflict_in_the_published_shape(
    companies: CompanyApi,
) -> None:
    entity_id = companies.created()

    answer = companies.create({"name": "Other", "id": entity_id})

    assert len(entity_id) == 32
    assert (answer.status, answer.json["code"], answer.json["status"]) == (409, 409, "Conflict")
    assert (answer.json["type"], answer.json["resourceId"]) == ("conflict_resource", entity_id)
    assert companies.get(entity_id).json["name"] == "Muster GmbH"


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"name": None}, "name"),
        ({"name": ""}, "name"),
        ({"type": "BRANCH"}, "type"),
        ({"type": "SUBSIDIARY"}, "parentId"),
        ({"type": "COMPANY", "parentId": "muster"}, "parentId"),
        ({"parentId": "nobody"}, "parentId"),
        ({"id": "of us"}, "id"),
        ({"id": "x" * 67}, "id"),
        ({"accountLimit": {"currency": "EURO"}}, "accountLimit.currency"),
        ({"accountLimit": {"value": -1}}, "accountLimit.value"),
        ({"accountLimit": {"value": True}}, "accountLimit.value"),
        ({"entitiesAddresses": [{"id": "nowhere"}]}, "entitiesAddresses.0.id"),
        ({"approvalGroup": [{"id": "nobody"}]}, "approvalGroup.0.id"),
        ({"restrictions": ["XX"]}, "restrictions"),
        ({"restrictions": ["DE", "FR"]}, "restrictions"),
        ({"mixins": []}, "mixins"),
    ],
)
def test_a_wrong_member_is_named(
    companies: CompanyApi, members: dict[str, object], field: str, restrictions: list[str]
) -> None:
    answer = companies.create({"name": "Muster", **members})

    assert (answer.status, answer.json["code"], answer.json["type"]) == (400, 400, "validation_failure")
    assert list(answer.problems) == [field]


def test_a_subsidiary_has_a_parent_by_its_own_type(companies: CompanyApi) -> None:
    parent = companies.created()

    child = companies.created("Muster Nord", parentId=parent)

    assert companies.get(child).json["type"] == "SUBSIDIARY"
    assert [each["id"] for each in companies.hierarchy(child).json] == [child, parent]


def test_the_same_call_again_creates_nothing(companies: CompanyApi) -> None:
    key = {"Idempotency-Key": secrets.token_hex(8)}

    first, again = (companies.create({"name": "Muster"}, headers=key) for _ in range(2))
    other = companies.create({"name": "Other"}, headers=key)

    assert (first.status, again.json) == (201, first.json)
    assert (other.status, other.json["code"]) == (422, 422)


def test_a_refusal_is_repeated_in_the_same_words(companies: CompanyApi) -> None:
    key = {"Idempotency-Key": secrets.token_hex(8)}

    first, again = (companies.create({"name": "Muster", "parentId": "x"}, headers=key) for _ in range(2))

    assert (first.status, again.text) == (400, first.text)


def test_an_absent_company_is_named_as_a_resource(companies: CompanyApi) -> None:
    answer = companies.get("nobody")

    assert (answer.status, answer.json["status"], answer.json["resourceId"]) == (404, "Not Found", "nobody")


@pytest.mark.usefixtures("restrictions")
class TestRestrictions:
    def test_a_limited_caller_sees_companies_of_its_restrictions_alone(
        self, companies: CompanyApi, api: Api
    ) -> None:
        german = companies.created(restrictions=["DE"])
        free = companies.created()
        limited = CompanyApi(api.as_(MANAGE, restrictions={"DE"}))

        assert limited.get(german).status == 200
        assert [limited.get(each).status for each in (free, companies.created(restrictions=["FR"]))] == [
            404,
            404,
        ]

    def test_what_a_limited_caller_creates_has_its_restriction(self, companies: CompanyApi, api: Api) -> None:
        limited = CompanyApi(api.as_(f"{MANAGE}--DE"))

        created = limited.created()

        assert companies.get(created).json["restrictions"] == ["DE"]
        assert limited.create({"name": "X", "restrictions": ["FR"]}).status == 403
        assert limited.create({"name": "X", "restrictions": []}).status == 403
        both = CompanyApi(api.as_(MANAGE, restrictions={"DE", "FR"}))
        assert list(both.create({"name": "X"}).problems) == ["restrictions"]


def test_a_scope_to_read_one_s_own_shows_a_service_nothing(companies: CompanyApi, api: Api) -> None:
    entity_id = companies.created()

    assert CompanyApi(api.as_(READ)).get(entity_id).status == 200
    assert CompanyApi(api.as_(READ_OWN)).get(entity_id).status == 404
    assert CompanyApi(api.as_("customer.customer_manage")).get(entity_id).status == 403
    assert CompanyApi(api.as_(READ)).create({"name": "X"}).status == 403


def test_companies_of_an_external_tenant_are_written_by_its_events_alone(
    companies: CompanyApi, configure: Configure
) -> None:
    entity_id = companies.created()
    configure("companies", "external")

    answer = companies.create({"name": "Other"})

    assert (answer.status, "external" in answer.json["message"]) == (409, True)
    assert companies.put(entity_id, {"name": "Other", "type": "COMPANY"}).status == 409
    assert companies.delete(entity_id).status == 409
    assert companies.get(entity_id).json["name"] == "Muster GmbH"


def test_an_answer_has_the_members_that_are_asked_for(companies: CompanyApi) -> None:
    companies.create({**WHOLE, "id": "muster"})

    answer = companies.get("muster", query={"fields": "name,legalInfo.registrationId"})

    assert answer.json == {
        "id": "muster",
        "name": "Muster GmbH",
        "legalInfo": {"registrationId": "HRB 12345"},
    }
    assert companies.get("muster", query={"fields": "nme"}).status == 400


@pytest.mark.parametrize("body", [{}, {"restrictions": ["AT"]}, {"restrictions": None}])
def test_a_restriction_that_was_just_added_counts_at_once(
    api: Api, tenant: str, body: dict[str, object]
) -> None:
    set_value(tenant, "restrictions", ["DE"])
    limited = CompanyApi(api.as_(f"{MANAGE}--AT"))
    assert limited.create({"name": "X", **body}).status == 400
    elsewhere = Wire().wiring
    elsewhere.configurations = Configurations(elsewhere.table)
    set_value(tenant, "restrictions", ["DE", "AT"], store=elsewhere.tenants)

    answer = limited.create({"name": "X", **body})

    assert (answer.status, limited.put("x", {"name": "X", "type": "COMPANY", **body}).status) == (201, 201)
    assert limited.get("x").json["restrictions"] == ["AT"]
