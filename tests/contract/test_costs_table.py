"""The costs that README.md shows are some of those in docs/costs.md."""

from tests.contract.costs_table import COSTS, README, asked_of_dynamodb


def test_the_costs_in_the_readme_are_those_of_the_whole_table() -> None:
    whole, shown = asked_of_dynamodb(COSTS), asked_of_dynamodb(README)

    assert shown
    assert shown == {name: whole.get(name) for name in shown}
