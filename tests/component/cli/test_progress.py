"""How far an import or export has come is told on standard error."""

import os
import pty
import subprocess
import sys
import termios

import pytest

from cli.transfer import progress as progress_module
from cli.transfer.progress import progress
from local.machine.paths import PROJECT_ROOT


def test_a_line_is_printed_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress("importing", "lines", 10, initial=3) as advance:
        advance(2)
    assert capsys.readouterr().err == ""

    monkeypatch.setattr(progress_module, "LINE_SECONDS", 0.0)
    with progress("importing", "lines", 10, initial=3) as advance:
        advance(2)
        advance(5)
    assert capsys.readouterr().err == "importing: 5 of 10 lines\nimporting: 10 of 10 lines\n"


def test_on_a_terminal_it_is_a_bar() -> None:
    script = (
        "from cli.transfer.progress import progress\n"
        "with progress('importing', 'lines', 10, initial=3) as advance: advance(7)"
    )
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    try:
        done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT_ROOT, stderr=theirs, check=False)
        shown = os.read(ours, 10_000).decode()
    finally:
        os.close(ours)
        os.close(theirs)

    assert done.returncode == 0
    assert "importing: 100%|" in shown
    assert "| 10/10 " in shown
