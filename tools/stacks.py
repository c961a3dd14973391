"""The templates in stacks/ with what was built for template.yaml: `python -m tools.stacks BUILD`.

All functions are of one folder and the layer is the same everywhere, so that nothing has to be built twice.
Each function then keeps its own module alone, and is published again only when that or a layer has changed.
"""

import argparse
import json
import shutil
from pathlib import Path

from local.stack.template import FUNCTION, Document, load_template, resources, template_paths

_LAYER = "AWS::Serverless::LayerVersion"


def built_templates(build: Path) -> tuple[Path, ...]:
    """Return where the built templates are, in the order of their deployment."""
    first, *others = template_paths()
    return build / first.name, *(build / f"{path.stem}.json" for path in others)


def with_what_was_built(template: Document, built: Document) -> Document:
    """Return the template with each function's folder of the build, and with the built layers."""
    contents = {name: layer["ContentUri"] for name, layer in resources(built, _LAYER).items()}
    made = {
        **{name: {"CodeUri": name} for name in resources(template, FUNCTION)},
        **{name: {"ContentUri": contents[name]} for name in resources(template, _LAYER)},
    }
    return {
        **template,
        "Resources": {
            name: {**resource, "Properties": {**resource["Properties"], **made[name]}}
            if name in made
            else resource
            for name, resource in template["Resources"].items()
        },
    }


def keep_own_modules(build: Path, template: Document) -> None:
    """Leave in each function's folder the module of its handler alone: functions never import each other."""
    for name, function in resources(template, FUNCTION).items():
        module = Path(function["Handler"]).with_suffix(".py")
        content = (build / name / module).read_bytes()
        shutil.rmtree(build / name)
        (build / name / module).parent.mkdir(parents=True)
        (build / name / module).write_bytes(content)


def main() -> None:
    """Write the templates beside the built one, and a folder for each of all functions."""
    parser = argparse.ArgumentParser(prog="python -m tools.stacks", description=__doc__)
    parser.add_argument("build", type=Path, help="the folder from `sam build` of template.yaml")
    build = parser.parse_args().build
    first, *others = built_templates(build)
    built = load_template(first)
    code = build / next(iter(resources(built, FUNCTION).values()))["CodeUri"]
    for target, path in zip(others, template_paths()[1:], strict=True):
        template = load_template(path)
        for name in resources(template, FUNCTION):
            shutil.copytree(code, build / name, dirs_exist_ok=True)
        target.write_text(json.dumps(with_what_was_built(template, built), indent=1), encoding="utf-8")
        keep_own_modules(build, template)
    keep_own_modules(build, built)


if __name__ == "__main__":
    main()
