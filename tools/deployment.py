"""`make deploy`: deploys the build with the options of samconfig.toml, under its name in git."""

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

    Parameters on the command line replace all those of samconfig.toml, so these are repeated.
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
    """Deploy, and return the exit code of `sam deploy`, which gets all options that are not known here."""
    parser = argparse.ArgumentParser(prog="python -m tools.deployment", description=__doc__)
    parser.add_argument("sam", help="the sam command")
    parser.add_argument("template", help="the template from `sam build`")
    parser.add_argument("stage", choices=("dev", "prod"))
    parser.add_argument(
        "--parameter", action="append", default=[], metavar="NAME=VALUE", help="a parameter to change"
    )
    arguments, more = parser.parse_known_args(words)
    command = [arguments.sam, "deploy", "--template-file", arguments.template]
    command += [*deploy_arguments(arguments.stage, release(), arguments.parameter), *more]
    return subprocess.run(command, cwd=PROJECT_ROOT, check=False).returncode  # noqa: S603 - what make was told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
