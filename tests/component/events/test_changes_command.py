"""`customers changes` prints the feed, and goes on where it came to, whatever has ended it."""

import itertools
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import cli.changes
from cli.terminal.files import write_whole
from shared.domain.feed.changes import FeedEvent, Row
from shared.domain.feed.log import Segment
from shared.domain.instants import now
from shared.domain.tenants.configuration import RESTRICTIONS
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import wiring
from shared.use_cases.feed import read_feed
from tests.component.api import Api
from tests.component.cli.running import Said, customers
from tests.component.cli.transfers import place
from tests.component.events.heard import Heard
from tests.component.events.stream import publish


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "acme.cursor"


def changes(api: Api, *options: str | Path) -> Said:
    return customers(*place(), "changes", "--tenant", api.tenant, *options)


def printed(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str]]:
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in capsys.readouterr().out.splitlines() if "customerNumber" in line
    ]
    return [(line["customerNumber"], line["version"], line["event"]) for line in lines]


def made(api: Api, heard: Heard, count: int = 1) -> list[tuple[str, int, str]]:
    """Customers who are created and told."""
    numbers = [api.created({"lastName": "Weber"}) for _ in range(count)]
    publish(heard.records())
    return [(number, 1, "customer.created") for number in numbers]


def test_it_begins_now_and_goes_on_where_it_came_to(
    api: Api, heard: Heard, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(api, heard)
    assert changes(api, "--cursor-file", file).code == 0
    assert printed(capsys) == []
    for _ in range(2):
        new = made(api, heard, 3)
        assert changes(api, "--cursor-file", file).code == 0
        assert sorted(printed(capsys)) == sorted(new)
    assert changes(api, "--cursor-file", file).code == 0
    assert printed(capsys) == []


def test_what_was_printed_last_is_printed_again_if_it_ends_before_the_file_is_written(
    api: Api,
    heard: Heard,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes(api, "--cursor-file", file)
    new = made(api, heard, 3)
    monkeypatch.setattr(cli.changes, "_PAGE", 2)
    write, times = write_whole, itertools.count()

    def ends_at_the_second(path: Path, text: str) -> None:
        if next(times) == 1:
            raise KeyboardInterrupt
        write(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(cli.changes, "write_whole", ends_at_the_second)
        assert changes(api, "--cursor-file", file).code == 130
    first = printed(capsys)
    assert changes(api, "--cursor-file", file).code == 0
    second = printed(capsys)

    assert len(first) == 3
    assert set(first) == set(new)
    assert second == first[2:]


def test_it_follows_until_it_is_stopped(
    api: Api,
    heard: Heard,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new: list[tuple[str, int, str]] = []

    def meanwhile(_: float) -> None:
        if len(new) == 2:
            raise KeyboardInterrupt
        new.extend(made(api, heard))

    monkeypatch.setattr(cli.changes, "sleep", meanwhile)

    assert changes(api, "--follow").code == 130

    assert printed(capsys) == new


def test_it_says_what_is_wrong(api: Api, file: Path) -> None:
    file.write_text("nonsense")

    assert "is not a cursor" in changes(api, "--cursor-file", file).failure
    assert changes(api).code == 2


def test_a_limited_caller_is_shown(
    api: Api, heard: Heard, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes(api, "--cursor-file", file, "--restriction", "DE")
    made(api, heard)

    assert changes(api, "--cursor-file", file, "--restriction", "DE").code == 0

    assert printed(capsys) == []


def test_a_limited_caller_is_shown_its_own_behind_any_number_of_others(
    api: Api,
    heard: Heard,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    configure: Callable[[str, object], None],
) -> None:
    configure(RESTRICTIONS, ["DE"])
    changes(api, "--cursor-file", file, "--restriction", "DE")
    with WorkingFor(api.tenant):
        feeds = wiring().feeds
        for place in range(50):
            row = Row(f"other{place}", 1, FeedEvent.CREATED, now(), None, "FR")
            position = feeds.free(api.tenant, 0, 30)
            feeds.append(api.tenant, 0, Segment(position, (row,), str(place)), now() + timedelta(days=32))
        position = feeds.free(api.tenant, 0, 30)
        row = Row("mine", 1, FeedEvent.CREATED, now(), None, "DE")
        feeds.append(api.tenant, 0, Segment(position, (row,), "mine"), now() + timedelta(days=32))
    monkeypatch.setattr(read_feed, "_SECONDS", 0.0)  # as of a page that has no time to go on

    assert changes(api, "--cursor-file", file, "--restriction", "DE").code == 0

    assert printed(capsys) == [("mine", 1, "customer.created")]
