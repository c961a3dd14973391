"""The stream of a table on a local engine: every change with the item before and after it, oldest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.adapters.aws import Client, Shape

Record = Mapping[str, Any]

_LOST = frozenset({"ExpiredIteratorException", "TrimmedDataAccessException"})


class StreamUnreadable(Exception):
    """The engine's answer is not one of a stream; the next one may be."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a stream was read: the sequence number of each shard's last record."""

    stream: str
    shards: Mapping[str, str] = field(default_factory=dict)


def stream_of(client: Client, table_name: str) -> str | None:
    """Return the table's stream, if the engine has streams. `client` is one of `dynamodbstreams`."""
    try:
        streams = client.list_streams(TableName=table_name)["Streams"]
    except (BotoCoreError, ClientError):
        return None
    return str(streams[-1]["StreamArn"]) if streams else None


class TableStream:
    """Reads a stream from a position, or from its beginning if there is no position, or an expired one."""

    def __init__(self, client: Client, stream: str, position: Position | None = None) -> None:
        self._client = client
        self._stream = stream
        self._read = dict(position.shards) if position is not None and position.stream == stream else {}
        self._iterators: dict[str, str | None] = {}  # None for a shard that was closed and read to its end
        self._knows_all_shards = False

    @property
    def position(self) -> Position:
        """The position after the last page that was returned."""
        return Position(self._stream, dict(self._read))

    def pages(self) -> Iterator[list[Record]]:
        """Yield the changes since the last call, up to now."""
        if not self._knows_all_shards:
            self._find_shards()
        for shard in self._iterators:
            yield from self._pages_of(shard)

    def _find_shards(self) -> None:
        description = self._client.describe_stream(StreamArn=self._stream)["StreamDescription"]
        for shard in (each["ShardId"] for each in description["Shards"]):
            if shard not in self._iterators:
                self._iterators[shard] = self._iterator(shard)
        self._knows_all_shards = True

    def _pages_of(self, shard: str) -> Iterator[list[Record]]:
        while (iterator := self._iterators[shard]) is not None:
            records, last, self._iterators[shard] = _page_of(self._records(shard, iterator))
            if self._iterators[shard] is None:
                self._knows_all_shards = False  # another shard continues where this one ends
            if last is None:
                return
            self._read[shard] = last
            yield records

    def _records(self, shard: str, iterator: str) -> Shape:
        try:
            return self._client.get_records(ShardIterator=iterator)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _LOST:
                raise
            return self._client.get_records(ShardIterator=self._iterator(shard))

    def _iterator(self, shard: str) -> str:
        where: dict[str, str] = {"StreamArn": self._stream, "ShardId": shard}
        if shard in self._read:
            try:
                answer = self._client.get_shard_iterator(
                    **where, ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=self._read[shard]
                )
                return str(answer["ShardIterator"])
            except ClientError as error:
                if error.response["Error"]["Code"] not in _LOST:
                    raise
        answer = self._client.get_shard_iterator(**where, ShardIteratorType="TRIM_HORIZON")
        return str(answer["ShardIterator"])


def _page_of(answer: Shape) -> tuple[list[Record], str | None, str | None]:
    """Return the records, the last one's sequence number, and the next iterator. Raises `StreamUnreadable`.

    Without a look at the records, an answer without anything would say that the shard has ended.
    """
    try:
        records = list(answer["Records"])
        numbers = [str(record["dynamodb"]["SequenceNumber"]) for record in records]
    except (KeyError, TypeError):
        raise StreamUnreadable from None
    return records, numbers[-1] if numbers else None, answer.get("NextShardIterator")
