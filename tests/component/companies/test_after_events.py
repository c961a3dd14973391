"""Operations on companies that events have described: with parents that do not exist, and at any depth."""

import pytest

from shared.domain.companies.hierarchy import MAX_DEPTH, MAX_SHOWN
from shared.domain.customers.legal_entities import deleted, named
from shared.domain.instants import now
from shared.runtime.wiring import wiring
from tests.component.companies.api import CompanyApi


class Events:
    """Client management, while the tenant's companies were external."""

    def __init__(self, tenant: str) -> None:
        self._tenant = tenant

    def tell(self, entity_id: str, parent_id: str | None = None, name: str = "Bakery") -> None:
        profile = {"type": "COMPANY" if parent_id is None else "SUBSIDIARY", "parentId": parent_id}
        wiring().legal_entities.revise(
            self._tenant, entity_id, lambda known: named(known, name, now(), profile=profile)
        )

    def delete(self, entity_id: str) -> None:
        wiring().legal_entities.revise(self._tenant, entity_id, lambda known: deleted(known, now()))

    def chain(self, length: int, parent_id: str | None = None) -> list[str]:
        """Companies below each other, the topmost first."""
        ids = [f"e{position}" for position in range(length)]
        for entity_id, above in zip(ids, [parent_id, *ids], strict=False):
            self.tell(entity_id, above)
        return ids


@pytest.fixture
def events(tenant: str) -> Events:
    return Events(tenant)


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize("was_deleted", [False, True])
def test_a_company_is_not_made_below_those_that_name_it(
    companies: CompanyApi, events: Events, length: int, was_deleted: bool
) -> None:
    lowest = events.chain(length, "p")[-1]
    if was_deleted:
        events.tell("p")
        events.delete("p")
    body = {"name": "P", "type": "SUBSIDIARY", "parentId": lowest}

    assert list(companies.create({"id": "p", **body}).problems) == ["parentId"]
    assert list(companies.put("p", body).problems) == ["parentId"]
    assert companies.create({"id": "p", "name": "P"}).status == 201


def test_a_company_is_not_made_above_ten_levels(companies: CompanyApi, events: Events) -> None:
    events.chain(MAX_DEPTH, "x")
    body = {"name": "X", "type": "COMPANY"}

    assert list(companies.create({"id": "x", **body}).problems) == ["id"]
    assert list(companies.put("x", body).problems) == ["id"]
    assert companies.delete(f"e{MAX_DEPTH - 1}").status == 204
    assert companies.put("x", body).status == 201


def test_a_company_leaves_a_hierarchy_however_deep(companies: CompanyApi, events: Events) -> None:
    lowest = events.chain(121)[-1]
    assert len(companies.hierarchy(lowest).json) == MAX_SHOWN
    body = {"name": "Bakery", "type": "SUBSIDIARY", "parentId": "e60"}

    assert list(companies.put(lowest, body).problems) == ["parentId"]
    assert companies.put(lowest, {"name": "Bakery", "type": "COMPANY"}).status == 204
    assert [each["id"] for each in companies.hierarchy(lowest).json] == [lowest]


@pytest.mark.parametrize("ids", [["a#b", "c"], ["#", "##"], ["a#", "a#b", "a#b#c"]])
def test_pages_are_walked_through_whatever_ids_contain(
    companies: CompanyApi, events: Events, ids: list[str]
) -> None:
    for each in ids:
        events.tell(each)

    found, cursor = [], ""
    for _ in ids:
        answer = companies.listed(pageSize="1", **({"next": cursor} if cursor else {}))
        assert answer.status == 200, answer.text
        found += [each["id"] for each in answer.json]
        cursor = answer.headers.get("X-Next-Cursor", "")

    assert sorted(found) == ids
