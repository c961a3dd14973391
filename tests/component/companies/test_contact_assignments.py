"""Contact assignments: who acts for which company, in one transaction with membership and profile."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.adapters.dynamodb.items.legal_entity import membership_from
from shared.adapters.dynamodb.keys import membership_key
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import customer_document
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.companies.api import MANAGE_CONTACTS, READ_CONTACTS, AssignmentApi, CompanyApi
from tests.component.lost_answers import OverWire
from tests.component.stored_customers import customer_of
from tests.component.tenants import Configure
from tests.component.wire import Wire

Store = Callable[..., str]


def companies_of(tenant: str, number: str) -> set[str]:
    return {each.id for each in customer_of(tenant, number).legal_entities}


def is_primary(tenant: str, entity_id: str, number: str) -> bool:
    raw = wiring().table.get(membership_key(tenant, entity_id, number))
    assert raw is not None
    return any(each.primary for each in membership_from(raw).assignments if not each.ended)


def test_a_customer_belongs_to_the_company_with_the_answer(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str
) -> None:
    entity_id, number = (
        companies.created("Acme", id="acme"),
        store(first_name="Ada", contact_email="a@b.example"),
    )

    answer = assignments.create(
        entity_id, number, members={"id": "a1", "type": "BILLING", "mixins": {"x": {"y": 1}}}
    )

    assert (answer.status, answer.json) == (201, {"id": "a1"})
    customer = customer_of(tenant, number)
    assert [(e.id, e.name, e.contact_assignment_id) for e in customer.legal_entities] == [
        ("acme", "Acme", "a1")
    ]
    assert (customer.version, customer_document(customer)["businessModel"]) == (2, "B2B")
    shown = assignments.get("a1").json
    assert shown["legalEntity"]["customerGroups"]
    assert shown["customer"] == {"id": number, "name": "Ada", "email": "a@b.example"}
    assert (shown["type"], shown["primary"], shown["mixins"]) == ("BILLING", False, {"x": {"y": 1}})
    assert shown["metadata"]["version"] == 1


def test_deletion_undoes_all_of_it(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str
) -> None:
    number = store()
    assignment_id = assignments.created(companies.created(id="acme"), number, primary=True)

    assert assignments.delete(assignment_id).status == 204

    customer = customer_of(tenant, number)
    assert (customer.legal_entities, customer.version) == ((), 3)
    assert customer_document(customer)["businessModel"] == "B2C"
    assert assignments.get(assignment_id).status == assignments.delete(assignment_id).status == 404
    assert assignments.listed().json == []
    # The pair, and even the id, can be used again.
    assert assignments.create("acme", number, members={"id": assignment_id}).status == 201
    assert companies_of(tenant, number) == {"acme"}


@pytest.mark.parametrize(
    ("entity_id", "number", "field"),
    [("nobody", None, "legalEntity.id"), ("acme", "nobody", "customer.id"), ("gone", None, "legalEntity.id")],
)
def test_what_is_absent_is_named(
    companies: CompanyApi,
    assignments: AssignmentApi,
    store: Store,
    entity_id: str,
    number: str | None,
    field: str,
) -> None:
    companies.created(id="acme")
    companies.delete(companies.created(id="gone"))

    answer = assignments.create(entity_id, number or store())

    assert (answer.status, [each["field"] for each in answer.json["details"]]) == (400, [field])


def test_a_pair_and_an_id_are_assigned_once(
    companies: CompanyApi, assignments: AssignmentApi, store: Store
) -> None:
    number = store()
    companies.created(id="acme")
    assignments.created("acme", number, id="a1")

    assert assignments.create("acme", number).status == 409
    assert assignments.create("acme", store(), members={"id": "a1"}).status == 409
    assert assignments.put("a2", body_of("acme", number)).status == 409


def test_of_fifty_racing_assignments_of_a_pair_one_wins(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str, impatient: None
) -> None:
    entity_id, number = companies.created(), store()

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: assignments.create(entity_id, number).status, range(50)))

    assert Counter(answers) == {201: 1, 409: 49}
    assert customer_of(tenant, number).version == 2
    assert len(assignments.listed().json) == 1


def test_the_newest_primary_contact_is_the_only_one(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str
) -> None:
    entity_id, first, second = companies.created(id="acme"), store(), store()
    a1 = assignments.created(entity_id, first, primary=True)
    a2 = assignments.created(entity_id, second, primary=True)

    assert [is_primary(tenant, entity_id, each) for each in (first, second)] == [False, True]
    assert assignments.put(a1, body_of(entity_id, first, primary=True)).status == 204
    assert [is_primary(tenant, entity_id, each) for each in (first, second)] == [True, False]
    assert [assignments.get(each).json["primary"] for each in (a1, a2)] == [True, False]
    # A company that is changed as a whole keeps knowing.
    assert companies.put(entity_id, {"name": "New", "type": "COMPANY"}).status == 204
    assignments.created(entity_id, store(), primary=True)
    assert sum(each["primary"] for each in assignments.listed().json) == 1


def test_racing_primary_contacts_leave_one(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str, impatient: None
) -> None:
    entity_id, numbers = companies.created(), [store() for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: assignments.created(entity_id, number, primary=True), numbers))

    assert sum(is_primary(tenant, entity_id, each) for each in numbers) == 1


def body_of(entity_id: str, number: str, **members: object) -> dict[str, object]:
    return {"legalEntity": {"id": entity_id}, "customer": {"id": number}, "type": "CONTACT", **members}


def test_put_replaces_what_an_assignment_says_and_nothing_else(
    companies: CompanyApi, assignments: AssignmentApi, store: Store
) -> None:
    entity_id, number = companies.created(), store()

    assert assignments.put("a1", body_of(entity_id, number)).status == 201
    assert assignments.put("a1", body_of(entity_id, number, type="LOGISTICS")).status == 204
    assert assignments.get("a1").json["type"] == "LOGISTICS"
    stale = assignments.put("a1", body_of(entity_id, number, metadata={"version": 1}))
    assert stale.status == 409
    moved = assignments.put("a1", body_of(companies.created(), number))
    assert (moved.status, moved.json["details"][0]["field"]) == (400, "legalEntity.id")


def test_an_assignment_in_an_approval_group_stays(
    companies: CompanyApi, assignments: AssignmentApi, store: Store
) -> None:
    entity_id = companies.created()
    assignment_id = assignments.created(entity_id, store())
    body = {"name": "A", "type": "COMPANY", "approvalGroup": [{"id": assignment_id}]}
    assert companies.put(entity_id, body).status == 204

    assert assignments.delete(assignment_id).status == 409
    assert companies.put(entity_id, {"name": "A", "type": "COMPANY"}).status == 204
    assert assignments.delete(assignment_id).status == 204


def test_lists_find_contacts_by_company_customer_type_and_primary(
    companies: CompanyApi, assignments: AssignmentApi, store: Store
) -> None:
    number = store(first_name="Ada")
    ids = {
        each: assignments.created(companies.created(id=each), number, id=f"of-{each}")
        for each in ("c1", "c2")
    }
    assignments.created("c1", store(), id="p", type="BILLING", primary=True)

    def found(**query: str) -> set[str]:
        answer = assignments.listed(**query)
        assert answer.status == 200, answer.text
        return {each["id"] for each in answer.json}

    assert found() == {*ids.values(), "p"}
    assert found(**{"legalEntity.id": "c1"}) == found(legalEntityId="c1") == {"of-c1", "p"}
    assert found(legalEntityId="") == found(legalEntityId="absent") == set()
    assert found(**{"customer.id": number}) == {"of-c1", "of-c2"}
    assert found(q=f"customer.id:{number} legalEntity.id:c2") == {"of-c2"}
    assert found(type="BILLING") == found(primary="true") == {"p"}
    assert found(primary="false") == set(ids.values())
    listed = assignments.listed(**{"customer.id": number, "fields": "customer.name,legalEntity.name"}).json
    assert listed[0]["customer"] == {"name": "Ada"}
    assert "name" in listed[0]["legalEntity"]


@pytest.fixture
def tree(companies: CompanyApi) -> CompanyApi:
    companies.created(id="top")
    companies.created(id="middle", parentId="top")
    companies.created(id="low", parentId="middle")
    return companies


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (None, {"top", "middle"}),
        ("UPWARD", {"top", "middle"}),
        ("DOWNWARD", {"middle", "low"}),
        ("DISABLED", {"middle"}),
    ],
)
def test_a_contact_is_led_up_or_down(
    tree: CompanyApi,
    assignments: AssignmentApi,
    store: Store,
    tenant: str,
    configure: Configure,
    setting: str | None,
    expected: set[str],
) -> None:
    if setting is not None:
        configure("companies.contactPropagation", setting)
    number = store()

    assignments.created("middle", number, type="PRIMARY", primary=True)

    assert companies_of(tenant, number) == expected
    assert customer_of(tenant, number).version == 2
    told = assignments.listed(**{"customer.id": number}).json
    assert {each["legalEntity"]["id"]: each["type"] for each in told} == {
        each: "PRIMARY" if each == "middle" else "CONTACT" for each in expected
    }


def test_who_is_a_contact_above_already_stays_what_it_is_there(
    tree: CompanyApi, assignments: AssignmentApi, store: Store
) -> None:
    number = store()
    assignments.created("top", number, id="mine", type="BILLING")

    assignments.created("low", number)

    at_top = [
        e for e in assignments.listed(**{"customer.id": number}).json if e["legalEntity"]["id"] == "top"
    ]
    assert [(each["id"], each["type"]) for each in at_top] == [("mine", "BILLING")]


def test_a_tenant_of_external_companies_refuses_writes_and_reads_what_events_brought(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, configure: Configure
) -> None:
    entity_id, number = companies.created(), store()
    assignment_id = assignments.created(entity_id, number)
    configure("companies", "external")

    assert assignments.create(entity_id, store()).status == 409
    assert assignments.put(assignment_id, body_of(entity_id, number)).status == 409
    assert assignments.delete(assignment_id).status == 409
    assert assignments.get(assignment_id).status == 200


def test_a_call_with_the_same_key_is_carried_out_once(
    companies: CompanyApi, assignments: AssignmentApi, store: Store
) -> None:
    entity_id, number = companies.created(), store()

    calls = [assignments.create(entity_id, number, headers={"Idempotency-Key": "k"}) for _ in range(2)]

    assert [each.status for each in calls] == [201, 201]
    assert calls[0].json == calls[1].json


def test_who_was_created_in_the_company_gets_an_assignment(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str
) -> None:
    entity_id = companies.created()
    number = store(legal_entities=(LegalEntityReference(entity_id, None, "told"),))

    assignment_id = assignments.created(entity_id, number)

    assert [e.contact_assignment_id for e in customer_of(tenant, number).legal_entities] == [assignment_id]


def test_requests_and_units_of_an_assignment(
    companies: CompanyApi, assignments: AssignmentApi, store: Store, tenant: str, configure: Configure
) -> None:
    entity_id, former, numbers = companies.created(), store(), [store(), store()]
    assignments.created(entity_id, former, primary=True)
    wire = Wire.warm(tenant)
    over = AssignmentApi(OverWire(tenant, wire=wire).as_(MANAGE_CONTACTS))

    with wire.counting() as requests:
        assignment_id = over.created(entity_id, numbers[0])
    assert requests == Counter(BatchGetItem=1, TransactWriteItems=1)
    with wire.counting() as requests:
        over.created(entity_id, numbers[1], primary=True)
    assert requests == Counter(BatchGetItem=2, TransactWriteItems=1)
    with wire.counting() as requests:
        over.get(assignment_id)
    assert requests == Counter(GetItem=1, BatchGetItem=1)
    with wire.counting() as requests:
        over.listed()
    assert requests == Counter(Query=1, BatchGetItem=1)
    with wire.counting() as requests:
        over.delete(assignment_id)
    assert requests == Counter(GetItem=1, BatchGetItem=1, TransactWriteItems=1)


def test_a_reader_changes_nothing(api: Api, companies: CompanyApi, store: Store) -> None:
    reader = AssignmentApi(api.as_(READ_CONTACTS))

    assert reader.create(companies.created(), store()).status == 403
    assert reader.listed().status == 200
