"""`make sam-local`: provides everything that `sam local` needs, until Ctrl-C.

It creates a table in memory with a tenant to try things in, samples with valid tokens, and the variables that
lead functions to this machine. At the end, all of it is deleted.
"""

import argparse
import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from local.bus.store import Bus, BusFailed
from local.engine import EngineFailed, start_engine
from local.environment import function_environment
from local.machine.loopback import HOST, PortUnavailable
from local.machine.paths import PROJECT_ROOT
from local.mailbox.store import Mailbox
from local.stack.template import load_templates
from shared.adapters.tokens.file_key_cipher import FileKeyCipher
from tools.rehearsal.provider import Voucher
from tools.rehearsal.scene import EMAIL
from tools.rehearsal.stage import become_function
from tools.sam.docker import CONTAINER_NAME, DockerMissing, addresses
from tools.sam.one_api import one_api
from tools.sam.prepared import TENANT, open_tenant, prepared_samples, stage_of
from tools.sam.services import PROVIDER_PATH, Services, listening, serving
from tools.sam.variables import API_URL, env_vars
from tools.stacks import built_templates

_FOLDER = PROJECT_ROOT / ".local" / "sam"
_BUILD = PROJECT_ROOT / ".aws-sam" / "local"
_MADE = {"env.json", "events", "state", "token"}
TEMPLATE_OF_ALL = "all.json"
_THIS_MACHINE = "localhost"
_INTERRUPTED = 130


class CannotRun(Exception):
    """Something that is needed is missing; the message is one sentence."""


def main() -> None:
    """Prepare, and serve until Ctrl-C or SIGTERM. If it cannot, a sentence says why, and the code is 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.sam", description=__doc__)
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="folder of the samples (%(default)s)")
    parser.add_argument("--build", type=Path, default=_BUILD, help="folder of the build (%(default)s)")
    parser.add_argument("--architecture", help="processor of the build; becomes the template's default")
    parser.add_argument("--port", type=int, default=0, help="port that containers call; 0 takes a free one")
    parser.add_argument(
        "--host",
        default=CONTAINER_NAME,
        help=f"name of this machine in containers (%(default)s); {_THIS_MACHINE} without containers",
    )
    options = parser.parse_args()
    # A job in the background of a shell would ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _terminate)
    try:
        if options.architecture is not None:
            write_template(options.build, options.architecture)
        run(options.folder, options.host, options.port)
    except (BusFailed, CannotRun, DockerMissing, EngineFailed, PortUnavailable) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def _terminate(*_: object) -> NoReturn:
    raise SystemExit(0)


def write_template(build: Path, architecture: str) -> None:
    """Write one template of all that were built, with the build's processor as its default.

    SAM chooses its containers by that. Raises `CannotRun`.
    """
    try:
        template = one_api(*load_templates(built_templates(build)))
    except OSError as error:
        reason = f"{error.strerror}; create it with `make sam-local`"
        raise CannotRun(f"{error.filename} cannot be read: {reason}.") from None
    template["Parameters"]["Architecture"]["Default"] = architecture
    (build / TEMPLATE_OF_ALL).write_text(json.dumps(template, indent=1), encoding="utf-8")


def run(folder: Path, host: str, port: int) -> None:
    """Prepare everything in the folder, which is emptied first, and serve.

    Raises `BusFailed`, `CannotRun`, `DockerMissing`, `EngineFailed` or `PortUnavailable` if it cannot.
    """
    listened_on = [HOST] if host == _THIS_MACHINE else addresses()
    templates = load_templates()
    with (
        _emptied(folder) as state,
        listening(listened_on, port) as servers,
        start_engine() as engine,
        Bus(state, rules=()) as bus,
    ):
        environment = function_environment(state, engine.endpoint, API_URL)
        become_function(environment)
        services_url = f"http://{host}:{servers[0].server_port}/{secrets.token_urlsafe(16)}"
        provider = Voucher(EMAIL, services_url + PROVIDER_PATH)
        services = Services(
            secret=services_url.rpartition("/")[2],
            engine=engine.endpoint,
            cipher=FileKeyCipher(Path(environment["KEY_FILE"])),
            bus=bus,
            mailbox=Mailbox(state),
            provider=provider,
        )
        with serving(servers, services):
            stage = stage_of(templates, provider, API_URL)
            _write(folder / "token", open_tenant(stage))
            for prepared in prepared_samples(stage):
                _write(folder / "events" / prepared.path, _json(prepared.event))
            _write(folder / "env.json", _json(env_vars(one_api(*templates), environment, services_url)))
            print(_what_to_type(_shown(folder)), flush=True)
            threading.Event().wait()


@contextlib.contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """Empty the folder except for a folder of state, lock it, and delete it in the end."""
    state = folder / "state"
    with contextlib.ExitStack() as held:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            lock = held.enter_context(folder.with_suffix(".lock").open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if folder.exists() and {path.name for path in folder.iterdir()} - _MADE:
                raise CannotRun(
                    f"{folder} contains other files, which would be deleted; choose another folder."
                )
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            state.mkdir()
        except BlockingIOError:
            raise CannotRun(f"{folder} is in use by another `make sam-local`; stop that one first.") from None
        except OSError as error:
            raise CannotRun(f"{folder} cannot be used: {error.strerror}.") from None
        try:
            yield state
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _json(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _shown(folder: Path) -> Path:
    """Return the folder, relative to where the user is."""
    return Path(os.path.relpath(folder))


def _what_to_type(folder: Path) -> str:
    sample = folder / "events" / "tenant_managed" / "get_customer.json"
    customers = f"{API_URL}/customer/{TENANT}/customers?pageSize=3"
    return (
        f"ready. Tenant {TENANT} has customers: 1001, who logs in as {EMAIL}, and 59 others.\n"
        "In another terminal:\n\n"
        f"  .venv-sam/bin/sam local invoke TenantGetCustomerFunction -e {sample}\n\n"
        f"{folder}/events has a sample for every function; tokens are valid for a day. The whole API:\n\n"
        "  .venv-sam/bin/sam local start-api\n"
        f'  curl -s -H "Authorization: Bearer $(cat {folder}/token)" "{customers}"\n\n'
        "To see the events on the bus, and the messages to customers:\n\n"
        f"  ./customers --state-dir {folder}/state events tail\n"
        f"  ./customers --state-dir {folder}/state mailbox\n\n"
        "Ctrl-C stops it and deletes everything. After the next start, start sam again, too."
    )


if __name__ == "__main__":
    main()
