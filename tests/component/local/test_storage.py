"""What the engine has answered is on disk: whenever it is killed, and when the disk is full."""

import itertools
import json
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.engine import Engine, EngineFailed, start_engine
from local.engine.first_format import STREAMS_FILE
from local.engine.journal import log_file, logs_of, read_log
from local.engine.snapshot import STATE_FILE, BrokenState, State, read_snapshot, write_next, write_snapshot
from local.stack.table import create_table
from local.stack.table_stream import TableStream, stream_of
from tests.component.local import streams
from tests.component.local.kills import killed_while_writing
from tests.component.local.sample import SAMPLE_TEMPLATE

TABLE = "customers"


def client_of(engine: Engine) -> Any:
    return streams.client_of("dynamodb", engine.url, engine.key)


def item(key: str, **attributes: str) -> dict[str, Any]:
    return {"pk": {"S": key}, "sk": {"S": "A"}, **{name: {"S": text} for name, text in attributes.items()}}


def items(engine: Engine) -> dict[str, Any]:
    pages = client_of(engine).get_paginator("scan").paginate(TableName=TABLE)
    return {each["pk"]["S"]: each for page in pages for each in page["Items"]}


def changes(engine: Engine) -> list[Any]:
    """Return all changes that the stream still has, without having handled them."""
    client = streams.client_of("dynamodbstreams", engine.url, engine.key)
    stream = stream_of(client, TABLE)
    assert stream is not None
    return next(TableStream(client, stream).pages(), [])


def description(engine: Engine) -> Any:
    return client_of(engine).describe_table(TableName=TABLE)["Table"]


def work(client: Any) -> None:
    """Write in every way that there is."""
    create_table(client, TABLE, SAMPLE_TEMPLATE)
    for key in "abcdef":
        client.put_item(TableName=TABLE, Item=item(key, name=key.upper()))
    client.put_item(TableName=TABLE, Item=item("a", name="A"))  # changes nothing
    client.update_item(
        TableName=TABLE,
        Key=item("a"),
        UpdateExpression="SET visits = if_not_exists(visits, :none) + :one",
        ExpressionAttributeValues={":none": {"N": "0"}, ":one": {"N": "1"}},
    )
    client.delete_item(TableName=TABLE, Key=item("b"))
    client.delete_item(TableName=TABLE, Key=item("nobody"))
    with pytest.raises(client.exceptions.ConditionalCheckFailedException):
        client.put_item(TableName=TABLE, Item=item("c"), ConditionExpression="attribute_not_exists(pk)")
    client.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": TABLE, "Item": item("g", text="\ud83d\ude00\n\u2028 ü")}},
            {"Delete": {"TableName": TABLE, "Key": item("c")}},
            {
                "Update": {
                    "TableName": TABLE,
                    "Key": item("d"),
                    "UpdateExpression": "REMOVE #n",
                    "ExpressionAttributeNames": {"#n": "name"},
                }
            },
        ],
    )
    client.batch_write_item(
        RequestItems={TABLE: [{"PutRequest": {"Item": item("h")}}, {"DeleteRequest": {"Key": {**item("e")}}}]}
    )


