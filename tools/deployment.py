"""`make deploy`: what was built, deployed as samconfig.toml says, under the name that git has for it."""

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Sequence

from local.paths import PROJECT_ROOT
from local.release import release

_CONFIGURATION = PROJECT_ROOT / "samconfig.toml"


def deploy_arguments(stage: str, named: str, changed: Sequence[str] = ()) -> list[str]:
    """Return the options of `sam deploy` for a stage and a release, with some parameters changed.

    Parameters on the command line replace all those of samconfig.toml, which are repeated for that reason.
    """
    configured = tomllib.loads(_CONFIGURATION.read_text(encoding="utf-8"))
    usual = configured[stage]["deploy"]["parameters"]["parameter_overrides"]
    parameters = {each.partition("=")[0]: each for each in (*usual, *changed, f"Release={named}")}
    return [
        *("--config-file", str(_CONFIGURATION), "--config-env", stage),
        *("--parameter-overrides", *parameters.values()),
        *("--tags", "service=customer-service", f"stage={stage}", f"release={named}"),
    ]


def main(words: Sequence[str]) -> int:
    """Deploy; the exit code is that of `sam deploy`, which is given the options that are not known here."""
    parser = argparse.ArgumentParser(prog="python -m tools.deployment", description=__doc__)
    parser.add_argument("sam", help="the sam command")
    parser.add_argument("template", help="the template that `sam build` made")
    parser.add_argument("stage", choices=("dev", "prod"))
    parser.add_argument("--parameter", action="append", default=[], metavar="NAME=VALUE", help="another one")
    arguments, more = parser.parse_known_args(words)
    command = [arguments.sam, "deploy", "--template-file", arguments.template]
    command += [*deploy_arguments(arguments.stage, release(), arguments.parameter), *more]
    return subprocess.run(command, cwd=PROJECT_ROOT, check=False).returncode  # noqa: S603 - what make was told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
