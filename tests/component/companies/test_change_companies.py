"""PUT, DELETE and the hierarchy of companies, while others write, too."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from shared.adapters.dynamodb.keys import edge_key
from shared.adapters.dynamodb.table import Table
from shared.domain.companies import hierarchy
from shared.domain.companies.hierarchy import MAX_DEPTH
from tests.component.api import Answer, Api
from tests.component.companies.api import MANAGE, CompanyApi
from tests.component.lost_answers import OverWire
from tests.component.wire import WRITES, Wire


def chain(companies: CompanyApi, length: int, prefix: str = "c") -> list[str]:
    """Companies below each other, the topmost first."""
    made: list[str] = []
    for position in range(length):
        above = {"parentId": made[-1]} if made else {}
        made.append(companies.created(f"{prefix}{position}", id=f"{prefix}{position}", **above))
    return made


def move(companies: CompanyApi, entity_id: str, parent_id: str | None) -> Answer:
    """Give a company another parent, or none."""
    kind = "COMPANY" if parent_id is None else "SUBSIDIARY"
    return companies.put(entity_id, {"name": entity_id, "type": kind, "parentId": parent_id})


def test_a_put_replaces_and_counts_the_version(companies: CompanyApi) -> None:
    entity_id = companies.created(legalInfo={"legalName": "Muster"})

    answer = companies.put(entity_id, {"name": "Muster AG", "type": "COMPANY"})

    document = companies.get(entity_id).json
    assert (answer.status, document["name"], document["metadata"]["version"]) == (204, "Muster AG", 2)
    assert "legalInfo" not in document
    assert companies.put(entity_id, {"name": "Muster AG", "type": "COMPANY"}).status == 204
    assert companies.get(entity_id).json["metadata"]["version"] == 2
    assert list(companies.put(entity_id, {"name": "Muster AG"}).problems) == ["type"]


def test_what_was_read_can_be_sent_back(companies: CompanyApi) -> None:
    entity_id = companies.created(accountLimit={"currency": "EUR", "value": 1.5}, mixins={"a": {"b": [1]}})
    read = companies.get(entity_id)

    answer = companies.put(entity_id, read.json, headers={"If-Match": read.headers["ETag"]})

    assert (answer.status, companies.get(entity_id).text) == (204, read.text)


def test_a_put_creates_under_its_id(companies: CompanyApi) -> None:
    answer = companies.put("muster", {"name": "Muster", "type": "COMPANY"})

    assert (answer.status, answer.json) == (201, {"id": "muster"})
    assert companies.put("not an id", {"name": "Muster", "type": "COMPANY"}).status == 400
    stale = companies.put("other", {"name": "Muster", "type": "COMPANY", "metadata": {"version": 1}})
    assert (stale.status, companies.get("other").status) == (409, 404)


def test_a_stale_version_and_a_stale_tag_are_refused(companies: CompanyApi) -> None:
    entity_id = companies.created()
    tag = companies.get(entity_id).headers["ETag"]
    body = {"name": "Muster AG", "type": "COMPANY"}
    companies.put(entity_id, body)

    assert companies.put(entity_id, {**body, "name": "X", "metadata": {"version": 1}}).status == 409
    assert companies.put(entity_id, {**body, "name": "X"}, headers={"If-Match": tag}).status == 412
    assert companies.delete(entity_id, headers={"If-Match": tag}).status == 412
    only_new = companies.put(entity_id, {**body, "name": "X"}, headers={"If-None-Match": "*"})
    assert (only_new.status, only_new.json["resourceId"]) == (412, entity_id)
    assert companies.get(entity_id).json["name"] == "Muster AG"


@pytest.mark.usefixtures("restrictions")
def test_a_put_keeps_the_restriction_unless_it_names_another(companies: CompanyApi, api: Api) -> None:
    entity_id, free = companies.created(restrictions=["DE"]), companies.created()
    limited, body = CompanyApi(api.as_(f"{MANAGE}--DE")), {"name": "X", "type": "COMPANY"}

    assert limited.put(entity_id, body).status == 204
    assert companies.get(entity_id).json["restrictions"] == ["DE"]
    assert [limited.put(entity_id, {**body, "restrictions": r}).status for r in ([], ["FR"])] == [403, 403]
    assert (limited.put(free, body).status, limited.delete(free).status) == (403, 404)
    assert companies.put(entity_id, {**body, "restrictions": []}).status == 204
    assert limited.get(entity_id).status == 404


def test_a_deleted_company_is_gone_and_its_id_is_free(companies: CompanyApi) -> None:
    entity_id = companies.created(mixins={"old": {}})
    tag = companies.get(entity_id).headers["ETag"]

    assert companies.delete(entity_id).status == 204
    assert (companies.get(entity_id).status, companies.delete(entity_id).status) == (404, 404)
    assert companies.ids() == []
    companies.created(id=entity_id)
    again = companies.get(entity_id)
    assert again.headers["ETag"] != tag
    assert (again.json["metadata"]["version"], "mixins" in again.json) == (1, False)


class TestHierarchy:
    def test_ten_levels_are_the_most(self, companies: CompanyApi) -> None:
        made = chain(companies, MAX_DEPTH)

        answer = companies.create({"name": "one more", "parentId": made[-1]})

        assert (answer.status, list(answer.problems)) == (400, ["parentId"])
        assert [each["id"] for each in companies.hierarchy(made[-1]).json] == made[::-1]

    def test_a_move_takes_along_what_is_below(self, companies: CompanyApi) -> None:
        upper, lower = chain(companies, 6, "u"), chain(companies, 5, "l")

        assert list(move(companies, lower[0], upper[-1]).problems) == ["parentId"]
        assert move(companies, lower[0], upper[-2]).status == 204
        assert len(companies.hierarchy(lower[-1]).json) == MAX_DEPTH
        assert companies.create({"name": "X", "parentId": lower[-1]}).status == 400
        assert move(companies, lower[0], None).status == 204
        assert len(companies.hierarchy(lower[-1]).json) == 5

    @pytest.mark.parametrize("below", [0, 1, 2])
    def test_a_circle_is_refused(self, companies: CompanyApi, below: int) -> None:
        made = chain(companies, 3)

        assert list(move(companies, made[0], made[below]).problems) == ["parentId"]
        assert "parentId" not in companies.get(made[0]).json

    def test_a_company_with_subsidiaries_cannot_be_deleted(self, companies: CompanyApi) -> None:
        parent, child = chain(companies, 2)

        answer = companies.delete(parent)

        assert (answer.status, f"'{child}'" in answer.json["message"]) == (409, True)
        assert answer.json["resourceId"] == parent
        assert (companies.delete(child).status, companies.delete(parent).status) == (204, 204)

    def test_too_many_below_are_moved_one_by_one(
        self, companies: CompanyApi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from shared.adapters.dynamodb.stores import companies as store

        for module in (store, hierarchy):
            monkeypatch.setattr(module, "MAX_MOVED", 2)
        made, other = chain(companies, 4), companies.created()

        answer = move(companies, made[0], other)

        assert (answer.status, move(companies, made[1], other).status) == (409, 204)

    @pytest.mark.usefixtures("restrictions")
    def test_it_ends_before_a_company_that_the_caller_may_not_see(
        self, companies: CompanyApi, api: Api
    ) -> None:
        top = companies.created()
        middle = companies.created(parentId=top, restrictions=["DE"])
        low = companies.created(parentId=middle, restrictions=["DE"])
        limited = CompanyApi(api.as_(MANAGE, restrictions={"DE"}))

        assert [each["id"] for each in limited.hierarchy(low).json] == [low, middle]
        assert limited.hierarchy(top).status == 404


class TestRaces:
    """A rival's write lies between what a call has read and what it writes."""

    @pytest.fixture
    def wire(self) -> Wire:
        return Wire()

    @pytest.fixture
    def slow(self, tenant: str, wire: Wire) -> CompanyApi:
        """The companies, over a wire on which rivals write."""
        return CompanyApi(OverWire(tenant, wire=wire).as_(MANAGE))

    def test_two_moves_make_no_circle(self, companies: CompanyApi, slow: CompanyApi, wire: Wire) -> None:
        one, other = companies.created(id="one"), companies.created(id="other")
        wire.before(lambda: move(companies, other, one))

        answer = move(slow, one, other)

        assert (answer.status, list(answer.problems)) == (400, ["parentId"])
        assert [each["id"] for each in companies.hierarchy(other).json] == [other, one]

    def test_a_new_subsidiary_and_a_move_stay_within_ten_levels(
        self, companies: CompanyApi, slow: CompanyApi, wire: Wire
    ) -> None:
        upper, lower = chain(companies, 8, "u"), chain(companies, 2, "l")
        wire.before(lambda: companies.created(parentId=lower[-1]))

        assert list(move(slow, lower[0], upper[-1]).problems) == ["parentId"]

    def test_a_parent_that_is_deleted_meanwhile_gets_no_subsidiary(
        self, companies: CompanyApi, slow: CompanyApi, wire: Wire
    ) -> None:
        parent = companies.created()
        wire.before(lambda: companies.delete(parent))

        assert list(slow.create({"name": "X", "parentId": parent}).problems) == ["parentId"]

    def test_a_company_that_gets_a_subsidiary_meanwhile_is_not_deleted(
        self, companies: CompanyApi, slow: CompanyApi, wire: Wire
    ) -> None:
        parent = companies.created()
        wire.before(lambda: companies.created(parentId=parent))

        assert (slow.delete(parent).status, companies.get(parent).status) == (409, 200)

    def test_a_rename_keeps_what_a_new_subsidiary_has_told_its_parent(
        self, companies: CompanyApi, slow: CompanyApi, wire: Wire
    ) -> None:
        parent = companies.created()
        wire.before(lambda: companies.created(parentId=parent))

        assert slow.put(parent, {"name": "New", "type": "COMPANY"}).status == 204
        assert (companies.get(parent).json["name"], companies.delete(parent).status) == ("New", 409)

    def test_of_twenty_creations_of_one_id_one_wins(self, companies: CompanyApi) -> None:
        with ThreadPoolExecutor(8) as pool:
            calls = [pool.submit(companies.create, {"name": f"n{i}", "id": "one"}) for i in range(20)]

        assert Counter(call.result().status for call in calls) == Counter({201: 1, 409: 19})

    def test_many_subsidiaries_of_one_parent_are_all_created(
        self, companies: CompanyApi, table: Table, tenant: str
    ) -> None:
        parent = companies.created()
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(partial(companies.created, parentId=parent), map(str, range(24))))

        assert len(companies.ids(parentId=parent, pageSize="100")) == 24
        assert all(table.get(edge_key(tenant, parent, each)) is not None for each in made)

    def test_a_lost_answer_writes_nothing_twice(
        self, companies: CompanyApi, slow: CompanyApi, wire: Wire, impatient: None
    ) -> None:
        entity_id = companies.created()
        for request in WRITES:
            wire.fail(request, "lost", times=1)
        wire.meanwhile(lambda: companies.put(entity_id, {"name": "rival", "type": "COMPANY"}))

        assert slow.put(entity_id, {"name": "own", "type": "COMPANY"}).status == 204
        document = companies.get(entity_id).json
        assert (document["name"], document["metadata"]["version"]) == ("rival", 3)
