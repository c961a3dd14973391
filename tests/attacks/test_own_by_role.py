"""Each kind of attack with an `_own` scope, again by those whose groups give them a role."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from shared.domain.roles import Role
from tests.attacks.own_scene import ADMIN, COLLEAGUE, ELSEWHERE, OTHER, OWN, TARGETS, Scene, scene_of
from tests.attacks.own_table import CALLS, EVERYTHING, SHOWN, WRITES, conditions, write
from tests.component.api import Api
from tests.component.groups.calls import MANAGE_GROUPS, GroupApi

Seen = list[Any]


def reading(me: Api) -> Seen:
    """What is shown, of each customer alone and of all."""
    query = {"expand": EVERYTHING}
    answers = [me.get(target, query=query) for target in TARGETS]
    return [
        (each.status, each.json) for each in (*answers, me.listed(query=query), me.search({}, query=query))
    ]


def filtering(me: Api) -> Seen:
    """Which members can be asked for."""
    return [(path, me.listed(query={"q": conditions(path)[-1]}).status) for path in SHOWN]


def sorting(me: Api) -> Seen:
    """Which members can be sorted by."""
    return [(path, me.listed(query={"sort": path}).status) for path in SHOWN]


def naming_a_company(me: Api) -> Seen:
    """Whether a company of others finds anybody."""
    fields = ("b2b.legalEntities.id:L2", "b2b.legalEntities.name:Brewery", "b2b.legalEntities.id:~L2")
    return [(answer.status, answer.json) for answer in (me.listed(query={"q": q}) for q in fields)]


def changing(me: Api) -> Seen:
    """Which members are written, of whom."""
    by = ("PATCH", "PUT")
    return [
        (how, target, member, write(me, how, target, member, value).status)
        for how in by
        for target in (ELSEWHERE, COLLEAGUE, OWN)
        for member, (value, _, _) in WRITES.items()
    ]


def creating(me: Api) -> Seen:
    """Who is created, with which members."""
    body = {"firstName": "Bo", "lastName": "Li"}
    made = [(member, me.create({**body, member: value}).status) for member, (value, _, _) in WRITES.items()]
    return [*made, me.put("new", body).status]


def acting(me: Api) -> Seen:
    """Whose sessions are read and ended, and who is deleted; oneself last, and only a session of others'."""
    kinds = [kind for kind in CALLS if kind != "delete"]
    kept = [
        (kind, target, CALLS[kind](me, target).status) for target in (ELSEWHERE, COLLEAGUE) for kind in kinds
    ]
    return [*kept, *(CALLS["delete"](me, target).status for target in (ELSEWHERE, COLLEAGUE))]


KINDS: Mapping[str, Callable[[Api], Seen]] = {
    each.__name__: each
    for each in (reading, filtering, sorting, naming_a_company, changing, creating, acting)
}


@pytest.fixture(scope="module")
def seen_by(empty_table: None) -> Callable[[str], Mapping[str, Seen]]:
    """All that a caller sees whose role comes from its assignment; tried once for each."""
    known: dict[str, Mapping[str, Seen]] = {}

    def seen(role: str) -> Mapping[str, Seen]:
        if role not in known:
            known[role] = tried(scene_of(role))
        return known[role]

    return seen


def tried(scene: Scene) -> Mapping[str, Seen]:
    """Try all kinds, in their order."""
    return {kind: attempt(scene.me) for kind, attempt in KINDS.items()}


@pytest.mark.parametrize("role", Role)
def test_a_role_by_a_group_reaches_as_far_as_the_table_says(
    role: Role, seen_by: Callable[[str], Mapping[str, Seen]]
) -> None:
    """An ADMIN of a group reaches what any ADMIN does, and every other role what a mere contact does."""
    scene = scene_of(OTHER)
    answer = GroupApi(scene.api.as_(MANAGE_GROUPS)).add(f"{role}.L1", OWN)
    assert answer.status == 201, answer.text

    found, expected = tried(scene), seen_by(ADMIN if role is Role.ADMIN else OTHER)

    for kind in KINDS:
        assert found[kind] == expected[kind], kind


def test_a_role_makes_a_difference_to_what_is_tried(seen_by: Callable[[str], Mapping[str, Seen]]) -> None:
    """Managing differs, and nothing that is shown does."""
    differing = {kind for kind in KINDS if seen_by(ADMIN)[kind] != seen_by(OTHER)[kind]}

    assert differing == {"changing", "creating", "acting"}
