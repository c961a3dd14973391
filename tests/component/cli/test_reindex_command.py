"""`customers reindex`: who was indexed before accents were left out of the order comes where it belongs."""

import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from shared.adapters.dynamodb.items.former_place import places
from shared.adapters.dynamodb.keys import customer_key, listed_tenant_key, standing_key
from shared.adapters.dynamodb.lists.plan import IndexRange, plan
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Delete, Update
from shared.domain.callers.access import EVERYWHERE
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.domain.tenants.standing import TextEntries
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.reindex import reindex
from tests.component.api import Api
from tests.component.cli.running import customers
from tests.component.cli.transfers import place
from tests.component.stored_customers import customer_of
from tests.component.tenants import a_minute_later, set_text_entries

NAMES = ["Zimmer", "Ärger", "Arger", "arger", "Ørsted", "Orsted", "Pohl", "Łódź", "Lodz"]
NAMES_OR_NONE = [*NAMES, None, ""]
MOMENT = datetime(2026, 11, 30, tzinfo=UTC)
IN_ORDER = ["Arger", "arger", "Ärger", "Lodz", "Łódź", "Orsted", "Ørsted", "Pohl", "Zimmer"]


class Broken(Exception):
    """The command was killed."""


@pytest.fixture
def residents(api: Api, restrictions: list[str]) -> None:
    """Customers from before, under the names; each has a company and an e-mail address like it."""
    set_text_entries(api.tenant, TextEntries.FORMER)
    for index, name in enumerate(NAMES_OR_NONE):
        email = {} if not name else {"contactEmail": f"{name}@example.com"}
        body = {"id": f"n{index}", "type": "CONTACT", "lastName": name, "company": name, **email}
        api.created({**body, "restriction": [*restrictions, None][index % 3]})


def names(api: Api, **query: str) -> list[str | None]:
    return [customer.get("lastName") for customer in api.listed(query=query).json]


def entries(tenant: str) -> TextEntries:
    a_minute_later(tenant)
    return wiring().tenants.text_entries(tenant)


def assert_lists_are_right(api: Api) -> None:
    assert names(api, sort="lastName") == ["", *IN_ORDER, None]
    assert names(api, sort="company:desc") == [*IN_ORDER[::-1], "", None]
    assert names(api, sort="contactEmail", q="contactEmail:exists") == IN_ORDER
    assert names(api, q="lastName:\u00c4rger") == ["\u00c4rger"]
    assert names(api, q="company:~^\u00c4r", sort="company") == ["\u00c4rger"]
    assert names(api, q="lastName:~^ar", sort="lastName") == ["Arger", "arger"]
    assert names(api, q="contactEmail:\u0141\u00d3D\u0179@example.com") == ["\u0141\u00f3d\u017a"]
    greater = names(api, q='lastName:>"Z"', sort="lastName")
    assert greater == ["arger", "\u00c4rger", "\u0141\u00f3d\u017a", "\u00d8rsted", "Zimmer"]


