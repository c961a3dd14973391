"""`customers events` reads the bus of the state folder and puts events on it, with the service or without."""

import io
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse

from local.bus.entries import ENTRY_BYTES
from local.bus.store import Bus
from local.machine.paths import PROJECT_ROOT
from local.stack.template import load_template
from local.triggers.topology import topology_of
from tests.component.cli.running import customers
from tests.component.local.sent import event
from tests.processes import started

Document = dict[str, Any]
COMPANY = {"tenant": "acme", "legalEntityId": "le-1", "name": "ACME", "share": 1.5}
CREATED = {"detail-type": "client-management.legalentity-created", "detail": COMPANY}


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with Bus(tmp_path, topology_of(load_template()).rules) as bus:
        yield bus


def run(state_dir: Path, *arguments: str) -> None:
    assert customers("--state-dir", state_dir, "events", *arguments).code == 0


def put(state_dir: Path, content: Any) -> None:
    (state_dir / "events.json").write_text(json.dumps(content))
    run(state_dir, "put", str(state_dir / "events.json"))


def failure(state_dir: Path, *arguments: str) -> str:
    return customers("--state-dir", state_dir, "events", *arguments).failure


def printed(capsys: pytest.CaptureFixture[str]) -> list[Document]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


class TestTail:
    def test_all_that_are_kept_are_printed_as_eventbridge_passes_them_on(
        self, bus: Bus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bus.put([event(f"item.{number}", tenant="acme") for number in range(12)])

        run(tmp_path, "tail", "--once")

        lines = printed(capsys)
        assert [line["detail-type"] for line in lines] == [f"item.{number}" for number in range(12)]
        assert lines[0] == json.loads(bus.events()[0][1])

    @pytest.mark.parametrize(
        ("arguments", "names"),
        [
            (["--tenant", "acme"], ["customer.created", "customer.deleted"]),
            (["--name", "customer.created"], ["customer.created", "customer.created"]),
            (["--name", "customer.d", "--tenant", "acme"], ["customer.deleted"]),
            (["--name", "created"], []),
        ],
    )
    def test_they_can_be_those_of_a_tenant_and_of_a_name(
        self,
        bus: Bus,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        arguments: list[str],
        names: list[str],
    ) -> None:
        bus.put([event("customer.created", tenant="acme"), event("customer.created", tenant="shop")])
        bus.put([event("customer.deleted", tenant="acme"), event("other")])

        run(tmp_path, "tail", "--once", *arguments)

        assert [line["detail-type"] for line in printed(capsys)] == names

    def test_the_last_ten_and_those_that_come_are_printed_until_it_is_interrupted(
        self, bus: Bus, tmp_path: Path
    ) -> None:
        bus.put([event(f"item.{number}") for number in range(12)])
        command = [sys.executable, "-m", "cli", "--state-dir", str(tmp_path), "events", "tail"]
        with started([*command, "--name", "item."], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            first = [json.loads(process.stdout.readline())["detail-type"] for _ in range(10)]
            bus.put([event("item.new"), event("other"), event("item.newer")])
            then = [json.loads(process.stdout.readline())["detail-type"] for _ in range(2)]
            process.send_signal(signal.SIGINT)

        assert first == [f"item.{number}" for number in range(2, 12)]
        assert then == ["item.new", "item.newer"]
        assert process.returncode == 130

    def test_a_reader_may_have_seen_enough(self, bus: Bus, tmp_path: Path) -> None:
        bus.put([event(text="x" * 1000) for _ in range(500)])

        command = f"{sys.executable} -m cli --state-dir {tmp_path} events tail --once | head -1"
        done = subprocess.run(
            ["/bin/bash", "-o", "pipefail", "-c", command],
            cwd=PROJECT_ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

        assert (done.returncode, done.stderr, done.stdout.count("\n")) == (141, "", 1)


class TestPut:
    def test_an_event_reaches_the_bus_and_the_queue_that_it_is_for(self, bus: Bus, tmp_path: Path) -> None:
        put(tmp_path, CREATED)

        (message,) = bus.receive("ClientManagementQueue", 10)
        envelope = json.loads(message.body)
        assert envelope == json.loads(bus.events()[0][1])
        assert (envelope["source"], envelope["detail"]) == ("client-management", COMPANY)

    def test_several_keep_their_order(self, bus: Bus, tmp_path: Path) -> None:
        put(tmp_path, [{"detail-type": f"item.{number}", "detail": {}} for number in range(12)])

        names = [json.loads(text)["detail-type"] for _, text in bus.events()]
        assert names == [f"item.{number}" for number in range(12)]

    def test_what_tail_prints_can_be_put_again(
        self, bus: Bus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put(tmp_path, {**CREATED, "time": "2026-01-31T09:30:00Z", "resources": ["arn"], "source": "other"})
        run(tmp_path, "tail", "--once")
        (line,) = printed(capsys)

        put(tmp_path, line)

        one, other = (json.loads(text) for _, text in bus.events())
        assert one.pop("id") != other.pop("id")
        assert one == other
        assert (one["time"], one["resources"], one["source"]) == ("2026-01-31T09:30:00Z", ["arn"], "other")

    def test_it_can_come_from_standard_input(
        self, bus: Bus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(CREATED).encode())))

        run(tmp_path, "put", "-")

        assert len(bus.events()) == 1

    def test_an_event_of_aws_goes_where_aws_puts_it(self, bus: Bus, tmp_path: Path) -> None:
        tags = {"ses:configuration-set": ["MailConfiguration"]}
        bounce = {"source": "aws.ses", "detail-type": "Email Bounced", "detail": {"mail": {"tags": tags}}}

        put(tmp_path, bounce)

        assert len(bus.receive("BouncedMailQueue", 10)) == 1

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            ("[", "is not JSON"),
            ('"text"', 'event 1 must be an object with a string as "detail-type" and an object as "detail"'),
            ('[{"detail-type": "a", "detail": {}}, {"detail-type": "a"}]', "event 2 must be an object with"),
            ('{"detail-type": "", "detail": {}}', "event 1 must be an object with"),
            ('{"detail-type": "a", "detail": "{}"}', "event 1 must be an object with"),
            (
                '{"detail-type": "a", "detail": {}, "time": "now"}',
                "event 1 must have a time in ISO 8601",
            ),
            ('{"detail-type": "a", "detail": {}, "time": 1}', "event 1 must have a time in ISO 8601"),
        ],
    )
    def test_if_one_is_wrong_none_is_put_and_a_line_says_why(
        self, bus: Bus, tmp_path: Path, content: str, says: str
    ) -> None:
        (tmp_path / "events.json").write_text(content)

        assert says in failure(tmp_path, "put", str(tmp_path / "events.json"))
        assert bus.events() == []

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"detail-type": "x" * 129}, "event 1: Parameter DetailType is not valid"),
            ({"source": 1}, "event 1: Parameter Source is not valid"),
            ({"resources": [1]}, "event 1: Parameter Resources is not valid"),
            ({"detail": {"text": "x" * ENTRY_BYTES}}, "event 1 is larger than 262144 bytes"),
        ],
    )
    def test_what_eventbridge_refuses_is_refused(
        self, bus: Bus, tmp_path: Path, changes: Document, says: str
    ) -> None:
        (tmp_path / "events.json").write_text(json.dumps({**CREATED, **changes}))

        assert says in failure(tmp_path, "put", str(tmp_path / "events.json"))
        assert bus.events() == []

    def test_standard_input_is_called_so(
        self, bus: Bus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"[")))

        assert failure(tmp_path, "put", "-") == "customers: standard input is not JSON"
        assert bus.events() == []

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        assert "no-such-file: No such file or directory" in failure(tmp_path, "put", "no-such-file")


