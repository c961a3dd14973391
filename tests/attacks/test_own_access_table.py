"""What a customer may know and write of itself and of its colleagues with `_own` scopes: one table, one file.

The members come from the code. A new one fails the first tests until its row here says what becomes of it.
"""

import base64
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

import pytest

from shared.domain.customers.customer import Customer, customer_document
from shared.domain.query import fields as query_fields
from shared.http.bodies.customer import CustomerSignupBySeller, CustomerUpdateBySeller
from tests.attacks.own_scene import (
    ADMIN,
    COLLEAGUE,
    ELSEWHERE,
    FOREIGN,
    MOMENT,
    OTHER,
    OWN,
    ROLES,
    TARGETS,
    Scene,
    customer,
    scene_of,
)
from tests.attacks.own_table import CALLS, EVERYTHING, REFUSED, SHOWN, WRITES, WRITTEN, conditions, write


@pytest.fixture(scope="module")
def scenes(empty_table: None) -> Mapping[str, Scene]:
    """Scenes that are only looked at."""
    return {role: scene_of(role) for role in ROLES}


@pytest.fixture(scope="module")
def scene_for(empty_table: None) -> Callable[..., Scene]:
    """Makes a scene for all tests in which the caller does the same, each with a member of its own."""

    @cache
    def scene(role: str, *does: str) -> Scene:
        return scene_of(role)

    return scene


