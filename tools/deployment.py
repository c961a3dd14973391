"""`make deploy`: deploys the build with the options of samconfig.toml, under its name in git.

The stack of template.yaml comes first, because the others import from it.
"""

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from local.machine.paths import PROJECT_ROOT
from local.machine.release import release
from local.stack.template import load_template, template_paths
from tools.stacks import built_templates

_CONFIGURATION = PROJECT_ROOT / "samconfig.toml"


class UnknownParameter(Exception):
    """A parameter that no template has; the message is one sentence."""


def deployments(
    build: Path, stage: str, named: str, changed: Sequence[str] = (), first: str | None = None
) -> list[list[str]]:
    """Return the arguments of `sam deploy` for each stack of a stage, with some parameters `changed`.

    Parameters on the command line replace all those of samconfig.toml, so these are repeated. Each stack gets
    those of its template. `first`: the first stack's name, if it is not the stage's. Raises
    `UnknownParameter`.
    """
    configured = tomllib.loads(_CONFIGURATION.read_text(encoding="utf-8"))[stage]
    first = first or configured["global"]["parameters"]["stack_name"]
    usual = configured["deploy"]["parameters"]["parameter_overrides"]
    given = {
        each.partition("=")[0]: each
        for each in (f"ServiceStack={first}", *usual, *changed, f"Release={named}")
    }
    own = {
        built: load_template(written)["Parameters"].keys()
        for built, written in zip(built_templates(build), template_paths(), strict=True)
    }
    if unknown := sorted(given.keys() - set().union(*own.values())):
        raise UnknownParameter(f"No template has a parameter {', '.join(unknown)}.")
    return [
        [
            *("--template-file", str(path), "--stack-name", stack_name(first, path)),
            *("--config-file", str(_CONFIGURATION), "--config-env", stage),
            *("--parameter-overrides", *(words for name, words in given.items() if name in known)),
            *("--tags", "service=customer-service", f"stage={stage}", f"release={named}"),
        ]
        for path, known in own.items()
    ]


def stack_name(first: str, template: Path) -> str:
    """Return the name of a template's stack, by that of the first one."""
    return first if template.stem == "template" else f"{first}-{template.stem}"


def main(words: Sequence[str]) -> int:
    """Deploy the stacks in their order, until one fails.

    Return the exit code of the last `sam deploy`, which gets all options that are not known here.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.deployment", description=__doc__)
    parser.add_argument("sam", help="the sam command")
    parser.add_argument("build", type=Path, help="the folder from `make build`")
    parser.add_argument("stage", choices=("dev", "prod"))
    parser.add_argument("--stack-name", help="name of the first stack, with which the others' names begin")
    parser.add_argument(
        "--parameter", action="append", default=[], metavar="NAME=VALUE", help="a parameter to change"
    )
    arguments, more = parser.parse_known_args(words)
    try:
        deployed = deployments(
            arguments.build, arguments.stage, release(), arguments.parameter, arguments.stack_name
        )
    except UnknownParameter as error:
        sys.exit(str(error))
    for of_stack in deployed:
        command = [arguments.sam, "deploy", *of_stack, *more]
        code = subprocess.run(command, cwd=PROJECT_ROOT, check=False).returncode  # noqa: S603 - what make was told
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
