"""An interrupted import is resumed: each line is imported once, and rejected once."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cli.transfer import importing
from cli.transfer.failures import TransferFailed
from cli.transfer.importing import Report
from cli.transfer.rejects import Rejects
from shared.adapters.dynamodb.writes import Key
from shared.domain.errors import StorageUnavailable
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.cli.transfers import exported, imported, job, lines, place, run, written
from tests.component.customer_data.stored import items_of
from tests.component.wire import THROTTLED, Killed, Wire
from tests.processes import started

BATCH_LINES = 20
LINES = 3 * BATCH_LINES
GOOD = LINES * 9 // 10
# What is imported by a process of its own is imported in batches as long as they are.
REAL_BATCH_LINES = importing.BATCH_LINES
MANY_LINES = 3 * REAL_BATCH_LINES


@pytest.fixture(autouse=True)
def short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch in this process is short, and its lines are looked up in one request."""
    monkeypatch.setattr(importing, "BATCH_LINES", BATCH_LINES)


@pytest.fixture
def tenant(tenant: str) -> str:
    create_tenant(wiring().tenants, tenant, restrictions=["DE"])
    return tenant


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of customers with nothing that could be taken: one imported twice would be there twice.

    Every tenth line is one that has to be rejected.
    """
    return written(tmp_path / "all.ndjson", records(LINES))


@pytest.fixture
def long_path(tmp_path: Path) -> Path:
    """A file of many more lines of the same kind."""
    return written(tmp_path / "all.ndjson", records(MANY_LINES))


def records(count: int) -> list[dict[str, str]]:
    return [
        {"lastName": f"n{line}", "restriction": "XX" if line % 10 == 0 else "DE"}
        for line in range(1, count + 1)
    ]


def forget_customers(tenant: str, count: int) -> None:
    """Remove so many customers, and the receipts of their lines, as if they had never been written."""
    profiles = [item for item in items_of(tenant) if item["sk"]["S"] == "PROFILE"][:count]
    for profile in profiles:
        incarnation = profile["incarnation"]
        gone = [item for item in items_of(tenant) if item.get("incarnation") == incarnation]
        wiring().table.delete_all([Key.of(item) for item in gone])


def assert_each_line_is_done_once(path: Path, tenant: str, count: int = LINES) -> None:
    exported(tenant, path.with_name("out.ndjson"))
    names = [record["lastName"] for record in lines(path.with_name("out.ndjson"))]
    refused = [reject["line"] for reject in lines(path.with_name("bad.ndjson"))]
    assert sorted(names) == sorted(f"n{line}" for line in range(1, count + 1) if line % 10)
    assert sorted(refused) == list(range(10, count + 1, 10))
    assert not path.with_name("all.ndjson.progress").exists()


@pytest.mark.parametrize(
    ("ends", "code", "says"),
    [
        (signal.SIGKILL, -signal.SIGKILL, ""),
        (signal.SIGINT, 130, "customers: interrupted; run the same command again to resume\n"),
    ],
)
def test_after_a_run_was_ended_the_next_imports_the_rest(
    long_path: Path,
    tenant: str,
    ends: signal.Signals,
    code: int,
    says: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Given a run that is ended while it imports the second batch of lines, or the third
    command = [
        "import",
        str(long_path),
        "--tenant",
        tenant,
        "--rejects",
        str(long_path.with_name("bad.ndjson")),
    ]
    with started([sys.executable, "-m", "cli", *place(), *command], stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 30
        checkpoint = long_path.with_name("all.ndjson.progress")
        while not checkpoint.exists() or json.loads(checkpoint.read_text())["place"]["line"] == 0:
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < deadline
            time.sleep(0.005)
        time.sleep(0.05)
        process.send_signal(ends)
        assert process.stderr is not None
        assert process.stderr.read() == says
    assert process.returncode == code

    # When it is run again
    again = run(*command)

    # Then everything is there once, and the counts add up
    numbers = re.search(
        r"^imported (\d+), rejected \d+, already imported (\d+) in ", capsys.readouterr().err, re.MULTILINE
    )
    assert numbers is not None
    rest, already = map(int, numbers.groups())
    assert again == 3
    assert rest > 0
    assert already >= REAL_BATCH_LINES * 9 // 10
    assert rest + already == MANY_LINES * 9 // 10
    assert_each_line_is_done_once(long_path, tenant, MANY_LINES)


def test_of_a_batch_that_was_begun_the_customers_that_are_there_are_not_imported_again(
    path: Path, tenant: str
) -> None:
    # Given a run that ended in its second batch, some customers of which were just written
    wire = Wire()
    wire.fail("TransactWriteItems", "killed late", times=LINES, after=BATCH_LINES)
    with pytest.raises(Killed):
        imported(job(path, tenant), wire)
    kept = json.loads(path.with_name("all.ndjson.progress").read_text())

    # When it is run again
    report = imported(job(path, tenant))

    # Then the lines of that batch that are done are known to be
    assert kept["place"]["line"] == BATCH_LINES
    assert report.already_imported > BATCH_LINES
    assert report.imported + report.already_imported == GOOD
    assert_each_line_is_done_once(path, tenant)


def test_a_second_import_of_the_same_file_imports_nothing(path: Path, tenant: str) -> None:
    first = imported(job(path, tenant))

    second = imported(job(path, tenant))

    assert first == Report(imported=GOOD, already_imported=0, rejected=LINES // 10, reset_needed=0)
    assert second == Report(imported=0, already_imported=GOOD, rejected=LINES // 10, reset_needed=0)
    assert_each_line_is_done_once(path, tenant)


@pytest.mark.usefixtures("impatient")
def test_a_table_that_does_not_keep_up_rejects_nothing_and_the_error_says_how_to_resume(
    path: Path, tenant: str
) -> None:
    wire = Wire()
    wire.fail("TransactWriteItems", THROTTLED, times=100 * LINES, after=10)

    with pytest.raises(StorageUnavailable):
        imported(job(path, tenant), wire)

    assert imported(job(path, tenant)).imported < GOOD
    assert_each_line_is_done_once(path, tenant)


class TestCheckpoint:
    @pytest.fixture
    def stopped(self, path: Path, tenant: str) -> Path:
        """The file of an import that ended behind its first batch."""
        wire = Wire()
        wire.fail("BatchGetItem", "killed", times=1, after=1)
        with pytest.raises(Killed):
            imported(job(path, tenant), wire)
        return path

    @pytest.mark.parametrize("lost", [1, BATCH_LINES * 9 // 10])
    def test_it_is_not_believed_when_the_table_has_lost_what_came_last(
        self, stopped: Path, tenant: str, lost: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        # Given an engine that was killed, and has lost some of what it had written
        forget_customers(tenant, lost)

        # When the import is resumed
        report = imported(job(stopped, tenant))

        # Then it looks again at every line, and imports those that were lost
        assert "the table lacks what was imported before" in capsys.readouterr().err
        assert report.imported + report.already_imported == GOOD
        assert report.already_imported == BATCH_LINES * 9 // 10 - lost
        assert_each_line_is_done_once(stopped, tenant)

    def test_it_is_all_there_is_once_receipts_have_expired(self, stopped: Path, tenant: str) -> None:
        yesterday = time.time() - timedelta(hours=23, minutes=1).total_seconds()
        os.utime(stopped.with_name("all.ndjson.progress"), (yesterday, yesterday))
        for item in items_of(tenant):
            if item["sk"]["S"] == "IDEMPOTENCY":
                wiring().table.delete_all([Key.of(item)])

        report = imported(job(stopped, tenant))

        assert report.already_imported == BATCH_LINES * 9 // 10
        assert_each_line_is_done_once(stopped, tenant)

    def test_records_before_it_are_not_looked_at_again(self, stopped: Path, tenant: str) -> None:
        wire = Wire()

        report = imported(job(stopped, tenant), wire)

        assert report.already_imported == BATCH_LINES * 9 // 10
        assert wire.requests["TransactWriteItems"] == report.imported
        assert_each_line_is_done_once(stopped, tenant)

    def test_a_record_rejected_after_it_is_rejected_again(self, stopped: Path, tenant: str) -> None:
        with stopped.with_name("bad.ndjson").open("a") as rejects:
            rejects.write('{"line": 210, "reason": "written after the checkpoint"}\n' * 1000)

        imported(job(stopped, tenant))

        assert_each_line_is_done_once(stopped, tenant)

    def test_it_can_be_ignored(self, stopped: Path, tenant: str) -> None:
        report = imported(job(stopped, tenant, restart=True))

        assert report.already_imported == BATCH_LINES * 9 // 10
        assert_each_line_is_done_once(stopped, tenant)

    def test_a_changed_file_is_started_again_only_when_asked_to(self, stopped: Path, tenant: str) -> None:
        written(stopped, [{"lastName": "another"}])

        with pytest.raises(TransferFailed, match=r"of a file that has changed since.*--restart"):
            imported(job(stopped, tenant))

        assert imported(job(stopped, tenant, restart=True)).imported == 1

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            ({"target": "there"}, "into here: finish that first"),
            ({"rejects": Path("other.ndjson")}, r"with another rejects file: give --rejects /.*bad\.ndjson"),
        ],
    )
    def test_another_import_of_the_file_is_not_resumed(
        self, stopped: Path, tenant: str, options: dict[str, Any], says: str
    ) -> None:
        with pytest.raises(TransferFailed, match=says):
            imported(job(stopped, tenant, **options))

    def test_missing_rejects_are_noticed(self, stopped: Path, tenant: str) -> None:
        stopped.with_name("bad.ndjson").write_text("")

        with pytest.raises(TransferFailed, match="is shorter than the last run left it"):
            imported(job(stopped, tenant))

    @pytest.mark.parametrize("content", ["", "{", "{}", "[]"])
    def test_a_damaged_one_is_reported(self, stopped: Path, tenant: str, content: str) -> None:
        stopped.with_name("all.ndjson.progress").write_text(content)

        with pytest.raises(TransferFailed, match="is damaged; start over with --restart"):
            imported(job(stopped, tenant))

    def test_csv_is_resumed_in_the_same_way(self, tmp_path: Path, tenant: str) -> None:
        path = tmp_path / "all.csv"
        rows = [f'{"XX" if n % 10 == 0 else "DE"},"n{n}"\r\n' for n in range(2, LINES + 1)]
        path.write_text("restriction,lastName\r\n" + "".join(rows))
        wire = Wire()
        wire.fail("BatchGetItem", "killed", times=1, after=1)
        with pytest.raises(Killed):
            imported(job(path, tenant), wire)

        report = imported(job(path, tenant))

        exported(tenant, tmp_path / "out.ndjson")
        names = sorted(record["lastName"] for record in lines(tmp_path / "out.ndjson"))
        assert names == sorted(f"n{n}" for n in range(2, LINES + 1) if n % 10)
        assert report.imported + report.already_imported == GOOD - 1


def test_two_runs_do_not_write_the_same_rejects(path: Path, tenant: str) -> None:
    with Rejects(path.with_name("bad.ndjson"), 0), pytest.raises(TransferFailed, match="another import"):
        imported(job(path, tenant))
