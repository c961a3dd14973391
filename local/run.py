"""`make run`: the service on this machine, on a table of its own, until Ctrl-C."""

import argparse
import asyncio
import contextlib
import logging
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NoReturn

import botocore.session
import uvicorn
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local.aws import aws_answer
from local.bus.routes import events_answer
from local.bus.store import Bus, BusFailed
from local.demo.first_start import prepare_table
from local.demo.shell_file import note_address
from local.demo.tenant import seed
from local.engine import KEY_VARIABLE, Endpoint, EngineFailed, remember_other_engine
from local.engine.restarting import RestartedEngine
from local.environment import KEY_FILE, TABLE_NAME, adopt, function_environment
from local.gateway.local_routes import START, Answers, local_answer, signed_only
from local.gateway.server import Gateway
from local.health.log_figures import LogFigures
from local.health.routes import requests_answer
from local.http.signature import AccessKey
from local.machine.loopback import HOST, PortUnavailable, listen
from local.machine.memory import give_back_large_blocks
from local.machine.paths import FUNCTIONS, STATE_DIR
from local.mailbox.routes import mailbox_answer
from local.mailbox.store import Mailbox
from local.pages.console import Console, issuers_from
from local.pages.start import Running, start_answer
from local.stack.table_key import adopt_key
from local.stack.table_stream import TableStream, stream_of
from local.stack.template import Document, http_api, load_templates
from local.triggers.changes import Changes
from local.triggers.queues import Queue
from local.triggers.running import Triggers
from local.triggers.schedules import Scheduled
from local.triggers.topology import NotUnderstood, topology_of
from shared.domain.errors import StorageUnavailable
from shared.runtime.wiring import wiring

_SHUTDOWN_SECONDS = 10
_INTERRUPTED = 130
_ONE_TRY = Config(connect_timeout=2, read_timeout=10, retries={"total_max_attempts": 1})


class CannotRun(Exception):
    """Something that the service needs is missing; the message is one sentence."""


