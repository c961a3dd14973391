"""Every call to the table: conditions, transactions, retries, and what a failed condition found instead."""

from __future__ import annotations

import itertools
import math
import time
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from botocore.exceptions import ClientError

from shared.adapters.dynamodb.client import prime
from shared.adapters.dynamodb.faults import (
    CONDITION_FAILED,
    FAULTS,
    code_of,
    is_passing,
    is_unknown,
    reasons_of,
)
from shared.adapters.dynamodb.named_keys import OutOfReach, keys_of, queried
from shared.adapters.dynamodb.request_parameters import expressions, parameters_of
from shared.adapters.dynamodb.writes import Check, ConditionFailed, Delete, Key, Put, Update
from shared.adapters.patience import pause
from shared.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient
    from pynamodb.expressions.condition import Condition

    from shared.adapters.aws import Shape
    from shared.adapters.dynamodb.writes import Item, Write

BATCH_GET_LIMIT = 100
BATCH_WRITE_LIMIT = 25
TRANSACTION_LIMIT = 100
_HIGHEST_LIMIT = 2**31 - 1  # DynamoDB reads it as an integer of 32 bits
ATTEMPTS = 8
_PATIENCE = 10.0


class Meter(Protocol):
    """Watches what reads cost."""

    def check(self) -> None:
        """Raise before a request that must not be made."""
        ...

    def spend(self, units: float) -> None:
        """Count the read units that a request has consumed."""
        ...


class Part(NamedTuple):
    """An answer of a query. `scanned`: the items before they were filtered. `last`: keys to go on from."""

    items: list[Item]
    scanned: int
    last: Item | None


