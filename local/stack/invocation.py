"""Lambda on the laptop: entry points called in threads, with Lambda's limits on time and payloads."""

import asyncio
import importlib
import json
import logging
import threading
import time
import uuid
from collections import defaultdict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from local.stack.template import Function
from shared.domain.json_text import Json

PAYLOAD_LIMIT = 6 * 1024 * 1024  # bytes of an event, and of an answer
REGION = "eu-central-1"
ACCOUNT = "000000000000"

_CONCURRENCY = 64

logger = logging.getLogger(__name__)


class EventTooLarge(Exception):
    """Lambda does not accept an event of this size."""


class InvocationFailed(Exception):
    """The function raised, timed out, or gave an answer that Lambda cannot return; the reason is logged."""


@dataclass(slots=True)
class LambdaContext:
    """The context that Lambda gives a function with an invocation."""

    function_name: str
    memory_limit_in_mb: str
    deadline: float = field(repr=False)  # of time.monotonic()
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    function_version: str = "$LATEST"
    log_stream_name: str = "local"
    identity: None = None
    client_context: None = None

    @property
    def invoked_function_arn(self) -> str:
        """An ARN of an account that does not exist."""
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        """The log group that Lambda would write to."""
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function's timeout."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


class Invoker:
    """Calls entry points by their handler names; many at once, each in a thread.

    Each function has its own threads, as it scales on its own: the authorizer, which gets the key set from
    this same service, never waits for a thread that waits for the authorizer.
    """

    def __init__(self) -> None:
        self._threads: defaultdict[str, ThreadPoolExecutor] = defaultdict(
            lambda: ThreadPoolExecutor(_CONCURRENCY, thread_name_prefix="lambda")
        )

    async def invoke(self, function: Function, event: dict[str, Json]) -> Json:
        """Return the function's answer to an event. Raises `EventTooLarge` or `InvocationFailed`."""
        call = asyncio.get_running_loop().run_in_executor(
            self._threads[function.name], _call, function.handler, _payload(event), _context(function)
        )
        try:
            return json.loads(await asyncio.wait_for(call, function.timeout))
        except TimeoutError:
            raise _timed_out(function) from None

    def close(self) -> None:
        """Stop taking calls."""
        for threads in self._threads.values():
            threads.shutdown(wait=False, cancel_futures=True)


def invoke(function: Function, event: dict[str, Json]) -> Json:
    """Return the function's answer to an event of a trigger. Raises `EventTooLarge` or `InvocationFailed`.

    Its thread does not keep the process from ending: an unfinished event is retried later.
    """
    answer: Future[str] = Future()
    payload, context = _payload(event), _context(function)

    def call() -> None:
        try:
            answer.set_result(_call(function.handler, payload, context))
        except InvocationFailed as error:
            answer.set_exception(error)

    threading.Thread(target=call, name=function.name, daemon=True).start()
    try:
        return json.loads(answer.result(function.timeout))
    except TimeoutError:
        raise _timed_out(function) from None


def _payload(event: dict[str, Any]) -> str:
    payload = json.dumps(event, ensure_ascii=False)
    if len(payload.encode()) > PAYLOAD_LIMIT:
        raise EventTooLarge
    return payload


def _context(function: Function) -> LambdaContext:
    return LambdaContext(function.name, str(function.memory), deadline=time.monotonic() + function.timeout)


def _timed_out(function: Function) -> InvocationFailed:
    logger.error("%s timed out after %s seconds", function.name, function.timeout)
    return InvocationFailed()


def _call(handler: str, payload: str, context: LambdaContext) -> str:
    try:
        module, _, name = handler.replace("/", ".").rpartition(".")
        answer = getattr(importlib.import_module(module), name)(json.loads(payload), context)
        text = json.dumps(answer, ensure_ascii=False)
    except Exception:
        logger.exception("%s failed", context.function_name)
        raise InvocationFailed from None
    if len(text.encode()) > PAYLOAD_LIMIT:
        logger.error("%s answered with more than %d bytes", context.function_name, PAYLOAD_LIMIT)
        raise InvocationFailed
    return text
