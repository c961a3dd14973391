"""Options that say where the data is: where they may stand, and which of them counts."""

from pathlib import Path

import click
import pytest

from cli.terminal.command import Group
from cli.terminal.failures import CommandFailed
from cli.terminal.place import Place, place_options, with_place
from local.machine.paths import STATE_DIR


@click.group(cls=Group)
@place_options
def root() -> None:
    """Stands for `customers`."""


@root.group("things")
@place_options
def things() -> None:
    """Stands for a group of commands."""


@things.command("do")
@click.argument("what", default="")
@with_place
def do(place: Place, *, what: str) -> Place:
    """Return the place."""
    return place


def place(*words: str) -> Place:
    with root.make_context("customers", list(words)) as context:
        found = root.invoke(context)
    assert isinstance(found, Place)
    return found


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE_DIR", "TABLE", "STACK", "REGION", "PROFILE", "ENDPOINT_URL", "KMS_KEY"):
        monkeypatch.delenv(f"CUSTOMERS_{name}", raising=False)


def test_without_any_it_is_the_state_of_make_run() -> None:
    found = place("things", "do")

    assert (found.on_aws, found.state_dir, found.table) == (False, STATE_DIR, None)


@pytest.mark.parametrize(
    "words",
    [
        ("--table", "t", "things", "do", "x"),
        ("things", "--table", "t", "do", "x"),
        ("things", "do", "--table", "t", "x"),
        ("things", "do", "x", "--table", "t"),
        ("--table", "other", "things", "do", "x", "--table=t"),
        ("--table", "other", "things", "--table", "t", "do"),
    ],
)
def test_they_may_stand_before_a_command_and_after_it_and_the_last_counts(words: tuple[str, ...]) -> None:
    assert place(*words).table == "t"


def test_all_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TABLE", "STACK", "REGION", "PROFILE", "ENDPOINT_URL", "KMS_KEY"):
        monkeypatch.setenv(f"CUSTOMERS_{name}", name.lower())
    monkeypatch.setenv("CUSTOMERS_STATE_DIR", "/srv")

    assert place("things", "do") == Place(
        state_dir=Path("/srv"),
        table="table",
        stack="stack",
        region="region",
        profile="profile",
        endpoint_url="endpoint_url",
        kms_key="kms_key",
    )


@pytest.mark.parametrize(
    ("words", "which"),
    [
        (("--table", "t"), ("t", None, STATE_DIR)),
        (("--stack", "s"), (None, "s", STATE_DIR)),
        (("--state-dir", "/srv"), (None, None, Path("/srv"))),
        (("--region", "eu-west-1"), ("mine", "mine", Path("/"))),
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_the_command_line_beats_the_environment_wherever_it_says_it(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], which: tuple[object, ...], after: bool
) -> None:
    monkeypatch.setenv("CUSTOMERS_TABLE", "mine")
    monkeypatch.setenv("CUSTOMERS_STACK", "mine")
    monkeypatch.setenv("CUSTOMERS_STATE_DIR", "/")

    found = place("things", "do", *words) if after else place(*words, "things", "do")

    assert (found.table, found.stack, found.state_dir) == which


@pytest.mark.parametrize("name", ["endpoint-url", "kms-key", "region", "profile"])
def test_what_is_for_aws_is_refused_for_this_machine_unless_the_environment_says_it(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(CommandFailed, match=f"--{name} works only with --table or --stack"):
        place("things", "do", f"--{name}", "x").local_state()

    monkeypatch.setenv(f"CUSTOMERS_{name.upper().replace('-', '_')}", "x")
    assert place("things", "do", "--state-dir", str(tmp_path)).local_state() == tmp_path


def test_what_needs_a_key_asks_for_it_on_aws_alone() -> None:
    place("things", "do").demand_signing_key()
    place("--table", "t", "--kms-key", "k", "things", "do").demand_signing_key()
    place("--stack", "s", "things", "do").demand_signing_key()

    with pytest.raises(CommandFailed, match="give --stack, or --kms-key"):
        place("--table", "t", "things", "do").demand_signing_key()
