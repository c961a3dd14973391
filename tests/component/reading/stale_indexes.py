"""Index reads that lag behind the table, however they are sent."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

from local.stack.table import create_table
from shared.adapters.aws import aws_session
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Put
from shared.runtime.wiring import wiring

Lag = Callable[[frozenset[str]], bool]
"""Whether an index read lags, by the texts in its key condition: the partition, and mostly a sort key."""


def always(_: frozenset[str]) -> bool:
    """Every index read lags."""
    return True


def never(_: frozenset[str]) -> bool:
    """The indexes have caught up."""
    return False


def of_restriction(restriction: str) -> Lag:
    """The partitions of one restriction lag, the others have caught up."""
    return lambda texts: any(f"#{restriction}#" in text for text in texts)


def now_and_then(seed: int) -> Lag:
    """Every other read lags, even of one partition; which ones, does not depend on the order of threads."""
    reads: Counter[str] = Counter()

    def lag(texts: frozenset[str]) -> bool:
        read = str(sorted(text.partition("#")[2] or text for text in texts))
        reads[read] += 1
        return Random(f"{seed} {read} {reads[read]}").random() < 0.5

    return lag


class StaleIndexes:
    """Answers those `Query` requests of an index that lag from a copy of the table, made by `remember`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        client: Any = wiring().table._client
        self._copy = Table(client, f"{os.environ['TABLE_NAME']}-stale", lambda: None)
        self.lag: Lag = always
        create_table(aws_session().create_client("dynamodb"), self._copy.name)
        exchange = client.exchange

        def exchange_or_lag(operation: str, body: bytes) -> tuple[int, bytes]:
            answered: tuple[int, bytes] = exchange(operation, self._redirected(operation, body))
            return answered

        monkeypatch.setattr(client, "exchange", exchange_or_lag)

    def remember(self, tenant: str, numbers: Iterable[str]) -> None:
        """From now on a read that lags finds these customers in the indexes, as they are at this moment."""
        keys = [customer_key(tenant, number) for number in numbers]
        for item in wiring().table.batch_get(keys).values():
            self._copy.write(Put(item))

    def _redirected(self, operation: str, body: bytes) -> bytes:
        """The body of a request; of an index read that lags, with the name of the copy in it."""
        asked = json.loads(body) if operation == "Query" else {}
        if "IndexName" not in asked:
            return body
        texts = frozenset(value["S"] for value in asked["ExpressionAttributeValues"].values() if "S" in value)
        return json.dumps({**asked, "TableName": self._copy.name}).encode() if self.lag(texts) else body
