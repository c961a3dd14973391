"""Events of one legal entity at the same moment, with real threads: no profile is left with what is over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from shared.adapters.dynamodb.keys import customer_key, membership_key
from shared.adapters.dynamodb.table import Table
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.legal_entities import LegalEntity, named
from shared.ports.customers import Contact
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.legal_entities.client_management import (
    ClientManagement,
    Told,
    companies,
    members,
    shown,
)

ROUNDS = 6
MEMBERS = 12
Store = Callable[..., str]


def at_once(*calls: Callable[[], object]) -> None:
    """Every call, started together; what one of them raises comes up."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        start.wait()
        call()

    with ThreadPoolExecutor(len(calls)) as threads:
        list(threads.map(run, calls))


@pytest.fixture
def store_members(store: Store) -> Callable[[str], list[str]]:
    def members_of(entity: str) -> list[str]:
        return [store(legal_entities=(LegalEntityReference(entity, "Bakery"),)) for _ in range(MEMBERS)]

    return members_of


@pytest.mark.parametrize("entity", [f"L{n}" for n in range(ROUNDS)])
class TestRaces:
    def test_a_customer_assigned_during_a_rename_has_the_new_name(
        self, api: Api, client_management: ClientManagement, entity: str
    ) -> None:
        numbers = [api.created({}) for _ in range(MEMBERS)]
        client_management.tell(client_management.created(entity))

        at_once(
            partial(client_management.tell, client_management.updated(entity, at=1)),
            *(
                partial(client_management.tell, client_management.assigned(number, entity))
                for number in numbers
            ),
        )

        assert [companies(api, number) for number in numbers] == [[shown(entity, "Brewery")]] * MEMBERS
        assert members(api, entity) == sorted(numbers)

    def test_of_renames_at_once_the_latest_reaches_everybody(
        self,
        api: Api,
        client_management: ClientManagement,
        store_members: Callable[[str], list[str]],
        entity: str,
    ) -> None:
        numbers = store_members(entity)

        at_once(
            *(
                partial(client_management.tell, client_management.updated(entity, f"name {n}", at=n))
                for n in range(4)
            )
        )

        expected = [shown(entity, "name 3", None)]
        assert [companies(api, number) for number in numbers] == [expected] * MEMBERS

    def test_nobody_who_is_assigned_during_its_deletion_is_left_in_a_company(
        self, api: Api, table: Table, client_management: ClientManagement, entity: str
    ) -> None:
        numbers = [api.created({}) for _ in range(MEMBERS)]
        client_management.tell(client_management.created(entity))

        at_once(
            partial(client_management.tell, client_management.deleted(entity, at=1)),
            *(
                partial(client_management.tell, client_management.assigned(number, entity))
                for number in numbers
            ),
        )

        assert [companies(api, number) for number in numbers] == [[]] * MEMBERS
        rows = [table.get(membership_key(api.tenant, entity, number)) for number in numbers]
        assert all(row is not None and "expiresAt" in row for row in rows)

    def test_a_deletion_and_a_later_beginning_end_with_those_that_were_assigned_since(
        self,
        api: Api,
        client_management: ClientManagement,
        store_members: Callable[[str], list[str]],
        entity: str,
    ) -> None:
        numbers = store_members(entity)
        since = [api.created({}) for _ in range(3)]

        at_once(
            partial(client_management.tell, client_management.deleted(entity, at=5000)),
            partial(client_management.tell, client_management.created(entity, "Brewery", at=5001)),
            *(
                partial(client_management.tell, client_management.assigned(number, entity, at=5002))
                for number in since
            ),
        )

        assert [companies(api, number) for number in numbers] == [[]] * MEMBERS
        assert [companies(api, number) for number in since] == [[shown(entity, "Brewery")]] * 3
        assert members(api, entity) == sorted(since)

    def test_a_customer_deleted_during_an_assignment_stays_deleted(
        self, api: Api, table: Table, client_management: ClientManagement, entity: str
    ) -> None:
        numbers = [api.created({}) for _ in range(4)]

        at_once(
            *(partial(api.delete, number) for number in numbers),
            *(
                partial(client_management.tell, client_management.assigned(number, entity))
                for number in numbers
            ),
            partial(client_management.tell, client_management.created(entity)),
        )

        assert [api.get(number).status for number in numbers] == [404] * 4
        marks = [table.get(customer_key(api.tenant, number)) for number in numbers]
        assert all(mark is not None and "details" not in mark for mark in marks)
        assert members(api, entity) == []

    def test_assignments_and_ends_at_once_of_one_customer_are_all_known_in_the_end(
        self, api: Api, client_management: ClientManagement, entity: str
    ) -> None:
        number = api.created({})
        told = [
            event(number, entity, f"a{n}", at=n)
            for n in range(4)
            for event in (client_management.assigned, client_management.unassigned)
        ]

        at_once(
            *(partial(client_management.tell, each) for each in told),
            partial(client_management.tell, client_management.assigned(number, entity, "b", at=1)),
            lambda: api.patch(number, {"title": "Dr"}),
        )

        assert companies(api, number) == [shown(entity, None, "b")]
        assert api.get(number).json["title"] == "Dr"

    def test_customers_that_colleagues_create_during_a_rename_have_the_new_name(
        self, api: Api, store: Store, client_management: ClientManagement, entity: str
    ) -> None:
        client_management.tell(client_management.created(entity))
        created: list[str] = []

        def create() -> None:
            created.extend(store(legal_entities=(LegalEntityReference(entity, "Bakery"),)) for _ in range(4))

        at_once(partial(client_management.tell, client_management.updated(entity, at=1)), create, create)

        expected = [shown(entity, "Brewery", None)]
        assert [companies(api, number) for number in created] == [expected] * 8


class TestWhatIsUnderWay:
    @pytest.fixture
    def number(self, store: Store) -> str:
        return store(legal_entities=(LegalEntityReference("L1", "Bakery"),))

    def revised(self, api: Api, told: Told, name: str) -> tuple[LegalEntity, list[Contact]]:
        """The legal entity as an event leaves it, and what the function that has it would go on with."""
        legal_entity = wiring().legal_entities.revise(
            api.tenant, "L1", lambda known: named(known, name, told.time)
        )
        return legal_entity, [
            each for some in wiring().legal_entities.unsettled(legal_entity) for each in some
        ]

    def test_an_older_name_goes_no_further_where_a_newer_one_has_come(
        self, api: Api, client_management: ClientManagement, number: str
    ) -> None:
        older, _ = self.revised(api, client_management.created(), "Older")
        client_management.tell(client_management.updated(at=1))

        assert list(wiring().legal_entities.unsettled(older)) == []
        assert companies(api, number) == [shown(name="Brewery", assignment=None)]

    def test_an_older_name_does_not_undo_a_newer_one(
        self, api: Api, client_management: ClientManagement, number: str
    ) -> None:
        older, (contact,) = self.revised(api, client_management.created(), "Older")
        client_management.tell(client_management.updated(at=1))

        wiring().legal_entities.settle(older, contact)

        assert companies(api, number) == [shown(name="Brewery", assignment=None)]

    def test_nobody_comes_back_to_a_company_that_has_been_deleted_again(
        self, api: Api, client_management: ClientManagement
    ) -> None:
        number = api.created({})
        client_management.tell(client_management.deleted(at=0), client_management.assigned(number, at=2))
        again, (contact,) = self.revised(api, client_management.created(at=1), "Again")
        client_management.tell(client_management.deleted(at=3))

        wiring().legal_entities.settle(again, contact)

        assert companies(api, number) == []
        assert members(api) == []
