"""`make run` says what is wrong in one sentence, serves the template's API, and stops what it started."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from local.bus.store import BUS_FILE
from local.engine import KEY_VARIABLE, running_engine, start_engine
from local.engine.snapshot import STATE_FILE
from local.machine.loopback import listen
from local.mailbox.store import MAILBOX_FILE
from tests.processes import started

from .streams import LOCAL_KEY, engine_without_streams


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "local.run", *arguments]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        yield process
        process.kill()


def lines_until_ready(process: subprocess.Popen[str]) -> list[str]:
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


def sentence_of_failure(*arguments: str, output: str | None = "") -> str:
    with running(*arguments) as process:
        printed, errors = process.communicate(timeout=30)
        assert process.returncode == 1
        assert output is None or printed == output
        assert errors.count("\n") == 1
        return errors


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

    def test_a_broken_bus(self, tmp_path: Path) -> None:
        (tmp_path / BUS_FILE).write_text("no database, but of some length" * 100)

        sentence = sentence_of_failure("--port", "0", "--state-dir", str(tmp_path), output=None)

        assert sentence.startswith(f"The bus {tmp_path / BUS_FILE} cannot be used")

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


def test_started_by_a_script_in_the_background_it_stops_on_sigterm(tmp_path: Path) -> None:
    # Given that SIGINT is ignored, as a shell without job control has it behind `&`
    service = [sys.executable, "-m", "local.run", "--port", "0", "--state-dir", str(tmp_path)]
    command = ["/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", *service]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        lines_until_ready(process)

        process.terminate()
        output, errors = process.communicate(timeout=20)

    assert (process.returncode, output) == (0, "")
    assert "Traceback" not in errors
    assert running_engine(tmp_path) is None


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


def test_a_damaged_mailbox_does_not_keep_it_from_serving(tmp_path: Path) -> None:
    (tmp_path / MAILBOX_FILE).write_text("{")

    with running("--port", "0", "--state-dir", str(tmp_path)) as process:
        *_, ready = lines_until_ready(process)

        assert status_of(ready.removeprefix("ready "), "/_local/mailbox") == 500
        assert status_of(ready.removeprefix("ready "), "/openapi.json") == 200
