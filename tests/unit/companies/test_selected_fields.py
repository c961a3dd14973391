"""`fields`: the members of an answer (property)."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.companies.queries import LEGAL_ENTITY_MEMBERS
from shared.domain.errors import BadParameter
from shared.http.selected_fields import selection

DOCUMENT = {
    "id": "L1",
    "name": "Bakery",
    "legalInfo": {"legalName": "B", "registrationId": "HRB 1"},
    "entitiesAddresses": [{"id": "a", "contactDetails": {"city": "Kiel"}}, {"id": "b"}],
    "mixins": {"x": {"y": [1, {"z": 2}]}},
}
NAMES = (
    "id",
    "name",
    "type",
    "legalInfo",
    "legalInfo.legalName",
    "legalInfo.registrationId",
    "entitiesAddresses",
    "entitiesAddresses.id",
    "entitiesAddresses.contactDetails.city",
    "mixins",
    "mixins.x.y",
)


def selected(*names: str) -> Any:
    request: Any = SimpleNamespace(words=lambda _: names)
    return selection(request, LEGAL_ENTITY_MEMBERS)(DOCUMENT)


def leaves(value: Any, path: str = "") -> set[str]:
    if isinstance(value, list):
        return {leaf for element in value for leaf in leaves(element, path)}
    if isinstance(value, dict):
        return {leaf for name, inner in value.items() for leaf in leaves(inner, f"{path}.{name}".strip("."))}
    return {path}


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_what_is_named_is_there_and_nothing_else(names: list[str]) -> None:
    shown = selected(*names)

    wanted = {"id", *names}
    expected = {
        leaf for leaf in leaves(DOCUMENT) if any(f"{leaf}.".startswith(f"{name}.") for name in wanted)
    }
    assert leaves(shown) == expected


def test_all_is_shown_without_it() -> None:
    assert selected() == DOCUMENT


@pytest.mark.parametrize("name", ["nme", "name.first", "legalInfo.x", "id."])
def test_what_is_unknown_is_refused(name: str) -> None:
    with pytest.raises(BadParameter):
        selected(name)
