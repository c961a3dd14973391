"""A table's stream is read once, in order, from where it was left."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.engine import start_engine
from local.stack.table_stream import Position, TableStream, stream_of
from tests.component.local.streams import LOCAL_KEY, StreamedTable, client_of, engine_without_streams


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with start_engine(key=LOCAL_KEY) as engine:
        yield engine.url


@pytest.fixture
def table(url: str) -> StreamedTable:
    return StreamedTable(url)


def opened(table: StreamedTable, position: Position | None = None) -> TableStream:
    arn = stream_of(table.streams, table.name)
    assert arn is not None
    return TableStream(table.streams, arn, position)


def put(table: StreamedTable, *keys: str) -> None:
    for key in keys:
        table.put({"pk": {"S": key}, "sk": {"S": "PROFILE"}})


def keys_in(stream: TableStream) -> list[str]:
    records: list[Any] = [record for page in stream.pages() for record in page]
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]


def test_every_change_is_read_once_and_in_order(table: StreamedTable) -> None:
    stream = opened(table)

    put(table, "a", "b")
    first = keys_in(stream)
    put(table, "c")

    assert (first, keys_in(stream), keys_in(stream)) == (["a", "b"], ["c"], [])


def test_changes_come_with_the_item_before_and_after(table: StreamedTable) -> None:
    item = {"pk": {"S": "a"}, "sk": {"S": "PROFILE"}}
    changed = {**item, "version": {"N": "2"}}

    table.put(item)
    table.put(changed)

    ((_, change),) = opened(table).pages()
    assert (change["dynamodb"]["OldImage"], change["dynamodb"]["NewImage"]) == (item, changed)


def test_it_goes_on_from_a_position(table: StreamedTable) -> None:
    stream = opened(table)
    put(table, "a", "b")
    keys_in(stream)
    put(table, "c")

    assert keys_in(opened(table, stream.position)) == ["c"]


def test_the_position_is_behind_what_was_given_out(table: StreamedTable) -> None:
    put(table, *(f"{number:04}" for number in range(1001)))
    stream = opened(table)

    pages = stream.pages()
    page = next(pages)

    assert len(page) == 1000
    assert keys_in(opened(table, stream.position)) == ["1000"]


@pytest.mark.parametrize("shard", ["shardId-00000000000000000000-00000000", "another"])
def test_it_starts_again_where_a_position_is_gone(table: StreamedTable, shard: str) -> None:
    put(table, "a")
    position = Position(opened(table).position.stream, {shard: "00000000000000000000000000000000000001"})

    assert keys_in(opened(table, position)) == ["a"]


def test_a_position_of_another_stream_says_nothing(table: StreamedTable, url: str) -> None:
    other = StreamedTable(url)
    put(other, "a")
    stream = opened(other)
    keys_in(stream)
    put(table, "b")

    assert keys_in(opened(table, stream.position)) == ["b"]


@pytest.mark.parametrize("code", ["ExpiredIteratorException", "TrimmedDataAccessException"])
def test_it_goes_on_when_the_engine_has_forgotten_where_it_was(table: StreamedTable, code: str) -> None:
    stream = opened(table)
    put(table, "a")
    keys_in(stream)
    put(table, "b")

    with table.refusing("GetRecords", code):
        assert keys_in(stream) == ["b"]


@pytest.mark.parametrize("operation", ["GetShardIterator", "GetRecords"])
def test_other_refusals_are_not_mistaken_for_that(table: StreamedTable, operation: str) -> None:
    put(table, "a")
    stream = opened(table)
    keys_in(stream)

    with table.refusing(operation, "InternalServerError"), pytest.raises(ClientError):
        keys_in(opened(table, stream.position))


def test_a_shard_that_was_closed_is_read_to_its_end_once(table: StreamedTable) -> None:
    put(table, "a")
    stream = opened(table)

    table.client.update_table(TableName=table.name, StreamSpecification={"StreamEnabled": False})

    assert (keys_in(stream), keys_in(stream)) == (["a"], [])


def test_an_engine_without_streams_has_none() -> None:
    with engine_without_streams() as url:
        table = StreamedTable(url)

        assert stream_of(client_of("dynamodbstreams", url), table.name) is None


def test_a_table_without_a_stream_has_none(table: StreamedTable) -> None:
    table.client.update_table(TableName=table.name, StreamSpecification={"StreamEnabled": False})

    assert stream_of(table.streams, table.name) is None
