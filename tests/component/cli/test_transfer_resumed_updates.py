"""An import that updates customers who are known is resumed."""

import json
from pathlib import Path

import pytest

from cli.transfer import importing
from cli.transfer.failures import TransferFailed
from cli.transfer.importing import Report
from cli.transfer.modes import Mode
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.cli.transfers import exported, imported, job, lines, run, written
from tests.component.customer_data.stored import items_of
from tests.component.wire import Killed, Wire

BATCH_LINES = 20
LINES = 3 * BATCH_LINES


@pytest.fixture(autouse=True)
def short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch is short."""
    monkeypatch.setattr(importing, "BATCH_LINES", BATCH_LINES)


@pytest.fixture
def tenant(tenant: str) -> str:
    create_tenant(wiring().tenants, tenant)
    return tenant


@pytest.fixture
def known(tmp_path: Path, tenant: str) -> Path:
    """A file of customers who are there, each with another name, and of some who are not."""
    numbers = range(1, LINES + 1)
    run(
        "import",
        written(tmp_path / "first.ndjson", [{"id": f"n{n}"} for n in numbers]),
        "--tenant",
        tenant,
    )
    addresses = [{"city": "Berlin"}]
    changes = [
        {"id": f"{'x' if n % 10 == 0 else 'n'}{n}", "lastName": f"n{n}", "addresses": addresses}
        for n in numbers
    ]
    return written(tmp_path / "all.ndjson", changes)


@pytest.mark.parametrize(("mode", "created"), [(Mode.UPDATE, 0), (Mode.UPSERT, LINES // 10)])
def test_an_update_that_was_killed_goes_on(known: Path, tenant: str, mode: Mode, created: int) -> None:
    # Given a run that was killed in its second batch
    done_of_batch = BATCH_LINES if created else BATCH_LINES * 9 // 10
    wire = Wire()
    wire.fail("UpdateItem", "killed late", times=LINES, after=BATCH_LINES + 5)
    with pytest.raises(Killed):
        imported(job(known, tenant, mode=mode), wire)
    kept = json.loads(known.with_name("all.ndjson.progress").read_text())

    # When it is run again
    report = imported(job(known, tenant, mode=mode))

    # Then what was done is not done again, and everybody has the new name once
    assert kept["place"]["line"] == BATCH_LINES
    created_of_next = report.already_imported - done_of_batch
    assert 0 <= created_of_next <= created // 3
    done_now = report.updated + report.unchanged + report.imported
    assert done_now == 2 * done_of_batch - created_of_next
    assert report.rejected == 3 * (BATCH_LINES - done_of_batch)
    assert report.unchanged >= 1
    exported(tenant, known.with_name("out.ndjson"))
    exported_now = lines(known.with_name("out.ndjson"))
    people = {each["id"]: each.get("lastName") for each in exported_now}
    assert all(people[f"n{n}"] == (None if n % 10 == 0 else f"n{n}") for n in range(1, LINES + 1))
    assert len(people) == LINES + created
    assert {len(each.get("addresses", ())) for each in exported_now if each.get("lastName")} == {1}


def test_an_upsert_that_was_killed_in_its_first_batch_knows_whom_it_has_created(
    tmp_path: Path, tenant: str
) -> None:
    # Given a run that was killed when it had created some, whose hashes cannot be verified
    people = [
        {"id": f"n{n}", "account": {"email": f"n{n}@example.com", "passwordHash": "$md5$x"}}
        for n in range(BATCH_LINES)
    ]
    path = written(tmp_path / "all.ndjson", people)
    wire = Wire()
    wire.fail("TransactWriteItems", "killed late", times=LINES, after=5)
    with pytest.raises(Killed):
        imported(job(path, tenant, mode=Mode.UPSERT), wire)

    # When it is run again, once more from the first line, and as an import of its own
    resumed = imported(job(path, tenant, mode=Mode.UPSERT))
    restarted = imported(job(path, tenant, mode=Mode.UPSERT, restart=True))
    another = imported(job(path, tenant, mode=Mode.UPSERT))

    # Then those are not taken for customers who were known, and are counted as they were created
    assert resumed.already_imported > 5
    assert resumed == Report(
        imported=BATCH_LINES - resumed.already_imported,
        already_imported=resumed.already_imported,
        rejected=0,
        reset_needed=BATCH_LINES,
    )
    assert restarted == Report(imported=0, already_imported=BATCH_LINES, rejected=0, reset_needed=BATCH_LINES)
    assert (another.unchanged, another.already_imported) == (BATCH_LINES, 0)


def test_it_goes_on_in_its_own_mode_and_with_its_own_options(known: Path, tenant: str) -> None:
    wire = Wire()
    wire.fail("UpdateItem", "killed", times=LINES, after=BATCH_LINES + 5)
    with pytest.raises(Killed):
        imported(job(known, tenant, mode=Mode.UPDATE), wire)

    with pytest.raises(TransferFailed, match="in another mode: give --mode update"):
        imported(job(known, tenant))
    with pytest.raises(TransferFailed, match="with other options: give none"):
        imported(job(known, tenant, mode=Mode.UPDATE, ignored=("lastName",)))


@pytest.mark.parametrize("mode", [Mode.UPDATE, Mode.UPSERT])
def test_changes_that_a_restored_table_has_lost_are_made_again(
    known: Path, tenant: str, mode: Mode, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a run that was killed in its second batch, and a table restored to where it was in the first
    before = [item for item in items_of(tenant) if item["sk"]["S"] == "PROFILE"]
    wire = Wire()
    wire.fail("UpdateItem", "killed", times=LINES, after=BATCH_LINES + 5)
    with pytest.raises(Killed):
        imported(job(known, tenant, mode=mode), wire)
    for item in before:
        wiring().table._client.put_item(TableName=wiring().table.name, Item=item)

    # When it is run again
    report = imported(job(known, tenant, mode=mode))

    # Then it looks at every line again
    assert "the table lacks what was imported before" in capsys.readouterr().err
    assert report.updated == LINES * 9 // 10
    exported(tenant, known.with_name("out.ndjson"))
    names = {each["id"]: each.get("lastName") for each in lines(known.with_name("out.ndjson"))}
    assert all(names[f"n{n}"] == f"n{n}" for n in range(1, LINES + 1) if n % 10)