def leaves(tree: Mapping[str, Any], *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the paths to all members of a tree of fields or of a document; what is below mixins is one."""
    for name, inner in tree.items():
        below = _merged(inner) if isinstance(inner, list) else inner
        if isinstance(below, Mapping) and name != "mixins":
            yield from leaves(below, *path, name)
        else:
            yield (*path, name)


def _merged(elements: list[Any]) -> Mapping[str, Any] | None:
    """Return the members of all elements of a list as one object; None for a list of plain values."""
    members = (each.items() for each in elements if isinstance(each, dict))
    return dict(itertools.chain.from_iterable(members)) or None


def values_at(document: Any, path: str) -> list[Any]:
    """Return all values at a path of a document."""
    values = [document]
    for member in path.split("."):
        values = list(itertools.chain.from_iterable(v if isinstance(v, list) else [v] for v in values))
        values = [value[member] for value in values if member in value]
    return list(itertools.chain.from_iterable(v if isinstance(v, list) else [v] for v in values))


class TestTheTable:
    def test_names_every_member_that_a_customer_has(self) -> None:
        whole = customer("any", ELSEWHERE)

        assert {".".join(path) for path in leaves(customer_document(whole))} == SHOWN.keys()
        assert {".".join(path) for path in leaves(query_fields.CUSTOMER)} == SHOWN.keys()

    def test_is_about_a_customer_that_lacks_nothing(self) -> None:
        """A new attribute of a customer has a value here, or its member would not be looked at."""
        blank = Customer(tenant="t", number="n", created_at=MOMENT, modified_at=MOMENT, incarnation="i")
        whole = customer("any", ELSEWHERE)
        state = {
            "version",
            "type",
            "active",
            "on_hold",
            "session_epoch",
            "created_at",
            "modified_at",
            "trace",
            "moved_at",
            "rest",
            "schema",
            "proof_id",
            "joins_company",
            "unconfirmed_until",
        }

        like_blank = {f.name for f in fields(Customer) if getattr(whole, f.name) == getattr(blank, f.name)}
        assert like_blank == state

    def test_names_every_member_that_a_body_has(self) -> None:
        bodies = (CustomerUpdateBySeller, CustomerSignupBySeller)
        names = {each.alias or name for body in bodies for name, each in body.model_fields.items()}

        assert names == WRITES.keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("target", TARGETS)
def test_reading(scenes: Mapping[str, Scene], target: str, role: str) -> None:
    me = scenes[role].me
    query = {"expand": EVERYTHING}
    listed = [
        next(each for each in answer.json if each["id"] == target)
        for answer in (me.listed(query=query), me.search({}, query=query))
    ]
    whole = customer_document(customer("any", target))
    expected = {path: values_at(whole, path) for path in SHOWN}
    if target != OWN:
        expected = {
            path: [value for value in values if SHOWN[path] and value not in FOREIGN]
            for path, values in expected.items()
        }

    for shown in (me.get(target, query=query).json, *listed):
        assert {path: values_at(shown, path) for path in SHOWN} == expected


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_hidden_is_anywhere_in_an_answer(scenes: Mapping[str, Scene], role: str) -> None:
    me, query = scenes[role].me, {"expand": EVERYTHING}
    hidden = [
        str(value)
        for number in (COLLEAGUE, ELSEWHERE)
        for path, is_shown in SHOWN.items()
        if not is_shown
        for value in values_at(customer_document(customer("any", number)), path)
        if number in str(value)
    ]
    assert len(hidden) > 80

    answers = [me.get(COLLEAGUE, query=query), me.get(ELSEWHERE, query=query)]
    answers += [me.listed(query=query), me.search({}, query=query)]
    for answer in answers:
        assert answer.status == 200
        assert [value for value in (*hidden, *FOREIGN) if value in answer.text] == []


@pytest.mark.parametrize("path", SHOWN)
def test_filtering(scenes: Mapping[str, Scene], path: str) -> None:
    for role, q in itertools.product(ROLES, conditions(path)):
        me = scenes[role].me
        for answer in (me.listed(query={"q": q}), me.search({"q": q})):
            assert answer.status == (200 if SHOWN[path] else 403), (role, q, answer.text)


@pytest.mark.parametrize("path", SHOWN)
def test_sorting(scenes: Mapping[str, Scene], path: str) -> None:
    for role, sort in itertools.product(ROLES, (path, f"active,{path}:desc")):
        answer = scenes[role].me.listed(query={"sort": sort, "pageSize": 1})
        assert answer.status == (200 if SHOWN[path] else 403), (role, sort, answer.text)
        if SHOWN[path]:
            cursor = answer.headers["X-Next-Cursor"]
            position = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
            assert not any(word in position.lower() for word in ("brewery", '"l2"', "a-2"))


@pytest.mark.parametrize(
    "field", ["addresses", "defaultAddress", "addresses.metadata.mixins.x", "addresses.mixins.gate.code"]
)
def test_what_is_above_and_below_a_hidden_member_cannot_be_asked_for_either(
    scenes: Mapping[str, Scene], field: str
) -> None:
    me = scenes[ADMIN].me

    assert me.listed(query={"q": f"{field}:exists"}).status == 403
    assert me.listed(query={"sort": field}).status == 403


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("q", "status"),
    [
        ("b2b.legalEntities.id:L2", 403),
        ("b2b.legalEntities.id:(L1,L2)", 403),
        ("compoundLogicalQuery:((b2b.legalEntities.id:L2) OR (id:x))", 403),
        ("b2b.legalEntities.id:~L2", 200),
        ("b2b.legalEntities.id:>L1", 200),
        ("b2b.legalEntities.id:(>=L2 AND <=L9)", 200),
        ("b2b.legalEntities.name:Brewery", 200),
        ("b2b.legalEntities.name:~^brew", 200),
        ("b2b.legalEntities.contactAssignmentId:a-2", 200),
        ("compoundLogicalQuery:((b2b.legalEntities.name:Brewery) OR (id:x))", 200),
    ],
)
def test_no_filter_finds_a_colleague_by_a_company_that_the_caller_is_not_in(
    scenes: Mapping[str, Scene], q: str, status: int, role: str
) -> None:
    answer = scenes[role].me.listed(query={"q": q})

    assert answer.status == status
    assert status == 403 or answer.json == []


def test_a_filter_by_ones_own_company_finds_everybody_in_it(scenes: Mapping[str, Scene]) -> None:
    assert set(scenes[OTHER].me.numbers(q="b2b.legalEntities.id:L1")) == set(TARGETS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "q",
    [
        "addresses.city:~^elsewhere",
        "defaultAddress.city:elsewhere-home-city",
        "b2b.legalEntities.id:L2",
        "b2b.legalEntities.name:Brewery",
        "accounts.providerId:idp-elsewhere",
        "lastLogin:>2026-02-01 id:elsewhere",
    ],
)
def test_a_wide_scope_for_others_tells_no_more_of_colleagues(role: str, q: str) -> None:
    me = scene_of(role, scopes=("customer.customer_read--FR", "customer.customer_read_own")).me

    assert set(me.numbers()) == set(TARGETS)
    assert me.numbers(q=q) == []
    assert me.numbers(q=q, sort="addresses.city:desc") == []


class TestWriting:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("target", TARGETS)
    @pytest.mark.parametrize("by", ["PATCH", "PUT", "PUT as a merge"])
    @pytest.mark.parametrize("member", WRITES)
    def test_changing(
        self, scene_for: Callable[..., Scene], member: str, by: str, target: str, role: str
    ) -> None:
        scene = scene_for(role, by, target)
        value, of_oneself, of_colleague = WRITES[member]
        managed = {OWN: of_oneself, COLLEAGUE: of_colleague if role == ADMIN else REFUSED}
        expected = managed.get(target, REFUSED)
        before = scene.api.get(target, query={"expand": EVERYTHING}).json

        answer = write(scene.me, by, target, member, value)

        assert answer.status == (403 if expected == REFUSED else 204 if "PUT" in by else 200), answer.text
        after = scene.api.get(target, query={"expand": EVERYTHING}).json
        if expected == WRITTEN:
            assert contains(after[member], value)
        else:
            assert after[member] == before[member] if member in before else member not in after
        if expected == REFUSED:
            assert after == before
        assert (after["restriction"], after["type"]) == ("DE", "CUSTOMER")
        assert (after["accounts"], after["addresses"]) == (before["accounts"], before["addresses"])

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("member", WRITES)
    @pytest.mark.parametrize("by", ["POST", "PUT"])
    def test_creating(self, scene_for: Callable[..., Scene], by: str, member: str, role: str) -> None:
        scene = scene_for(role, "creating", by)
        value, _, of_colleague = WRITES[member]
        expected = of_colleague if role == ADMIN else REFUSED
        body = {"firstName": "Bo", "lastName": "Li", "company": "Li AG", member: value}
        before = set(scene.api.numbers())

        answer = scene.me.create(body) if by == "POST" else scene.me.put(f"new-{member}", body)

        if expected == REFUSED:
            assert (answer.status, set(scene.api.numbers())) == (403, before)
            return
        assert answer.status == 201, answer.text
        made = scene.api.get(answer.json["id"], query={"expand": EVERYTHING}).json
        assert [entity["id"] for entity in made["b2b"]["legalEntities"]] == ["L1"]
        assert "password" not in made
        if expected == WRITTEN and (by == "PUT" or member in CustomerSignupBySeller.__annotations__):
            assert contains(made[member], value)


def contains(shown: Any, value: Any) -> bool:
    """Return whether what is shown has the value that was written, beside others where it is an object."""
    if isinstance(value, dict):
        return all(contains(shown.get(name), inner) for name, inner in value.items())
    return bool(shown == value)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("call", CALLS)
def test_what_is_not_a_member(call: str, target: str, role: str) -> None:
    scene = scene_of(role)
    reaches = target == OWN or (target == COLLEAGUE and role == ADMIN)

    answer = CALLS[call](scene.me, target)

    if (call, target, role) == ("delete", OWN, ADMIN):
        assert answer.status == 409  # the only ADMIN of its company
        assert scene.api.get(target).status == 200
        return
    assert answer.status == (({"delete": 202, "list sessions": 200}.get(call, 204)) if reaches else 403)
    if not reaches:
        assert scene.api.get(target).status == 200
        assert len(CALLS["list sessions"](scene.api, target).json) == 1
