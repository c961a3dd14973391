"""The pipeline, and what it runs: the deployment of a stage, and a look at what was deployed."""

import re
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.machine.paths import STACKS
from local.stack.template import FUNCTION, load_template, resources, template_paths
from tests.loopback import on_loopback
from tools.adoption import adoption_template
from tools.deployment import UnknownParameter, deployments
from tools.stacks import keep_own_modules, with_what_was_built

ROOT = Path(__file__).parents[2]
WORKFLOWS = ROOT / ".github" / "workflows"
PINNED = {
    "actions/checkout@v4",
    "actions/setup-python@v5",
    "aws-actions/configure-aws-credentials@v4",
}

BUILD = Path("build")
SERVICES = [path.stem for path in sorted(STACKS.glob("*.yaml"))]
"""The stacks besides the first."""
LAYER = "AWS::Serverless::LayerVersion"

Document = dict[str, Any]


def workflow(name: str) -> Document:
    document: Document = yaml.safe_load((WORKFLOWS / name).read_text())
    return document


def test_each_step_of_the_pipeline_waits_for_the_one_before() -> None:
    jobs = workflow("deploy.yml")["jobs"]

    assert [(name, job.get("needs")) for name, job in jobs.items()] == [
        ("check", None),
        ("dev", "check"),
        ("prod", "dev"),
    ]
    assert {"run": ".ci/run"} in jobs["check"]["steps"]
    for stage in ("dev", "prod"):
        assert jobs[stage]["uses"] == "./.github/workflows/deploy-stage.yml"
        assert jobs[stage]["with"] == {"stage": stage}


def test_a_stage_is_deployed_and_then_asked_for_its_health_without_keys_of_aws() -> None:
    (job,) = workflow("deploy-stage.yml")["jobs"].values()
    commands = "\n".join(step.get("run", "") for step in job["steps"])

    assert job["environment"] == "${{ inputs.stage }}"
    assert job["permissions"] == {"contents": "read", "id-token": "write"}
    assert re.search(r"make deploy.*operations/smoke\.sh", commands, re.DOTALL)
    assert "AWS_ACCESS_KEY_ID" not in str(job)


def test_only_well_known_actions_are_used_and_their_versions_are_named() -> None:
    used = {
        step["uses"]
        for path in WORKFLOWS.iterdir()
        for job in workflow(path.name)["jobs"].values()
        for step in job.get("steps", [])
        if "uses" in step
    }

    assert used == PINNED


def given(words: list[str], option: str) -> list[str]:
    """What a command is given by an option."""
    begin = words.index(option) + 1
    return list(takewhile(lambda word: not word.startswith("--"), words[begin:]))


def test_all_stacks_are_deployed_that_of_template_yaml_first() -> None:
    first, *others = deployments(BUILD, "prod", "v1.2.3")

    assert given(first, "--template-file") == ["build/template.yaml"]
    assert given(first, "--stack-name") == ["customers-prod"]
    assert "configuration" in SERVICES
    assert [(given(words, "--template-file"), given(words, "--stack-name")) for words in others] == [
        ([f"build/{name}.json"], [f"customers-prod-{name}"]) for name in SERVICES
    ]
    for words in others:
        assert given(words, "--parameter-overrides")[0] == "ServiceStack=customers-prod"


def test_a_deployment_says_all_that_samconfig_says_and_names_the_release_in_a_parameter_and_a_tag() -> None:
    first, *others = deployments(BUILD, "prod", "v1.2.3")

    of_the_first = set(given(first, "--parameter-overrides"))
    assert {"Stage=prod", "LogRetentionDays=90", "Release=v1.2.3"} <= of_the_first
    for words in (first, *others):
        assert given(words, "--config-env") == ["prod"]
        assert {"Stage=prod", "Rollout=Canary10Percent5Minutes"} <= set(given(words, "--parameter-overrides"))
        assert given(words, "--tags") == ["service=customer-service", "stage=prod", "release=v1.2.3"]


def test_a_deployment_can_change_a_parameter_and_keeps_the_others() -> None:
    for words in deployments(BUILD, "prod", "v1.2.3", ["Rollout=AllAtOnce"]):
        assert {"Stage=prod", "Rollout=AllAtOnce"} <= set(words)
        assert "Rollout=Canary10Percent5Minutes" not in words


def test_a_stack_gets_the_parameters_that_its_template_has() -> None:
    stacks = deployments(BUILD, "dev", "v1", ["MaxReadUnits=9"])
    for words, path in zip(stacks, template_paths(), strict=True):
        names = {each.partition("=")[0] for each in given(words, "--parameter-overrides")}

        assert names <= load_template(path)["Parameters"].keys()
        assert ("MaxReadUnits" in names) == (path.stem in {"template", "companies", "iam"})


