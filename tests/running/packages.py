"""A layer's packages as they are installed, and a script that finds nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import botocore.session

INSTALLED = Path(botocore.session.__file__).parents[1]


def run(script: str, packages: Path, *arguments: str) -> str:
    """Return the output of a script that finds nothing but these packages and Python's own."""
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(packages),
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    command = [sys.executable, "-S", "-c", script, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def failing(folder: Path) -> Path:
    module = folder / "python" / "failing.py"
    module.parent.mkdir(parents=True)
    module.write_text("# a comment\n\ndef fail():\n    raise ValueError\n")
    return module
