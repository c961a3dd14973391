"""The emulator as a child process, and the stack on it: started, deployed, deleted, stopped."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import botocore.session
import urllib3

ROOT = Path(__file__).parents[2]
STACK = "customer-service"
API_ID = "c0ffee00"
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


def free_port() -> int:
    """A loopback port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


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
    """The build of SAM, and how to deploy it."""

    sam: Path
    build: Path
    parameters: Mapping[str, str]
    environment: Environment
    name: str = STACK
    api_id: str = API_ID

    def deploy(self, **parameters: str) -> dict[str, str]:
        """Create the stack, or update it with these parameters too; its outputs."""
        given = {**self.parameters, **parameters}
        return self.deploy_as_typed(*(f"{name}={_quoted(value)}" for name, value in given.items()))

    def deploy_as_typed(self, *overrides: str) -> dict[str, str]:
        """The same with parameters as somebody types them. Raises `RuntimeError` with what SAM says."""
        run(
            [self.sam, "deploy", "--template-file", self.build / "template.yaml", "--stack-name", self.name],
            ["--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-progressbar"],
            # By this tag the emulator lets us choose the API's id, so that we know the issuer beforehand.
            ["--tags", f"ms-custom-id={self.api_id}"],
            ["--parameter-overrides", *overrides],
            environment=self.environment,
        )
        stacks = aws("cloudformation", self.environment).describe_stacks(StackName=self.name)["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}

    def delete(self) -> None:
        """Delete it, except what it retains."""
        run([self.sam, "delete", "--stack-name", self.name, "--no-prompts"], environment=self.environment)


def _quoted(value: str) -> str:
    """A parameter's value as docs/operations.md has it, so that SAM takes it whole."""
    return f"'{value}'"


@dataclass(frozen=True)
class Deployment:
    """The deployed stack: where its API is, and its outputs."""

    url: str
    outputs: Mapping[str, str]
    stack: Stack

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
    url = f"{environment['AWS_ENDPOINT_URL']}/_aws/execute-api/{API_ID}"
    parameters = {
        "Architecture": architecture,
        "TokenIssuer": url,
        "DeletionProtection": "false",
        "MailSender": SENDER,
        "UserPool": "create",
        "Release": "v0-e2e",
    }
    aws("sesv2", environment).create_email_identity(EmailIdentity=SENDER)
    stack = Stack(sam, build, parameters, environment)
    outputs = stack.deploy()
    assert API_ID in outputs["ApiUrl"]
    yield Deployment(url, outputs, stack)
    stack.delete()
    assert aws("dynamodb", environment).describe_table(TableName=outputs["TableName"]), (
        "the customers are gone"
    )


def aws(service: str, environment: Environment) -> Any:
    """A client of the stack's owner."""
    return botocore.session.get_session().create_client(
        service,
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_DEFAULT_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )


def physical_id(deployment: Deployment, resource: str) -> str:
    """Return the physical id of a resource of the template."""
    stack = aws("cloudformation", deployment.environment)
    described = stack.describe_stack_resource(StackName=deployment.stack.name, LogicalResourceId=resource)
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
