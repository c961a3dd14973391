"""The emulator as a child process, and the stack on it: started, deployed, deleted, stopped."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
import urllib3

from local.stack.template import HTTP_API, load_template, only_resource, template_paths
from tests.processes import free_port
from tools.deployment import stack_name
from tools.stacks import built_templates

ROOT = Path(__file__).parents[2]
STACK = "customer-service"
API_ID = "c0ffee00"
API_IDS = {
    "template": API_ID,
    "companies": "c0ffee02",
    "configuration": "c0ffee01",
    "iam": "c0ffee04",
    "session-context": "c0ffee03",
    "webhooks": "c0ffee05",
}
"""The id of each template's API."""
SENDER = "shop@example.com"
START_SECONDS = 30

Environment = Mapping[str, str]
"""Variables by which the AWS command line, SAM and ours find the emulator, as they find AWS."""


@contextmanager
def emulator(function_python: Path) -> Iterator[Environment]:
    """The environment in which AWS is the emulator, for as long as it runs. It leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="e2e-") as folder:
        bare = Path(folder, "python")
        subprocess.run([function_python, "-m", "venv", "--without-pip", bare], check=True)
        port = free_port()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": folder,  # no profile of the user's is read
            "TMPDIR": folder,  # functions are unpacked here
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "owner",
            "AWS_SECRET_ACCESS_KEY": "owner",
            "AWS_DEFAULT_REGION": "eu-central-1",
        }
        settings = {
            "GATEWAY_PORT": str(port),
            "BIND_HOST": "127.0.0.1",
            "AUTH": "true",
            "LOG_LEVEL": "WARNING",
            # Where the trigger fails, Cognito issues no token; the emulator only if told so.
            "MINISTACK_COGNITO_PRETOKEN_STRICT": "1",
        }
        command = [sys.executable, "-m", "tests.e2e.emulator", str(bare / "bin" / "python")]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment | settings, stdout=subprocess.DEVNULL
        ) as process:
            try:
                _wait_until_ready(process, environment["AWS_ENDPOINT_URL"])
                yield environment
            finally:
                process.terminate()


def _wait_until_ready(process: subprocess.Popen[bytes], endpoint: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            health = urllib3.request("GET", f"{endpoint}/_ministack/health", retries=False)
        except urllib3.exceptions.HTTPError:
            time.sleep(0.1)
        else:
            assert health.json()["auth"] == "enabled", "the functions' policies are not enforced"
            return
    raise RuntimeError("the emulator does not answer")


@dataclass(frozen=True)
class Stack:
    """The build of SAM, and how to deploy it: first the stack of template.yaml, then the others."""

    sam: Path
    build: Path
    parameters: Mapping[str, str]
    environment: Environment
    name: str = STACK
    api_ids: Mapping[str, str] = field(default_factory=lambda: API_IDS)

    def deploy(self, **parameters: str) -> dict[str, str]:
        """Create the stacks, or update them with these parameters too; the outputs of the first."""
        given = {**self.parameters, **parameters, "ServiceStack": self.name}
        for built, written in zip(built_templates(self.build), template_paths(), strict=True):
            known = load_template(written)["Parameters"]
            overrides = [f"{name}={_quoted(value)}" for name, value in given.items() if name in known]
            self.deploy_as_typed(*overrides, template=built)
        return self.outputs()

    def deploy_as_typed(self, *overrides: str, template: Path | None = None) -> None:
        """Deploy one of them, parameters as somebody types them. Raises `RuntimeError` with what SAM says."""
        path = template or self.build / "template.yaml"
        run(
            [self.sam, "deploy", "--template-file", path, "--stack-name", stack_name(self.name, path)],
            ["--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-progressbar"],
            # By this tag the emulator lets us choose the API's id, so that we know the issuer beforehand.
            ["--tags", f"ms-custom-id={self.api_ids[path.stem]}"],
            ["--parameter-overrides", *overrides],
            environment=self.environment,
        )

    def outputs(self) -> dict[str, str]:
        """The outputs of the first stack."""
        stacks = aws("cloudformation", self.environment).describe_stacks(StackName=self.name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}

    def url(self, template: str = "template") -> str:
        """The address of a template's API."""
        return f"{self.environment['AWS_ENDPOINT_URL']}/_aws/execute-api/{self.api_ids[template]}"

    def delete(self) -> None:
        """Delete them, except what they retain; the first one last, because the others import its exports."""
        for path in reversed(template_paths()):
            name = stack_name(self.name, path)
            run([self.sam, "delete", "--stack-name", name, "--no-prompts"], environment=self.environment)


def _quoted(value: str) -> str:
    """A parameter's value as docs/operations.md has it, so that SAM takes it whole."""
    return f"'{value}'"


@dataclass(frozen=True)
class Deployment:
    """The deployed stacks, and the outputs of the first."""

    outputs: Mapping[str, str]
    stack: Stack

    @property
    def url(self) -> str:
        """Where the API of the first stack is."""
        return self.stack.url()

    @property
    def services(self) -> dict[str, str]:
        """Where the APIs of other stacks are, by the first segment of their paths."""
        apis = {path.stem: only_resource(load_template(path), HTTP_API) for path in template_paths()[1:]}
        return {api["StageName"]: self.stack.url(name) for name, api in apis.items()}

    @property
    def table(self) -> str:
        """The table's name."""
        return self.outputs["TableName"]

    @property
    def bus(self) -> str:
        """The bus's name."""
        return self.outputs["EventBusName"]

    @property
    def environment(self) -> Environment:
        """The environment of the stack's owner."""
        return self.stack.environment


@contextmanager
def deployed(sam: Path, build: Path, architecture: str, environment: Environment) -> Iterator[Deployment]:
    """Deploy what was built; delete it in the end."""
    parameters = {
        "Architecture": architecture,
        "TokenIssuer": Stack(sam, build, {}, environment).url(),
        "DeletionProtection": "false",
        "MailSender": SENDER,
        "UserPool": "create",
        "Release": "v0-e2e",
    }
    aws("sesv2", environment).create_email_identity(EmailIdentity=SENDER)
    stack = Stack(sam, build, parameters, environment)
    outputs = stack.deploy()
    assert API_ID in outputs["ApiUrl"]
    yield Deployment(outputs, stack)
    stack.delete()
    assert aws("dynamodb", environment).describe_table(TableName=outputs["TableName"]), (
        "the customers are gone"
    )


def aws(service: str, environment: Environment) -> Any:
    """A client of the stack's owner."""
    return _client(
        service,
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_DEFAULT_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )


@cache
def _client(service: str, **settings: Any) -> Any:
    """A client that is kept: when one is collected, its open connections are warnings, and so errors."""
    return botocore.session.get_session().create_client(service, **settings)


def physical_id(deployment: Deployment, resource: str) -> str:
    """Return the physical id of a function of any template, or of another resource of template.yaml."""
    cloudformation = aws("cloudformation", deployment.environment)
    path = next(path for path in template_paths() if resource in load_template(path)["Resources"])
    stack = stack_name(deployment.stack.name, path)
    described = cloudformation.describe_stack_resource(StackName=stack, LogicalResourceId=resource)
    physical: str = described["StackResourceDetail"]["PhysicalResourceId"]
    return physical


def run(*parts: Sequence[str | Path], environment: Environment) -> str:
    """Return the output of a command of the owner's. Raises `RuntimeError` with all of it when it fails."""
    command = [str(word) for part in parts for word in part]
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={**environment, "SAM_CLI_TELEMETRY": "0"},
        check=False,
        text=True,
        capture_output=True,
    )
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{result.stdout}\n{result.stderr}")
    return result.stdout