class TestRestored:
    @pytest.mark.parametrize("log_bytes", [None, 1], ids=["from the log", "from snapshots"])
    def test_everything_is_as_it_was(self, tmp_path: Path, log_bytes: int | None) -> None:
        with start_engine(tmp_path, log_bytes=log_bytes) as engine:
            work(client_of(engine))
            before = items(engine), changes(engine), description(engine)
            engine.signal(signal.SIGKILL)

        with start_engine(tmp_path) as engine:
            after = items(engine), changes(engine), description(engine)

        assert after == before
        assert sorted(before[0]) == ["a", "d", "f", "g", "h"]

    def test_sequence_numbers_go_on(self, tmp_path: Path) -> None:
        for number in range(3):
            with start_engine(tmp_path, log_bytes=1) as engine:
                create_table(client_of(engine), TABLE, SAMPLE_TEMPLATE)
                client_of(engine).put_item(TableName=TABLE, Item=item(f"{number}"))
                engine.signal(signal.SIGKILL)

        with start_engine(tmp_path) as engine:
            numbers = [change["dynamodb"]["SequenceNumber"][-10:] for change in changes(engine)]

        assert numbers == ["0000000001", "0000000002", "0000000003"]

    def test_a_transaction_that_is_repeated_after_a_crash_is_made_once(self, tmp_path: Path) -> None:
        add = {
            "TableName": TABLE,
            "Key": item("a"),
            "UpdateExpression": "ADD visits :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
        call = {"TransactItems": [{"Update": add}], "ClientRequestToken": "once"}
        for start in range(3):
            with start_engine(tmp_path, log_bytes=1 if start else None) as engine:
                create_table(client_of(engine), TABLE, SAMPLE_TEMPLATE)
                client_of(engine).transact_write_items(**call)
                visits = items(engine)["a"]["visits"]
                engine.signal(signal.SIGKILL)

            assert visits == {"N": "1"}

    def test_a_table_that_was_made_again_has_nothing_of_the_earlier_one(self, tmp_path: Path) -> None:
        with start_engine(tmp_path, log_bytes=1) as engine:
            work(client_of(engine))
            client_of(engine).delete_table(TableName=TABLE)
            create_table(client_of(engine), TABLE, SAMPLE_TEMPLATE)
            client_of(engine).put_item(TableName=TABLE, Item=item("new"))
            engine.signal(signal.SIGKILL)

        with start_engine(tmp_path) as engine:
            assert sorted(items(engine)) == ["new"]
            assert len(changes(engine)) == 1


def test_nothing_that_was_acknowledged_is_lost_by_kills(tmp_path: Path) -> None:
    assert killed_while_writing(tmp_path, kills=10, seconds=0.3) > 100


class TestFullDisk:
    @pytest.fixture
    def full(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
        """An engine whose files may not be larger than 64 KB."""
        monkeypatch.setattr("local.engine.sys.executable", str(_limited(tmp_path / "python")))
        with start_engine(tmp_path / "state") as engine:
            create_table(client_of(engine), TABLE, SAMPLE_TEMPLATE)
            yield engine

    def test_a_write_is_an_error_before_it_is_answered_and_leaves_nothing(
        self, full: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client, acknowledged, status = client_of(full), {}, 200
        for number in itertools.count():
            written = item(f"{number}", text="x" * 5000)
            status = put(client, written)
            if status != 200:
                break
            acknowledged[f"{number}"] = written

        # Then it is a fault of the service, and reads go on without what could not be kept
        assert status == 500
        assert items(full) == acknowledged
        assert [change["dynamodb"]["Keys"]["pk"]["S"] for change in changes(full)] == list(acknowledged)

        # And what needs less room can be written, and is there after a crash
        client.delete_item(TableName=TABLE, Key=item("0"))
        full.signal(signal.SIGKILL)
        full.wait()
        monkeypatch.undo()
        del acknowledged["0"]
        with start_engine(tmp_path / "state") as engine:
            assert items(engine) == acknowledged

    def test_of_many_at_once_only_those_that_were_refused_are_missing(self, full: Engine) -> None:
        client, done = client_of(full), set()
        lock = threading.Lock()

        def write(number: int) -> None:
            if put(client, item(f"{number}", text="x" * 3000)) == 200:
                with lock:
                    done.add(f"{number}")

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(write, range(60)))

        assert 5 < len(done) < 60
        assert set(items(full)) == done


def put(client: Any, written: dict[str, Any]) -> int:
    """Put an item, and return the status of the answer."""
    try:
        return int(client.put_item(TableName=TABLE, Item=written)["ResponseMetadata"]["HTTPStatusCode"])
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"]


def _limited(path: Path) -> Path:
    """Write a command that runs Python with a limit on the size of files."""
    import sys

    path.write_text(f'#!/bin/bash\nulimit -f 64\nexec {sys.executable} "$@"\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    """A state folder with a log of three groups."""
    with start_engine(tmp_path) as engine:
        create_table(client_of(engine), TABLE, SAMPLE_TEMPLATE)
        client_of(engine).put_item(TableName=TABLE, Item=item("a"))
        client_of(engine).put_item(TableName=TABLE, Item=item("b", text="\n"))
    return tmp_path


def keys_of(folder: Path) -> list[str]:
    state = State()
    for effects in read_log(log_file(folder, 1), is_last=True):
        state.apply(effects)
    return [key for partitions in state.items.values() for key in partitions]


class TestLog:
    def test_a_group_that_was_cut_short_is_removed_wherever_it_was_cut(self, logged: Path) -> None:
        path = log_file(logged, 1)
        whole = path.read_bytes()
        end = whole.rindex(b"\n", 0, -1) + 1  # of the head of the last group
        begin = whole.rindex(b"\n", 0, end - 1) + 1

        for size in {begin + 1, begin + 10, end - 1, end, end + 1, len(whole) - 1}:
            for rest in (b"", b"\0" * 100):
                path.write_bytes(whole[:size] + rest)

                assert keys_of(logged) == ["a"]
                assert path.read_bytes() == whole[:begin]

    def test_after_that_it_goes_on(self, logged: Path) -> None:
        path = log_file(logged, 1)
        path.write_bytes(path.read_bytes()[:-3])

        with start_engine(logged) as engine:
            client_of(engine).put_item(TableName=TABLE, Item=item("c"))
        with start_engine(logged) as engine:
            assert sorted(items(engine)) == ["a", "c"]

    def test_a_log_that_is_damaged_before_its_end_is_named_and_left(self, logged: Path) -> None:
        path = log_file(logged, 1)
        damaged = path.read_bytes().replace(b'"TableName"', b'"TebleName"')
        path.write_bytes(damaged)

        with pytest.raises(EngineFailed, match=rf"^The state file {path} cannot be loaded: it is damaged"):
            start_engine(logged)

        assert path.read_bytes() == damaged

    def test_a_log_that_is_missing_is_named(self, tmp_path: Path) -> None:
        with start_engine(tmp_path, log_bytes=1) as engine:
            work(client_of(engine))
        (tmp_path / STATE_FILE).unlink(missing_ok=True)
        for number in logs_of(tmp_path)[:-1]:
            log_file(tmp_path, number).unlink()

        with pytest.raises(EngineFailed, match=rf"{log_file(tmp_path, 1)} cannot be loaded: it is missing"):
            start_engine(tmp_path)


class TestSnapshot:
    @pytest.fixture
    def state(self, tmp_path: Path) -> Path:
        write_snapshot(tmp_path / STATE_FILE, _state(), 1)
        return tmp_path / STATE_FILE

    def test_one_that_is_whole_is_read(self, state: Path) -> None:
        read, log = read_snapshot(state.parent)

        assert (vars(read), log) == (vars(_state()), 1)

    @pytest.mark.parametrize("lines", range(6))
    def test_one_that_is_cut_between_lines_is_refused(self, state: Path, lines: int) -> None:
        state.write_text("".join(state.read_text().splitlines(keepends=True)[:lines]))

        with pytest.raises(BrokenState, match=str(state)):
            read_snapshot(state.parent)

    @pytest.mark.parametrize("text", ["", "{", "[]\n", '{"format":3}\n', '{"format":2}\n', "\x00"])
    def test_one_that_is_damaged_is_refused(self, state: Path, text: str) -> None:
        state.write_text(text)

        with pytest.raises(BrokenState, match=str(state)):
            read_snapshot(state.parent)

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

    def test_the_next_one_is_what_applying_the_log_gives(self, state: Path) -> None:
        effects = [
            {"items": [["t1", "p1", "s", None], ["t1", "p9", "s", {"x": {"S": "9"}}]]},
            {"items": [["t1", "p2", "s", {"x": {"S": "\t\n"}}]], "stream": [[0, _record(7, "OldImage")]]},
            {"read": ["t1", 3]},
            {"items": [["t1", "p0", "s", {"x": {"S": "8"}}]], "stream": [[0, _record(8, "NewImage")]]},
        ]
        expected = _state()
        for entry in json.loads(json.dumps(effects)):
            expected.apply(entry)

        next_file = state.with_name("next")
        write_next(state.parent, next_file, 4, json.loads(json.dumps(effects)))
        next_file.replace(state)
        read, log = read_snapshot(state.parent)

        assert (vars(read), log) == (vars(expected), 4)

    def test_one_of_an_earlier_version_is_read(self, tmp_path: Path) -> None:
        scope = ["000000000000", "eu-central-1", TABLE]
        with start_engine(tmp_path / "now") as engine:
            create_table(client_of(engine), TABLE, SAMPLE_TEMPLATE)
        *_, made = read_log(log_file(tmp_path / "now", 1), is_last=True)
        table = made["tables"][0]["table"]
        header = {"format": 1, "tables": [[scope, table]], "timeToLive": made["timeToLive"]}
        lines = [header, [0, "a", {"A": item("a")}], [0, "b", {"A": item("b")}], {"partitions": 2}]
        record = {
            "eventID": "1",
            "eventName": "INSERT",
            "dynamodb": {
                "SequenceNumber": f"{41:030}",
                "Keys": {},
                "NewImage": item("b"),
            },
        }
        earlier = tmp_path / "earlier"
        earlier.mkdir()
        text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
        (earlier / STATE_FILE).write_text(text)
        (earlier / STREAMS_FILE).write_text(json.dumps([scope, record]) + "\n")

        for _ in range(2):
            with start_engine(earlier) as engine:
                assert sorted(items(engine)) == ["a", "b"]
                assert [change["dynamodb"]["NewImage"] for change in changes(engine)] == [item("b")]
        assert not (earlier / STREAMS_FILE).exists()


def _state() -> State:
    state = State()
    state.tables = [{"scope": ["1", "eu-central-1"], "table": {"TableName": TABLE, "TableId": "t1"}}]
    for number in range(3):
        state.items["t1"][f"p{number}"] = {"s": {"pk": {"S": f"p{number}"}}}
    state.streams["t1"] = [_record(3), _record(4)]
    state.begins["t1"], state.read["t1"], state.sequence = 2, 2, 6
    return state


def _record(number: int, *images: str) -> dict[str, Any]:
    return {"dynamodb": {"SequenceNumber": f"{number:030}", **dict.fromkeys(images, 0)}}
