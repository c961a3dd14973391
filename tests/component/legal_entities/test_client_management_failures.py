"""What events about legal entities ask of the table, and which of them fail (events.md)."""

from collections import Counter
from collections.abc import Callable

import pytest

from shared.adapters.dynamodb.items import customer as items
from shared.adapters.dynamodb.keys import membership_key
from shared.adapters.dynamodb.table import Table
from shared.domain.callers.access import LegalEntityReference
from tenant_managed.customers import list_customers
from tests.component.api import Api
from tests.component.legal_entities.client_management import (
    ClientManagement,
    Told,
    companies,
    members,
    shown,
)
from tests.component.legal_entities.stored import Store, version
from tests.component.wire import Wire
from triggers import on_client_management_event


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
    def test_the_event_of_an_unknown_one_is_retried_until_it_is_there(
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

    def test_a_later_customer_of_the_number_is_not_in_the_companies_of_the_former(
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
    def test_a_company_with_more_contacts_than_there_is_time_for_is_resumed(
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
