"""Legal entities and their contacts, from the queue to the customers of the API (api.md §7, events.md)."""

import itertools

from shared.adapters.dynamodb.keys import customer_key, legal_entity_key, membership_key
from shared.adapters.dynamodb.table import Table
from shared.domain.instants import now
from tests.component.api import Api
from tests.component.legal_entities.client_management import (
    ClientManagement,
    companies,
    members,
    shown,
)
from tests.component.legal_entities.stored import version
from tests.component.wire import Wire
from triggers import on_client_management_event

DAYS_30 = 30 * 24 * 3600


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

    def test_the_name_follows_with_the_event_of_the_company(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        client_management.tell(client_management.assigned(number))
        before = companies(api, number)

        client_management.tell(client_management.created())

        assert before == [shown(name=None)]
        assert companies(api, number) == [shown()]

    def test_an_unassigned_customer_no_longer_belongs_to_it(
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

    def test_an_assignment_that_arrives_after_its_deletion_has_no_effect(
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

    def test_a_retried_event_writes_nothing(self, api: Api, client_management: ClientManagement) -> None:
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