class _Server(uvicorn.Server):
    """Says when it is ready, and answers until `finish` has returned."""

    def __init__(self, config: uvicorn.Config, ready: str, finish: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._finish = finish

    def stop(self) -> None:
        """Begin to shut down."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._ready, file=sys.__stdout__, flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await asyncio.to_thread(self._finish)
        await super().shutdown(sockets)


def main() -> None:
    """Serve until Ctrl-C or SIGTERM. The exit code is 1 if it cannot start, and a sentence says why."""
    parser = argparse.ArgumentParser(prog="python -m local.run", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="loopback port (%(default)s)")
    parser.add_argument("--state-dir", type=Path, default=STATE_DIR, help="folder of the state (%(default)s)")
    parser.add_argument("--engine-url", help="another DynamoDB engine, instead of the embedded one")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _terminate)
    give_back_large_blocks()
    # Libraries and functions print only log; standard output is for messages to the user.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        with contextlib.redirect_stdout(sys.stderr):
            run(arguments.port, arguments.state_dir, arguments.engine_url)
    except (PortUnavailable, EngineFailed, BusFailed, NotUnderstood, CannotRun) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def _terminate(*_: object) -> NoReturn:
    raise SystemExit(0)


def _issuers_of_staff() -> tuple[Mapping[str, str], ...]:
    try:
        return issuers_from(os.environ.get("CONSOLE_ISSUERS", "[]"))
    except ValueError as error:
        raise CannotRun(f"CONSOLE_ISSUERS cannot be used: {error}.") from None


def run(port: int, state_dir: Path, engine_url: str | None) -> None:
    """Serve the APIs of all templates on a loopback port.

    Raises `PortUnavailable`, `EngineFailed`, `BusFailed`, `NotUnderstood` or `CannotRun` if it cannot start.
    """
    try:
        state_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"The state folder {state_dir} cannot be created: {error.strerror}.") from None
    with listen(port) as listener, contextlib.ExitStack() as running:
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        embedded = None if engine_url else running.enter_context(RestartedEngine(state_dir))
        engine = _other_engine(engine_url or "") if embedded is None else embedded.endpoint
        environment = function_environment(state_dir, engine, url)
        remember_other_engine(state_dir, engine if engine.is_other else None)
        adopt(environment)
        _prepare_table(engine, environment, state_dir)
        note_address(state_dir, url)
        sys.path.insert(0, str(FUNCTIONS))
        templates = load_templates()
        behind = running.enter_context(_triggers(templates[0], state_dir, engine))
        api = http_api(*templates)
        start = Running(
            url=url,
            release=environment["RELEASE"],
            state_dir=state_dir,
            engine_url=engine.url,
            embedded_engine=embedded is not None,
            mailbox="mailbox" in behind.answers,
            health=any(route.key == "GET /health" for route in api.routes),
        )
        console = Console(url, state_dir, start.mailbox, _issuers_of_staff())
        figures = LogFigures(sys.stdout, {route.operation for route in api.routes})
        running.enter_context(contextlib.redirect_stdout(figures))
        answers: Answers = {
            START: partial(start_answer, start),
            "console": console.page,
            "sign-in": console.sign_in,
            "requests": partial(requests_answer, figures),
            **behind.answers,
        }
        gateway = Gateway(api, local=partial(local_answer, answers), on_refusal=figures.count_refusal)
        running.callback(gateway.close)
        config = uvicorn.Config(
            gateway.serve,
            interface="asgi3",
            lifespan="off",
            ws="none",
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_level="warning",
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        )
        server = _Server(config, f"ready {url}", behind.finish)
        if embedded is not None:
            embedded.when_failed(server.stop)
        server.run(sockets=[listener])
        if embedded is not None and embedded.failure is not None:
            raise CannotRun(embedded.failure)


def _other_engine(url: str) -> Endpoint:
    """Return another engine and its key. Most separate tables by the key's id, and take any secret."""
    given = os.environ.pop(KEY_VARIABLE, None)
    key = AccessKey.of(given) if given else AccessKey("local", secrets.token_urlsafe(32))
    return Endpoint(url, key, is_other=True)


def _prepare_table(engine: Endpoint, environment: dict[str, str], state_dir: Path) -> None:
    client = botocore.session.get_session().create_client("dynamodb", config=_ONE_TRY)

    def adopt_key_of_table() -> None:
        if engine.is_other:
            adopt_key(client, TABLE_NAME, Path(environment["KEY_FILE"]), state_dir / KEY_FILE)

    def fill() -> None:
        adopt_key_of_table()
        with contextlib.redirect_stdout(sys.__stdout__):
            seed(environment)

    try:
        prepare_table(client, TABLE_NAME, fill)
        adopt_key_of_table()
    except (BotoCoreError, ClientError, ValueError) as error:
        raise CannotRun(f"The engine at {engine.url} does not answer like DynamoDB: {error}") from None
    _seal_keys()


def _seal_keys() -> None:
    """Seal signing keys that are older than seals, so that their tokens count; leave others as they are."""
    with contextlib.suppress(StorageUnavailable):
        wiring().token_signer.sealed()


@dataclass(frozen=True, slots=True)
class _Behind:
    """The parts behind the API: the routes of this machine itself, and how to let the triggers finish."""

    answers: Answers = field(default_factory=dict)
    finish: Callable[[], None] = lambda: None


@contextlib.contextmanager
def _triggers(template: Document, state_dir: Path, engine: Endpoint) -> Iterator[_Behind]:
    """Run the template's triggers, with bus and mailbox, unless the engine has no streams."""
    session = botocore.session.get_session()
    client = session.create_client("dynamodbstreams", endpoint_url=engine.url, config=_ONE_TRY)
    stream = stream_of(client, TABLE_NAME)
    if stream is None:
        sentence = (
            f"The engine at {engine.url} has no streams, so there are no events and no messages to customers."
        )
        print(sentence, file=sys.__stdout__, flush=True)
        yield _Behind()
        return
    topology = topology_of(template)
    with Bus(state_dir, topology.rules) as bus:
        changes = Changes(topology.stream, bus, state_dir, stream, partial(TableStream, client, stream))
        queues = {mapping.queue: Queue(mapping, bus).advance for mapping in topology.queues}
        schedules = {each.function.name: Scheduled(each).advance for each in topology.schedules}
        mailbox = Mailbox(state_dir)
        with Triggers(changes.advance, queues, schedules) as triggers:
            answers: Answers = {
                "aws": signed_only(engine.key, partial(aws_answer, bus, mailbox)),
                "events": partial(events_answer, bus),
                "mailbox": partial(mailbox_answer, mailbox, triggers.catch_up),
            }
            yield _Behind(answers, triggers.stop)


if __name__ == "__main__":
    main()