@pytest.mark.usefixtures("residents")
def test_lists_are_right_before_and_while_it_is_broken_off_and_after(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_lists_are_right(api)
    standings, indexes, tenant = wiring().standings, wiring().text_indexes, api.tenant
    waited: list[float] = []

    def killed_after(count: int) -> Callable[..., None]:
        left = iter(range(count))

        def write(write: Update) -> None:
            if next(left, None) is None:
                raise Broken
            original(write)

        return write

    original = wiring().table.write_alone
    for count in (0, 1, 3):
        with monkeypatch.context() as patch:
            patch.setattr(wiring().table, "write_alone", killed_after(count))
            with pytest.raises(Broken):
                reindex(
                    standings,
                    indexes,
                    [tenant],
                    progress=lambda _: None,
                    sleep=waited.append,
                    clock=lambda: MOMENT,
                )
        assert entries(tenant) is TextEntries.MOVING
        assert_lists_are_right(api)

    assert api.patch("n0", {"lastName": "\u00d6l"}).status == 200
    assert api.patch("n0", {"lastName": "Zimmer"}).status == 200
    moved = reindex(
        standings, indexes, [tenant], progress=lambda _: None, sleep=waited.append, clock=lambda: MOMENT
    )

    assert entries(tenant) is TextEntries.PRESENT
    assert moved[tenant] == len(NAMES) + 1 - (1 + 3) - 1
    assert waited == [90]
    assert_lists_are_right(api)
    chosen = plan(parse_query(""), parse_order("lastName"), EVERYWHERE, wiring().tenants.text_entries(tenant))
    assert chosen.ordered
    assert isinstance(chosen.source, IndexRange)


@pytest.mark.usefixtures("residents")
def test_it_changes_nothing_but_the_entries(api: Api, table: Table) -> None:
    before = {f"n{index}": customer_of(api.tenant, f"n{index}") for index in range(len(NAMES_OR_NONE))}

    said: list[object] = []
    reindex(wiring().standings, wiring().text_indexes, [api.tenant], progress=said.append, sleep=said.append)

    for number, customer in before.items():
        assert customer_of(api.tenant, number) == customer
        item = table.get(customer_key(api.tenant, number)) or {}
        assert (item["nameKey"]["S"], item["emailKey"]["S"], item["companyKey"]["S"]) == places(customer)
        assert item["version"] == {"N": "1"}


@pytest.mark.usefixtures("residents")
def test_the_command_does_it_for_all_tenants_or_one(
    api: Api, other_tenant: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.domain.tenants.standing.EFFECTIVE_SECONDS", -60)
    set_text_entries(other_tenant, TextEntries.FORMER)

    capsys.readouterr()
    done = customers("reindex", "--tenant", api.tenant, "--json", *place())
    assert done.code == 0, done.errors
    document = json.loads(capsys.readouterr().out)
    assert document == {"tenants": [api.tenant], "customersMoved": 10, "companiesListed": 0}
    assert (entries(api.tenant), entries(other_tenant)) == (TextEntries.PRESENT, TextEntries.FORMER)

    assert customers("reindex", *place()).code == 0
    assert entries(other_tenant) is TextEntries.PRESENT
    assert_lists_are_right(api)


def no_progress(_: str) -> None:
    """Say nothing."""


@pytest.mark.usefixtures("residents")
def test_former_entries_of_a_tenant_that_is_done_are_moved_too(api: Api) -> None:
    standings, indexes = wiring().standings, wiring().text_indexes
    set_text_entries(api.tenant, TextEntries.PRESENT)  # as of a tenant made while the release before runs
    waited: list[float] = []

    moved = reindex(standings, indexes, [api.tenant], progress=no_progress, sleep=waited.append)

    assert (moved, len(waited)) == ({api.tenant: len(NAMES) + 1}, 1)
    assert entries(api.tenant) is TextEntries.PRESENT
    assert_lists_are_right(api)
    again = reindex(standings, indexes, [api.tenant], progress=no_progress, sleep=waited.append)
    assert (again, len(waited)) == ({api.tenant: 0}, 1)


@pytest.mark.usefixtures("residents")
def test_a_tenant_that_is_deleted_meanwhile_is_passed_over(api: Api, other_tenant: str) -> None:
    set_text_entries(other_tenant, TextEntries.FORMER)
    said: list[str] = []

    def deleted(_: float) -> None:
        wiring().table.write(Delete(standing_key(other_tenant)))
        wiring().table.write(Delete(listed_tenant_key(other_tenant)))

    moved = reindex(
        wiring().standings,
        wiring().text_indexes,
        ["unknownone", other_tenant, api.tenant],
        progress=said.append,
        sleep=deleted,
    )

    assert moved == {api.tenant: len(NAMES) + 1}
    assert {"unknownone: deleted meanwhile", f"{other_tenant}: deleted meanwhile"} < {*said}
    assert entries(api.tenant) is TextEntries.PRESENT


def test_it_waits_from_the_time_at_which_its_decision_is_stored(api: Api) -> None:
    set_text_entries(api.tenant, TextEntries.FORMER)
    standings = wiring().standings
    waited: list[float] = []
    times = itertools.count()

    def slow_clock() -> datetime:
        return MOMENT + timedelta(seconds=next(times))

    reindex(
        standings,
        wiring().text_indexes,
        [api.tenant],
        progress=no_progress,
        sleep=waited.append,
        clock=slow_clock,
    )

    # The clock is looked at when the wait begins, too, one second after the decision was stored.
    assert waited == [89]


def test_of_an_unknown_tenant_it_says_so() -> None:
    done = customers("reindex", "--tenant", "unknownone", *place())

    assert done.code == 1
    assert "does not exist" in done.errors
