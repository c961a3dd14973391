"""Legal entities and their contacts, from the queue to the customers of the API (api.md §7, events.md)."""

import itertools
from collections import Counter
from collections.abc import Callable

import pytest

from shared.adapters.dynamodb.items import customer as items
from shared.adapters.dynamodb.keys import customer_key, legal_entity_key, membership_key
from shared.adapters.dynamodb.table import Table
from shared.domain.callers.access import LegalEntityReference
from shared.domain.instants import now
from tenant_managed.customers import list_customers
from tests.component.api import Api
from tests.component.legal_entities.client_management import (
    ClientManagement,
    Told,
    companies,
    members,
    shown,
)
from tests.component.wire import Wire
from triggers import on_client_management_event

DAYS_30 = 30 * 24 * 3600
Store = Callable[..., str]


def version(api: Api, number: str) -> int:
    return int(api.get(number).json["metadata"]["version"])


class TestAssignments:
    def test_a_customer_that_is_assigned_belongs_to_the_company(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({"contactEmail": "anna@example.com", "lastName": "Weber"})

        client_management.tell(client_management.created(), client_management.assigned(number))

        assert companies(api, number) == [shown()]
        assert members(api) == [number]
        assert version(api, number) == 2

    def test_a_contact_does_so_too(self, api: Api, client_management: ClientManagement) -> None:
        number = api.created({"type": "CONTACT"})

        client_management.tell(client_management.assigned(number))

        assert companies(api, number) == [shown(name=None)]

    def test_the_name_follows_when_the_company_is_told_of(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        client_management.tell(client_management.assigned(number))
        before = companies(api, number)

        client_management.tell(client_management.created())

        assert before == [shown(name=None)]
        assert companies(api, number) == [shown()]

    def test_who_is_unassigned_belongs_to_it_no_more(
        self, api: Api, table: Table, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        client_management.tell(client_management.created(), client_management.assigned(number))

        client_management.tell(client_management.unassigned(number, at=1))

        assert companies(api, number) == []
        assert members(api) == []
        left = table.get(membership_key(api.tenant, "L1", number))
        assert left is not None
        assert 0 <= now().timestamp() + DAYS_30 - int(left["expiresAt"]["N"]) < 60

    def test_an_unassignment_that_comes_before_its_assignment_holds(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})

        client_management.tell(
            client_management.unassigned(number, at=1), client_management.assigned(number, at=0)
        )

        assert companies(api, number) == []
        assert version(api, number) == 1

    def test_that_of_another_assignment_changes_nothing(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        client_management.tell(client_management.assigned(number, assignment="a2", at=1))

        client_management.tell(client_management.unassigned(number, assignment="a1", at=2))

        assert companies(api, number) == [shown(name=None, assignment="a2")]
        assert version(api, number) == 2

    def test_several_companies_come_and_go_one_by_one(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})

        client_management.tell(
            client_management.assigned(number, "L1"), client_management.assigned(number, "L2", "a2")
        )
        both = companies(api, number)
        client_management.tell(client_management.unassigned(number, "L1", at=1))

        assert both == [shown("L1", None), shown("L2", None, "a2")]
        assert companies(api, number) == [shown("L2", None, "a2")]
        assert (members(api, "L1"), members(api, "L2")) == ([], [number])

    def test_the_rest_of_the_customer_stays_as_it_is(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        body = {"contactEmail": "anna@example.com", "mixins": {"loyalty": {"points": 7}}, "title": "Dr"}
        number = api.created(body)
        before = api.get(number, query={"expand": "mixin:*"}).json

        client_management.tell(client_management.assigned(number))

        after = api.get(number, query={"expand": "mixin:*"}).json
        changed = {"b2b", "businessModel", "metadata", "metadataModifiedAt"}
        assert {name for name in after if after[name] != before.get(name)} == changed

    def test_it_is_client_management_that_has_changed_the_customer(
        self, api: Api, table: Table, client_management: ClientManagement
    ) -> None:
        number = api.created({})

        client_management.tell(client_management.assigned(number))

        profile = table.get(customer_key(api.tenant, number))
        assert profile is not None
        assert profile["updatedBy"] == {"S": "client-management"}

    def test_a_later_change_of_the_customer_keeps_its_companies(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        client_management.tell(client_management.assigned(number))

        api.put(number, {"lastName": "Weber"})

        assert companies(api, number) == [shown(name=None)]


class TestCompanies:
    def test_a_new_name_reaches_everybody_in_it(self, api: Api, client_management: ClientManagement) -> None:
        numbers = [api.created({}) for _ in range(3)]
        client_management.tell(client_management.created())
        client_management.tell(*(client_management.assigned(number) for number in numbers))

        client_management.tell(client_management.updated(at=1))

        assert [companies(api, number) for number in numbers] == [[shown(name="Brewery")]] * 3

    def test_a_name_from_before_changes_nothing(self, api: Api, client_management: ClientManagement) -> None:
        number = api.created({})
        client_management.tell(client_management.updated(at=1), client_management.assigned(number))

        client_management.tell(client_management.created(at=0))

        assert companies(api, number) == [shown(name="Brewery")]

    def test_nobody_belongs_to_a_deleted_one(self, api: Api, client_management: ClientManagement) -> None:
        numbers = [api.created({}) for _ in range(3)]
        client_management.tell(client_management.created())
        client_management.tell(*(client_management.assigned(number) for number in numbers))

        client_management.tell(client_management.deleted(at=1))

        assert [companies(api, number) for number in numbers] == [[]] * 3
        assert members(api) == []

    def test_who_is_assigned_after_its_deletion_was_heard_of_does_not_belong_to_it(
        self, api: Api, table: Table, client_management: ClientManagement
    ) -> None:
        number = api.created({})

        client_management.tell(client_management.deleted(at=1), client_management.assigned(number, at=0))

        assert companies(api, number) == []
        assert members(api) == []
        known = table.get(legal_entity_key(api.tenant, "L1"))
        assert known is not None
        assert 0 <= now().timestamp() + DAYS_30 - int(known["expiresAt"]["N"]) < 60

    def test_one_that_exists_again_has_those_that_were_assigned_since(
        self, api: Api, table: Table, client_management: ClientManagement
    ) -> None:
        before, since = api.created({}), api.created({})
        client_management.tell(client_management.created(), client_management.assigned(before))
        client_management.tell(client_management.deleted(at=2), client_management.assigned(since, at=4))
        meanwhile = companies(api, since)

        client_management.tell(client_management.created(at=3))

        assert meanwhile == []
        assert companies(api, since) == [shown()]
        assert members(api) == [since]
        known = table.get(legal_entity_key(api.tenant, "L1"))
        assert known is not None
        assert "expiresAt" not in known

    def test_companies_of_other_tenants_are_others(
        self, api: Api, other_tenant: str, client_management: ClientManagement
    ) -> None:
        number = api.created({"id": "1001"})
        foreign = Api(other_tenant).created({"id": "1001"})
        client_management.tell(client_management.assigned(number), client_management.created())

        theirs = ClientManagement(other_tenant)
        theirs.tell(theirs.assigned(foreign), theirs.deleted(at=1))

        assert companies(api, number) == [shown()]
        assert companies(Api(other_tenant), foreign) == []


class TestAnyOrder:
    def test_events_lead_to_the_same_in_every_order_and_twice(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        outcomes = []
        for order in itertools.permutations(range(5)):
            entity = "-".join(map(str, order))
            number = api.created({})
            events = [
                client_management.created(entity, at=0),
                client_management.assigned(number, entity, "a1", at=1),
                client_management.unassigned(number, entity, "a1", at=2),
                client_management.assigned(number, entity, "a2", at=3),
                client_management.updated(entity, at=4),
            ]
            told = [events[position] for position in order]
            client_management.tell(*told, *told)
            outcomes.append(companies(api, number) == [shown(entity, "Brewery", "a2")])

        assert len(outcomes) == 120
        assert all(outcomes)

    def test_what_comes_again_writes_nothing(self, api: Api, client_management: ClientManagement) -> None:
        kept, gone = api.created({}), api.created({})
        told = [
            client_management.created(),
            client_management.assigned(kept),
            client_management.assigned(gone),
            client_management.unassigned(gone, at=1),
        ]
        client_management.tell(*told)
        wire = Wire()

        with wire.counting() as requests:
            client_management.tell(*told, handler=wire.through(on_client_management_event.lambda_handler))

        assert requests.keys() == {"GetItem", "BatchGetItem", "Query"}
        assert (version(api, kept), version(api, gone)) == (2, 3)


class TestRequests:
    def test_an_assignment_takes_two(self, api: Api, client_management: ClientManagement) -> None:
        number = api.created({})
        wire = Wire()
        wire.wiring.tenants.of(api.tenant)

        with wire.counting() as requests:
            client_management.tell(
                client_management.assigned(number),
                handler=wire.through(on_client_management_event.lambda_handler),
            )

        assert requests == Counter(BatchGetItem=1, TransactWriteItems=1)

    def test_a_new_name_takes_one_for_each_member_and_a_few(
        self, api: Api, store: Store, client_management: ClientManagement
    ) -> None:
        for _ in range(150):
            store(legal_entities=(LegalEntityReference("L1", "Bakery"),))
        wire = Wire()
        wire.wiring.tenants.of(api.tenant)

        with wire.counting() as requests:
            client_management.tell(
                client_management.updated(), handler=wire.through(on_client_management_event.lambda_handler)
            )

        assert requests == Counter(GetItem=1 + 2, PutItem=1, Query=1, BatchGetItem=2, TransactWriteItems=150)

    def test_a_list_by_company_does_not_read_those_who_have_left(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        client_management.tell(client_management.created(), client_management.assigned(number))
        client_management.tell(client_management.unassigned(number, at=1))
        wire = Wire()
        event = api.event("GET", "/customers", query={"q": "b2b.legalEntities.id:L1"})

        with wire.counting() as requests:
            answer = wire.through(list_customers.lambda_handler)(event, None)

        assert answer["body"] == "[]"
        assert requests["BatchGetItem"] == 0
        assert requests["Query"] >= 1


class TestCustomersThatAreNotThere:
    @pytest.mark.parametrize("event", ["assigned", "unassigned"])
    def test_the_event_of_an_unknown_one_comes_again_until_it_is_there(
        self, api: Api, client_management: ClientManagement, event: str
    ) -> None:
        told: Told = getattr(client_management, event)("1001")
        first = client_management.failing(told)
        api.created({"id": "1001"})

        again = client_management.failing(told)

        assert (first, again) == ([0], [])
        assert companies(api, "1001") == ([shown(name=None)] if event == "assigned" else [])

    @pytest.mark.parametrize("event", ["assigned", "unassigned"])
    def test_that_of_a_deleted_one_is_dropped(
        self, api: Api, table: Table, client_management: ClientManagement, event: str
    ) -> None:
        number = api.created({})
        api.delete(number)

        client_management.tell(getattr(client_management, event)(number))

        assert table.get(membership_key(api.tenant, "L1", number)) is None
        assert api.get(number).status == 404

    def test_a_name_leaves_out_a_deleted_one(self, api: Api, client_management: ClientManagement) -> None:
        number, kept = api.created({}), api.created({})
        client_management.tell(client_management.assigned(number), client_management.assigned(kept))
        api.delete(number)

        client_management.tell(client_management.created())

        assert api.get(number).status == 404
        assert members(api) == [kept]
        assert companies(api, kept) == [shown()]

    def test_who_gets_the_number_again_is_not_in_the_companies_of_the_one_before(
        self,
        api: Api,
        client_management: ClientManagement,
        configure: Callable[[str, object], None],
    ) -> None:
        configure("enableRecreationOfDeletedCustomer", True)
        api.created({"id": "1001"})
        client_management.tell(client_management.assigned("1001"), client_management.assigned("1001", "L2"))
        client_management.tell(client_management.unassigned("1001", "L2", at=1))
        api.delete("1001")
        assert api.create({"id": "1001"}).status == 201

        client_management.tell(client_management.created(), client_management.created("L2"))
        client_management.tell(client_management.assigned("1001", "L2"))

        assert companies(api, "1001") == []
        assert (members(api), members(api, "L2")) == ([], [])

        client_management.tell(client_management.assigned("1001", assignment="a9", at=2))

        assert companies(api, "1001") == [shown(assignment="a9")]
        assert members(api) == ["1001"]


class TestFailures:
    def test_a_malformed_event_fails_and_the_others_of_its_batch_do_not(
        self,
        api: Api,
        client_management: ClientManagement,
        caplog: pytest.LogCaptureFixture,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        number = api.created({})
        malformed = client_management.event("legalentity-created", 0, legalEntityId="L1", name="x" * 300)

        failed = client_management.failing(malformed, client_management.assigned(number))

        assert failed == [0]
        assert companies(api, number) == [shown(name=None)]
        (record,) = caplog.records
        assert vars(record)["error_type"] == "MalformedEvent"
        assert "xxx" not in f"{vars(record)} {capsys.readouterr().out}"

    def test_other_events_of_client_management_are_passed_over(
        self, client_management: ClientManagement
    ) -> None:
        client_management.tell(client_management.event("location-created", 0, legalEntityId="L1"))

    def test_a_customer_that_cannot_hold_one_more_fails_alone(
        self, api: Api, store: Store, client_management: ClientManagement, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        full = store(legal_entities=(LegalEntityReference("L1", "B"),), mixins={"m": {"text": "x" * 10_000}})
        small = store(legal_entities=(LegalEntityReference("L1", "B"),))
        monkeypatch.setattr(items, "MAX_CUSTOMER_BYTES", 10_000)

        failed = client_management.failing(client_management.created())

        assert failed == [0]
        assert companies(api, full) == [shown(name="B", assignment=None)]
        assert companies(api, small) == [shown(assignment=None)]

    def test_a_fault_of_the_table_that_passes_is_not_noticed(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        wire = Wire()
        wire.fail("TransactWriteItems", "lost", times=1)

        client_management.tell(
            client_management.assigned(number),
            handler=wire.through(on_client_management_event.lambda_handler),
        )

        assert companies(api, number) == [shown(name=None)]
        assert version(api, number) == 2

    @pytest.mark.parametrize("event", ["created", "deleted"])
    def test_a_company_with_more_members_than_there_is_time_for_is_gone_on_with(
        self, api: Api, store: Store, client_management: ClientManagement, event: str
    ) -> None:
        numbers = [store(legal_entities=(LegalEntityReference("L1", "B"),)) for _ in range(120)]
        told: Told = getattr(client_management, event)(at=4000)
        wire = Wire()
        handler = wire.through(on_client_management_event.lambda_handler)

        runs = [client_management.failing(told, handler=handler, looks=50) for _ in range(6)]

        assert (runs[:2], runs[-1]) == ([[0], [0]], [])
        assert wire.requests["TransactWriteItems"] == len(numbers)
        expected = [shown(assignment=None)] if event == "created" else []
        assert all(companies(api, number) == expected for number in numbers)
        assert len(members(api)) == (len(numbers) if event == "created" else 0)
