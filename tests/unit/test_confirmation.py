import io
import sys
from unittest.mock import Mock

import pytest

from cli.main import main
from cli.terminal.confirmation import check_confirmed
from cli.terminal.failures import CommandFailed


def confirm(given: str | None = None) -> None:
    check_confirmed("acme", given, warning="It will be gone.", question="Type its name to continue")


@pytest.mark.parametrize("typed", ["acme\n", "acme", " acme \r\n"])
def test_the_name_that_is_typed_confirms(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    confirm()

    assert capsys.readouterr() == ("", "It will be gone.\nType its name to continue: ")


@pytest.mark.parametrize("typed", ["\n", "y\n", "acme2\n", "ACME\n"])
def test_nothing_else_that_is_typed_does(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    with pytest.raises(CommandFailed, match="is not acme; nothing was changed"):
        confirm()


@pytest.mark.parametrize("stdin", [io.StringIO(), None], ids=["at its end", "closed"])
def test_where_nobody_can_type_it_says_which_option_confirms(
    stdin: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)

    with pytest.raises(CommandFailed, match="give --yes acme"):
        confirm()


def test_the_option_confirms_without_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    confirm("acme")

    assert capsys.readouterr() == ("", "")


def test_ctrl_c_at_the_question_is_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Mock()
    terminal.readline.side_effect = KeyboardInterrupt
    monkeypatch.setattr(sys, "stdin", terminal)

    with pytest.raises(SystemExit) as ended:
        main(["keys", "drop", "kid", "--table", "customers", "--kms-key", "key", "--region", "eu-central-1"])

    assert ended.value.code == 130
