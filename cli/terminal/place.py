"""The place of the data: the state of `make run`, a table on AWS, or the table of a stack.

Each option may stand before or after a subcommand, or in the environment (`CUSTOMERS_TABLE`). The command
line beats the environment.
"""

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click
from click.core import ParameterSource

from cli.terminal.command import PlaceOption
from cli.terminal.failures import CommandFailed
from local.machine.paths import STATE_DIR

_DEFAULT_URL = "http://127.0.0.1:8080"
_KEY = "customers.place"
_WHICH = ("state_dir", "table", "stack")

_P = ParamSpec("_P")
_R = TypeVar("_R")
_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of the data, as the options name it."""

    state_dir: Path = STATE_DIR
    table: str | None = None
    stack: str | None = None
    region: str | None = None
    profile: str | None = None
    endpoint_url: str | None = None
    kms_key: str | None = None
    on_command_line: frozenset[str] = frozenset()
    """The options given on the command line; the others come from the environment, or are defaults."""

    @property
    def on_aws(self) -> bool:
        """Whether it is on AWS, and not on this machine."""
        return self.table is not None or self.stack is not None

    @contextlib.contextmanager
    def environment(self) -> Iterator[None]:
        """Give this process the environment of the functions, before any adapter is made."""
        if self.on_aws:
            self.use_aws()
            os.environ["TABLE_NAME"] = self.table_name
            if self.endpoint_url is not None:
                os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = self.endpoint_url
            if (kms_key := self.signing_key) is not None:
                os.environ["SIGNING_KMS_KEY_ID"] = kms_key
            if self.stack is not None:
                os.environ["EVENT_BUS_NAME"] = self.output("EventBusName")
                os.environ["API_URL"] = self.output("ApiUrl")
            yield
        else:
            from local.engine import engine_for
            from local.environment import adopt, function_environment

            state_dir = self.local_state()
            with engine_for(state_dir) as engine:
                adopt(function_environment(state_dir, engine, self.service_url))
                yield

    @property
    def service_url(self) -> str:
        """The service's URL: on this machine, the one at which it was last started with the state folder."""
        if self.stack is not None:
            return self.output("ApiUrl")
        if self.table is not None:
            raise CommandFailed("a table does not say where the service is; give --url or --stack")
        from local.demo.shell_file import noted_address

        return noted_address(self.state_dir) or _DEFAULT_URL

    @property
    def table_name(self) -> str:
        """The table on AWS: the named one, which may be a restored one, or else the stack's."""
        return self.table or self.output("TableName")

    def use_aws(self) -> None:
        """Have AWS clients of this process use the region and the profile."""
        region = self.region or os.environ.get("AWS_REGION")
        if region:
            # botocore reads one of the two names, other libraries the other.
            os.environ["AWS_REGION"] = os.environ["AWS_DEFAULT_REGION"] = region
        if self.profile is not None:
            os.environ["AWS_PROFILE"] = self.profile

    def local_state(self) -> Path:
        """Return the folder of this machine's state. Raises `CommandFailed` when there is none."""
        for name in ("endpoint_url", "kms_key", "region", "profile"):
            if name in self.on_command_line:
                raise CommandFailed(f"--{name.replace('_', '-')} works only with --table or --stack")
        if not self.state_dir.is_dir():
            raise CommandFailed(f"{self.state_dir} has no state yet; start the service once with `make run`")
        return self.state_dir

    @property
    def signing_key(self) -> str | None:
        """The KMS key that protects keys and secrets on AWS, if it is known."""
        if self.kms_key is None and self.stack is not None:
            return self.output("SigningKeyId")
        return self.kms_key

    def demand_signing_key(self) -> None:
        """Raise `CommandFailed` on AWS if the key for encryption is not known."""
        if self.on_aws and self.kms_key is None and self.stack is None:
            raise CommandFailed("give --stack, or --kms-key with the stack's output SigningKeyId")

    def output(self, name: str) -> str:
        """Return an output of the stack."""
        from cli.terminal.stack import outputs_of

        if self.stack is None:
            raise CommandFailed("this needs an output of the stack; give --stack")
        self.use_aws()
        outputs = outputs_of(self.stack)
        if name not in outputs:
            raise CommandFailed(
                f"the stack {self.stack} has no output {name}; is it a stack of this service?"
            )
        return outputs[name]


def place_options(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a command, or a group of them, take the options; they do not reach its function."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def with_place(command: Callable[Concatenate[Place, _P], _R]) -> Callable[_P, _R]:
    """Let a command take the options, and give its function the `Place` that they say."""

    @functools.wraps(command)
    def run(*arguments: _P.args, **options: _P.kwargs) -> _R:
        return command(place_of(click.get_current_context()), *arguments, **options)

    return place_options(run)


def place_of(context: click.Context) -> Place:
    """Return the place that the options say, wherever they stand."""
    said: dict[str, Any] = context.meta.get(_KEY, {})
    environment: dict[str, Any] = context.meta.get(f"{_KEY}.environment", {})
    if any(name in said for name in _WHICH):
        environment = {name: value for name, value in environment.items() if name not in _WHICH}
    return Place(**{**environment, **said}, on_command_line=frozenset(said))


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    source = context.get_parameter_source(str(parameter.name))
    if source is ParameterSource.COMMANDLINE:
        context.meta.setdefault(_KEY, {})[parameter.name] = value
    elif source is ParameterSource.ENVIRONMENT:
        context.meta.setdefault(f"{_KEY}.environment", {})[parameter.name] = value


def _option(
    name: str, metavar: str, says: str, kind: click.ParamType[Any] | type = str
) -> Callable[[_Command], _Command]:
    return click.option(
        f"--{name}",
        cls=PlaceOption,
        type=kind,
        metavar=metavar,
        help=says,
        envvar=f"CUSTOMERS_{name.upper().replace('-', '_')}",
        expose_value=False,
        callback=_remember,
    )


_OPTIONS = (
    _option(
        "state-dir",
        "FOLDER",
        "The state of `make run` (.local/state).",
        click.Path(path_type=Path, file_okay=False),
    ),
    _option("stack", "NAME", "A stack on AWS: its outputs name table, key, bus and queues."),
    _option("table", "NAME", "A DynamoDB table on AWS."),
    _option("kms-key", "ID", "With --table: the KMS key that encrypts signing keys and secrets."),
    _option("region", "NAME", "With --table or --stack: the AWS region."),
    _option("profile", "NAME", "With --table or --stack: the AWS profile."),
    _option("endpoint-url", "URL", "With --table or --stack: another DynamoDB endpoint."),
)