def test_a_parameter_that_no_template_has_is_refused() -> None:
    with pytest.raises(UnknownParameter, match="MaxReadUnit"):
        deployments(BUILD, "dev", "v1", ["MaxReadUnit=9"])


def test_the_stacks_can_have_other_names() -> None:
    first, *others = deployments(BUILD, "dev", "v1", first="mine")

    assert given(first, "--stack-name") == ["mine"]
    assert [given(words, "--stack-name") for words in others] == [[f"mine-{name}"] for name in SERVICES]
    assert all("ServiceStack=mine" in words for words in others)


def test_the_pipelines_role_deploys_every_stack_and_its_access_log() -> None:
    role = (ROOT / "operations" / "deploy-role.yaml").read_text()

    for name in (path.stem for path in template_paths()):
        stack = "${StackName}" if name == "template" else f"${{StackName}}-{name}"
        assert f":stack/{stack}/*" in role
        assert f":log-group:/aws/vendedlogs/apis/{stack}:*" in role


def test_what_was_built_once_is_in_every_template() -> None:
    configuration = load_template(STACKS / "configuration.yaml")
    built = {"Resources": {"SharedLayer": {"Type": LAYER, "Properties": {"ContentUri": "SharedLayer"}}}}

    made = with_what_was_built(configuration, built)

    for name, properties in resources(made, FUNCTION).items():
        assert properties["CodeUri"] == name
    assert {layer["ContentUri"] for layer in resources(made, LAYER).values()} == {"SharedLayer"}
    assert made["Resources"]["ReadRole"] == configuration["Resources"]["ReadRole"]


def test_a_function_is_deployed_with_its_own_module_alone(tmp_path: Path) -> None:
    template: Document = {"Resources": {}}
    for name in ("Get", "List"):
        properties = {"Handler": f"pages/{name.lower()}.lambda_handler"}
        template["Resources"][f"{name}Function"] = {"Type": FUNCTION, "Properties": properties}
        (tmp_path / f"{name}Function" / "pages").mkdir(parents=True)
        for module in ("get", "list"):
            (tmp_path / f"{name}Function" / "pages" / f"{module}.py").write_text(module)

    keep_own_modules(tmp_path, template)

    kept = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.py")}
    assert kept == {"GetFunction/pages/get.py": "get", "ListFunction/pages/list.py": "list"}


def test_what_is_adopted_is_as_the_template_has_it_and_is_kept(template: Document) -> None:
    adopted = adoption_template(template)

    assert adopted["Resources"].keys() == {"CustomerTable", "SigningKey", "FailedChanges"}
    for name, resource in adopted["Resources"].items():
        assert resource["Properties"] == template["Resources"][name]["Properties"]
        assert resource["DeletionPolicy"] == "Retain"
    assert adopted["Parameters"].keys() == {"Stage", "MaxThroughput", "DeletionProtection", "OldSecrets"}
    assert adopted["Conditions"].keys() == {"CapsThroughput", "RefusesOldSecrets"}
    assert "Transform" not in adopted


class Service(BaseHTTPRequestHandler):
    """A service of one release, which knows one client and one token."""

    def do_GET(self) -> None:
        deep = self.path == "/health?deep=1"
        if deep and self.headers.get("Authorization") != "Bearer the-token":
            self._answer(401, "{}")
        else:
            self._answer(200, '{"status":"ok","version":"v1.2.3","stage":"dev"}')

    def do_POST(self) -> None:
        knows = self.headers.get("Authorization") == "Basic c2hvcDpzZWNyZXQ="
        self._answer(200 if knows else 401, '{"access_token":"the-token","token_type":"Bearer"}')

    def log_message(self, *_: object) -> None:
        """Keep silent."""

    def _answer(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


@pytest.fixture
def url() -> Iterator[str]:
    with on_loopback(Service) as server:
        yield server.url


@pytest.mark.parametrize(
    ("release", "credentials", "succeeds"),
    [
        ("v1.2.3", {}, True),
        ("v1.2.3", {"CLIENT_ID": "", "CLIENT_SECRET": ""}, True),
        ("v1.2", {}, False),
        ("v1.2.4", {}, False),
        ("v1.2.3", {"CLIENT_ID": "shop", "CLIENT_SECRET": "secret"}, True),
        ("v1.2.3", {"CLIENT_ID": "shop", "CLIENT_SECRET": "wrong"}, False),
    ],
)
def test_the_check_of_a_deployment_fails_unless_it_is_that_release_and_healthy(
    url: str, release: str, credentials: dict[str, str], succeeds: bool
) -> None:
    done = subprocess.run(
        [ROOT / "operations" / "smoke.sh", f"{url}/", release],
        env={"PATH": "/usr/bin:/bin", **credentials},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.returncode == 0) == succeeds, done.stderr
    assert "secret" not in done.stdout + done.stderr
