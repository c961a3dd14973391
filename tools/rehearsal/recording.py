"""Records the log of a call, and its requests to DynamoDB and to the key that encrypts secrets."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from shared.runtime.wiring import wiring
from shared.use_cases.sessions import proving


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request to DynamoDB as its operation and parameters, and the answer's status and body."""

    operation: str
    parameters: dict[str, Any]
    status: int
    answer: bytes


@dataclass(slots=True)
class Recording:
    """The record of a call.

    `cipher_calls`: how often something was encrypted or decrypted; `hashes`: how many passwords were hashed;
    `is_kept_back`: the answer was delayed to the least duration of a rejection.
    """

    exchanges: list[Exchange] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cipher_calls: int = 0
    hashes: int = 0
    is_kept_back: bool = False


@contextmanager
def recording(*, metered: bool) -> Iterator[Recording]:
    """Record what happens within. `metered`: DynamoDB returns the capacity that each request consumed."""
    made, log = Recording(), io.StringIO()
    with (
        redirect_stdout(log),
        _noting_exchanges(made, metered=metered),
        _counted(wiring().key_cipher, "encrypt", "decrypt") as ciphered,
        _counted(wiring().passwords, "hash") as hashed,
        _counted(wiring().password_verifier, "verify") as verified,
        _counted(proving, "wait_until") as waits,
    ):
        yield made
    made.lines = log.getvalue().splitlines()
    made.cipher_calls = ciphered.total()
    made.hashes = hashed.total() + verified.total()
    made.is_kept_back = waits.total() > 0


@contextmanager
def _noting_exchanges(made: Recording, *, metered: bool) -> Iterator[None]:
    client: Any = wiring().table._client
    exchange = client.exchange

    def noting(operation: str, body: bytes) -> tuple[int, bytes]:
        parameters = json.loads(body)
        metering = {"ReturnConsumedCapacity": "INDEXES"} if metered else {}
        status, answer = exchange(operation, json.dumps(parameters | metering).encode())
        made.exchanges.append(Exchange(operation, parameters, status, answer))
        return status, answer

    client.exchange = noting
    try:
        yield
    finally:
        client.exchange = exchange


@contextmanager
def _counted(adapter: object, *methods: str) -> Iterator[Counter[str]]:
    """Count the calls of an adapter's methods, or of a module's functions."""
    calls: Counter[str] = Counter()

    def counting(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: object) -> object:
            calls[name] += 1
            return method(*arguments)

        return counted

    replaced = {name: vars(adapter)[name] for name in methods if name in vars(adapter)}
    for name in methods:
        setattr(adapter, name, counting(name, getattr(adapter, name)))
    try:
        yield calls
    finally:
        for name in methods:
            if name in replaced:
                setattr(adapter, name, replaced[name])
            else:
                delattr(adapter, name)
