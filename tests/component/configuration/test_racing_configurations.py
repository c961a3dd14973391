"""Many callers at once: one wins where only one can, and no change is lost (api.md §3)."""

import pytest

from shared.runtime.wiring import wiring
from tests.component.configuration.api import ConfigurationApi
from tests.component.rivals import at_once, statuses


@pytest.mark.parametrize("version", [1, 2])
def test_of_many_puts_with_one_version_exactly_one_wins(
    configurations: ConfigurationApi, version: int
) -> None:
    configurations.create({"key": "own", "value": 1})
    configurations.put("own", {"value": version})

    answers = at_once(
        lambda rival: configurations.put("own", {"value": f"by {rival}", "version": version}), rivals=10
    )

    assert statuses(answers) == {200: 1, 409: 9}
    assert configurations.get("own").json["version"] == version + 1


def test_of_many_posts_of_one_key_exactly_one_wins_even_with_the_same_value(
    configurations: ConfigurationApi,
) -> None:
    answers = at_once(lambda rival: configurations.create({"key": "own", "value": 1}), rivals=10)

    assert statuses(answers) == {201: 1, 409: 9}


def test_of_many_posts_that_share_a_key_one_is_carried_out_whole_and_the_others_not_at_all(
    configurations: ConfigurationApi,
) -> None:
    answers = at_once(
        lambda rival: configurations.create({"key": f"own{rival}", "value": 1}, {"key": "all", "value": 1}),
        rivals=5,
    )

    assert statuses(answers) == {201: 1, 409: 4}
    assert len(configurations.listed().json) == 2


def test_puts_without_a_version_all_apply_one_after_the_other(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "restrictions", "value": []})

    answers = at_once(lambda rival: configurations.put("restrictions", {"value": [f"R{rival}"]}), rivals=5)

    assert statuses(answers) == {200: 5}
    assert sorted(answer.json["version"] for answer in answers) == [2, 3, 4, 5, 6]
    assert len(wiring().tenants.restrictions_ever(configurations.caller.tenant)) == 5


def test_many_deletes_leave_it_deleted(configurations: ConfigurationApi) -> None:
    configurations.create({"key": "own", "value": 1})

    answers = at_once(lambda _: configurations.delete("own"), rivals=5)

    assert set(statuses(answers)) <= {204, 404}
    assert configurations.get("own").status == 404
