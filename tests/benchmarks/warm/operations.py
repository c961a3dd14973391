"""Our operations, as they were rehearsed, to be measured."""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import botocore.session

from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.table import Table
from shared.runtime.wiring import wiring
from tests.benchmarks.warm.measuring import cpu_seconds
from tests.benchmarks.warm.replay import Replay, calls
from tests.benchmarks.warm.stub import Stub
from tools.rehearsal.rehearsing import Rehearsal
from tools.rehearsal.samples import ALWAYS_REFUSED

_REFUSED = 400


@dataclass(frozen=True, slots=True)
class Measurement:
    """CPU seconds of one request, without the hashing of passwords.

    `ours`: without any request to DynamoDB. `calls`: of its requests to DynamoDB alone, by our client;
    `plain_calls`: by a client of botocore as it comes. `documents`: how many customers, addresses or settings
    it takes or gives.
    """

    name: str
    requests: int
    documents: int
    seconds: float
    ours: float
    calls: float
    plain_calls: float


def measure(rehearsal: Rehearsal, stub: Stub, rounds: int) -> Measurement:
    """Measure the call that was rehearsed."""
    exchanges = rehearsal.recorded.exchanges
    stub.answer_like(exchanges)
    plain = botocore.session.get_session().create_client("dynamodb", endpoint_url=stub.url)
    client = make_client(lambda: None, stub.url)
    with _constant_hashing(), _table_as_before():
        times = cpu_seconds(
            {
                "whole": _calling(rehearsal, client),
                "ours": _calling(rehearsal, Replay(exchanges)),
                "calls": calls(client, exchanges),
                "plain": calls(plain, exchanges),
            },
            rounds,
        )
    return Measurement(
        rehearsal.case.name,
        requests=len(exchanges),
        documents=_documents(rehearsal),
        seconds=times["whole"],
        ours=times["ours"],
        calls=times["calls"],
        plain_calls=times["plain"],
    )


def _calling(rehearsal: Rehearsal, client: Any) -> Callable[[], object]:
    handler, event = rehearsal.case.sample.handler, rehearsal.event
    is_refused = rehearsal.case.sample.operation in ALWAYS_REFUSED
    kept, tenant = wiring().configurations, rehearsal.tenant
    of_tenant = (math.inf, kept.of(tenant), kept.standing(tenant))

    def call() -> object:
        for table in _tables():
            table._client = client
        kept._kept[tenant] = of_tenant  # which changes of the configuration take away
        answer = handler(event, None)
        assert is_refused or answer.get("statusCode", 200) < _REFUSED, answer
        return answer

    return call


@contextmanager
def _table_as_before() -> Iterator[None]:
    """The next rehearsal is on the engine again."""
    clients = [(table, table._client) for table in _tables()]
    try:
        yield
    finally:
        for table, client in clients:
            table._client = client


def _tables() -> list[Table]:
    """The table as the adapters that were used have it: some of them with items beside a tenant's own."""
    used = [wiring().table, *(getattr(adapter, "_table", None) for adapter in vars(wiring()).values())]
    return list({id(each): each for each in used if isinstance(each, Table)}.values())


@contextmanager
def _constant_hashing() -> Iterator[None]:
    """Every password is right, and has the same hash."""
    hashed = wiring().passwords.hash("a long pass phrase")
    verifier, hasher = wiring().password_verifier, wiring().passwords
    replaced: Sequence[tuple[Any, str, Any]] = (
        (verifier, "verify", lambda *_: True),
        (hasher, "hash", lambda *_: hashed),
    )
    for adapter, name, constant in replaced:
        setattr(adapter, name, constant)
    try:
        yield
    finally:
        for adapter, name, _ in replaced:
            delattr(adapter, name)


def _documents(rehearsal: Rehearsal) -> int:
    texts = (rehearsal.event.get("body"), rehearsal.answer.get("body"))
    given = [json.loads(text) for text in texts if text and text.startswith("[")]
    return max([1, *map(len, given)])
