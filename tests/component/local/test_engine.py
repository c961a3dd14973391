"""The embedded engine keeps its tables: across a stop, a crash, and the end of its parent."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.engine import EngineFailed, engine_for, running_engine, start_engine
from local.engine.state import STATE_FILE, BrokenState, read_state, write_state
from local.engine.streams import STREAMS_FILE, StreamsFile
from local.machine.loopback import listen
from local.stack.table import create_table
from local.stack.table_stream import TableStream, stream_of
from tests.processes import started

from . import streams
from .sample import SAMPLE_TEMPLATE

NAME = "käufer\n"
ITEM = {
    "pk": {"S": NAME},
    "sk": {"S": "PROFILE"},
    "digits": {"N": "12345678901234567890.123456789012345678"},
    "bytes": {"B": b"\x00\xff"},
    "tags": {"SS": ["a", "b"]},
    "deep": {"M": {"list": {"L": [{"BOOL": True}, {"NULL": True}, {"S": ""}]}}},
    "expiresAt": {"N": "4102444800"},
}
KEY = {"pk": ITEM["pk"], "sk": ITEM["sk"]}


def client_of(url: str) -> Any:
    return boto3.client(
        "dynamodb",
        endpoint_url=url,
        region_name="eu-central-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def fill(url: str) -> None:
    client = client_of(url)
    create_table(client, "customers", SAMPLE_TEMPLATE)
    client.put_item(TableName="customers", Item=ITEM)


def holds_the_item(url: str) -> bool:
    answer = client_of(url).get_item(TableName="customers", Key=KEY)
    return bool(answer.get("Item") == ITEM)


def read_stream(url: str) -> None:
    client = streams.client_of("dynamodbstreams", url)
    stream = stream_of(client, "customers")
    assert stream is not None
    list(TableStream(client, stream).pages())


def wait_until(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


class TestTables:
    def test_the_table_is_the_templates(self) -> None:
        with start_engine() as engine:
            client = client_of(engine.url)
            created, created_again = (create_table(client, "customers", SAMPLE_TEMPLATE) for _ in range(2))
            table = client.describe_table(TableName="customers")["Table"]
            time_to_live = client.describe_time_to_live(TableName="customers")["TimeToLiveDescription"]

        assert (created, created_again) == (True, False)
        assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["by_realm"]
        assert table["StreamSpecification"] == {
            "StreamEnabled": True,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        }
        assert time_to_live == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expiresAt"}


class TestState:
    def test_it_outlives_a_stop(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)

        with start_engine(tmp_path) as engine:
            client = client_of(engine.url)

            assert holds_the_item(engine.url)
            assert not create_table(client, "customers", SAMPLE_TEMPLATE)
            time_to_live = client.describe_time_to_live(TableName="customers")["TimeToLiveDescription"]
            assert time_to_live["TimeToLiveStatus"] == "ENABLED"

    def test_it_outlives_a_termination(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
            engine.signal(signal.SIGTERM)

        with start_engine(tmp_path) as engine:
            assert holds_the_item(engine.url)

    def test_it_outlives_a_crash_except_for_the_last_seconds(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
            wait_until((tmp_path / STATE_FILE).exists)
            engine.signal(signal.SIGKILL)

        with start_engine(tmp_path) as engine:
            assert holds_the_item(engine.url)

    def test_its_files_are_for_their_owner_alone(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)

        modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in (STATE_FILE, STREAMS_FILE)}
        assert modes == {STATE_FILE: 0o600, STREAMS_FILE: 0o600}

    def test_it_is_written_only_after_writes(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
        written = (tmp_path / STATE_FILE).stat().st_mtime_ns

        with start_engine(tmp_path) as engine:
            assert holds_the_item(engine.url)
            read_stream(engine.url)

        assert (tmp_path / STATE_FILE).stat().st_mtime_ns == written

    def test_without_a_folder_it_ends_with_the_engine(self) -> None:
        with start_engine() as engine:
            fill(engine.url)

        with start_engine() as engine:
            assert client_of(engine.url).list_tables()["TableNames"] == []

    def test_it_is_one_engines_at_a_time(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            with pytest.raises(EngineFailed, match="in use by another engine"):
                start_engine(tmp_path)
            assert running_engine(tmp_path) == engine.url
            with engine_for(tmp_path) as url:
                assert url == engine.url

        assert running_engine(tmp_path) is None
        with engine_for(tmp_path) as url:
            assert client_of(url).list_tables()["TableNames"] == []

    def test_an_engine_ends_with_its_parent_and_saves(self, tmp_path: Path) -> None:
        script = (
            "import sys; from pathlib import Path; from local.engine import start_engine\n"
            "print(start_engine(Path(sys.argv[1])).url, flush=True); sys.stdin.read()"
        )
        command = [sys.executable, "-c", script, str(tmp_path)]
        with started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
            assert parent.stdout is not None
            fill(parent.stdout.readline().strip())
            parent.kill()

        wait_until(lambda: running_engine(tmp_path) is None)
        with start_engine(tmp_path) as engine:
            assert holds_the_item(engine.url)


def unread(url: str) -> list[str]:
    """Return the keys that the stream still holds; reading them does not count as handling them."""
    client = streams.client_of("dynamodbstreams", url)
    stream = stream_of(client, "customers")
    assert stream is not None
    page = next(TableStream(client, stream).pages(), [])
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in page]


def put(url: str, *keys: str) -> None:
    for key in keys:
        client_of(url).put_item(TableName="customers", Item={**ITEM, "pk": {"S": key}})


class TestStreams:
    def test_what_nobody_has_read_outlives_a_stop(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
            put(engine.url, "a")

        with start_engine(tmp_path) as engine:
            put(engine.url, "b")

            assert unread(engine.url) == [NAME, "a", "b"]

    def test_what_was_handled_does_not(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
            read_stream(engine.url)
            put(engine.url, "a")
            assert unread(engine.url) == ["a"]

        with start_engine(tmp_path) as engine:
            assert unread(engine.url) == ["a"]

    def test_a_position_holds_after_a_stop(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
            client = streams.client_of("dynamodbstreams", engine.url)
            stream = TableStream(client, str(stream_of(client, "customers")))
            next(stream.pages())
            put(engine.url, "a")

        with start_engine(tmp_path) as engine:
            client = streams.client_of("dynamodbstreams", engine.url)
            again = TableStream(client, str(stream_of(client, "customers")), stream.position)

            (page,) = again.pages()
            assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in page] == ["a"]

    def test_it_outlives_a_crash_except_for_the_last_seconds(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
            wait_until((tmp_path / STATE_FILE).exists)
            engine.signal(signal.SIGKILL)

        with start_engine(tmp_path) as engine:
            assert unread(engine.url) == [NAME]

    def test_what_a_crash_has_cut_short_is_left_out(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine.url)
            put(engine.url, "a")
        whole = (tmp_path / STREAMS_FILE).read_text()
        (tmp_path / STREAMS_FILE).write_text(whole[:-10])

        with start_engine(tmp_path) as engine:
            put(engine.url, "b")
        with start_engine(tmp_path) as engine:
            assert unread(engine.url) == [NAME, "b"]

    def test_a_file_that_is_damaged_is_named_in_a_sentence_and_left(self, tmp_path: Path) -> None:
        (tmp_path / STREAMS_FILE).write_text("{\n")

        with pytest.raises(
            EngineFailed, match=rf"^The state file {tmp_path / STREAMS_FILE} cannot be loaded"
        ):
            start_engine(tmp_path)

        assert (tmp_path / STREAMS_FILE).read_text() == "{\n"

    def test_without_a_folder_all_stays_in_memory(self) -> None:
        with start_engine() as engine:
            fill(engine.url)
            read_stream(engine.url)

            assert unread(engine.url) == [NAME]

    def test_many_that_nobody_reads_are_added_to_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("local.engine.streams._REWRITTEN", 2)
        scope = ("000000000000", "eu-central-1", "customers")
        file = StreamsFile(tmp_path)

        # Given files of two records, of those and two more, and of one more while the first two were read
        file.write({scope: (0, ["1", "2"])})
        file.write({scope: (0, ["1", "2", "3", "4"])})
        file.write({scope: (2, ["3", "4", "5"])})

        assert [json.loads(line)[1] for line in lines(tmp_path)] == ["1", "2", "3", "4", "5"]

        # When few are left
        file.write({scope: (4, ["5"])})

        # Then the file holds no other
        assert [json.loads(line) for line in lines(tmp_path)] == [[list(scope), "5"]]


def lines(folder: Path) -> list[str]:
    return (folder / STREAMS_FILE).read_text().splitlines()


class TestBrokenState:
    @pytest.fixture
    def state(self, tmp_path: Path) -> Path:
        scope = ("000000000000", "eu-central-1", "customers")
        items = {f"p{n}": {"s": {"pk": {"S": f"p{n}"}}} for n in range(3)}
        write_state(tmp_path, {scope: {"TableName": "customers", "items": items}}, {})
        return tmp_path / STATE_FILE

    def test_a_state_that_is_whole_is_read(self, state: Path) -> None:
        tables, time_to_live = read_state(state.parent) or ({}, {})

        (table,) = tables.values()
        assert table["items"]["p2"] == {"s": {"pk": {"S": "p2"}}}
        assert time_to_live == {}

    @pytest.mark.parametrize("lines", range(5))
    def test_a_state_that_is_cut_between_lines_is_refused(self, state: Path, lines: int) -> None:
        text = "".join(state.read_text().splitlines(keepends=True)[:lines])
        state.write_text(text)

        with pytest.raises(BrokenState, match=str(state)):
            read_state(state.parent)

    @pytest.mark.parametrize("text", ["{", "[]\n", '{"format": 2}\n', '{"format": 1}\n', "\x00"])
    def test_a_state_that_is_damaged_is_refused(self, state: Path, text: str) -> None:
        state.write_text(text)

        with pytest.raises(BrokenState, match=str(state)):
            read_state(state.parent)

    def test_the_engine_says_so_in_a_sentence_and_leaves_the_file(self, tmp_path: Path) -> None:
        state = tmp_path / STATE_FILE
        state.write_text("{")

        with pytest.raises(EngineFailed) as failure:
            start_engine(tmp_path)

        sentence = str(failure.value)
        assert str(state) in sentence
        assert "move it away" in sentence
        assert "\n" not in sentence
        assert state.read_text() == "{"


def test_a_port_in_use_is_one_sentence() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(
            EngineFailed, match=rf"^Port {port} of 127\.0\.0\.1 cannot be used: [^\n]+; choose another\.$"
        ):
            start_engine(port=port)


def test_stopping_twice_does_nothing() -> None:
    engine = start_engine()
    engine.stop()
    engine.stop()
