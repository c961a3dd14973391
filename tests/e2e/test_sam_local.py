"""`make sam-local` and then `sam local`: every sample succeeds, and every route with tokens of ours.

In `make e2e`, functions run as processes of this machine, see sam_in_processes.py; in `make sam-local-test`,
in containers.
"""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
import pytest
import urllib3

from local.stack.template import functions_of, http_api, load_templates
from tests.e2e.deployment import ROOT
from tests.e2e.lambda_runtime import emulator_of
from tests.processes import free_port
from tools.rehearsal.samples import ALWAYS_REFUSED, samples, trigger_samples
from tools.sam.__main__ import TEMPLATE_OF_ALL

TEMPLATES = load_templates()
API_SAMPLES = samples(http_api(*TEMPLATES))
EVERY_SAMPLE = [*API_SAMPLES, *trigger_samples(*TEMPLATES)]
AUTHORIZER = API_SAMPLES[0]
START_SECONDS, STOP_SECONDS = 120, 60
CALL_SECONDS = 600  # in which a container's image is built, the first time
OF_THE_GATEWAY = {"host", "content-length", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"}


@contextmanager
def prepared(pytestconfig: pytest.Config, folder: Path) -> Iterator[Path]:
    """The preparations of `make sam-local`, for functions here or in containers; it leaves nothing."""
    command = [sys.executable, "-m", "tools.sam", "--folder", str(folder)]
    command += ["--build", str(pytestconfig.getoption("--build"))]
    command += ["--architecture", pytestconfig.getoption("--architecture")]
    if not pytestconfig.getoption("--containers"):
        command += ["--host", "localhost"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("ready")
            yield folder
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(STOP_SECONDS) == 0
    assert not folder.exists()


@contextmanager
def sam_local(pytestconfig: pytest.Config, folder: Path, subcommand: str) -> Iterator[str]:
    """The URL that `sam local` serves at, by samconfig.toml and what was prepared."""
    sam, port = pytestconfig.getoption("--sam"), free_port()
    template = pytestconfig.getoption("--build").resolve() / TEMPLATE_OF_ALL
    # SAM looks for its configuration next to the template, unless it is given its place.
    given = ["local", subcommand, "--config-file", str(ROOT / "samconfig.toml"), "--port", str(port)]
    given += ["--template-file", str(template), "--env-vars", str(folder / "env.json")]
    environment = {**os.environ, "SAM_CLI_TELEMETRY": "0"}
    if pytestconfig.getoption("--containers"):
        command = [str(sam), *given]
    else:
        command = [str(sam.with_name("python")), "-m", "tests.e2e.sam_in_processes", *given]
        architecture = pytestconfig.getoption("--architecture")
        environment |= {
            "ARCHITECTURE": architecture,
            "RUNTIME_PYTHON": str(pytestconfig.getoption("--runtime-python").absolute()),
            "RUNTIME_EMULATOR": str(emulator_of(sam, architecture)),
        }
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _wait_until_listening(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(CALL_SECONDS)  # it stops one container after the other


def _wait_until_listening(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("sam does not answer")


def request(url: str, method: str, headers: dict[str, str], body: bytes | None) -> urllib3.BaseHTTPResponse:
    return urllib3.request(method, url, headers=headers, body=body, retries=False, timeout=CALL_SECONDS)


def event_of(folder: Path, audience: str, operation: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((folder / "events" / audience / f"{operation}.json").read_text())
    return event


@pytest.fixture(scope="module")
def for_lambda(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    with (
        prepared(pytestconfig, tmp_path_factory.mktemp("lambda") / "sam") as folder,
        sam_local(pytestconfig, folder, "start-lambda") as url,
    ):
        yield url, folder


@pytest.fixture(scope="module")
def for_api(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    with (
        prepared(pytestconfig, tmp_path_factory.mktemp("api") / "sam") as folder,
        sam_local(pytestconfig, folder, "start-api") as url,
    ):
        yield url, folder


@pytest.mark.parametrize("sample", EVERY_SAMPLE, ids=lambda sample: sample.operation)
def test_a_function_succeeds_with_its_prepared_sample(sample: Any, for_lambda: tuple[str, Path]) -> None:
    url, folder = for_lambda
    event = event_of(folder, sample.audience, sample.operation)

    answered = request(
        f"{url}/2015-03-31/functions/{sample.function.name}/invocations",
        "POST",
        {},
        json.dumps(event).encode(),
    )

    assert answered.status == 200, answered.data
    answer = json.loads(answered.data)
    if sample == AUTHORIZER:
        assert answer["isAuthorized"] is True
        assert answer["context"]["tenant"] == event["pathParameters"]["tenant"]
        assert "customer.customer_read" in answer["context"]["grants"]
    elif sample.audience == "triggers":
        assert "errorType" not in (answer or {}), answer
        assert not (answer or {}).get("batchItemFailures"), answer
    else:
        assert is_as_expected(sample.operation, answer["statusCode"]), answer


def is_as_expected(operation: str, status: int) -> bool:
    """Whether it succeeds, or is one that has nothing to show."""
    return status == 404 if operation in ALWAYS_REFUSED else 200 <= status < 300


def test_the_samples_are_of_every_function() -> None:
    assert {sample.function for sample in EVERY_SAMPLE} == set(functions_of(*TEMPLATES).values())


@pytest.mark.parametrize("sample", API_SAMPLES[1:], ids=lambda sample: sample.operation)
def test_a_route_answers_a_caller_with_a_token_of_ours(sample: Any, for_api: tuple[str, Path]) -> None:
    url, folder = for_api
    event = event_of(folder, sample.audience, sample.operation)
    body = event.get("body", "").encode()
    content = base64.b64decode(body) if event["isBase64Encoded"] else body or None
    headers = {name: value for name, value in event["headers"].items() if name not in OF_THE_GATEWAY}
    query = f"?{event['rawQueryString']}" if event["rawQueryString"] else ""

    answer = request(
        f"{url}{event['rawPath']}{query}", event["requestContext"]["http"]["method"], headers, content
    )

    assert is_as_expected(sample.operation, answer.status), answer.data


def test_the_api_takes_a_token_that_it_issued(for_api: tuple[str, Path]) -> None:
    url, folder = for_api
    event = event_of(folder, "identity", "issue_service_token")
    form = base64.b64decode(event["body"])

    issued = request(f"{url}/oauth/token", "POST", {"Content-Type": event["headers"]["content-type"]}, form)
    token = issued.json()["access_token"]
    tenant = jwt.decode(token, options={"verify_signature": False})["tenant"]
    answer = request(
        f"{url}/customer/{tenant}/customers/1001", "GET", {"Authorization": f"Bearer {token}"}, None
    )

    assert answer.status == 200, answer.data


def test_the_token_that_is_printed_lists_the_customers_of_acme(for_api: tuple[str, Path]) -> None:
    url, folder = for_api
    token = (folder / "token").read_text()

    answer = request(
        f"{url}/customer/acme/customers?pageSize=3", "GET", {"Authorization": f"Bearer {token}"}, None
    )

    assert answer.status == 200, answer.data
    assert len(answer.json()) == 3


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer sample"}], ids=["no token", "a made-up one"]
)
def test_a_route_refuses_a_caller_without_one(headers: dict[str, str], for_api: tuple[str, Path]) -> None:
    url, _ = for_api

    answer = request(f"{url}/customer/acme/customers", "GET", headers, None)

    assert answer.status == 401


def test_messages_and_events_of_functions_arrive_here(for_lambda: tuple[str, Path]) -> None:
    url, folder = for_lambda
    for function, operation in (
        ("OnCustomerChangeFunction", "on_customer_change"),
        ("OnCustomerMessageFunction", "on_customer_message"),
    ):
        event = json.dumps(event_of(folder, "triggers", operation)).encode()
        request(f"{url}/2015-03-31/functions/{function}/invocations", "POST", {}, event)

    mail = customers(folder, ["mailbox"])
    events = customers(folder, ["events", "tail", "--once"])
    assert "ben.muster@example.com" in mail
    assert "customer.created" in events


def customers(folder: Path, words: Sequence[str]) -> str:
    command = [sys.executable, "-m", "cli", "--state-dir", str(folder / "state"), *words]
    return subprocess.run(command, cwd=ROOT, check=True, text=True, capture_output=True).stdout