class Table:
    """The service's table, as far as the tenant reaches that is worked for, and besides some annexes.

    `reach` returns that tenant; "" for none, so that only annexes are reached, and None for all of the table.
    `ends_at` returns after which time (`time.monotonic`) nothing is to be begun. Raises `OutOfReach`, and
    `StorageUnavailable` then, or when retries do not bridge a fault.
    """

    def __init__(
        self,
        client: DynamoDBClient,
        name: str,
        reach: Callable[[], str | None],
        annexes: Sequence[Callable[[str, Key], bool]] = (),
        *,
        ends_at: Callable[[], float] = lambda: math.inf,
    ) -> None:
        self._client: Any = client
        self.name = name
        self._reach = reach
        self._annexes = annexes
        self._ends_at = ends_at

    def with_annexes(self, *annexes: Callable[[str, Key], bool]) -> Table:
        """Return the table as somebody sees it who needs these items besides a tenant's."""
        return Table(self._client, self.name, self._reach, annexes, ends_at=self._ends_at)

    def answers(self) -> bool:
        """See `StorageProbe.answers`."""
        return prime(self._client, self.name) is None

    def get(self, key: Key) -> Item | None:
        """Return the item with this key, if there is one, as it is now."""
        self._check(key)
        answer = self._call("get_item", TableName=self.name, Key=key.raw(), ConsistentRead=True)
        item: Item | None = answer.get("Item")
        return item

    def batch_get(
        self, keys: Iterable[Key], *, consistent: bool = True, meter: Meter | None = None
    ) -> dict[Key, Item]:
        """Return the items that exist among these keys, in any order, as they are now.

        Unless `consistent`, which costs twice as much, a change of the last moments may not be seen.
        """
        wanted = list(dict.fromkeys(keys))
        self._check(*wanted)
        found: dict[Key, Item] = {}
        for start in range(0, len(wanted), BATCH_GET_LIMIT):
            chunk = [key.raw() for key in wanted[start : start + BATCH_GET_LIMIT]]
            for delay in _delays():
                request = {self.name: {"Keys": chunk, "ConsistentRead": consistent}}
                answer = self._read("batch_get_item", meter, RequestItems=request)
                for item in answer["Responses"].get(self.name, ()):
                    found[Key.of(item)] = item
                chunk = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
                if not chunk:
                    break
                time.sleep(delay)
            else:
                raise StorageUnavailable
        return found

    def query(
        self,
        condition: Condition,
        *,
        index: str | None = None,
        limit: int | None = None,
        descending: bool = False,
        consistent: bool = False,
        meter: Meter | None = None,
    ) -> Iterator[Item]:
        """Items of one partition by sort key, at most `limit`; pages are read as they are needed."""
        pages = self.pages(
            condition, index=index, limit=limit, descending=descending, consistent=consistent, meter=meter
        )
        return itertools.chain.from_iterable(pages)

    def pages(
        self,
        condition: Condition,
        *,
        index: str | None = None,
        filter_condition: Condition | None = None,
        limit: int | None = None,
        at_once: int | None = None,
        descending: bool = False,
        consistent: bool = False,
        meter: Meter | None = None,
    ) -> Iterator[list[Item]]:
        """Yield the answers of a query one by one, of at most a megabyte each before DynamoDB filters them.

        `limit` is that of items before the filter, over all answers; `at_once`, of each answer.
        """
        parts = self.parts(
            condition,
            index=index,
            filter_condition=filter_condition,
            limit=limit,
            at_once=at_once,
            descending=descending,
            consistent=consistent,
            meter=meter,
        )
        return (part.items for part in parts)

    def parts(
        self,
        condition: Condition,
        *,
        index: str | None = None,
        filter_condition: Condition | None = None,
        limit: int | None = None,
        at_once: int | None = None,
        descending: bool = False,
        consistent: bool = False,
        meter: Meter | None = None,
    ) -> Iterator[Part]:
        """Yield the same answers, with how far each has come."""
        self._check(queried(condition))
        left = limit
        parameters = expressions(KeyConditionExpression=condition, FilterExpression=filter_condition)
        parameters.update(ScanIndexForward=not descending, ConsistentRead=consistent)
        if index is not None:
            parameters["IndexName"] = index
        if at_once is not None:
            parameters["Limit"] = at_once
        while True:
            if left is not None:
                parameters["Limit"] = min(left, _HIGHEST_LIMIT)
            answer = self._read("query", meter, TableName=self.name, **parameters)
            part = Part(answer["Items"], answer["ScannedCount"], answer.get("LastEvaluatedKey"))
            yield part
            if left is not None:
                left -= part.scanned
            if part.last is None or left == 0:
                return
            parameters["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def scan(self, condition: Condition, *others: str) -> Iterator[list[Item]]:
        """Keys, and attributes besides, of all items that meet a condition; it reads the whole table."""
        if self._reach() is not None:
            raise OutOfReach
        parameters = expressions(FilterExpression=condition)
        names = parameters.setdefault("ExpressionAttributeNames", {})
        wanted = {f"#w{position}": name for position, name in enumerate(("pk", "sk", *others))}
        names.update(wanted)
        parameters["ProjectionExpression"] = ", ".join(wanted)
        while True:
            answer = self._call("scan", TableName=self.name, ConsistentRead=True, **parameters)
            yield answer["Items"]
            if "LastEvaluatedKey" not in answer:
                return
            parameters["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def delete_all(self, keys: Sequence[Key]) -> None:
        """Remove the items with these keys, whatever they are."""
        self.write_all((), keys)

    def write_all(self, items: Sequence[Item], deleted: Sequence[Key] = ()) -> None:
        """Put items and remove others, whatever is there, in any order; no key may come twice."""
        self._check(*(Key.of(item) for item in items), *deleted)
        every: list[dict[str, Any]] = [{"PutRequest": {"Item": item}} for item in items]
        every += ({"DeleteRequest": {"Key": key.raw()}} for key in deleted)
        for start in range(0, len(every), BATCH_WRITE_LIMIT):
            requests = every[start : start + BATCH_WRITE_LIMIT]
            for delay in _delays():
                answer = self._call("batch_write_item", RequestItems={self.name: requests})
                requests = answer.get("UnprocessedItems", {}).get(self.name, [])
                if not requests:
                    break
                time.sleep(delay)
            else:
                raise StorageUnavailable

    def count(
        self,
        condition: Condition,
        *,
        index: str,
        limit: int | None = None,
        descending: bool = False,
        meter: Meter | None = None,
    ) -> tuple[int, Item | None]:
        """Count the items in a partition of an index, up to `limit`, and return the key of the last one too.

        The key is None when the count came to the partition's end.
        """
        self._check(queried(condition))
        counted = 0
        parameters = expressions(KeyConditionExpression=condition)
        parameters.update(IndexName=index, Select="COUNT", ScanIndexForward=not descending)
        while True:
            if limit is not None:
                parameters["Limit"] = min(limit - counted, _HIGHEST_LIMIT)
            answer = self._read("query", meter, TableName=self.name, **parameters)
            counted += answer["Count"]
            last: Item | None = answer.get("LastEvaluatedKey")
            if last is None or counted == limit:
                return counted, last
            parameters["ExclusiveStartKey"] = last

    def _check(self, *keys: Key) -> None:
        """Raise `OutOfReach` unless all keys are the tenant's own, or in an annex."""
        tenant = self._reach()
        if tenant is None:
            return
        beginning = f"{tenant}#"
        for key in keys:
            own = key.pk == tenant or key.pk.startswith(beginning)
            if not (own and tenant) and not any(annex(tenant, key) for annex in self._annexes):
                raise OutOfReach

    def _read(self, operation: str, meter: Meter | None, **parameters: Shape) -> Shape:
        if meter is None:
            return self._call(operation, **parameters)
        meter.check()
        answer = self._call(operation, ReturnConsumedCapacity="TOTAL", **parameters)
        consumed = answer.get("ConsumedCapacity", [])
        capacities = consumed if isinstance(consumed, list) else [consumed]
        meter.spend(sum(capacity["CapacityUnits"] for capacity in capacities))
        return answer

    def write(self, *writes: Write) -> None:
        """Carry out all of the writes or none, and once, whatever else is written between the attempts.

        Raises `ConditionFailed` with the items that were found.
        """
        self._check(*(key for write in writes for key in keys_of(write)))
        names = {Put: "Put", Update: "Update", Delete: "Delete", Check: "ConditionCheck"}
        items = [{names[type(write)]: {"TableName": self.name, **parameters_of(write)}} for write in writes]
        # One token for every attempt. One whose answer was lost is not carried out twice, and neither is
        # one that arrives after the attempt that was answered.
        token = str(uuid.uuid4())
        try:
            self._call("transact_write_items", TransactItems=items, ClientRequestToken=token)
        except ClientError as error:
            met = [
                (write, reason.get("Item") or None)
                for write, reason in zip(writes, reasons_of(error), strict=False)
                if reason.get("Code") == CONDITION_FAILED
            ]
            if not met:
                raise
            raise ConditionFailed(met, in_doubt=error.__cause__ is not None) from None

    def write_alone(self, write: Put | Update | Delete) -> None:
        """Carry out one write, for half of what a transaction costs. Raises `ConditionFailed`.

        Nothing but its condition keeps it from being carried out once more, after a lost answer or when an
        attempt arrives late: it must hold only once, or a repetition must do no harm.
        """
        self._write_alone(write)

    def update(self, update: Update) -> Item:
        """Carry out one update as `write_alone` does, and return the item as it is then."""
        item: Item = self._write_alone(update, ReturnValues="ALL_NEW")["Attributes"]
        return item

    def _write_alone(self, write: Put | Update | Delete, **parameters: Shape) -> Shape:
        self._check(*keys_of(write))
        operation = {Put: "put_item", Update: "update_item", Delete: "delete_item"}[type(write)]
        try:
            return self._call(operation, TableName=self.name, **parameters_of(write), **parameters)
        except ClientError as error:
            if code_of(error) != "ConditionalCheckFailedException":
                raise
            response: Any = error.response
            in_doubt = error.__cause__ is not None
            raise ConditionFailed([(write, response.get("Item"))], in_doubt=in_doubt) from None

    def write_if_unchanged(self, *writes: Write) -> bool:
        """Carry out all of the writes; return False, and write nothing, if a condition fails."""
        try:
            self.write(*writes)
        except ConditionFailed:
            return False
        return True

    def _call(self, operation: str, **parameters: Shape) -> Shape:
        """Make one request, and repeat it while faults are temporary.

        What is raised in the end has a cause where an attempt before may have been carried out.
        """
        last: Exception | None = None
        unknown: Exception | None = None
        for delay in _delays():
            if time.monotonic() > self._ends_at():
                break
            try:
                return getattr(self._client, operation)(**parameters)
            except FAULTS as error:
                if not is_passing(error):
                    raise error from unknown
                last = error
                unknown = error if is_unknown(error) else unknown
            if time.monotonic() + delay > self._ends_at():
                break
            time.sleep(delay)
        raise StorageUnavailable from last


def _delays() -> Iterator[float]:
    """Yield the seconds to wait after each attempt, as long as there is patience."""
    patience_ends = time.monotonic() + _PATIENCE
    for attempt in range(ATTEMPTS):
        yield pause(attempt)
        if time.monotonic() > patience_ends:
            return
