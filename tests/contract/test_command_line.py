"""The documents are right about the command line, and it loads little."""

import contextlib
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli.main import customers
from cli.terminal.exit_code import ExitCode

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "docs/cli.md", "docs/walkthrough.md", "docs/operations.md")
_LINE = re.compile(r"(?<![\w./-])\./customers ((?:[^`\n\\]|\\\n)+)")


def commands() -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        for found in _LINE.finditer(text):
            command = found[1].replace("\\\n", " ")
            is_substituted = text[: found.start()].endswith("$(")
            yield document, command.partition(")")[0] if is_substituted else command


def words_of(command: str) -> list[str]:
    """The words of a command; what a shell would take for itself ends it, and placeholders are words."""
    words = shlex.split(re.sub(r"<[^>]*>", "placeholder", command), comments=True)
    ends = [position for position, word in enumerate(words) if word in {"|", ">", "&&", ";"}]
    return words[: ends[0]] if ends else words


@pytest.mark.parametrize(("document", "command"), list(commands()))
def test_every_command_of_the_documents_is_understood(
    document: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoked: list[str] = []
    monkeypatch.setattr(click.Command, "invoke", lambda _, context: invoked.append(context.command_path))

    with (
        contextlib.suppress(click.exceptions.Exit),  # of --help and --version
        customers.make_context("customers", words_of(command)) as context,
    ):
        customers.invoke(context)

    assert invoked or words_of(command)[-1] in {"--help", "--version"}


def test_every_command_is_in_its_document() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    def paths(group: click.Group, *before: str) -> Iterator[str]:
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                yield from paths(command, *before, name)
            else:
                yield " ".join((*before, name))

    assert [path for path in paths(customers) if f"./customers {path}" not in text] == []


def test_every_command_that_reports_something_takes_json() -> None:
    def without(group: click.Group) -> Iterator[str]:
        for name, command in group.commands.items():
            if isinstance(command, click.Group):
                yield from without(command)
            elif not any("--json" in parameter.opts for parameter in command.params):
                yield name

    assert list(without(customers)) == ["completion"]


def test_every_exit_code_is_in_its_document() -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert [code for code in ExitCode if f"| {code.value} |" not in text] == []


def test_what_only_some_commands_need_is_loaded_by_them() -> None:
    heavy = {"asyncio", "boto3", "botocore", "pynamodb", "sqlite3", "tqdm", "urllib.request", "yaml"}
    script = "import sys; before = set(sys.modules); import cli.main; print(*sys.modules.keys() - before)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert heavy & set(done.stdout.split()) == set()
