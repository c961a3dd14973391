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
START_SECONDS = 30

Environment = Mapping[str, str]
"""Variables by which the AWS command line, SAM and ours find the emulator, as they find AWS."""


@dataclass(frozen=True)
class Deployment:
    """The stack's outputs, and the environment that its owner works in."""

    url: str
    table: str
    signing_key: str
    environment: Environment


@contextmanager
def emulator(function_python: Path) -> Iterator[Environment]:
    """The environment in which AWS is the emulator, for as long as it runs. It leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="e2e-") as folder:
        bare = Path(folder, "python")
        subprocess.run([function_python, "-m", "venv", "--without-pip", bare], check=True)
        port = _free_port()
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


def _free_port() -> int:
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


@contextmanager
def deployed(sam: Path, build: Path, architecture: str, environment: Environment) -> Iterator[Deployment]:
    """Deploy what was built; delete it in the end."""
    url = f"{environment['AWS_ENDPOINT_URL']}/_aws/execute-api/{API_ID}"
    parameters = {"Architecture": architecture, "TokenIssuer": url, "DeletionProtection": "false"}
    run(
        [sam, "deploy", "--template-file", build / "template.yaml", "--stack-name", STACK],
        ["--resolve-s3", "--capabilities", "CAPABILITY_IAM", "--no-progressbar"],
        # By this tag the emulator lets us choose the API's id, so that the issuer can be named beforehand.
        ["--tags", f"ms-custom-id={API_ID}"],
        ["--parameter-overrides", *(f"{name}={value}" for name, value in parameters.items())],
        environment=environment,
    )
    stacks = aws("cloudformation", environment).describe_stacks(StackName=STACK)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}
    assert API_ID in outputs["ApiUrl"]
    yield Deployment(url, outputs["TableName"], outputs["SigningKeyId"], environment)
    run([sam, "delete", "--stack-name", STACK, "--no-prompts"], environment=environment)
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


def run(*parts: Sequence[str | Path], environment: Environment) -> str:
    """What a command of the owner's prints. Raises `RuntimeError` with all of it when the command fails."""
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
