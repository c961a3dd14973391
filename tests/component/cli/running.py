"""Runs the command `customers` in this process."""

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from cli.main import main
from cli.terminal.exit_code import ExitCode


@dataclass(frozen=True)
class Said:
    """A command's exit code and standard error."""

    code: ExitCode
    errors: str

    @property
    def failure(self) -> str:
        """The one line about a failure."""
        assert self.code == 1, self.errors
        (line,) = self.errors.splitlines()
        assert line.startswith("customers: "), line
        return line


def customers(*arguments: str | Path) -> Said:
    """Run a command; what it says on standard error is passed on, too, and the environment is restored."""
    said, code = io.StringIO(), ExitCode.DONE
    try:
        with patch.dict(os.environ), contextlib.redirect_stderr(said):
            main([str(argument) for argument in arguments])
    except SystemExit as ended:
        code = ExitCode(int(ended.code or 0))
    finally:
        sys.stderr.write(said.getvalue())
    return Said(code, said.getvalue())
