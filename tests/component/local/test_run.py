"""`make run` says what is wrong in one sentence, serves the template's API, and stops what it started."""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest

from local.bus.store import BUS_FILE
from local.engine import KEY_VARIABLE, LOCK_FILE, running_engine, start_engine
from local.engine.snapshot import STATE_FILE
from local.machine.loopback import listen
from local.mailbox.store import MAILBOX_FILE
from tests.component.local.streams import LOCAL_KEY, client_of, engine_without_streams
from tests.dynamodb_local.engine import EngineMissing, dynamodb_local
from tests.forking import Forked, forked_service
from tests.processes import started
from tests.waiting import wait_until


@contextmanager
def running(*arguments: str) -> Iterator[Forked]:
    with forked_service(*arguments) as process:
        yield process
        process.kill()


def lines_until_ready(process: subprocess.Popen[str] | Forked) -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("ready "):
            break
    return lines


def status_of(url: str, path: str) -> int:
    with closing(HTTPConnection(url.removeprefix("http://"), timeout=10)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def sentence_of_failure(*arguments: str) -> str:
    with running(*arguments) as process:
        printed, errors = process.communicate(timeout=30)
        assert (process.returncode, printed) == (1, "")
        assert errors.count("\n") == 1
        return errors


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder of a service that was started once, and stopped."""
    folder = tmp_path_factory.mktemp("stopped")
    with running("--port", "0", "--state-dir", str(folder)) as process:
        lines_until_ready(process)
        process.terminate()
        process.communicate(timeout=60)
    return folder


@pytest.fixture
def state_dir(stopped: Path, tmp_path: Path) -> Path:
    """A copy of it: a start that finds the demo takes half the time."""
    return Path(shutil.copytree(stopped, tmp_path / "state"))


class TestRefusals:
    def test_a_port_in_use(self, tmp_path: Path) -> None:
        with listen(0) as taken:
            port = str(taken.getsockname()[1])

            sentence = sentence_of_failure("--port", port, "--state-dir", str(tmp_path))

        assert sentence.startswith(f"Port {port} of 127.0.0.1 cannot be used: ")

    def test_a_broken_state_file(self, tmp_path: Path) -> None:
        (tmp_path / STATE_FILE).write_text("{")

        sentence = sentence_of_failure("--port", "0", "--state-dir", str(tmp_path))

        assert sentence.startswith(f"The state file {tmp_path / STATE_FILE} cannot be loaded")

    def test_a_broken_bus(self, state_dir: Path) -> None:
        (state_dir / BUS_FILE).write_text("no database, but of some length" * 100)

        sentence = sentence_of_failure("--port", "0", "--state-dir", str(state_dir))

        assert sentence.startswith(f"The bus {state_dir / BUS_FILE} cannot be used")

    def test_an_engine_that_does_not_answer(self, tmp_path: Path) -> None:
        with listen(0) as unserved:
            url = f"http://127.0.0.1:{unserved.getsockname()[1]}"
        sentence = sentence_of_failure("--port", "0", "--state-dir", str(tmp_path), "--engine-url", url)

        assert sentence.startswith(f"The engine at {url} does not answer like DynamoDB")

    def test_a_state_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        sentence = sentence_of_failure("--port", "0", "--state-dir", str(tmp_path / "file" / "state"))

        assert sentence.startswith(f"The state folder {tmp_path / 'file' / 'state'} cannot be created")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_serves_until_it_is_asked_to_stop(tmp_path: Path, number: int, code: int) -> None:
    # the first start makes the demo tenant, the second finds it
    for start in range(2):
        with running("--port", "0", "--state-dir", str(tmp_path)) as process:
            *introduction, ready = lines_until_ready(process)
            url = ready.removeprefix("ready ")

            assert url.startswith("http://127.0.0.1:")
            assert bool(introduction) == (start == 0)
            assert status_of(url, "/openapi.json") == 200
            assert status_of(url, "/customer/acme/customers") == 401
            assert status_of(url, "/_local/mailbox") == 200

            process.send_signal(number)
            output, errors = process.communicate(timeout=20)
            assert (process.returncode, output) == (code, "")
            assert "Traceback" not in errors
            assert running_engine(tmp_path) is None


def test_started_by_a_script_in_the_background_it_stops_on_sigterm(state_dir: Path) -> None:
    # Given that SIGINT is ignored, as a shell without job control has it behind `&`
    service = [sys.executable, "-m", "local.run", "--port", "0", "--state-dir", str(state_dir)]
    command = ["/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", *service]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        lines_until_ready(process)

        process.terminate()
        output, errors = process.communicate(timeout=20)

    assert (process.returncode, output) == (0, "")
    assert "Traceback" not in errors
    assert running_engine(state_dir) is None


def test_another_engine_is_used_and_left_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with start_engine(key=LOCAL_KEY) as engine:
        monkeypatch.setenv(KEY_VARIABLE, str(LOCAL_KEY))
        for start in range(2):
            with running("--port", "0", "--state-dir", str(tmp_path), "--engine-url", engine.url) as process:
                *introduction, _ = lines_until_ready(process)
                process.terminate()
                process.communicate(timeout=20)

                assert bool(introduction) == (start == 0)
                assert running_engine(tmp_path) is None


def test_an_engine_without_streams_means_no_events_and_no_mailbox_and_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, str(LOCAL_KEY))
    with (
        engine_without_streams() as engine_url,
        running("--port", "0", "--state-dir", str(tmp_path), "--engine-url", engine_url) as process,
    ):
        *_, sentence, ready = lines_until_ready(process)

        assert sentence == (
            f"The engine at {engine_url} has no streams, so there are no events and no messages to customers."
        )
        assert status_of(ready.removeprefix("ready "), "/_local/mailbox") == 404


def test_a_damaged_mailbox_does_not_keep_it_from_serving(state_dir: Path) -> None:
    (state_dir / MAILBOX_FILE).write_text("{")

    with running("--port", "0", "--state-dir", str(state_dir)) as process:
        *_, ready = lines_until_ready(process)

        assert status_of(ready.removeprefix("ready "), "/_local/mailbox") == 500
        assert status_of(ready.removeprefix("ready "), "/openapi.json") == 200


def engine_of(state_dir: Path) -> int:
    wait_until((state_dir / LOCK_FILE).read_text)  # it is empty while an engine starts
    return int(json.loads((state_dir / LOCK_FILE).read_text())["pid"])


def test_an_engine_that_is_killed_is_started_again_at_the_same_place(state_dir: Path) -> None:
    with running("--port", "0", "--state-dir", str(state_dir)) as process:
        *_, ready = lines_until_ready(process)
        url, before, killed = ready.removeprefix("ready "), running_engine(state_dir), engine_of(state_dir)

        os.kill(killed, signal.SIGKILL)

        wait_until(lambda: _is_another(state_dir, killed))
        assert running_engine(state_dir) == before
        assert status_of(url, "/health") == 200
        process.terminate()
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "The engine has ended with code -9; it is started again" in errors


def test_an_engine_that_ends_again_and_again_ends_the_service_with_a_sentence(state_dir: Path) -> None:
    with running("--port", "0", "--state-dir", str(state_dir)) as process:
        lines_until_ready(process)
        for _ in range(3):
            killed = engine_of(state_dir)
            os.kill(killed, signal.SIGKILL)
            wait_until(partial(_has_ended_or_goes_on, process, state_dir, killed))

        _, errors = process.communicate(timeout=40)

    assert process.returncode == 1
    assert errors.splitlines()[-1].startswith("The engine has ended 3 times in a minute")
    assert "Traceback" not in errors


def _has_ended_or_goes_on(process: Forked, state_dir: Path, killed: int) -> bool:
    return process.poll() is not None or _is_another(state_dir, killed)


def _is_another(state_dir: Path, killed: int) -> bool:
    """Whether another engine has started wholly: one that ends before is not started again."""
    found = running_engine(state_dir)
    return found is not None and engine_of(state_dir) != killed and status_of(found.url, "/") > 0


def test_an_engine_that_cannot_be_started_again_ends_the_service_with_a_sentence(tmp_path: Path) -> None:
    with running("--port", "0", "--state-dir", str(tmp_path)) as process:
        lines_until_ready(process)
        (log,) = tmp_path.glob("dynamodb.*.log")
        log.write_bytes(log.read_bytes().replace(b'"SERVICE"', b'"service"'))

        os.kill(engine_of(tmp_path), signal.SIGKILL)
        _, errors = process.communicate(timeout=40)

    assert process.returncode == 1
    assert f"cannot be started again: The state file {log} cannot be loaded" in errors.splitlines()[-1]


@pytest.mark.parametrize("sign", [b'"tables"', b"DEMO#UNFINISHED", b'"PROFILE"', b"acme-storefront"])
def test_a_first_start_that_is_killed_leaves_nothing_that_the_next_one_takes_for_the_demo(
    tmp_path: Path, sign: bytes
) -> None:
    # Given a start that has got so far
    with running("--port", "0", "--state-dir", str(tmp_path)) as process:
        wait_until(lambda: any(sign in log.read_bytes() for log in tmp_path.glob("dynamodb.*.log")))
        process.kill()
        told, _ = process.communicate(timeout=20)
    wait_until(lambda: running_engine(tmp_path) is None)

    # When the service is started again
    with running("--port", "0", "--state-dir", str(tmp_path)) as process:
        *introduction, ready = lines_until_ready(process)

        # Then it makes the whole demo, unless that was made and told before the kill
        assert "acme has 200 customers" in told + "".join(introduction)
        assert status_of(ready.removeprefix("ready "), "/health") == 200
        key = running_engine(tmp_path)
        assert key is not None
        client = client_of("dynamodb", key.url, key.key)
        found = client.query(
            TableName="customers",
            KeyConditionExpression="pk = :service AND begins_with(sk, :demo)",
            ExpressionAttributeValues={":service": {"S": "SERVICE"}, ":demo": {"S": "DEMO"}},
        )
        assert found["Items"] == []
        process.terminate()

    # And the one after that finds it
    with running("--port", "0", "--state-dir", str(tmp_path)) as process:
        assert len(lines_until_ready(process)) == 1


@pytest.fixture(params=["embedded", "DynamoDB Local"])
def other_engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an engine that the service did not start."""
    monkeypatch.setenv(KEY_VARIABLE, str(LOCAL_KEY))
    with ExitStack() as running_engines:
        if request.param == "embedded":
            yield running_engines.enter_context(start_engine(key=LOCAL_KEY)).url
            return
        try:
            url = running_engines.enter_context(dynamodb_local())
        except EngineMissing as missing:
            pytest.skip(str(missing))
        yield url


def test_a_new_state_folder_opens_a_table_of_another_engine(tmp_path: Path, other_engine: str) -> None:
    # Given a table on an engine, of whose clients the secrets are known
    options = ("--port", "0", "--engine-url", other_engine)
    with running(*options, "--state-dir", str(tmp_path / "first")) as process:
        lines_until_ready(process)
        secrets = (tmp_path / "first" / "demo.env").read_text()
        process.terminate()
        process.communicate(timeout=20)

    # When another folder is used with it
    with running(*options, "--state-dir", str(tmp_path / "second")) as process:
        (ready,) = lines_until_ready(process)
        secret = next(line for line in secrets.splitlines() if line.startswith("ACME_ADMIN_SECRET="))
        token = token_of(ready.removeprefix("ready "), "acme-admin", secret.partition("=")[2])

        # Then its keys sign tokens, which the service accepts
        assert token.count(".") == 2
        process.terminate()
        process.communicate(timeout=20)

    # And the command line finds the table there
    command = [sys.executable, "-m", "cli", "--state-dir", str(tmp_path / "second"), "client", "list"]
    with started([*command, "--tenant", "acme"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as listed:
        printed, errors = listed.communicate(timeout=60)
    assert "acme-reader" in printed, errors


def token_of(url: str, client_id: str, secret: str) -> str:
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection(url.removeprefix("http://"), timeout=20)) as connection:
        connection.request("POST", "/oauth/token", "grant_type=client_credentials", headers)
        answer = connection.getresponse()
        content = json.load(answer)
        assert answer.status == 200, content
        return str(content["access_token"])
