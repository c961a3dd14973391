"""`customers history`: what has changed of a customer, for people and for programs."""

import json

import pytest

from tests.component.api import Api
from tests.component.cli.running import customers
from tests.component.cli.transfers import place
from tests.component.stored_customers import customer_of
from tools.rehearsal.stored import keep_history


@pytest.fixture
def number(api: Api) -> str:
    """The number of a customer with three entries."""
    number = api.created({"lastName": "Weber"})
    states = [customer_of(api.tenant, number)]
    for change in ({"lastName": "Meyer", "mixins": {"shop": {"a": "\u009b2J"}}}, {"onHold": True}):
        api.patch(number, change)
        states.append(customer_of(api.tenant, number))
    keep_history(*states)
    return number


def test_it_is_printed_for_people_the_newest_first(
    api: Api, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert customers("history", number, "--tenant", api.tenant, "--limit", "2", *place()).code == 0

    held, renamed, *changes = capsys.readouterr().out.splitlines()
    assert held.endswith("  3  customer.held  rehearsal")
    assert renamed.endswith("  2  customer.updated  rehearsal")
    assert changes == [
        '  lastName: "Weber" -> "Meyer"',
        '  mixins.shop.a: - -> "\N{REPLACEMENT CHARACTER}2J"',
    ]


def test_it_is_printed_as_the_api_shows_it(api: Api, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert customers("history", number, "--tenant", api.tenant, "--json", *place()).code == 0

    entries = json.loads(capsys.readouterr().out)
    assert [(entry["version"], entry["event"]) for entry in entries] == [
        (3, "customer.held"),
        (2, "customer.updated"),
        (1, "customer.created"),
    ]


def test_whoever_is_not_there_has_none(api: Api) -> None:
    done = customers("history", "nobody", "--tenant", api.tenant, *place())

    assert "has no customer nobody" in done.failure
