"""`make run`: the service on this machine, on a table of its own, until Ctrl-C."""

import argparse
import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NoReturn

import botocore.session
import uvicorn
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local.aws import aws_answer
from local.bus.store import Bus, BusFailed
from local.demo.tenant import note_address, seed
from local.engine import EngineFailed, start_engine
from local.environment import TABLE_NAME, adopt, function_environment
from local.gateway.local_routes import START, Answers, local_answer
from local.gateway.server import Gateway
from local.machine.loopback import HOST, PortUnavailable, listen
from local.machine.memory import give_back_large_blocks
from local.machine.paths import FUNCTIONS, STATE_DIR
from local.mailbox.routes import mailbox_answer
from local.mailbox.store import Mailbox
from local.pages.start import Running, start_answer
from local.stack.table import create_table
from local.stack.table_stream import TableStream, stream_of
from local.stack.template import Document, http_api, load_templates
from local.triggers.changes import Changes
from local.triggers.queues import Queue
from local.triggers.running import Triggers
from local.triggers.schedules import Scheduled
from local.triggers.topology import NotUnderstood, topology_of
from shared.adapters.aws import Client

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
        embedded = not engine_url
        if not engine_url:
            engine_url = running.enter_context(start_engine(state_dir)).url
        environment = function_environment(state_dir, engine_url, url)
        adopt(environment)
        _prepare_table(engine_url, environment)
        note_address(state_dir, url)
        sys.path.insert(0, str(FUNCTIONS))
        templates = load_templates()
        behind = running.enter_context(_triggers(templates[0], state_dir, engine_url))
        api = http_api(*templates)
        start = Running(
            url=url,
            release=environment["RELEASE"],
            state_dir=state_dir,
            engine_url=engine_url,
            embedded_engine=embedded,
            mailbox="mailbox" in behind.answers,
            health=any(route.key == "GET /health" for route in api.routes),
        )
        answers: Answers = {START: partial(start_answer, start), **behind.answers}
        gateway = Gateway(api, local=partial(local_answer, answers))
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
        _Server(config, f"ready {url}", behind.finish).run(sockets=[listener])


def _prepare_table(engine_url: str, environment: dict[str, str]) -> None:
    client = botocore.session.get_session().create_client("dynamodb", config=_ONE_TRY)
    try:
        created = create_table(client, TABLE_NAME)
    except (BotoCoreError, ClientError, ValueError) as error:
        raise CannotRun(f"The engine at {engine_url} does not answer like DynamoDB: {error}") from None
    if created:
        _seed(client, environment)


@dataclass(frozen=True, slots=True)
class _Behind:
    """The parts behind the API: the routes of this machine itself, and how to let the triggers finish."""

    answers: Answers = field(default_factory=dict)
    finish: Callable[[], None] = lambda: None


@contextlib.contextmanager
def _triggers(template: Document, state_dir: Path, engine_url: str) -> Iterator[_Behind]:
    """Run the template's triggers, with bus and mailbox, unless the engine has no streams."""
    session = botocore.session.get_session()
    client = session.create_client("dynamodbstreams", endpoint_url=engine_url, config=_ONE_TRY)
    stream = stream_of(client, TABLE_NAME)
    if stream is None:
        sentence = (
            f"The engine at {engine_url} has no streams, so there are no events and no messages to customers."
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
            answers = {
                "aws": partial(aws_answer, bus, mailbox),
                "mailbox": partial(mailbox_answer, mailbox, triggers.catch_up),
            }
            yield _Behind(answers, triggers.stop)


def _seed(client: Client, environment: dict[str, str]) -> None:
    try:
        with contextlib.redirect_stdout(sys.__stdout__):
            seed(environment)
    except BaseException:
        client.delete_table(TableName=TABLE_NAME)  # a half-created demo would stay for good
        raise


if __name__ == "__main__":
    main()