class Aws:
    """EventBridge, as far as it takes these answers, one after the other."""

    def __init__(self, answers: Sequence[Document], monkeypatch: pytest.MonkeyPatch) -> None:
        self.entries: list[Document] = []
        self._answers = iter(answers)
        session = botocore.session.get_session()
        session.get_component("event_emitter").register("before-send.events.PutEvents", self._answer)
        monkeypatch.setattr(botocore.session, "get_session", lambda: session)

    def _answer(self, request: Any, **_: Any) -> AWSResponse:
        self.entries += json.loads(request.body)["Entries"]
        answer = next(self._answers)
        raw: Any = SimpleNamespace(stream=lambda: [json.dumps(answer).encode()])
        headers: Any = {}
        return AWSResponse(request.url, 200 if "Entries" in answer else 400, headers, raw)


TAKEN: Document = {"FailedEntryCount": 0, "Entries": [{"EventId": "an-id"}]}


class TestPutOnAws:
    def test_events_are_put_on_the_bus_that_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        aws = Aws([TAKEN, TAKEN], monkeypatch)
        (tmp_path / "events.json").write_text(
            json.dumps([CREATED, {**CREATED, "time": "2026-11-22T09:00:00Z"}])
        )

        run(tmp_path, "put", str(tmp_path / "events.json"), "--bus", "customers-prod")

        first, second = aws.entries
        assert json.loads(first.pop("Detail")) == COMPANY
        assert first == {
            "Source": "client-management",
            "DetailType": "client-management.legalentity-created",
            "EventBusName": "customers-prod",
        }
        assert second["Time"] == 1795338000
        assert list(tmp_path.iterdir()) == [tmp_path / "events.json"]

    @pytest.mark.parametrize(
        ("answer", "says"),
        [
            (
                {
                    "FailedEntryCount": 1,
                    "Entries": [{"ErrorCode": "InternalFailure", "ErrorMessage": "again"}],
                },
                "InternalFailure: again",
            ),
            ({"__type": "AccessDeniedException", "message": "not you"}, "not you"),
        ],
    )
    def test_what_is_refused_is_reported_with_what_was_not_put(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Document, says: str
    ) -> None:
        Aws([TAKEN, answer], monkeypatch)
        (tmp_path / "events.json").write_text(json.dumps([CREATED] * 3))

        sentence = failure(tmp_path, "put", str(tmp_path / "events.json"), "--bus", "customers-prod")

        assert "event 2 and those after it were not put on the bus: " in sentence
        assert says in sentence

    def test_a_missing_region_is_reported_for_the_events(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
        (tmp_path / "events.json").write_text(json.dumps(CREATED))

        sentence = failure(tmp_path, "put", str(tmp_path / "events.json"), "--bus", "customers-prod")

        assert sentence == "customers: no AWS region is set; give --region, or set AWS_REGION"


class TestDead:
    @pytest.fixture
    def dead(self, bus: Bus) -> None:
        """Two messages that a function was given in vain."""
        bus.put([event("client-management.a"), event("client-management.b")])
        bus.receive("ClientManagementQueue", 2)
        bus.bury("ClientManagementQueue", receives=1)

    @pytest.mark.usefixtures("dead")
    def test_they_are_printed_with_their_queue(
        self, bus: Bus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(tmp_path, "dead")

        first, second = printed(capsys)
        assert (first["queue"], first["receives"]) == ("ClientManagementQueue", 1)
        assert first["sentAt"].endswith("Z")
        assert [first["event"]["detail-type"], second["event"]["detail-type"]] == [
            "client-management.a",
            "client-management.b",
        ]

    @pytest.mark.usefixtures("dead")
    def test_they_are_put_back(self, bus: Bus, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(tmp_path, "redrive")

        assert capsys.readouterr().err == "moved 2 messages back to their queues\n"
        assert len(bus.receive("ClientManagementQueue", 10)) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["tail"], "EventBridge does not store events; give the bus a rule"),
        (["dead"], "give --stack"),
        (["redrive"], "give --stack"),
    ],
)
def test_where_it_cannot_be_done_the_error_says_what_to_do(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    assert says in customers("--table", "customers", "events", *arguments).failure
    assert "start the service once with `make run`" in failure(tmp_path / "none", *arguments)
