"""The embedded engine keeps its tables: across a stop, a crash, and the end of its parent."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from local.engine import LOCK_FILE, Endpoint, Engine, EngineFailed, engine_for, running_engine, start_engine
from local.engine.journal import log_file
from local.http.signature import AccessKey
from local.machine.loopback import listen
from local.stack.table import create_table
from local.stack.table_stream import TableStream, stream_of
from tests.component.local import streams
from tests.component.local.sample import SAMPLE_TEMPLATE
from tests.processes import started
from tests.waiting import wait_until

Opened = Engine | Endpoint
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


def client_of(engine: Opened) -> Any:
    return streams.client_of("dynamodb", engine.url, engine.key)


def fill(engine: Opened) -> None:
    client = client_of(engine)
    create_table(client, "customers", SAMPLE_TEMPLATE)
    client.put_item(TableName="customers", Item=ITEM)


def holds_the_item(engine: Opened) -> bool:
    answer = client_of(engine).get_item(TableName="customers", Key=KEY)
    return bool(answer.get("Item") == ITEM)


def read_stream(engine: Opened) -> None:
    client = streams_of(engine)
    stream = stream_of(client, "customers")
    assert stream is not None
    list(TableStream(client, stream).pages())


class TestTables:
    def test_the_table_is_the_templates(self) -> None:
        with start_engine() as engine:
            client = client_of(engine)
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
            fill(engine)

        with start_engine(tmp_path) as engine:
            client = client_of(engine)

            assert holds_the_item(engine)
            assert not create_table(client, "customers", SAMPLE_TEMPLATE)
            time_to_live = client.describe_time_to_live(TableName="customers")["TimeToLiveDescription"]
            assert time_to_live["TimeToLiveStatus"] == "ENABLED"

    def test_it_outlives_a_termination(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine)
            engine.signal(signal.SIGTERM)

        with start_engine(tmp_path) as engine:
            assert holds_the_item(engine)

    def test_it_outlives_a_crash_right_after_an_answer(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine)
            engine.signal(signal.SIGKILL)

        with start_engine(tmp_path) as engine:
            assert holds_the_item(engine)

    def test_its_files_are_for_their_owner_alone(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine)

        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        assert modes == {log_file(tmp_path, 1).name: 0o600, LOCK_FILE: 0o600}

    def test_without_a_folder_it_ends_with_the_engine(self) -> None:
        with start_engine() as engine:
            fill(engine)

        with start_engine() as engine:
            assert client_of(engine).list_tables()["TableNames"] == []

    def test_it_is_one_engines_at_a_time(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            with pytest.raises(EngineFailed, match="in use by another engine"):
                start_engine(tmp_path)
            assert running_engine(tmp_path) == engine.endpoint
            with engine_for(tmp_path) as endpoint:
                assert endpoint == engine.endpoint

        assert running_engine(tmp_path) is None
        with engine_for(tmp_path) as endpoint:
            assert client_of(endpoint).list_tables()["TableNames"] == []

    def test_an_engine_ends_with_its_parent_and_saves(self, tmp_path: Path) -> None:
        script = (
            "import sys; from pathlib import Path; from local.engine import start_engine\n"
            "engine = start_engine(Path(sys.argv[1]))\n"
            "print(engine.url, engine.key, flush=True); sys.stdin.read()"
        )
        command = [sys.executable, "-c", script, str(tmp_path)]
        with started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
            assert parent.stdout is not None
            url, key = parent.stdout.readline().split()
            fill(Endpoint(url, AccessKey.of(key)))
            parent.kill()

        wait_until(lambda: running_engine(tmp_path) is None)
        with start_engine(tmp_path) as engine:
            assert holds_the_item(engine)


def streams_of(engine: Opened) -> Any:
    return streams.client_of("dynamodbstreams", engine.url, engine.key)


def unread(engine: Opened) -> list[str]:
    """Return the keys that the stream still holds; reading them does not count as handling them."""
    client = streams_of(engine)
    stream = stream_of(client, "customers")
    assert stream is not None
    page = next(TableStream(client, stream).pages(), [])
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in page]


def put(engine: Opened, *keys: str) -> None:
    for key in keys:
        client_of(engine).put_item(TableName="customers", Item={**ITEM, "pk": {"S": key}})


class TestStreams:
    def test_what_nobody_has_read_outlives_a_stop(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine)
            put(engine, "a")

        with start_engine(tmp_path) as engine:
            put(engine, "b")

            assert unread(engine) == [NAME, "a", "b"]

    def test_what_was_handled_does_not(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine)
            read_stream(engine)
            put(engine, "a")
            assert unread(engine) == ["a"]

        with start_engine(tmp_path) as engine:
            assert unread(engine) == ["a"]

    def test_a_position_holds_after_a_stop(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine)
            client = streams_of(engine)
            stream = TableStream(client, str(stream_of(client, "customers")))
            next(stream.pages())
            put(engine, "a")

        with start_engine(tmp_path) as engine:
            client = streams_of(engine)
            again = TableStream(client, str(stream_of(client, "customers")), stream.position)

            (page,) = again.pages()
            assert [record["dynamodb"]["Keys"]["pk"]["S"] for record in page] == ["a"]

    def test_it_outlives_a_crash_right_after_an_answer(self, tmp_path: Path) -> None:
        with start_engine(tmp_path) as engine:
            fill(engine)
            engine.signal(signal.SIGKILL)

        with start_engine(tmp_path) as engine:
            assert unread(engine) == [NAME]

    def test_without_a_folder_all_stays_in_memory(self) -> None:
        with start_engine() as engine:
            fill(engine)
            read_stream(engine)

            assert unread(engine) == [NAME]


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
